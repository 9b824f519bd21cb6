"""Boxes without backgrounds, round corners or pictures for borders: judged once a style."""

from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

PLAIN = {
    **{f"border_{y}_{x}_radius": (0, 0) for y in ("top", "bottom") for x in ("left", "right")},
    "background": None,
}


def _judging(stock: Function) -> Function:
    kind = import_module("weasyprint.formatting_structure.boxes").Box

    def layout_box_backgrounds(
        page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        placed = not isinstance(box, kind)  # a placeholder, which keeps nothing itself
        if style is not None or box is page or placed or not _is_plain(box.style):
            stock(page, box, get_image_from_uri, layout_children, style)
            return
        box.__dict__.update(PLAIN)
        if layout_children:
            for child in box.all_children():
                layout_box_backgrounds(page, child, get_image_from_uri)

    return layout_box_backgrounds


def _is_plain(style: Any) -> bool:
    known = style.__dict__.get("_exporter_plain")
    if known is None:
        known = style._exporter_plain = _judged(style)
    return bool(known)


def _judged(style: Any) -> bool:
    pictures = (style["border_image_source"], style["mask_border_source"], *style["background_image"])
    corners = (style[name] for name in PLAIN if name.startswith("border"))
    return (
        style["visibility"] != "hidden"
        and all(kind == "none" for kind, *_ in pictures)
        and not style["box_shadow"]
        and style["background_color"] != "currentcolor"
        and style["background_color"].alpha == 0
        and all((0, "px") in corner for corner in corners)
    )


BACKGROUNDS = (Change("weasyprint.layout.background", "layout_box_backgrounds", _judging),)
