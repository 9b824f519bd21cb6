"""Pages of columns: laid out lying on their side, their lines horizontal, and turned clockwise here.

Lines then run downwards, from the right to the left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

BOXES = ("MediaBox", "TrimBox", "BleedBox", "CropBox")


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of a page `length` points wide as it is laid out: nothing at all where that is 0."""

    length: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the layout is on the page, both in points from the lower left corner."""
        return (y, self.length - x) if self.length else (x, y)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The same of a rectangle."""
        if not self.length:
            return left, bottom, right, top
        return (*self.place(right, bottom), *self.place(left, top))

    def left(self, page: Any) -> float:
        """Where the type area of the page begins, in points from its left edge."""
        if self.length:
            return float(page.margin_height() - page.content_box_y() - page.height) * 0.75
        return float(page.content_box_x()) * 0.75

    def apply(self, entry: Any, content: Any, links: Iterable[Any]) -> None:
        """Turns the page with this dictionary, stream of operators and links (pydyf), in place."""
        if not self.length:
            return
        pydyf = import_module("pydyf")
        for name in BOXES:
            if name in entry:
                entry[name] = pydyf.Array(self.box(*entry[name]))
        content.stream.insert(0, b"0 -1 1 0 0 %f cm" % self.length)
        for link in links:
            link["Rect"] = pydyf.Array(self.box(*link["Rect"]))

    def patterns(self, objects: Iterable[Any]) -> None:
        """Turns what pages are painted with: patterns lie on the page, whatever it is turned by (8.7.3.1)."""
        pydyf = import_module("pydyf")
        for thing in objects if self.length else ():
            if hasattr(thing, "extra") and thing.extra.get("Type") == "/Pattern":
                a, b, c, d, e, f = thing.extra["Matrix"]
                thing.extra["Matrix"] = pydyf.Array((b, -a, d, -c, *self.place(e, f)))
