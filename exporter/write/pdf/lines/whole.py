"""A line that holds all there is, in whatever inline boxes: one box set after the other, in a single walk.

WeasyPrint looks for the end of a line at every level of its boxes. Where everything fits there is nothing to
look for: titles that are links, rows of a contents with their leaders.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, percent
from weasyprint.layout.leader import leader_index

from exporter.write.pdf.lines.alone import room, stand

SetText = Callable[[Any], Any]
"""A text box -> its copy that stands whole on a line; None where it cannot."""


class Unlike(Exception):  # noqa: N818 - no error: such a line is WeasyPrint's
    """The line is not one that can be set in one walk."""


def leads(linebox: Any) -> bool:
    """Whether there is a leader in the line."""
    return leader_index(linebox)[1] is not None


def whole(linebox: Any, top: float, walk: "Walk", align: Callable[[Any, float], float]) -> Any:
    """The line box with all its boxes, `top` px down the page; None where they do not fit on it.

    `align` fits the line into a measure of so many px and gives its offset.
    """
    if inline.skip_first_whitespace(linebox, None) is not None or not linebox.children:
        return None
    linebox.position_x, linebox.position_y = walk.block.content_box_x(), top
    measure = room(walk.block)
    begin = linebox.position_x + linebox.text_indent
    try:
        laid = linebox.copy_with_children(walk.row(linebox, begin))
    except Unlike:
        return None
    last = laid.children[-1]
    beyond = last.position_x + last.margin_width() > linebox.position_x + measure
    if beyond or walk.apart or _ends_blank(last):
        return None
    _widen(laid)
    stand(laid, align(laid, measure), top)
    return laid


@dataclass(slots=True)
class Walk:
    """Sets the boxes of a line in a `block`. `apart` are those that WeasyPrint found to stand elsewhere."""

    context: Any
    block: Any
    text: SetText
    apart: list[Any] = field(default_factory=list)

    def row(self, parent: Any, x: float) -> list[Any]:
        """Copies of the boxes in `parent`, one after the other from `x` on. Raises Unlike."""
        row = []
        for child in parent.children:
            if not child.is_in_normal_flow():
                raise Unlike
            child.position_x, child.position_y = x, parent.position_y
            percent.resolve_percentages(child, self.block)
            row.append(self._set(child, x))
            x = row[-1].position_x + row[-1].margin_width()
        return row

    def _set(self, box: Any, x: float) -> Any:
        if isinstance(box, boxes.TextBox):
            new = self.text(box)
        elif isinstance(box, boxes.InlineBox):
            new = self._nested(box, x)
        elif isinstance(box, boxes.InlineBlockBox):
            new = inline.atomic_box(self.context, box, x, None, self.block, self.apart, self.apart)
            new.position_x = x
        else:
            new = None
        if new is None:
            raise Unlike
        return new

    def _nested(self, box: Any, x: float) -> Any:
        for side in ("margin_left", "margin_right"):
            if getattr(box, side) == "auto":
                setattr(box, side, 0)
        new = box.copy_with_children(self.row(box, x))
        for child in new.children:
            child.translate(dx=box.padding_left + box.margin_left + box.border_left_width)
        _widen(new)
        inline._adjust_line_height(new)
        return new


def _ends_blank(box: Any) -> bool:
    """Whether a space is at the end, where none is seen."""
    while isinstance(box, boxes.InlineBox) and box.children:
        box = box.children[-1]
    return isinstance(box, boxes.TextBox) and bool(box.text.endswith(" "))


def _widen(box: Any) -> None:
    """Makes a box as wide as what is in it."""
    box.width = 0
    if box.children:
        last = box.children[-1]
        box.width = last.position_x + last.margin_width() - box.content_box_x()
