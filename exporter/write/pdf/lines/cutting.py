"""A text box -> the part of it that stands on one line, by the plan or as much as fits."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from exporter.write.pdf.lines.applying import unicode_parts
from exporter.write.pdf.lines.glyphs import Glyphs
from exporter.write.pdf.lines.marks import ATOM
from exporter.write.pdf.lines.paragraph import BREAK, Paragraph, Piece
from exporter.write.pdf.lines.planning import (
    PartWords,
    breaks,
    head,
    is_loose,
    parted_end,
    resort,
    tail,
    visible_end,
)
from exporter.write.pdf.lines.textline import TextLine

SLACK = 1e-3  # px: a line that is to be squeezed says that it fits with this to spare
MORE = 0.2  # px: what a line may take more than is known of it, less than any picture or letter
Split = tuple[Any, int | None, bool]
"""A text box cut to the line, the byte where the next line resumes, whether a break was preserved."""


@dataclass(slots=True, eq=False)
class Line:
    """The line being laid out: its paragraph, the item it begins with, and the one where the next begins.

    `stop` None in a planned line means that the paragraph, or the part before a forced break, ends here.
    A line that is not planned is `justified` or not, and perhaps `beside` a float; where all from the item on
    fits on it, it is `whole`. One without a paragraph may be a row that `leads` to a page number.
    """

    paragraph: Paragraph | None = None
    first: int = 0
    stop: int | None = None
    planned: bool = False
    justified: bool = False
    whole: bool = False
    beside: bool = False
    leads: bool = False


def item_of(paragraph: Paragraph, box: Any, skip: dict[int, Any] | None) -> int:
    """The item where a line resumes, from WeasyPrint's nested indices."""
    for leaf, byte in _leaves(box, skip):
        piece = paragraph.by_box.get(id(leaf))
        if piece is not None:
            begun = bisect_left(piece.glyphs.byte, byte) if piece.glyphs else int(byte > 0)
            return piece.first + begun
    return len(paragraph.kinds)


def _leaves(box: Any, skip: dict[int, Any] | None) -> Iterator[tuple[Any, int]]:
    if isinstance(box, boxes.TextBox):
        yield box, next(iter(skip)) if skip else 0
        return
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        yield box, 0
        return
    index, nested = next(iter(skip.items())) if skip else (0, None)
    for number, child in enumerate(box.children[index:]):
        yield from _leaves(child, nested if not number else None)


def boxed(box: Any, line: TextLine, width: float | None = None) -> Any:
    """A copy of a text box that holds one line of it. `width` in px, if it is not to be the natural one."""
    new = box.copy()
    new.text = line.text
    new.width = line.natural * FROM_UNITS if width is None else width
    new.pango_layout = line
    ascent, descent = line.glyphs.extent(line.first, line.end)
    new.height = (ascent + descent) * FROM_UNITS
    half_leading = (line.glyphs.type.pitch - new.height) / 2
    new.margin_top = new.margin_bottom = half_leading
    new.baseline = ascent * FROM_UNITS + half_leading
    return new


def _cut(box: Any, glyphs: Glyphs, begin: int, end: int, resume: int, width: float | None = None) -> Split:
    """A line of glyphs from `begin` up to `end`, the next one resuming at glyph `resume`."""
    byte = glyphs.byte[resume] if resume < glyphs.count else None
    new = boxed(box, TextLine(glyphs, begin, end, None), width) if end > begin else None
    return new, byte, False


def fitting(box: Any, glyphs: Glyphs, begin: int, available: float) -> Split | None:
    """As much as fits of a text without rules of CJK; None where nothing does."""
    resumes, ends = unicode_parts(glyphs)
    pen = glyphs.position()
    limit = pen[begin] + int(min(max(available, 0), 2**21) * TO_UNITS)
    low = bisect_right(resumes, begin)
    number = bisect_right([pen[end] for end in ends[low:]], limit) + low - 1
    if number < low:
        return None
    return _cut(box, glyphs, begin, ends[number], resumes[number])


