"""Vertical text: which books may have it, and what of their text stands upright in a column."""

import re
from collections.abc import Iterator

from lxml import etree
from markupsafe import Markup, escape

from exporter.late import expression
from exporter.model import Book
from exporter.settings import Settings

LANGUAGES = ("zh-Hant", "ja")
_NUMBER = expression(r"(?<![\w.,:/%+-])(?:\d{1,2}|[!?]{2})(?![\w,:/%+-]|\.\d)", re.ASCII)
_ONE = (
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[\U0001f300-\U0001faff](?!\ufe0e)\ufe0f?|[\u2190-\u2bff]\ufe0f)"
    "[\U0001f3fb-\U0001f3ff]?"
)
EMOJI = expression(rf"{_ONE}(?:\u200d{_ONE})*")  # those of one cell: Unicode Technical Standard 51, ED-17
_CELL = expression(f"(?P<number>{_NUMBER.pattern})|{EMOJI.pattern}", re.ASCII)
_LEFT_ALONE = frozenset({"pre", "code", "kbd", "samp", "math", "rt", "rp", "sup", "sub"})
_HAN = "[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"  # with kana and full-width marks
_SPACED_BEFORE = expression(rf"(?<={_HAN}) (?={_NUMBER.pattern})", re.ASCII)
_SPACED_AFTER = expression(rf"({_NUMBER.pattern}) (?={_HAN})", re.ASCII)


def is_vertical(book: Book, settings: Settings) -> bool:
    """Whether the book is set in columns: if that was asked for, and its language is written so."""
    return settings.vertical and book.lang.startswith(LANGUAGES)


def stand_upright(body: etree._Element, *, tables: bool = False) -> None:
    """Puts numbers of one or two digits, and pairs of ! and ?, into a `span` of class `upright`, in place.

    They are then set side by side in the width of a character (tate-chu-yoko, 縱中橫: jlreq 3.2.5, clreq).
    In `tables` too, where those are set in columns as well.
    """
    apart = _LEFT_ALONE if tables else _LEFT_ALONE | {"table"}
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        inside = any(each.tag in apart for each in (element, *element.iterancestors()))
        if not inside and element.get("class") not in {"noteref", "backlink", "address"}:
            _wrap(element, "text")
        around = element.getparent()
        outside = around is None or any(each.tag in apart for each in (around, *around.iterancestors()))
        if not outside:
            _wrap(element, "tail")


def part_emoji(body: etree._Element) -> None:
    """Puts every emoji into a `span` of class `emoji`, in place: they are turned upright as pictures are."""
    for element in list(body.iter()):
        if isinstance(element.tag, str):
            _wrap(element, "text", EMOJI, "emoji")
            if element is not body:
                _wrap(element, "tail", EMOJI, "emoji")


def upright(text: str) -> Markup:
    """A line of plain text as markup, its short numbers and emoji upright, as `stand_upright` has them."""
    return Markup().join(_standing(_tight(text)))


def _standing(text: str) -> Iterator[Markup]:
    end = 0
    for match in _CELL.finditer(text):
        name = "upright" if match["number"] else "emoji"
        yield escape(text[end : match.start()])
        yield Markup('<span class="{}">{}</span>').format(name, match[0])
        end = match.end()
    yield escape(text[end:])


def _tight(text: str) -> str:
    """The text without spaces between Han and a number that stands in a cell as they do (jlreq 3.2.5)."""
    return _SPACED_AFTER.sub(r"\1", _SPACED_BEFORE.sub("", text))


def _wrap(
    element: etree._Element, place: str, form: re.Pattern[str] = _NUMBER, name: str = "upright"
) -> None:
    text: str = getattr(element, place) or ""
    text = _tight(text) if form is _NUMBER else text
    found = list(form.finditer(text))
    parent = element if place == "text" else element.getparent()
    if not found or parent is None:
        return
    spans = []
    for match, end in zip(found, [each.start() for each in found[1:]] + [len(text)], strict=True):
        span = etree.Element("span", {"class": name})
        span.text, span.tail = match[0], text[match.end() : end]
        spans.append(span)
    setattr(element, place, text[: found[0].start()])
    index = 0 if place == "text" else parent.index(element) + 1
    parent[index:index] = spans
