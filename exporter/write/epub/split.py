"""Long articles in several files: old readers stop at 300 KB, and all turn pages faster in small ones.

The cut falls at the highest border that does: between sections, then blocks, then rows, then sentences.
"""

import copy
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from lxml import etree

LIMIT = 260_000  # bytes that no XHTML file of a book may exceed
ROOM = 190_000  # bytes of body to a file: the rest is left to its head, to links and to placeholders

Item = TypeVar("Item")
Unit = str | etree._Element
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]+[”’」』）]*|[^。！？!?\n]+")


def pieces(
    body: etree._Element, extra: Callable[[etree._Element], int], room: int = ROOM
) -> list[etree._Element]:
    """`body` as one or more of the same kind, each of at most `room` bytes of XHTML, in order.

    `extra` says by how many bytes an img, a formula or a note will grow when it is rendered. Nothing is
    repeated, and an id stays where its element begins.
    """
    return _Cutter(extra, room).cut(body)


def packed(items: Iterable[Item], weight: Callable[[Item], int], room: int = ROOM) -> Iterator[list[Item]]:
    """Items in order, in groups whose weights add up to at most `room`; a heavier item is alone."""
    group: list[Item] = []
    total = 0
    for item in items:
        mass = weight(item)
        if group and total + mass > room:
            yield group
            group, total = [], 0
        group.append(item)
        total += mass
    if group:
        yield group


class _Cutter:
    def __init__(self, extra: Callable[[etree._Element], int], room: int) -> None:
        self.extra = extra
        self.room = room

    def cut(self, element: etree._Element) -> list[etree._Element]:
        if self.weight(element) <= self.room:
            return [element]
        groups = packed(self.units(element), self.weight, self.room - len(etree.tostring(_shell(element))))
        return _numbered(element, [_filled(element, group, first=not n) for n, group in enumerate(groups)])

    def units(self, element: etree._Element) -> Iterator[Unit]:
        """What the element holds, in order, nothing of it heavier than the room."""
        yield from self.sentences(element.text or "")
        for child in element:
            yield from self.cut(child)
            yield from self.sentences(child.tail or "")

    def sentences(self, text: str) -> Iterator[str]:
        step = self.room // 4  # characters, of at most four bytes each
        for sentence in _SENTENCE.findall(text):
            yield from (sentence[start : start + step] for start in range(0, len(sentence), step))

    def weight(self, unit: Unit) -> int:
        if isinstance(unit, str):
            return len(unit.encode())
        written = len(etree.tostring(unit, encoding="utf-8", with_tail=False))
        return written + sum(map(self.extra, unit.iter("img", "math", "a", "aside")))


def _shell(element: etree._Element) -> etree._Element:
    return etree.Element(element.tag, dict(element.attrib))


def _filled(element: etree._Element, units: list[Unit], *, first: bool) -> etree._Element:
    piece = _shell(element)
    if not first:
        piece.attrib.pop("id", None)
    for textual, run in itertools.groupby(units, key=lambda unit: isinstance(unit, str)):
        if textual:
            _append(piece, "".join(map(str, run)))
        else:
            piece.extend(_copied(unit) for unit in run if not isinstance(unit, str))
    return piece


def _append(piece: etree._Element, text: str) -> None:
    if len(piece):
        piece[-1].tail = text
    else:
        piece.text = text


def _copied(unit: etree._Element) -> etree._Element:
    child = copy.deepcopy(unit)
    child.tail = None  # a unit of its own
    return child


def _numbered(element: etree._Element, parts: list[etree._Element]) -> list[etree._Element]:
    """A numbered list goes on counting where its first part stopped."""
    if element.tag == "ol":
        step = -1 if "reversed" in element.attrib else 1
        number = int(element.get("start") or (1 if step == 1 else len(element)))
        for part in parts:
            part.set("start", str(number))
            number += step * len(part)
    return parts
