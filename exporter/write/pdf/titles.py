"""How titles are set: where they may break, how wide they run, and where a running head is cut."""

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_STOP = "｜|：；，。！？、…—～」』》）】”"
_PHRASE = re.compile(f".+?(?:[{_STOP}]+(?![{_STOP}])|$)", re.DOTALL)  # a line may end after such a mark
_WORD = re.compile(r"[\w가-힣.'’%+-]+\s*|.\s*", re.ASCII | re.DOTALL)  # words stay whole, ideographs do not
_SEPARATOR = re.compile(r"[\s｜|]+$")  # at the end of a line the break says what it said
LATIN = 0.55  # em: the mean width of a Latin letter in running text
SHORTEST = 4  # em: a phrase below it stays with its neighbour

ACROSS = (4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24)  # characters a line of the cover's title may hold
DEEPEST = 0.7  # of the title's width: how deep it may run
LEADING = 1.3
WHOLE = 8  # em
BOLD = {
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 0.73),
    **dict.fromkeys("Mmw@%", 0.96),
    "W": 1.08,
    **dict.fromkeys("IJfijlrt .,:;!'|()[]", 0.42),
}  # fmt: skip - em: letters of a bold Song face
MEAN_BOLD = 0.6  # em: of the others


def width(text: str) -> float:
    """The width of `text` in em: ideographs and full-width marks 1, other letters about half."""
    return sum(map(_advance, text))


@lru_cache(maxsize=1 << 14)
def _advance(character: str) -> float:
    return 1 if is_wide(character) else LATIN


def is_wide(character: str) -> bool:
    """Whether a CJK face gives the character a full em."""
    kind = unicodedata.east_asian_width(character)
    return kind in "WF" or (kind == "A" and not character.isalpha())  # “ … — ① are wide beside ideographs


def _set_wide(line: str) -> float:
    """The width in em of a line of the cover's title, in its bold face; `width` is that of running text."""
    return sum(1 if is_wide(letter) else BOLD.get(letter, MEAN_BOLD) for letter in line)


def cut(text: str, measure: float) -> str:
    """`text` in at most `measure` em, ending in …… where it had to be cut."""
    if width(text) <= measure:
        return text
    room, end = measure - 2, 0
    while end < len(text) and (room := room - width(text[end])) >= 0:
        end += 1
    return text[:end].rstrip(" ，、：；。—…｜") + "……"


def phrases(title: str) -> tuple[str, ...]:
    """`title` in the pieces between which a line had better break: after a mark that ends a phrase."""
    found: list[str] = []
    for piece in _PHRASE.findall(title):
        if found and (width(piece) < SHORTEST or width(found[-1]) < SHORTEST):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


def display(title: str) -> tuple[int, tuple[str, ...]]:
    """`title` as large as a cover can show it: how many characters its lines may hold, and those lines.

    A phrase of up to WHOLE em is never broken; a title too long for the smallest type is cut. Lines are
    measured by the letters they have: one that ran over would be broken where it stands, within a word.
    """
    longest = max(map(width, phrases(title)), default=0)
    least = longest / max(1, math.ceil(longest / WHOLE))
    for count in ACROSS:
        lines = broken(title, count)
        fits = count == ACROSS[-1] or max(map(_set_wide, lines)) <= count
        if fits and count >= least and len(lines) <= _room(count):
            return count, lines
    kept = broken(title, ACROSS[-1])[: _room(ACROSS[-1])]
    return ACROSS[-1], (*kept[:-1], cut(kept[-1] + "…" * 9, ACROSS[-1] - 2))


def _room(count: int) -> int:
    """How many lines of `count` characters the cover has room for."""
    return math.floor(DEEPEST * count / LEADING)


def broken(title: str, count: int) -> tuple[str, ...]:
    """`title` in lines of at most `count` em: between phrases where it can be, else in even lines."""
    lines = [""]
    for phrase in phrases(title):
        if lines[-1] and width(lines[-1] + _SEPARATOR.sub("", phrase)) > count:
            lines.append("")
        *whole, last = _even(lines[-1] + phrase, count)
        lines[-1:] = [*whole, last]
    return tuple(_SEPARATOR.sub("", line) for line in lines)


def _even(phrase: str, count: int) -> list[str]:
    """`phrase` in as few lines as it needs, of about the same width; a line does not begin with a mark."""
    needed = math.ceil(width(_SEPARATOR.sub("", phrase)) / count)
    room = max(1.0, width(phrase) / max(needed, 1))
    lines = [""]
    for word in _words(phrase, count):
        full = width(lines[-1]) >= room or width(lines[-1] + word.rstrip()) > count
        if full and lines[-1] and (word[0] not in _STOP or width(lines[-1]) > count):
            lines.append("")
        lines[-1] += word
    return lines


def _words(phrase: str, count: int) -> Iterator[str]:
    for word in _WORD.findall(phrase):
        step = len(word) if width(word) <= count else math.floor(count / max(map(width, word)))
        yield from (word[start : start + step] for start in range(0, len(word), step))
