"""How titles are set: where they may break, how wide they run, and where a running head is cut."""

import math
import re
import unicodedata

# A line may end after these: what they close is a phrase of its own.
_PHRASE = re.compile(r".+?(?:[{0}]+(?![{0}])|$)".format("｜：；，。！？、…—～」』》）】”"), re.DOTALL)
LATIN = 0.55  # em: the mean width of a Latin letter in running text
ACROSS = (4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20)  # characters a line of the cover's title may hold
DEEPEST = 0.72  # of the cover's width: how deep the title may run
LEADING = 1.3
SHORTEST = 4  # em: a phrase below it stays with its neighbour


def width(text: str) -> float:
    """The width of `text` in em: ideographs and full-width marks 1, other letters about half."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else LATIN for c in text)


def cut(text: str, measure: float) -> str:
    """`text` in at most `measure` em, ending in …… where it had to be cut."""
    if width(text) <= measure:
        return text
    kept = text
    while kept and width(kept) > measure - 2:
        kept = kept[:-1]
    return kept.rstrip(" ，、：；。—…｜") + "……"


def phrases(title: str) -> tuple[str, ...]:
    """`title` in the pieces between which a line had better break: after a mark that ends a phrase."""
    found: list[str] = []
    for piece in _PHRASE.findall(title):
        if found and (width(piece) < SHORTEST or width(found[-1]) < SHORTEST):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


def across(pieces: tuple[str, ...]) -> int:
    """How many characters a line of the cover should hold, so that the title is as large as it can be.

    Phrases stay whole unless the type would become too small to read from afar.
    """
    longest = max(map(width, pieces), default=1)
    for count in ACROSS:
        deep = _lines(pieces, count) * LEADING / count
        if deep <= DEEPEST and (longest <= count or count >= 10):
            return count
    return ACROSS[-1]


def _lines(pieces: tuple[str, ...], count: int) -> int:
    lines, used = 1, 0.0
    for piece in pieces:
        if used and used + width(piece) > count:
            lines, used = lines + 1, 0.0
        used += width(piece)
        lines += math.ceil(used / count) - 1
        used = used % count or count
    return lines
