"""What the pages of a part begin with, so that other formats can say where they do."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document

SAID = 16  # characters by which the place is known again
PASSED = frozenset(
    {"header", "rt", "rp", "svg", "math"}
)  # what is no running text, or is drawn in another order
PASSED_CLASSES = frozenset({"footnotes", "footnote", "math", "embed", "credits"})
FIGURE = "\ufdd0"  # in a page's text: a picture with its caption. No character: cleaning leaves none

LINK = "book:"

Beginning = tuple[str, int, int, str]
"""The first characters of a page's running text without white space; how many of them the pages before hold;
how many figures stand above them; where the first link within the book leads."""


def beginnings(document: "Document") -> list[Beginning]:
    """What each page begins with."""
    boxes = import_module("weasyprint.formatting_structure.boxes")
    found, before = [], 0
    for page in document.pages:
        text = "".join("".join(_texts(page._page_box.children, boxes)).split())
        plain = text.replace(FIGURE, "")
        above = len(text) - len(text.lstrip(FIGURE))
        found.append((plain[:SAID], before, above, _first_link(page)))
        before += len(plain)
    return found


def _first_link(page: Any) -> str:
    links = (target for kind, target, *_ in page.links if kind == "external" and target.startswith(LINK))
    return next(links, "").removeprefix(LINK)


def _texts(children: Sequence[Any], boxes: Any) -> Iterator[str]:
    for box in children:
        if isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox) or _passed(box):
            continue
        if box.element_tag == "figure":
            yield FIGURE
        elif isinstance(box, boxes.TextBox):
            yield box.text
        else:
            yield from _texts(getattr(box, "children", ()), boxes)


def _passed(box: Any) -> bool:
    tag = box.element_tag or ""
    if "::" in tag or tag in PASSED:
        return True
    named = box.element.get("class", "") if box.element is not None else ""
    return not PASSED_CLASSES.isdisjoint(named.split())
