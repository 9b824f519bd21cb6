"""How wide a paragraph is at most and at least: what tables and boxes that shrink to their text ask."""

from itertools import pairwise
from typing import Any

from weasyprint.text.ffi import FROM_UNITS

from exporter.write.pdf.lines.paragraph import BREAK, Paragraph
from exporter.write.pdf.lines.planning import breaks, first_seen, head, tail, visible_end


def widest(paragraph: Paragraph) -> float:
    """The width in px of the longest stretch between forced breaks."""
    kinds = paragraph.kinds
    forced = [-1, *(item for item, kind in enumerate(kinds) if kind == BREAK), len(kinds)]
    spans = ((begin + 1, end) for begin, end in pairwise(forced))
    return max((_width(paragraph, begin, end) for begin, end in spans), default=0) * float(FROM_UNITS)


def narrowest(paragraph: Paragraph) -> float:
    """The width in px of the longest stretch that may not be broken."""
    places = [0, *breaks(paragraph).items]
    widths = [0]
    for begin, end in pairwise(places):
        owner = paragraph.owners[begin] if begin < end else None
        if owner is not None and owner.glyphs and owner.box.style["overflow_wrap"] == "anywhere":
            widths.append(max(paragraph.width[begin:end]))
        else:
            widths.append(_width(paragraph, begin, end))
    return max(widths) * float(FROM_UNITS)


def indent(style: Any) -> float:
    """The first line's indent in px, where it is a length."""
    value = style["text_indent"]
    return float(value.value) if str(getattr(value, "unit", "")).lower() == "px" else 0.0


def _width(paragraph: Paragraph, begin: int, end: int) -> int:
    begin = first_seen(paragraph, begin)
    end = visible_end(paragraph, end, begin)
    if end <= begin:
        return 0
    return paragraph.pen[end] - paragraph.pen[begin] - head(paragraph, begin) - tail(paragraph, end)
