"""Where words may be parted if a line would be torn apart otherwise: in a Chinese or Japanese paragraph.

Names of programs, addresses and paths come apart at their joints, without a sign that one could take for a
part of them; words by Liang's patterns for their language, as TeX has them (pyphen brings LibreOffice's),
with a hyphen. The hyphen is drawn, not written: the text of the PDF has none. Latin letters within Chinese,
Japanese or Korean that are not said to be another language are taken for English.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate

import pyphen
import regex

from exporter.write.pdf.lines.marks import WORD
from exporter.write.pdf.lines.paragraph import Paragraph, Parting
from exporter.write.pdf.lines.rules import custom
from exporter.write.pdf.lines.shaping import Shaper

JOINT = (
    300.0  # what it costs to part a word after the / of an address or before the second capital of a name,
)
HYPHENATED = 600.0  # with a hyphen,
TORN_CODE = 1500.0  # anywhere in an address, a key or a hash, and within the words of a name that has joints
LEAST = 2  # letters before a parting, and after one with a hyphen one more (as TeX has it)
LONGEST = 4096  # characters of a word that is looked at
ENGLISH = "en_US"
_LETTERS = r"(?<![\w’'/\\@#=&_:.-]){}(?![\w’'/\\@#=&_-]|[.:]\w)"
_WORD = regex.compile(_LETTERS.format("[A-Z]?[a-z]{5,}"))
_FOREIGN = regex.compile(_LETTERS.format(r"\p{Lu}?\p{Ll}{5,}"))
_JOINT = regex.compile(
    r"(?!(?<=\d\W)\d)(?:(?<=[/\\_=&?#@+~|])(?=\w)|(?<=\w[-.:])(?=\pL)|(?<=\pL[-.:])(?=\w)"
    r"|(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})|(?<=\p{Lu}{3})(?=\p{Lu}\p{Ll}{2}))"
)
_JOINED = regex.compile(r"(?<!\w)(?=\w*\p{Ll}\p{Lu}\p{Ll})[A-Za-z]{8,}(?!\w)")
_OF_JOINED = regex.compile("[A-Z]?[a-z]{5,}")
_ADDRESS = regex.compile(r"(?=\S*(?:[/\\@_#=&]|\pL\.\pL))[\w/\\@#=&?.:+%~-]{8,}")
_CODE = regex.compile(r"(?<!\w)(?=\w*\d)(?=\w*\pL)[0-9A-Za-z]{10,}(?!\w)")


def partings(paragraph: Paragraph, shaper: Shaper) -> dict[int, Parting]:
    """The items inside words before which a line may begin, as far as the style allows it."""
    found: dict[int, Parting] = {}
    for first, end in _words(paragraph.kinds):
        clusters = paragraph.clusters[first:end]
        starts = [0, *accumulate(map(len, clusters))]
        costs = places("".join(clusters), paragraph.owners[first].box.style["lang"] or "")
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


def places(word: str, lang: str = "") -> dict[int, float]:
    """Where a word without spaces, in a text of `lang`, may be parted: characters before -> what it costs.

    At a cost of HYPHENATED a hyphen is to be drawn there.
    """
    found: dict[int, float] = {}
    for match in (*_ADDRESS.finditer(word), *_CODE.finditer(word)):
        between = range(match.start() + LEAST, match.end() - LEAST + 1)
        found |= dict.fromkeys((place for place in between if _within_letters(word, place)), TORN_CODE)
    if patterns := _liang(lang):
        found |= dict.fromkeys(_syllables(_within_joined(word), patterns), TORN_CODE)
        words = (_FOREIGN if foreign(lang) else _WORD).finditer(word)
        found |= dict.fromkeys(_syllables(words, patterns), HYPHENATED)
    found |= {match.start(): JOINT for match in _JOINT.finditer(word)}
    return {place: cost for place, cost in found.items() if LEAST <= place <= len(word) - LEAST}


def _syllables(words: Iterable[regex.Match[str]], patterns: pyphen.Pyphen) -> Iterator[int]:
    return (word.start() + place for word in words for place in patterns.positions(word[0]))


def _within_joined(text: str) -> Iterator[regex.Match[str]]:
    """The words that names like emergencyExit are made of."""
    for name in _JOINED.finditer(text):
        yield from _OF_JOINED.finditer(text, name.start(), name.end())


def _within_letters(word: str, place: int) -> bool:
    """Whether two letters or figures stand on both sides, not all of them figures."""
    around = word[place - LEAST : place + LEAST]
    return around.isalnum() and not around.isdecimal()


def foreign(lang: str) -> bool:
    """Whether words in a text of `lang` have the letters of its own alphabet."""
    return bool(lang) and custom(lang) is None and not lang.startswith("ko")


@cache
def _liang(lang: str) -> pyphen.Pyphen | None:
    """The patterns of a language; None where there are none."""
    known = ENGLISH if lang == "en" or not foreign(lang) else pyphen.language_fallback(lang)
    return pyphen.Pyphen(lang=known, left=LEAST, right=LEAST + 1) if known else None
