"""A line of a text box: glyphs from here to there, standing where WeasyPrint has a Pango layout."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from exporter.write.pdf.lines.shaping import FontFace, Glyphs


class Stretch(NamedTuple):
    """Glyphs of a line in one face, with the same space after each."""

    first: int
    end: int
    face: FontFace
    extra: float


class TextLine:
    """Glyphs `first` up to `end` of a shaped text, and what WeasyPrint asks of a layout.

    `lead` is what the first glyph has lost at its left, `extra` what each glyph has got or lost after it,
    both in Pango units.
    """

    first_line_direction = 0
    justification_spacing = 0

    def __init__(self, glyphs: Glyphs, first: int, end: int, max_width: float | None) -> None:
        self.glyphs = glyphs
        self.first = first
        self.end = end
        self.max_width = max_width
        self.lead = 0
        self.extra: list[float] | None = None
        stop = glyphs.byte[end] if end < glyphs.count else len(glyphs.data)
        self.text = glyphs.data[glyphs.byte[first] : stop].decode() if first < glyphs.count else ""

    def cut(self, text: str) -> "TextLine":
        """The same line up to the end of `text`, which begins it."""
        length = self.glyphs.byte[self.first] + len(text.encode())
        end = self.end
        while end > self.first and self.glyphs.byte[end - 1] >= length:
            end -= 1
        return TextLine(self.glyphs, self.first, end, self.max_width)

    @property
    def natural(self) -> int:
        """The sum of the advances."""
        pen = self.glyphs.position()
        return pen[self.end] - pen[self.first]

    def commonest_extra(self) -> float:
        """What most glyphs get after them: the stretching of the line between Han."""
        return Counter(self.extra).most_common(1)[0][0] if self.extra else 0.0

    def stretches(self) -> Iterator[Stretch]:
        """Stretches of one face with the same space after every glyph."""
        for start, stop, face in self.glyphs.faces:
            first, end = max(start, self.first), min(stop, self.end)
            if first >= end:
                continue
            if self.extra is None:
                yield Stretch(first, end, face, 0.0)
                continue
            spaces = self.extra[first - self.first : end - self.first]
            for space, group in groupby(spaces):
                count = len(list(group))
                yield Stretch(first, first + count, face, space)
                first += count

    def reactivate(self, style: Any) -> None:
        """Nothing: glyphs stay."""

    def deactivate(self) -> None:
        """Nothing: glyphs stay."""

    def __getattr__(self, name: str) -> Any:
        """Ascent, and place and thickness of underlines: those of the style's layout."""
        if name == "ascent" or name.startswith(("underline_", "strikethrough_")):
            return getattr(self.glyphs.type.layout, name)
        raise AttributeError(name)
