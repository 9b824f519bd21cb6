"""A paragraph and a measure -> where its lines end."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import compress, pairwise
from operator import add, itemgetter, sub
from typing import TypeVar

from exporter.write.pdf.lines.breaking import LONE, TORN, Places, choose, loose
from exporter.write.pdf.lines.marks import ENDING, FINAL, MARKS, OPEN, PAUSE, SPACE, may_part, occurrences
from exporter.write.pdf.lines.paragraph import BREAK, Breaks, Paragraph, Parting
from exporter.write.pdf.lines.resorts import loosen

WIDEST = 0.08  # em between Han: from .1 em on, readers of PDF take the gap for a space
_BLANK, _OPENING = re.compile(f"[{ENDING + SPACE}]"), re.compile(OPEN)
Value = TypeVar("Value")
PartWords = Callable[[], dict[int, Parting]]
"""Asked where words may be parted: that takes time, and few lines need it."""
TEARS = ("anywhere", "break-word")


def visible_end(paragraph: Paragraph, item: int, first: int = 0) -> int:
    """The end of a line that the item before `item` is in: spaces at its end are not seen."""
    while item > first and paragraph.kinds[item - 1] == SPACE and paragraph.clusters[item - 1] == " ":
        item -= 1
    return item


def first_seen(paragraph: Paragraph, item: int) -> int:
    """The item that a line from `item` begins with: spaces at its start are not seen."""
    while item < len(paragraph.kinds) and paragraph.kinds[item] == SPACE and paragraph.clusters[item] == " ":
        item += 1
    return item


def head(paragraph: Paragraph, item: int) -> int:
    """What an opening mark loses at the start of a line."""
    if not paragraph.rules.trimmed or item >= len(paragraph.kinds) or paragraph.kinds[item] != OPEN:
        return 0
    return paragraph.left.get(item, 0)


def tail(paragraph: Paragraph, end: int) -> int:
    """What a closing mark or a gap loses at the end of a line, or by how much a mark hangs out of it."""
    item = end - 1
    if item < 0 or paragraph.kinds[item] not in ENDING or item not in paragraph.right:
        return paragraph.gaps.get(item, 0)
    if paragraph.rules.hanging and paragraph.kinds[item] in PAUSE + FINAL:
        return paragraph.width[item] if paragraph.clusters[item] in "，、。．" else 0
    if not paragraph.rules.trimmed or paragraph.left[item]:
        return 0
    return paragraph.right[item]


def fits(paragraph: Paragraph, first: int, measure: int) -> bool:
    """Whether all from an item on, with no forced break in it, is as long as a line or shorter."""
    if first >= len(paragraph.kinds) or paragraph.kinds.find(BREAK, first) >= 0:
        return False
    end = visible_end(paragraph, len(paragraph.kinds), first)
    return (
        paragraph.pen[end] - tail(paragraph, end) - paragraph.pen[first] - head(paragraph, first) <= measure
    )


def breaks(paragraph: Paragraph) -> Breaks:
    """Every place where a line may end, up to the paragraph's end."""
    if paragraph.places is not None:
        return paragraph.places
    items = [*compress(range(len(paragraph.parts)), paragraph.parts), len(paragraph.kinds)]
    ends = []
    for item in items:
        end = visible_end(paragraph, item)
        ends.append(paragraph.pen[end] - tail(paragraph, end))
    starts = [paragraph.pen[item] + head(paragraph, item) for item in items]
    paragraph.places = Breaks(items, ends, starts)
    return paragraph.places


def is_loose(paragraph: Paragraph, first: int, stop: int, limit: int) -> bool:
    """Whether a line of items `first` up to `stop` has to stretch more than is wanted to end at `limit`."""
    before = max(first, visible_end(paragraph, stop, first) - 1)
    wide = (paragraph.stretched[before] - paragraph.stretched[first]) * WIDEST * paragraph.em(first)
    return limit - parted_end(paragraph, stop) > wide + paragraph.reserved[before] - paragraph.reserved[first]


def parted_end(paragraph: Paragraph, stop: int) -> int:
    """Where the pen stands at the end of a line that ends before an item, be it inside a word."""
    end, hyphen = visible_end(paragraph, stop), paragraph.hyphen(stop)
    return paragraph.pen[end] - tail(paragraph, end) + (hyphen.position()[-1] if hyphen else 0)


def plan(
    paragraph: Paragraph, start: int, first: int, measure: int, part_words: PartWords
) -> dict[int, int | None]:
    """For every line from `start` to the next forced break: the item it begins with -> the next line's.

    None for the last of them. `first` is the measure of the first line, in Pango units. `part_words` is asked
    where words may be parted, if lines would be too loose otherwise.
    """
    end = paragraph.kinds.find(BREAK, start)
    end = len(paragraph.kinds) if end < 0 else end
    if end == start:
        return {start: None}
    parts = paragraph.parts[start + 1 : end]
    items = [start, *compress(range(start + 1, end), parts), end]
    inner = {item: Parting(TORN) for item in _torn(paragraph, items, measure)}
    items, chosen, well = _chosen(paragraph, items, inner, first, measure)
    if not well:
        words = resort(paragraph, part_words)
        inner |= {item: parting for item, parting in words.items() if start < item < end}
        items, chosen, _ = _chosen(paragraph, items, inner, first, measure)
    begins = [items[0], *(items[place] for place in chosen)]
    return {begin: stop if stop < end else None for begin, stop in pairwise(begins)}


