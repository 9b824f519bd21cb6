"""A line of glyphs -> operators of a PDF page: horizontal setting.

A second implementation may draw the same lines in another direction: it needs what Drawer has, `draw`.
"""

from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol

from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from exporter.write.pdf.lines.shaping import FontFace, Glyphs
from exporter.write.pdf.lines.textline import Stretch, TextLine

THOUSANDTHS = 1000 * FROM_UNITS


class Drawer(Protocol):
    """Draws lines on a page's stream."""

    def draw(self, stream: Any, line: TextLine, matrix: Matrix) -> None:
        """Appends the operators that show `line`, its first pen at the origin of `matrix`."""


class Pen:
    """What drawing a face in one document needs: its PDF font, size, and glyphs already written as tokens.

    Tokens as WeasyPrint writes them, kerned by whole thousandths of an em, and exact ones for CJK.
    """

    __slots__ = ("font", "fonts", "size", "tokens")

    def __init__(self, stream: Any, face: FontFace) -> None:
        self.fonts = stream._fonts
        self.font, self.size = stream.add_font(face.pointer)
        self.tokens: tuple[dict[tuple[int, int, int], str], ...] = ({}, {})


class HorizontalDrawer:
    """Glyphs in TJ arrays, left to right; the stretching of a line as character spacing (Tc)."""

    def draw(self, stream: Any, line: TextLine, matrix: Matrix) -> None:
        """See Drawer."""
        a, b, c, d, e, f = matrix.values
        stream.set_text_matrix(a, b, c, d, e - line.lead * FROM_UNITS, f)
        spacing = line.commonest_extra()
        if spacing:
            stream.stream.append(b"%.4f Tc" % (spacing * FROM_UNITS))
        for face, stretches in groupby(line.stretches(), key=attrgetter("face")):
            pen = _pen(stream, face)
            stream.set_font_size(pen.font.hash, pen.size)
            text = "".join(_shown(line.glyphs, stretch, pen, spacing) for stretch in stretches)
            stream.show_text(f"<{text}>".replace("<>", " "))
        if spacing:
            stream.stream.append(b"0 Tc")


def _pen(stream: Any, face: FontFace) -> Pen:
    if face.drawn is None or face.drawn.fonts is not stream._fonts:
        face.drawn = Pen(stream, face)
    pen: Pen = face.drawn
    return pen


def _shown(glyphs: Glyphs, stretch: Stretch, pen: Pen, spacing: float) -> str:
    """A part of a TJ array: glyphs with their extra space, where `spacing` comes after each by itself."""
    if stretch.extra == spacing:
        return _array(glyphs, stretch.first, stretch.end, stretch.face, pen)
    thousandths = (spacing - stretch.extra) * THOUSANDTHS / pen.size
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


def _token(glyphs: Glyphs, item: int, face: FontFace, pen: Pen) -> str:
    """One glyph, and the kerning that brings the pen from the font's own advance to the one of the line."""
    glyph, advance, offset = glyphs.glyph[item], glyphs.advance[item], glyphs.offset[item]
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return f">{-advance / pen.size}<"
    font = pen.font
    if glyph not in font.to_unicode:
        end = glyphs.byte[item + 1] if item + 1 < glyphs.count else len(glyphs.data)
        font.to_unicode[glyph] = glyphs.data[glyphs.byte[item] : end].decode()
    if glyph not in font.widths:
        extents = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(face.pointer, glyph, ffi.NULL, extents)
        font.widths[glyph] = round(extents.width * THOUSANDTHS / pen.size)
    before = offset * THOUSANDTHS / pen.size
    after = font.widths[glyph] + before - advance * THOUSANDTHS / pen.size
    start = f">{-before:.3f}<{glyph:04x}" if offset else f"{glyph:04x}"
    kerning = f"{after:.3f}" if glyphs.start >= 0 else str(int(after))
    return f"{start}>{kerning}<" if kerning not in ("0", "-0", "0.000", "-0.000") else start
