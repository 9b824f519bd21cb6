"""Where words may be parted if a line would be torn apart otherwise: in a Chinese or Japanese paragraph.

Names of programs, addresses and paths come apart at their joints, without a sign that one could take for a
part of them; English words by Liang's patterns, as TeX has them (pyphen brings LibreOffice's), with a hyphen.
The hyphen is drawn, not written: the text of the PDF has none.
"""

from collections.abc import Iterator
from functools import cache
from itertools import accumulate

import pyphen
import regex

from exporter.write.pdf.lines.marks import WORD
from exporter.write.pdf.lines.paragraph import Paragraph, Parting
from exporter.write.pdf.lines.shaping import Shaper

JOINT = (
    300.0  # what it costs to part a word after the / of an address or before the second capital of a name,
)
HYPHENATED = 600.0  # with a hyphen,
TORN_CODE = 1500.0  # and anywhere in an address, a key or a hash
LEAST = 2  # letters before a parting, and after one with a hyphen one more (as TeX has it)
LONGEST = 4096  # characters of a word that is looked at
_WORD = regex.compile(r"(?<![\w’'/\\@#=&_:.-])[A-Z]?[a-z]{5,}(?![\w’'/\\@#=&_-]|[.:]\w)")
_JOINT = regex.compile(
    r"(?!(?<=\d\W)\d)(?:(?<=[/\\_=&?#@+~|])(?=\w)|(?<=\w[-.:])(?=\pL)|(?<=\pL[-.:])(?=\w)"
    r"|(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})|(?<=\p{Lu}{3})(?=\p{Lu}\p{Ll}{2}))"
)
_ADDRESS = regex.compile(r"(?=\S*(?:[/\\@_#=&]|\pL\.\pL))[\w/\\@#=&?.:+%~-]{8,}")
_CODE = regex.compile(r"(?<!\w)(?=\w*\d)(?=\w*\pL)[0-9A-Za-z]{10,}(?!\w)")


def partings(paragraph: Paragraph, shaper: Shaper) -> dict[int, Parting]:
    """The items inside words before which a line may begin, as far as the style allows it."""
    found: dict[int, Parting] = {}
    for first, end in _words(paragraph.kinds):
        clusters = paragraph.clusters[first:end]
        starts = [0, *accumulate(map(len, clusters))]
        costs = places("".join(clusters))
        for item, start in enumerate(starts[:-1], first):
            if start in costs and clusters[item - first]:
                parting = _parting(paragraph, item, costs[start], shaper)
                if parting:
                    found[item] = parting
    return found


def _words(kinds: str) -> Iterator[tuple[int, int]]:
    for match in regex.finditer(f"{WORD}{{{2 * LEAST},{LONGEST}}}", kinds):
        yield match.span()


def _parting(paragraph: Paragraph, item: int, cost: float, shaper: Shaper) -> Parting | None:
    glyphs, style = paragraph.owners[item].glyphs, paragraph.owners[item].box.style
    if glyphs is None or not glyphs.type.wraps:
        return None
    if cost != HYPHENATED:
        return Parting(cost)
    hyphen = shaper.hyphen(style) if style["hyphens"] == "auto" else None
    return Parting(cost, hyphen) if hyphen else None


def places(word: str) -> dict[int, float]:
    """Where a word without spaces may be parted: how many characters stand before -> what it costs.

    At a cost of HYPHENATED a hyphen is to be drawn there.
    """
    found: dict[int, float] = {}
    for match in (*_ADDRESS.finditer(word), *_CODE.finditer(word)):
        between = range(match.start() + LEAST, match.end() - LEAST + 1)
        found |= dict.fromkeys((place for place in between if _within_letters(word, place)), TORN_CODE)
    for match in _WORD.finditer(word):
        found |= dict.fromkeys((match.start() + place for place in _liang().positions(match[0])), HYPHENATED)
    found |= {match.start(): JOINT for match in _JOINT.finditer(word)}
    return {place: cost for place, cost in found.items() if LEAST <= place <= len(word) - LEAST}


def _within_letters(word: str, place: int) -> bool:
    """Whether two letters or figures stand on both sides, not all of them figures."""
    around = word[place - LEAST : place + LEAST]
    return around.isalnum() and not around.isdecimal()


@cache
def _liang() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=LEAST, right=LEAST + 1)