def resort(paragraph: Paragraph, part_words: PartWords) -> dict[int, Parting]:
    """Where words of the paragraph part. From now on its lines may do what is left to fill them."""
    if paragraph.inner is None:
        paragraph.inner = part_words()
        loosen(paragraph)
    return paragraph.inner


def _chosen(
    paragraph: Paragraph, items: list[int], inner: dict[int, Parting], first: int, measure: int
) -> tuple[list[int], list[int], bool]:
    """The items where lines may begin, which of them are chosen, and whether all lines are well filled."""
    items = sorted({*items, *inner}) if inner else items
    widest = WIDEST * paragraph.em(items[0])
    places = _places(paragraph, items, inner)
    chosen = choose(places, first, measure, widest)
    return items, chosen, not loose(places, chosen, first, measure, widest)


def _torn(paragraph: Paragraph, items: list[int], measure: int) -> set[int]:
    """Places in words longer than a line, where the style lets them be torn."""
    found: set[int] = set()
    pens = _those(paragraph.pen, items)
    if max(map(sub, pens[1:], pens)) <= measure:
        return found
    for begin, end in pairwise(items):
        if paragraph.pen[end] - paragraph.pen[begin] > measure:
            found.update(
                item
                for item in range(begin + 1, end)
                if paragraph.owners[item].box.style["overflow_wrap"] in TEARS and _parts(paragraph, item)
            )
    return found


def _parts(paragraph: Paragraph, item: int) -> bool:
    """Whether a word may be torn before an item as far as its characters go."""
    before, after, level = paragraph.clusters[item - 1], paragraph.clusters[item], paragraph.rules.line_start
    return bool(before and after) and may_part(before[-1], after[0], level)


def _places(paragraph: Paragraph, items: list[int], inner: dict[int, Parting]) -> Places:
    pen, kinds = paragraph.pen, paragraph.kinds
    stretched, squeezed, reserved = paragraph.stretched, paragraph.squeezed, paragraph.reserved
    pressed, last_resorts = paragraph.pressed, paragraph.inner is not None
    ends, starts = list(_those(pen, items)), list(_those(pen, items))
    before, nothing = [max(items[0] - 1, 0), *(item - 1 for item in items[1:])], [0] * len(items)
    blanks = list(nothing)
    for place in _after_blanks(paragraph, before):
        end = max(visible_end(paragraph, items[place], items[0]), 1)
        blank = tail(paragraph, end)
        ends[place], before[place] = pen[end] - blank, end - 1
        blanks[place] = blank if last_resorts and end - 1 not in paragraph.gaps else 0
    for place in occurrences(_OPENING, "".join(_those(f"{kinds} ", items))):
        starts[place] += head(paragraph, items[place])
    costs = [0.0] * len(items)
    for place, item in enumerate(items) if inner else ():
        if item in inner:
            costs[place] = inner[item].cost
            hyphen = inner[item].hyphen
            ends[place] += hyphen.position()[-1] if hyphen else 0
    for place in range(len(items) - 2, max(0, len(items) - 12), -1):
        if not _lone(paragraph, items[place], items[-1]):
            break  # a longer last line is none either
        costs[place] += LONE
    return Places(
        ends,
        starts,
        _those(stretched, before),
        _those(stretched, items),
        _those(squeezed, before),
        _those(squeezed, items),
        [*map(add, _those(reserved, before), blanks)] if last_resorts else _those(reserved, before),
        _those(reserved, items),
        costs,
        _those(pressed, before) if last_resorts else nothing,
        _those(pressed, items) if last_resorts else nothing,
    )


def _after_blanks(paragraph: Paragraph, before: Sequence[int]) -> list[int]:
    """Which of these items may end a line with a blank that is not seen there: of a mark, a space, a gap."""
    found = [*occurrences(_BLANK, "".join(_those(paragraph.kinds, before)))]
    at_gaps = [place for item in paragraph.gaps for place in _places_of(item, before)]
    return sorted({*found, *at_gaps}) if at_gaps else found


def _places_of(item: int, items: Sequence[int]) -> range:
    """Where an item is among items that ascend."""
    return range(bisect_left(items, item), bisect_right(items, item))


def _those(values: Sequence[Value], items: Sequence[int]) -> tuple[Value, ...]:
    """The values of some items, two at least."""
    found: tuple[Value, ...] = itemgetter(*items)(values)
    return found


def _lone(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether a last line of these items holds one character only, marks aside (孤字, clreq 3.4.4)."""
    return sum(kind not in MARKS + SPACE for kind in paragraph.kinds[start:end]) < 2
