"""A shaped text: its glyphs, the faces they are from, and what its style means for lines.

Lengths are in Pango units (1/1024 px) here and in the modules that work on glyphs.
"""

from array import array
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import pango

from exporter.write.pdf.lines.rules import Custom

UNKNOWN = pango.PANGO_GLYPH_UNKNOWN_FLAG  # of numbers that are characters no font has


@dataclass(slots=True, eq=False)
class FontFace:
    """A font at a size, as Pango gave it: ascent and descent, and what drawing has learnt of it."""

    pointer: Any
    keeper: Any  # a layout that keeps the font alive
    ascent: int
    descent: int
    coloured: bool
    drawn: dict[bool, Any] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)  # of glyphs, in thousandths of an em


@dataclass(slots=True, eq=False)
class Type:
    """What a style means for lines: `refused` says why the engine leaves it alone ("" if it does not)."""

    refused: str
    key: str = ""
    layout: Any = None
    em: int = 0
    lang: str = ""
    custom: Custom | None = None
    wraps: bool = True
    pitch: float = 0.0  # px: the height of its lines
    cell: bool = False  # figures that stand upright in one cell of a column
    solid: bool = False  # lines end between words only, where Unicode lets them end between syllables


@dataclass(slots=True, eq=False)
class Glyphs:
    """A shaped text: for every glyph its id, advance, offset and the byte its cluster begins at.

    Advance and offset are changed by the rules of CJK before lines are broken, not after. `faces` are
    stretches (first, end, face). `resumes` and `ends` are the places to break a text that has no such rules.
    `parted` are glyphs after which there is a gap that is no space of the text. `upright` says of
    every glyph whether it stands upright in a column; it is empty in horizontal text.
    """

    text: str
    data: bytes
    type: Type
    glyph: "array[int]"
    advance: "array[int]"
    offset: "array[int]"
    byte: "array[int]"
    faces: list[tuple[int, int, FontFace]]
    start: int = -1  # of its first glyph among the items of a paragraph
    pen: list[int] = field(default_factory=list)
    resumes: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    upright: bytearray = field(default_factory=bytearray)
    parted: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many glyphs."""
        return len(self.glyph)

    def clusters(self) -> list[str]:
        """The characters of every glyph: those of its cluster, "" for the further glyphs of one."""
        if len(self.glyph) == len(self.text) == len(set(self.byte)):
            return list(self.text)
        ends = [*self.byte[1:], len(self.data)]
        return [self.data[start:end].decode() for start, end in zip(self.byte, ends, strict=True)]

    def told(self, first: int, end: int) -> str:
        """The text of glyphs from `first` up to `end`."""
        stop = self.byte[end] if end < self.count else len(self.data)
        return self.data[self.byte[first] : stop].decode()

    def is_space(self, glyph: int) -> bool:
        """Whether the glyph is a space that stretches where spaces do: U+0020 or U+00A0."""
        return self.data.startswith((b" ", b"\xc2\xa0"), self.byte[glyph])

    def position(self) -> list[int]:
        """The pen before every glyph, and after the last."""
        if not self.pen:
            self.pen = [0, *accumulate(self.advance)]
        return self.pen

    def extent(self, first: int, end: int) -> tuple[int, int]:
        """Ascent and descent of glyphs from `first` up to `end`."""
        faces = [face for start, stop, face in self.faces if stop > first and start < end] or [
            self.faces[0][2]
        ]
        return max(face.ascent for face in faces), max(face.descent for face in faces)
