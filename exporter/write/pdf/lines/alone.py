"""A line that holds one text and nothing else, as most do: laid out at once, as WeasyPrint would.

For any line WeasyPrint walks down its boxes, sees where they end and tries again, among floats, with letters
and lines that have styles of their own. Where it is known what stands on a line, by the plan or because all
fits on it, none of it is to be found.
"""

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, percent

from exporter.write.pdf.lines.cutting import Line, boxed
from exporter.write.pdf.lines.fitting import fit_alone
from exporter.write.pdf.lines.paragraph import Paragraph, Piece
from exporter.write.pdf.lines.planning import visible_end
from exporter.write.pdf.lines.textline import TextLine

Place = dict[int, Any] | None
"""Where a line begins in its boxes, as WeasyPrint counts: of a child its number, within it the byte."""


def alone(line: Line, linebox: Any, top: float, place: Place, block: Any) -> tuple[Any, Place] | None:
    """The line box that begins at `place`, `top` px down the page, and where the next one does.

    None for a line with anything but one text box, which is WeasyPrint's to lay out.
    """
    number = next(iter(place)) if place else 0
    child, paragraph = linebox.children[number], line.paragraph
    piece = paragraph.by_box.get(id(child)) if paragraph else None
    if paragraph is None or piece is None or not _is_alone(line, linebox, number, piece):
        return None
    text = _text(paragraph, line, piece)
    if text.text.endswith(" "):
        return None
    resume: Place = None
    if line.stop is not None:
        before, byte = text.glyphs.byte[line.stop - piece.first - 1 : line.stop - piece.first + 1]
        resume = {number: {byte: None}}
        paragraph.following = (resume, line.stop) if before < byte else None  # else glyphs of one character
    laid = _laid(linebox, child, text, top, block)
    offset = fit_alone(paragraph, line.first, laid, room(block), last=resume is None)
    _stand_alone(laid, offset, top)
    return laid, resume


def _is_alone(line: Line, linebox: Any, number: int, piece: Piece) -> bool:
    """Whether the line is within `piece`, the text of that child."""
    if piece.glyphs is None or not piece.first <= line.first < piece.end:
        return False
    if line.stop is None and number + 1 < len(linebox.children):
        return False
    ends = line.stop is None or line.first < line.stop < piece.end
    return ends and isinstance(piece.box, boxes.TextBox) and piece.box.style["vertical_align"] == "baseline"


def _text(paragraph: Paragraph, line: Line, piece: Piece) -> TextLine:
    """The glyphs of the line, but for the spaces at its end, as far as it goes on."""
    assert piece.glyphs  # noqa: S101 - _is_alone says so
    begin, end = line.first - piece.first, piece.glyphs.count
    if line.stop is not None:
        end = visible_end(paragraph, line.stop, line.first) - piece.first
    return TextLine(piece.glyphs, begin, end, None)


def room(block: Any) -> float:
    """The measure of a block's lines in px, where nothing floats beside them."""
    left = block.content_box_x()
    return float(left + block.width - left)  # as WeasyPrint reckons


def _laid(linebox: Any, child: Any, text: TextLine, top: float, block: Any) -> Any:
    """A line box with the text at its beginning, not yet fitted."""
    linebox.position_x, linebox.position_y = block.content_box_x(), top
    percent.resolve_percentages(child, block)
    child.position_x, child.position_y = linebox.position_x + linebox.text_indent, top
    return linebox.copy_with_children([boxed(child, text)])


def stand(laid: Any, offset: float, top: float) -> None:
    """Puts a fitted line where it belongs: its baseline by what stands on it, its top at `top`."""
    inline._adjust_line_height(laid)
    lowest, highest = inline.line_box_verticality(laid)
    laid.baseline = -highest
    laid.position_y, laid.height = highest, lowest - highest
    laid.margin_top = laid.margin_bottom = 0
    laid.translate(offset, top - highest)
    laid.position_y = top


def _stand_alone(laid: Any, offset: float, top: float) -> None:
    """As stand, for a line of one text."""
    (text,) = laid.children
    inline._adjust_line_height(laid)
    lowest = max(text.margin_height() - text.baseline, laid.margin_height() - laid.baseline)
    highest = -max(text.baseline, laid.baseline)
    text.position_x += offset
    text.position_y = -text.baseline + (top - highest)
    laid.position_x += offset
    laid.position_y, laid.baseline, laid.height = top, -highest, lowest - highest
    laid.margin_top = laid.margin_bottom = 0
