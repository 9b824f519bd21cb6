"""What a reader of the page never saw, or cannot use in a book: hidden elements, forms, drawings."""

import re

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.page import Page

_CONTROLS = (
    "button",
    "select",
    "input",
    "textarea",
    "datalist",
    "option",
    "optgroup",
    "progress",
    "meter",
    "dialog",
)
_DRAWINGS = ("svg", "canvas", "map")
_WHITE = re.compile(r"(?:#fff(?:fff)?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\b.*|transparent)\Z")
_HIDDEN_MOST = 0.5  # an element with more of the text than this is the article, folded up


def drop_controls(article: etree._Element, page: Page) -> None:
    """Takes out buttons, fields and drawings; the words on them are told in a notice.

    The boxes of a task list become the signs ☑ and ☐.
    """
    for box in list(article.iter("input")):
        if box.get("type") == "checkbox" and any(True for _ in box.iterancestors("li")):
            sign = etree.Element("span")
            sign.text = "☑ " if box.get("checked") is not None else "☐ "
            tree.replace(box, sign)
    for element in list(article.iter(*_CONTROLS, *_DRAWINGS)):
        label = text.folded(tree.content(element)) or element.get("placeholder", "")
        kind = "drawing" if element.tag in _DRAWINGS else "control"
        page.notice("element-dropped", f"{kind} {label}".strip())
        tree.drop(element)


def drop_hidden(article: etree._Element, page: Page) -> None:
    """Takes out what the page's own styles hide, unless that is most of the article."""
    whole = len(text.compact(tree.content(article)))
    for element in list(article.iter()):
        if element is article or not _hidden(element):
            continue
        words = text.folded(tree.content(element))
        if len(text.compact(words)) > whole * _HIDDEN_MOST and whole:
            continue
        if words:
            page.notice("element-dropped", f"hidden text {words}")
        tree.drop(element)


def _hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None:
        return True
    if element.get("color", "").lower() in {"#ffffff", "#fff", "white"}:
        return not _on_colour(element)
    if not element.get("style"):
        return False
    style = tree.style(element)
    if style.get("display", "").startswith("none"):
        return element.tag != "img" or not element.get("data-src")  # a lazy picture waits to be shown
    return bool(_WHITE.match(style.get("color", "").strip())) and not _on_colour(element)


def _on_colour(element: etree._Element | None) -> bool:
    """Whether a background shows behind the element: white letters on it are meant to be read."""
    while element is not None:
        if "background" in element.get("style", "").lower() or element.get("bgcolor"):
            return True
        element = element.getparent()
    return False
