"""Pages whose margins hold nothing get no margin boxes: WeasyPrint makes sixteen a page, and drops them."""

from collections.abc import Iterable
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

EDGES = ("left", "center", "right"), ("top", "middle", "bottom")
CORNERS = tuple(f"@{y}-{x}-corner" for y in ("top", "bottom") for x in ("left", "right"))
NAMES = CORNERS + tuple(
    f"@{side}-{place}"
    for sides, places in zip((("top", "bottom"), ("left", "right")), EDGES, strict=True)
    for side in sides
    for place in places
)
EMPTY = ("normal", "inhibit", "none")


def _passed_over(stock: Function) -> Function:
    def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterable[Any]:
        styles = (context.style_for(page.page_type, name) for name in NAMES)
        empty = all(style is None or style["content"] in EMPTY for style in styles)
        return () if empty else stock(context, page, state)

    return make_margin_boxes


MARGINS = (Change("weasyprint.layout.page", "make_margin_boxes", _passed_over),)
