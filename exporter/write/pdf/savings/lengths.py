"""Lengths and heights of lines, worked out once a style: for any box around, or for one of its size."""

from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

RESOLVED = (
    *(f"{part}_{side}" for part in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"border_{side}_width" for side in ("left", "right", "top", "bottom")),
    *(f"{part}{size}" for part in ("", "min_", "max_") for size in ("width", "height")),
)

SIZES = 16  # of boxes around that are remembered for a style


def _kept_strut(stock: Function) -> Function:
    def strut(style: Any) -> Any:
        kept = style.__dict__.get("_exporter_strut")
        if kept is None:
            kept = style._exporter_strut = stock(style)
        return kept

    return strut


def _resolving(stock: Function) -> Function:
    boxes = import_module("weasyprint.formatting_structure.boxes")
    borderless = boxes.TextBox, boxes.LineBox

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        kept = box.style.__dict__.get("_exporter_lengths")
        if kept:
            box.__dict__.update(kept)
            return
        if box.style["border_collapse"] == "collapse" and not isinstance(box, borderless):
            stock(box, containing_block)  # what borders it has depends on the boxes beside it
            return
        size = _size(containing_block, boxes.Box)
        sized = box.style.__dict__.setdefault("_exporter_sized", {})
        found = sized.get(size)
        if found:
            box.__dict__.update(found)
            return
        stock(box, containing_block)
        found = {name: vars(box)[name] for name in RESOLVED}
        if _is_fixed(box.style):
            box.style._exporter_lengths = found
        elif len(sized) < SIZES and not isinstance(box, boxes.PageBox):
            sized[size] = found

    return resolve_percentages


def _size(block: Any, kind: Any) -> tuple[Any, ...]:
    """Width and height of a containing block: a box, or just these."""
    return (block.width, block.height) if isinstance(block, kind) else tuple(block)


def _is_fixed(style: Any) -> bool:
    """Whether none of the lengths depends on the box around, nor on how borders collapse."""
    if style["border_collapse"] == "collapse":
        return False
    lengths = (style[name] for name in RESOLVED if not name.startswith("border"))
    return all(length == "auto" or getattr(length, "unit", "").lower() == "px" for length in lengths)


STRUTS = (Change("weasyprint.text.line_break", "strut", _kept_strut),)
LENGTHS = (Change("weasyprint.layout.percent", "resolve_percentages", _resolving),)
