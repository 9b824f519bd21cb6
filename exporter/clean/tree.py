"""Small moves on an lxml tree that keep the text around them in place, and what an element's markup says."""

import re
from collections.abc import Iterable

from lxml import etree

from exporter.clean import text

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_WORD = re.compile(r"[a-z0-9]+")
_HUMP = re.compile(r"[A-Z][a-z]{3,}")  # shorter ones turn up by chance in names made by programs


def last(parent: etree._Element) -> etree._Element | None:
    """The last child, None where there is none; `len()` would count them all."""
    return next(parent.iterchildren(reversed=True), None)


def append(parent: etree._Element, data: str) -> None:
    """Adds text at the end of `parent`."""
    if not data:
        return
    before = last(parent)
    if before is None:
        parent.text = (parent.text or "") + data
    else:
        before.tail = (before.tail or "") + data


def drop(element: etree._Element) -> None:
    """Removes the element with all it holds; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail, previous = element.tail, element.getprevious()
    element.tail = None
    parent.remove(element)
    if tail and previous is not None:
        previous.tail = (previous.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def unwrap(element: etree._Element) -> None:
    """Removes the element, leaving what it holds in its place."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    leading, element.text = element.text, None
    if leading and previous is not None:
        previous.tail = (previous.tail or "") + leading
    elif leading:
        parent.text = (parent.text or "") + leading
    for child in list(element):
        element.addprevious(child)  # with the text after it
    drop(element)


def replace(element: etree._Element, new: etree._Element) -> None:
    """Puts `new` where `element` was; the text after it stays."""
    parent = element.getparent()
    if parent is not None:
        new.tail, element.tail = element.tail, None
        parent.replace(element, new)


def content(element: etree._Element) -> str:
    """All text in the element, as it stands."""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def empty(element: etree._Element) -> bool:
    """Whether the element shows nothing at all: neither text nor picture nor card."""
    shows = next(element.iter("img", "card", "svg", "video", "audio", "iframe", "hr"), None)
    return shows is None and text.blank(content(element))


def style(element: etree._Element) -> dict[str, str]:
    """The declarations of the element's style attribute, in lower case."""
    return dict(_DECLARATION.findall(element.get("style", "").lower()))


def words(element: etree._Element, names: Iterable[str] = ("class", "id")) -> frozenset[str]:
    """The words the element's class and id are made of: `share-bar` gives share, so does `myShare`."""
    values = [value for name in names if (value := element.get(name, ""))]
    found = [word for value in values for word in _WORD.findall(value.lower())]
    return frozenset(found + [hump.lower() for value in values for hump in _HUMP.findall(value)])
