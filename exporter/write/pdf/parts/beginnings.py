"""What the pages of a part begin with, so that other formats can say where they do."""

from collections.abc import Iterator, Sequence, Set
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from weasyprint import Document

SAID = 16  # characters by which the place is known again
PASSED = frozenset(
    {"header", "rt", "rp", "svg", "math"}
)  # what is no running text, or is drawn in another order
PASSED_CLASSES = frozenset({"footnotes", "footnote", "math", "embed", "credits"})
FIGURE = "\ufdd0"  # in a page's text: a picture with its caption. No character: cleaning leaves none

LINK = "book:"

CHAPTER = "chapter"  # the class of an article


class Beginning(NamedTuple):
    """What a page begins with.

    `text` are the first characters of its running text without white space, `before` counts those on the
    pages before, `figures` stand above them; `leads` is where the first link within the book leads. `within`
    is the id of the article that the text is in, "" outside of one, and `opens` says that it begins here.
    """

    text: str = ""
    before: int = 0
    figures: int = 0
    leads: str = ""
    opens: bool = False
    within: str = ""


def beginnings(document: "Document") -> list[Beginning]:
    """What each page begins with."""
    boxes = import_module("weasyprint.formatting_structure.boxes")
    found: list[Beginning] = []
    counted: dict[str, int] = {}  # characters so far, by article
    for page in document.pages:
        texts: dict[str, str] = {}
        for within, text in _texts(page._page_box.children, boxes, ""):
            texts[within] = texts.get(within, "") + "".join(text.split())
        first, text = next(iter(texts.items()), ("", ""))
        above, plain = len(text) - len(text.lstrip(FIGURE)), text.replace(FIGURE, "")
        told = (plain[:SAID], counted.get(first, 0), above, _first_link(page))
        found.append(Beginning(*told, first not in counted, first))
        for within, text in (texts or {"": ""}).items():
            counted[within] = counted.get(within, 0) + len(text.replace(FIGURE, ""))
    return found


def _first_link(page: Any) -> str:
    links = (target for kind, target, *_ in page.links if kind == "external" and target.startswith(LINK))
    return next(links, "").removeprefix(LINK)


def _texts(children: Sequence[Any], boxes: Any, within: str) -> Iterator[tuple[str, str]]:
    """The running text, each piece after the article it is in; "" for one that begins or goes on here."""
    for box in children:
        if isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox) or _passed(box):
            continue
        if box.element_tag == "figure":
            yield within, FIGURE
        elif isinstance(box, boxes.TextBox):
            yield within, box.text
        else:
            inside = within or _article(box)
            if inside != within:
                yield inside, ""
            yield from _texts(getattr(box, "children", ()), boxes, inside)


def _article(box: Any) -> str:
    """The id of the article that the box is, "" for another."""
    if box.element_tag == "article" and box.element is not None and _is(box.element, {CHAPTER}):
        return str(box.element.get("id", ""))
    return ""


def _passed(box: Any) -> bool:
    tag = box.element_tag or ""
    if "::" in tag or tag in PASSED:
        return True
    return box.element is not None and _is(box.element, PASSED_CLASSES)


def _is(element: Any, classes: Set[str]) -> bool:
    return not classes.isdisjoint(element.get("class", "").split())
