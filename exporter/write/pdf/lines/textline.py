"""A line of a text box: glyphs from here to there, standing where WeasyPrint has a Pango layout."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from exporter.write.pdf.lines.glyphs import FontFace, Glyphs

SPACE_TO_READERS = 0.095  # em: readers of PDF take a gap as wide as this for a space, from .1 em on
COMMON = str.maketrans("‑‒―⋯〜‧∕⸺➀➁➂➃➄➅➆➇➈➉", "-–—…～•／—①②③④⑤⑥⑦⑧⑨⑩")
"""Characters for which fonts use the glyph of a commoner one, which readers would take them for: that one."""
_RARE = re.compile(f"[{''.join(map(chr, COMMON))}]")


class Stretch(NamedTuple):
    """Glyphs of a line in one face, with the same space after each."""

    first: int
    end: int
    face: FontFace
    extra: float


class TextLine:
    """Glyphs `first` up to `end` of a shaped text, and what WeasyPrint asks of a layout.

    `lead` is what the first glyph has lost at its left, `extra` what each glyph has got or lost after it,
    both in Pango units. `hyphen` is drawn at the end; it is no part of the text.
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
        self.hyphen: Glyphs | None = None
        self.text = glyphs.told(first, end) if first < glyphs.count else ""

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

    def spoken(self) -> list[tuple[int, int]]:
        """Glyphs, in ranges, that a reader of the PDF would take for other text than they are.

        Where a gap is wide and no space of the text, and where a glyph stands for several characters.
        """
        limit = SPACE_TO_READERS * self.glyphs.type.em
        wide = {glyph for glyph in self.glyphs.parted if self.first <= glyph < self.end - 1}
        if self.extra and max(self.extra) > limit:
            wide |= {
                glyph
                for glyph, extra in enumerate(self.extra[:-1], self.first)
                if extra > limit and not (self.glyphs.is_space(glyph) or self.glyphs.is_space(glyph + 1))
            }
        found = {end for glyph in wide for end in (glyph, glyph + 1)}
        if _RARE.search(self.text):
            clusters = self.glyphs.clusters()
            found |= {glyph for glyph in range(self.first, self.end) if _RARE.search(clusters[glyph])}
        return _ranges(sorted(found))

    def reactivate(self, style: Any) -> None:
        """Nothing: glyphs stay."""

    def deactivate(self) -> None:
        """Nothing: glyphs stay."""

    def __getattr__(self, name: str) -> Any:
        """Ascent, and place and thickness of underlines: those of the style's layout."""
        if name == "ascent" or name.startswith(("underline_", "strikethrough_")):
            return getattr(self.glyphs.type.layout, name)
        raise AttributeError(name)


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as ranges (first, end) of those that follow one another."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found
