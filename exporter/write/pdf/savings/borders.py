"""Boxes without borders and outlines, as most are: told by their style when they are drawn."""

from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

SIDES = ("top", "right", "bottom", "left")


def _drawing_borders(stock: Function) -> Function:
    def draw_border(stream: Any, box: Any) -> None:
        if not _told(box.style, "_exporter_bare", _is_bare):
            stock(stream, box)

    return draw_border


def _drawing_outlines(stock: Function) -> Function:
    kind = import_module("weasyprint.formatting_structure.boxes").Box

    def draw_outline(stream: Any, box: Any) -> None:
        if _told(box.style, "_exporter_outlined", _is_outlined):
            stock(stream, box)  # which goes on to the children
            return
        for child in box.children:
            if isinstance(child, kind):
                draw_outline(stream, child)

    return draw_outline


def _told(style: Any, key: str, judge: Function) -> bool:
    known = style.__dict__.get(key)
    if known is None:
        known = style.__dict__[key] = judge(style)
    return bool(known)


def _is_bare(style: Any) -> bool:
    """Whether no line is drawn at the edges of a box, nor between its columns."""
    return (
        style["border_collapse"] != "collapse"  # where neighbours have a say
        and not any(style[f"border_{side}_width"] for side in SIDES)
        and style["border_image_source"][0] == "none"
        and style["column_width"] == style["column_count"] == "auto"
    )


def _is_outlined(style: Any) -> bool:
    return bool(style["outline_width"])


BORDERS = (
    Change("weasyprint.draw.border", "draw_border", _drawing_borders),
    Change("weasyprint.draw.border", "draw_outline", _drawing_outlines),
)
