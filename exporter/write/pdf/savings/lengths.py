"""Lengths and heights of lines, worked out once a style where no box can change them."""

from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

RESOLVED = (
    *(f"{part}_{side}" for part in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"border_{side}_width" for side in ("left", "right", "top", "bottom")),
    *(f"{part}{size}" for part in ("", "min_", "max_") for size in ("width", "height")),
)


def _kept_strut(stock: Function) -> Function:
    def strut(style: Any) -> Any:
        kept = style.__dict__.get("_exporter_strut")
        if kept is None:
            kept = style._exporter_strut = stock(style)
        return kept

    return strut


def _resolving(stock: Function) -> Function:
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        kept = box.style.__dict__.get("_exporter_lengths")
        if kept:
            box.__dict__.update(kept)
            return
        stock(box, containing_block)
        if kept is None:
            fixed = _is_fixed(box.style)
            box.style._exporter_lengths = {name: vars(box)[name] for name in RESOLVED} if fixed else False

    return resolve_percentages


def _is_fixed(style: Any) -> bool:
    """Whether none of the lengths depends on the box around, nor on how borders collapse."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return False
    lengths = (style[name] for name in RESOLVED if not name.startswith("border"))
    return all(length == "auto" or getattr(length, "unit", "").lower() == "px" for length in lengths)


STRUTS = (Change("weasyprint.text.line_break", "strut", _kept_strut),)
LENGTHS = (Change("weasyprint.layout.percent", "resolve_percentages", _resolving),)
