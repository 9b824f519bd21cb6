"""Leaders as one text: WeasyPrint sets a box of its own for every dot, fifty to a row of the contents."""

from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

EXACT = 0.01  # px: by more, the dots are kerned, and each stays where it is


def _joining(stock: Function) -> Function:
    found = import_module("weasyprint.layout.leader").leader_index
    split = import_module("weasyprint.text.line_break").split_first_line

    def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
        stock(context, line, containing_block)
        _, leader = found(line)
        if leader is not None and len(leader.children) > 1:
            whole = _joined(leader.children, context, split)
            leader.children = (whole,) if whole else leader.children

    return handle_leader


def _joined(dots: Any, context: Any, split: Function) -> Any:
    """One box of text for all of them; None where it is not as wide as they are."""
    last = dots[-1]  # they are set from right to left
    count, style = len(dots), last.style
    known = style.__dict__.setdefault("_exporter_leaders", {})
    if (last.text, count) not in known:
        layout, _, _, width, *_ = split(last.text * count, style, context, None, 0)
        exact = abs(width - count * last.width) < EXACT
        known[last.text, count] = layout if exact else None
    layout = known[last.text, count]
    if layout is None:
        return None
    whole = last.copy_with_text(layout.text)
    whole.pango_layout, whole.width = layout, count * last.width
    return whole


LEADERS = (Change("weasyprint.layout.leader", "handle_leader", _joining),)
