"""Vertical text: which books may have it, and what of their text stands upright in a column."""

import re

from lxml import etree

from exporter.model import Book
from exporter.settings import Settings

LANGUAGES = ("zh-Hant", "ja")
_NUMBER = re.compile(r"(?<![\w.,:/%+-])(?:\d{1,2}|[!?]{2})(?![\w,:/%+-]|\.\d)", re.ASCII)
_LEFT_ALONE = frozenset({"pre", "code", "kbd", "samp", "math", "table", "rt", "rp", "sup", "sub"})


def is_vertical(book: Book, settings: Settings) -> bool:
    """Whether the book is set in columns: if that was asked for, and its language is written so."""
    return settings.vertical and book.lang.startswith(LANGUAGES)


def stand_upright(body: etree._Element) -> None:
    """Puts numbers of one or two digits, and pairs of ! and ?, into a `span` of class `upright`, in place.

    They are then set side by side in the width of a character (tate-chu-yoko, 縱中橫: jlreq 3.2.5, clreq).
    """
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        inside = element.tag in _LEFT_ALONE or any(e.tag in _LEFT_ALONE for e in element.iterancestors())
        if not inside and element.get("class") not in {"noteref", "backlink", "address"}:
            _wrap(element, "text")
        around = element.getparent()
        outside = around is None or any(e.tag in _LEFT_ALONE for e in (around, *around.iterancestors()))
        if not outside:
            _wrap(element, "tail")


def _wrap(element: etree._Element, place: str) -> None:
    text: str = getattr(element, place) or ""
    found = list(_NUMBER.finditer(text))
    parent = element if place == "text" else element.getparent()
    if not found or parent is None:
        return
    spans = []
    for match, end in zip(found, [each.start() for each in found[1:]] + [len(text)], strict=True):
        span = etree.Element("span", {"class": "upright"})
        span.text, span.tail = match[0], text[match.end() : end]
        spans.append(span)
    setattr(element, place, text[: found[0].start()])
    index = 0 if place == "text" else parent.index(element) + 1
    parent[index:index] = spans
