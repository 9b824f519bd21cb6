"""Work that WeasyPrint does again for every box, done once a style: lengths, heights of lines.

Nothing on a page changes by it. Unlike the rules of lines it is of use to any text.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import percent
from weasyprint.text import line_break

Function = Callable[..., Any]
Change = tuple[Any, str, Function]
"""A module, the name of a function in it, and WeasyPrint's own."""

RESOLVED = (
    *(f"{part}_{side}" for part in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"border_{side}_width" for side in ("left", "right", "top", "bottom")),
    *(f"{part}{size}" for part in ("", "min_", "max_") for size in ("width", "height")),
)


@contextmanager
def saved() -> Iterator[None]:
    """While it is open, lengths and heights of lines are worked out once a style where they cannot change."""
    changed = [
        *_replaced("resolve_percentages", percent.resolve_percentages, _resolving),
        *_replaced("strut", line_break.strut, _kept_strut),
    ]
    try:
        yield
    finally:
        for module, name, stock in changed:
            setattr(module, name, stock)


def _replaced(name: str, stock: Function, wrapped: Callable[[Function], Function]) -> list[Change]:
    """Puts a function in the place of WeasyPrint's, in all modules that hold it."""
    modules = [module for key, module in list(sys.modules.items()) if key.startswith("weasyprint.")]
    holders = [module for module in modules if vars(module).get(name) is stock]
    led = wrapped(stock)
    for module in holders:
        setattr(module, name, led)
    return [(module, name, stock) for module in holders]


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