def planned(box: Any, piece: Piece, line: Line, begin: int, available: float) -> Split:
    """The part of a text box that the plan puts on this line, said to fit."""
    glyphs, paragraph, stop = piece.glyphs, line.paragraph, line.stop
    assert glyphs and paragraph  # noqa: S101 - by_box and planned say so
    item = piece.first + begin
    if stop is None or stop >= piece.end:
        whole = TextLine(glyphs, begin, glyphs.count, None)
        natural = whole.natural * FROM_UNITS
        full = stop == piece.end
        return boxed(box, whole, available - SLACK if full else min(natural, available - SLACK)), None, False
    if stop <= item:  # it is for the next line: too wide for this one
        return _cut(box, glyphs, begin, min(begin + 1, glyphs.count), begin + 1, available + glyphs.type.em)
    end = visible_end(paragraph, stop, item) - piece.first
    width = min(_natural(glyphs, begin, end), available - SLACK)
    return _cut(box, glyphs, begin, end, stop - piece.first, width)


def taken(line: Line) -> float:
    """What the items of a planned line take before they are spread or squeezed, and a little more, in px."""
    paragraph, first, stop = line.paragraph, line.first, line.stop
    assert paragraph  # noqa: S101 - planned says so
    if stop is None:
        forced = paragraph.kinds.find(BREAK, first)
        stop = len(paragraph.kinds) if forced < 0 else forced
    end = visible_end(paragraph, stop, first)
    return (paragraph.pen[end] - paragraph.pen[first]) * float(FROM_UNITS) + MORE


def before_box(line: Line) -> bool:
    """Whether the next line begins with what is no text."""
    return bool(line.paragraph and line.stop is not None and line.paragraph.kinds[line.stop] == ATOM)


def _natural(glyphs: Glyphs, begin: int, end: int) -> float:
    pen = glyphs.position()
    return float((pen[end] - pen[begin]) * FROM_UNITS)


def fitting_by_rules(
    box: Any, piece: Piece, line: Line, begin: int, available: float, part_words: PartWords
) -> Split | None:
    """As much of a text box as fits by the rules of CJK, squeezed if need be; None where nothing does.

    Where the line would be too loose to be justified, `part_words` is asked where words may be parted.
    """
    glyphs, paragraph = piece.glyphs, line.paragraph
    assert glyphs and paragraph  # noqa: S101 - by_box says so
    item = piece.first + begin
    start = paragraph.pen[item] + (head(paragraph, item) if item == line.first else 0)
    limit = start + round(min(max(available, 0), 2**21) * TO_UNITS) + 1
    whole = paragraph.pen[piece.end]
    if piece.end == len(paragraph.kinds):
        whole -= tail(paragraph, piece.end)
    if whole <= limit or whole - _slack(paragraph, item, piece.end) <= limit:
        width = min(_natural(glyphs, begin, glyphs.count), available - SLACK)
        return boxed(box, TextLine(glyphs, begin, glyphs.count, None), width), None, False
    stop = _fullest(paragraph, item, piece.end, limit, squeezed=line.justified)
    if line.justified and is_loose(paragraph, line.first, stop, limit):
        stop = _within_word(paragraph, line.first, stop, piece.end, limit, part_words)
    if stop == item:
        return None
    end = visible_end(paragraph, stop, item) - piece.first
    width = min(_natural(glyphs, begin, end), available - SLACK)
    return _cut(box, glyphs, begin, end, stop - piece.first, width)


def _fullest(paragraph: Paragraph, item: int, last: int, limit: int, *, squeezed: bool) -> int:
    """Where the next line begins if this one, from `item`, ends at a break up to `last`; `item`: nowhere.

    Lines that are not justified are not `squeezed` for a character more.
    """
    places = breaks(paragraph)
    low, high = bisect_right(places.items, item), bisect_right(places.items, last)
    number = bisect_right(places.ends, limit, low, high) - 1
    while squeezed and number + 1 < high:
        slack = _slack(paragraph, item, places.items[number + 1])
        if places.ends[number + 1] - slack > limit:
            break
        number += 1
    return item if number < low else places.items[number]


def _within_word(
    paragraph: Paragraph, first: int, stop: int, last: int, limit: int, part_words: PartWords
) -> int:
    """The best place inside the word after `stop` where the line may end instead, `stop` if there is none."""
    inner = resort(paragraph, part_words)
    places = breaks(paragraph).items
    following = places[bisect_right(places, stop)]
    found = [
        item
        for item in range(stop + 1, min(following, last))
        if item in inner and parted_end(paragraph, item) <= limit
    ]
    tidy = [item for item in found if not is_loose(paragraph, first, item, limit)]
    if tidy:
        return min(tidy, key=lambda item: (inner[item].cost, -item))
    return found[-1] if found else stop


def _slack(paragraph: Paragraph, first: int, end: int) -> int:
    """By how much the items of a line can be squeezed."""
    return max(0, paragraph.squeezed[end - 1] - paragraph.squeezed[first])
