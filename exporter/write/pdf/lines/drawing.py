"""A line of glyphs -> operators of a PDF page: horizontal setting, and what columns share with it."""

import copy
from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol

from weasyprint.logger import LOGGER
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from exporter.write.pdf.lines.glyphs import UNKNOWN, FontFace, Glyphs
from exporter.write.pdf.lines.textline import COMMON, Stretch, TextLine

NOTDEF = '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)'
EM = 1000  # thousandths
THOUSANDTHS = EM * FROM_UNITS


class Drawer(Protocol):
    """Draws lines on a page's stream."""

    def draw(self, stream: Any, line: TextLine, matrix: Matrix) -> None:
        """Appends the operators that show `line`, its first pen at the origin of `matrix`."""


class Pen:
    """What drawing a face in one document needs: its PDF font, size, and glyphs already written as tokens.

    Tokens as WeasyPrint writes them, kerned by whole thousandths of an em, and exact ones for CJK. `down` is
    a pen of vertical writing (ISO 32000-1, 9.7.4.3): a glyph advances it by an em, and numbers in an array
    and the spacing of characters mean the opposite.
    """

    __slots__ = ("down", "font", "fonts", "sign", "size", "tokens")

    def __init__(self, stream: Any, face: FontFace, *, down: bool = False) -> None:
        self.fonts = stream._fonts
        self.font, self.size = stream.add_font(face.pointer)
        self.down, self.sign = down, -1 if down else 1
        if down:
            self.font = _vertical(self.fonts, self.font)
        self.tokens: tuple[dict[tuple[int, int, int], str], ...] = ({}, {})


class HorizontalDrawer:
    """Glyphs in TJ arrays, left to right; the stretching of a line as character spacing (Tc)."""

    def draw(self, stream: Any, line: TextLine, matrix: Matrix) -> None:
        """See Drawer."""
        a, b, c, d, e, f = matrix.values
        stream.set_text_matrix(a, b, c, d, e - line.lead * FROM_UNITS, f)
        show(stream, line, line.stretches(), line.spoken())
        if line.hyphen:
            show_hyphen(stream, line.hyphen)


def show(
    stream: Any,
    line: TextLine,
    stretches: Iterable[Stretch],
    spoken: Sequence[tuple[int, int]] = (),
    *,
    down: bool = False,
) -> None:
    """Appends what shows stretches of a line where the text matrix is, to the right or `down`.

    Glyphs in the ranges of `spoken` come with the text they are (ISO 32000-1, 14.9.4).
    """
    spacing = line.commonest_extra()
    if spacing:
        stream.stream.append(b"%.4f Tc" % (spacing * FROM_UNITS * (-1 if down else 1)))
    if spoken:
        stretches = list(stretches)
        for first, end, said in _parts(line, spoken):
            inside = _within(stretches, first, end)
            if said:
                with _saying(stream, line.glyphs.told(first, end)):
                    _show(stream, line, inside, spacing, down=down)
            else:
                _show(stream, line, inside, spacing, down=down)
    else:
        _show(stream, line, stretches, spacing, down=down)
    if spacing:
        stream.stream.append(b"0 Tc")


def show_hyphen(stream: Any, hyphen: Glyphs) -> None:
    """Appends what shows a hyphen where the pen is: it has no text."""
    line = TextLine(hyphen, 0, hyphen.count, None)
    with _saying(stream, ""):
        _show(stream, line, line.stretches(), 0.0, down=False)


