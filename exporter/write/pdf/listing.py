"""Code on paper: a line too long for the page goes on in the next, with a sign that it does.

Counted in cells, as the mono face has them: a Latin letter one, an ideograph two. The sign is a drawn corner
and the room before what goes on an empty box, so that neither is text that could be copied.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import reduce

from lxml import etree

from exporter.write.pdf.grid import Grid
from exporter.write.pdf.titles import is_wide

SIZE = 0.8  # of the text's size, as print.css sets code
PADDING = 3  # em of the code's own size, left and right together, with the corner's room
INSET = {"blockquote": 4, "li": 2, "dd": 2, "aside": 2}  # em of the text that a block takes from the measure
TAB = 4
HANG = 4  # cells before what goes on, besides the indent of its line
DEEPEST = 0.5  # of the line: no deeper is what goes on indented
SHORT = 10  # lines: a listing of fewer is not parted between pages
LEAST = 0.6  # of the line: from there on it may end after a space or sign
_SOFT = re.compile(r"[\s,;:(){}\[\]<>=+*/&|?.，。；、）]")


def wrap(block: etree._Element, grid: Grid) -> None:
    """Breaks the lines of a `pre` that are longer than the page, and tells a short one, in place."""
    taken = sum(INSET.get(str(around.tag), 0) for around in block.iterancestors()) * grid.size
    room = int(((grid.measure - taken) / (SIZE * grid.size) - PADDING) * 2 + 0.01)
    text = "".join(block.itertext())
    turns = turning(text, room) if room > 3 * HANG else []
    if text.count("\n") + len(turns) < SHORT:
        block.set("class", "short")
    offsets = [offset for offset, _ in turns]
    for element, place, start, text in list(_texts(block)) if turns else ():
        first, last = bisect_right(offsets, start), bisect_right(offsets, start + len(text))
        if first < last:
            _break(element, place, text, [(offset - start, depth) for offset, depth in turns[first:last]])


def turning(text: str, room: int) -> list[tuple[int, int]]:
    """Where lines of more than `room` cells break (offsets in `text`), how many cells precede the rest."""
    turns: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        turns += ((start + offset, depth) for offset, depth in _turns(line, room))
        start += len(line) + 1
    return turns


def _turns(line: str, room: int) -> Iterator[tuple[int, int]]:
    indent = _cells(line[: len(line) - len(line.lstrip())])
    hang = min(indent + HANG, int(room * DEEPEST))
    begun, depth, filled = 0, 0, len(line.rstrip())
    while (full := _full(line, begun, depth, room)) < len(line):
        soft = (place for place in range(full, begun, -1) if _SOFT.match(line, place - 1))
        best = next(soft, full)
        end = best if _cells(line[begun:best], depth) >= room * LEAST else full
        if end >= filled:
            return
        begun, depth = end, hang
        yield begun, depth


def _full(line: str, begun: int, column: int, room: int) -> int:
    """Where what begins at `begun`, in this column, has filled the room; it holds a character at least."""
    end = begun
    while end < len(line) and (column := _after(line[end], column)) <= room:
        end += 1
    return end if end == len(line) else max(end, begun + 1)


def _cells(text: str, column: int = 0) -> int:
    """The column in which a line stands after `text`."""
    return reduce(lambda reached, character: _after(character, reached), text, column)


def _after(character: str, column: int) -> int:
    """The column in which a line stands after a character."""
    return column + (TAB - column % TAB if character == "\t" else 2 if is_wide(character) else 1)


def _texts(block: etree._Element) -> Iterator[tuple[etree._Element, str, int, str]]:
    """The pieces of text in `block`: element, attribute that holds it, offset in the whole, the piece."""
    start = 0
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if event == "end" and element is block:
            return
        place = "text" if event == "start" else "tail"
        text = getattr(element, place) or ""
        yield element, place, start, text
        start += len(text)


def _break(element: etree._Element, place: str, text: str, turns: Sequence[tuple[int, int]]) -> None:
    """A corner at the end of each line and the room at the beginning of the next, in a piece of the text."""
    parent = element if place == "text" else element.getparent()
    if parent is None:
        return
    setattr(element, place, text[: turns[0][0]])
    ends = [offset for offset, _ in turns[1:]] + [len(text)]
    added: list[etree._Element] = []
    for (offset, depth), end in zip(turns, ends, strict=True):
        turn = etree.Element("span", {"class": "turn"})
        hang = etree.Element("span", {"class": "hang", "style": f"width: {depth / 2}em"})
        turn.text, turn.tail, hang.text, hang.tail = "", "\n", "", text[offset:end]
        added += [turn, hang]
    index = 0 if place == "text" else parent.index(element) + 1
    parent[index:index] = added
