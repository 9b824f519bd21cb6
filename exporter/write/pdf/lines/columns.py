"""A line of glyphs -> operators of a PDF page: a column, on a page that is turned clockwise afterwards.

Glyphs that stand upright are written downwards by a vertical font (ISO 32000-1, 9.7.4.3) whose axes lie on
their side here, so that readers know the text as a column. Latin letters and long numbers are written as in
a horizontal line: they lie on their side once the page is turned.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS

from exporter.write.pdf.lines.drawing import show, show_hyphen
from exporter.write.pdf.lines.textline import Stretch, TextLine

MIDDLE = 0.38  # em: of a Han above its baseline, where the middle of the column is
WIDEST = 1.25  # em: figures side by side are made narrower than that, or they would touch the next column
FIGURE = 0.37  # em: the middle of a figure above its baseline


class VerticalDrawer:
    """Glyphs in TJ arrays, those upright in a vertical font."""

    def draw(self, stream: Any, line: TextLine, matrix: Matrix) -> None:
        """See Drawer."""
        if line.glyphs.type.cell:
            _draw_cell(stream, line, matrix)
            return
        a, b, c, d, e, f = matrix.values
        rise = MIDDLE * line.glyphs.type.em * FROM_UNITS
        pen = float(-line.lead)
        for upright, group in groupby(_oriented(line), key=itemgetter(0)):
            stretches = [stretch for _, stretch in group]
            x, y = e + a * pen * FROM_UNITS, f + b * pen * FROM_UNITS
            if upright:
                stream.set_text_matrix(c, d, -a, -b, x + c * rise, y + d * rise)
            else:
                stream.set_text_matrix(a, b, c, d, x, y)
            show(stream, line, stretches, down=upright)
            pen += sum(_width(line, stretch) for stretch in stretches)
        if line.hyphen:
            stream.set_text_matrix(a, b, c, d, e + a * pen * FROM_UNITS, f + b * pen * FROM_UNITS)
            show_hyphen(stream, line.hyphen)


def _oriented(line: TextLine) -> Iterator[tuple[bool, Stretch]]:
    """The stretches of a line, cut where glyphs stand and where they lie."""
    for stretch in line.stretches():
        first = stretch.first
        for upright, group in groupby(line.glyphs.upright[first : stretch.end]):
            end = first + len(list(group))
            yield bool(upright), stretch._replace(first=first, end=end)
            first = end


def _width(line: TextLine, stretch: Stretch) -> float:
    pen = line.glyphs.position()
    return pen[stretch.end] - pen[stretch.first] + stretch.extra * (stretch.end - stretch.first)


def _draw_cell(stream: Any, line: TextLine, matrix: Matrix) -> None:
    """Figures side by side across the column, in the height of one cell (縱中橫: jlreq 3.2.5)."""
    a, b, c, d, e, f = matrix.values
    em, wide = line.glyphs.type.em * FROM_UNITS, line.natural * FROM_UNITS
    scale = min(1.0, WIDEST * em / wide) if wide else 1.0
    along = wide / 2 + FIGURE * em
    across = MIDDLE * em - wide * scale / 2
    x, y = e + a * along + c * across, f + b * along + d * across
    stream.set_text_matrix(c * scale, d * scale, -a, -b, x, y)
    show(stream, line, line.stretches())