def _parts(line: TextLine, spoken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """The glyphs of a line in ranges, and whether those are among the spoken ones."""
    place = line.first
    for first, end in spoken:
        if place < first:
            yield place, first, False
        yield first, end, True
        place = end
    if place < line.end:
        yield place, line.end, False


def _within(stretches: list[Stretch], first: int, end: int) -> list[Stretch]:
    cut = (each._replace(first=max(each.first, first), end=min(each.end, end)) for each in stretches)
    return [each for each in cut if each.first < each.end]


@contextmanager
def _saying(stream: Any, text: str) -> Iterator[None]:
    """Within it, what is drawn stands for `text` to readers."""
    said = (BOM_UTF16_BE + text.encode("utf-16-be")).hex()
    stream.begin_marked_content("Span", property_list=f"<</ActualText <{said}>>>".encode())
    yield
    stream.end_marked_content()


def _show(stream: Any, line: TextLine, stretches: Iterable[Stretch], spacing: float, *, down: bool) -> None:
    for face, group in groupby(stretches, key=attrgetter("face")):
        pen = _pen(stream, face, down=down)
        stream.set_font_size(pen.font.hash, pen.size)
        text = "".join(_shown(line.glyphs, stretch, pen, spacing) for stretch in group)
        stream.show_text(f"<{text}>".replace("<>", " "))


def _pen(stream: Any, face: FontFace, *, down: bool) -> Pen:
    pens: dict[bool, Pen] = face.drawn
    if down not in pens or pens[down].fonts is not stream._fonts:
        pens[down] = Pen(stream, face, down=down)
    return pens[down]


def _vertical(fonts: Any, font: Any) -> Any:
    """The same font for vertical writing: a font of its own in the file, over the same program."""
    key = ("vertical", id(font))
    if key not in fonts:
        fonts[key] = twin = copy.copy(font)
        twin.hash, twin.vertical = f"{font.hash}V", True
        twin.to_unicode, twin.widths, twin.missing = {}, {}, {}
    return fonts[key]


def _shown(glyphs: Glyphs, stretch: Stretch, pen: Pen, spacing: float) -> str:
    """A part of a TJ array: glyphs with their extra space, where `spacing` comes after each by itself."""
    if stretch.extra == spacing:
        return _array(glyphs, stretch.first, stretch.end, stretch.face, pen)
    thousandths = pen.sign * (spacing - stretch.extra) * THOUSANDTHS / pen.size
    back = f">{thousandths:.4f}<" if glyphs.start >= 0 else f">{int(thousandths)}<"
    each = range(stretch.first, stretch.end)
    return "".join(_array(glyphs, item, item + 1, stretch.face, pen) + back for item in each)


def _array(glyphs: Glyphs, first: int, end: int, face: FontFace, pen: Pen) -> str:
    """Part of a TJ array: glyph codes in hexadecimal, and kerning between them."""
    keys = zip(glyphs.glyph[first:end], glyphs.advance[first:end], glyphs.offset[first:end], strict=True)
    tokens = pen.tokens[glyphs.start >= 0]
    try:
        return "".join([tokens[key] for key in keys])
    except KeyError:
        for item in range(first, end):
            key = (glyphs.glyph[item], glyphs.advance[item], glyphs.offset[item])
            if key not in tokens:
                tokens[key] = _token(glyphs, item, face, pen)
        return _array(glyphs, first, end, face, pen)


def _missing(font: Any, character: int, width: int) -> int:
    """The glyph that stands for a character that no font has, told and numbered as WeasyPrint does."""
    LOGGER.warning(NOTDEF, chr(character), character)
    glyph = int(font.get_unused_glyph_id(character))
    font.widths[glyph] = width
    font.widths.setdefault(0, width)
    return glyph


def _token(glyphs: Glyphs, item: int, face: FontFace, pen: Pen) -> str:
    """One glyph, and the kerning that brings the pen from the font's own advance to the one of the line."""
    glyph, advance, offset = glyphs.glyph[item], glyphs.advance[item], glyphs.offset[item]
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return f">{-pen.sign * advance / pen.size}<"
    font = pen.font
    if glyph & UNKNOWN:
        glyph = _missing(font, glyph - UNKNOWN, round(advance * THOUSANDTHS / pen.size))
    if glyph not in font.to_unicode:
        end = glyphs.byte[item + 1] if item + 1 < glyphs.count else len(glyphs.data)
        font.to_unicode[glyph] = glyphs.data[glyphs.byte[item] : end].decode().translate(COMMON)
    if glyph not in font.widths:
        font.widths[glyph] = _width(face, glyph, pen.size)
    own = EM if pen.down else font.widths[glyph]
    return _written(glyph, pen.sign * own, advance, offset, pen.sign * pen.size, glyphs.start >= 0)


def _width(face: FontFace, glyph: int, size: float) -> int:
    """The advance of a glyph as its font has it, in thousandths of an em."""
    if glyph not in face.widths:
        extents = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(face.pointer, glyph, ffi.NULL, extents)
        face.widths[glyph] = round(extents.width * THOUSANDTHS / size)
    return face.widths[glyph]


@lru_cache(maxsize=1 << 15)
def _written(glyph: int, own: int, advance: int, offset: int, size: float, exact: bool) -> str:
    """A glyph as a token: its code, and the kerning to its advance from its own (thousandths of an em).

    With a pen of vertical writing its own advance and the size are negative.
    """
    before = offset * THOUSANDTHS / size
    after = own - advance * THOUSANDTHS / size + before
    start = f">{-before:.3f}<{glyph:04x}" if offset else f"{glyph:04x}"
    kerning = f"{after:.3f}" if exact else str(int(after))
    return f"{start}>{kerning}<" if kerning not in ("0", "-0", "0.000", "-0.000") else start
