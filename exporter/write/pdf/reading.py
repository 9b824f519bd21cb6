"""Compares what a PDF says with the articles, to prove that it holds their text."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from exporter.notices import Notice
from exporter.write.pdf.structure import Reading

# One glyph, several characters: a PDF can say only one of them. Folded to one on both sides.
TWINS = str.maketrans("―⸺‧・•〜⋯‑∶⺟⻳", "——···～…-：母龟")
KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")  # an emoji that begins with a digit
CALL = (
    "\ufdd0"  # in expected text: a note is called here, by whatever sign. No character: cleaning leaves none
)
FIGURE, END, SLOT = "\ufdd1", "\ufdd2", "\ufdd3"  # as well: a figure's text, and where one may have moved to
MOVING = 4  # figures that one page may move past a paragraph
LONGEST_SIGN = 8  # characters
_SENTINELS = re.compile(f"[{CALL}{FIGURE}{END}{SLOT}]")
_VARIES = re.compile(f"{CALL}|{FIGURE}[^{END}]")
_TOKEN = re.compile(f"{FIGURE}[^{END}]*{END}|{CALL}|{SLOT}|[^{CALL}{FIGURE}{SLOT}]+", re.DOTALL)
TURNING = {"R", "AL", "AN", "RLE", "RLO", "LRO", "RLI"}  # bidirectional classes
SHORTEST = 12  # characters shown of the place where text is missing


@dataclass(frozen=True, slots=True)
class Expected:
    """The text an article must have in the book, and the post it came from.

    `rows` says that it has tables: a row that runs over the page is read page by page, not cell by cell.
    `notes` are the blocks of its footnotes: at the foot of pages or in the article, wherever. In `text` CALL
    stands for a note's call, and a figure is between FIGURE and END (see `mark_figures`).
    """

    article: str
    text: str
    rows: bool = False
    notes: tuple[str, ...] = ()

    def without(self, characters: dict[int, None]) -> "Expected":
        """The same, without these characters."""
        notes = tuple(_without(note, characters) for note in self.notes)
        return replace(self, text=_without(self.text, characters), notes=notes)


def mark_figures(body: etree._Element) -> None:
    """Marks in the text of `body` what a figure says, and the paragraphs that may have gone before it."""
    for figure in body.iter("figure"):
        figure.text = FIGURE + (figure.text or "")
        figure.tail = END + (figure.tail or "")
        following = figure.getnext()
        while following is not None and following.tag in {"figure", "p"}:
            if following.tag == "p":
                following.tail = SLOT + (following.tail or "").lstrip(SLOT)
            following = following.getnext()


def lost(readings: Sequence[Reading], expected: Sequence[Expected], glyphless: str = "") -> Iterator[Notice]:
    """A notice for every article whose text is not in what was read, whole and in order, naming the place.

    `glyphless` characters, which no font has, are read as any other one: they do not count, and where there
    are some the rest is counted.
    """
    unread = dict.fromkeys(map(ord, glyphless + unicodedata.normalize("NFKC", glyphless)))
    expected = [article.without(unread) for article in expected]
    readings = [_reading_without(reading, unread) for reading in readings]
    if len(readings) != len(expected):  # templates of one's own may open articles in another way
        names = ("once", "drawn", "feet")
        joined = Reading(*([piece for each in readings for piece in getattr(each, n)] for n in names))
        readings = [joined] * len(expected)
    following = [*readings[1:], Reading()]
    for article, reading, after in zip(expected, readings, following, strict=True):
        if _is_there(article, reading):
            continue
        once, drawn = folded("".join(reading.once)), folded("".join(reading.drawn))
        missing = _missing_text(article, once, drawn, loose=bool(glyphless))
        # A note that found no room may stand below the article after its own.
        feet = folded("".join([*reading.feet, *after.feet]))
        missing = missing or _missing_note(article, [feet, once, drawn])
        if missing:
            yield Notice("text-lost", missing, article.article)


def _is_there(article: Expected, reading: Reading) -> bool:
    """Whether the text is read letter by letter, white space aside, as most is: then none is folded."""
    if article.notes or _VARIES.search(article.text):
        return False
    return _close(_SENTINELS.sub("", article.text)) in _close("".join(reading.once))


def _close(text: str) -> str:
    return "".join(text.split())


def _reading_without(reading: Reading, characters: dict[int, None]) -> Reading:
    if not characters:
        return reading
    lists = (reading.once, reading.drawn, reading.feet)
    return Reading(*([_without(piece, characters) for piece in pieces] for pieces in lists))


def _without(text: str, characters: dict[int, None]) -> str:
    return unicodedata.normalize("NFKC", text).translate(characters) if characters else text


def _missing_text(article: Expected, once: str, drawn: str, *, loose: bool = False) -> str:
    """Where the article's text is not in what was read; "" for a whole one."""
    text = folded(article.text)
    plain = _SENTINELS.sub("", text)
    if not _VARIES.search(text) and (plain in once or plain in drawn):
        return ""
    form, groups = _form(text)
    found = (match for place in (once, drawn) for match in form.finditer(place))
    if any(
        all(sum(match[each] is not None for each in places) == n for n, places in groups) for match in found
    ):
        return ""
    if (loose or article.rows or _turned(article.text)) and not _counted(plain) - _counted(drawn):
        return ""
    parts = [part for part in _SENTINELS.split(text) if part]
    return _gap(next((part for part in parts if part not in once), plain), once)


def _turned(text: str) -> bool:
    """Whether some of `text` runs from right to left: what Latin and numbers stand there are seen, and read,
    in another order than they were written (UAX #9), line by line."""
    return any(unicodedata.bidirectional(character) in TURNING for character in text)


def _counted(text: str) -> "Counter[str]":
    """How often each character is there, but for those that are drawn as their mirror images."""
    return Counter(character for character in text if not unicodedata.mirrored(character))


def _form(text: str) -> tuple[re.Pattern[str], list[tuple[int, list[int]]]]:
    """What an article's text looks like on its pages; how often what a figure says is in which groups."""
    form: list[str] = []
    figures: list[str] = []
    count = 0
    groups: dict[str, list[int]] = defaultdict(list)
    for token in _TOKEN.findall(text):
        if token[0] == FIGURE:
            figures.append(token[1:-1])
        if token == CALL:
            form.append(f".{{0,{LONGEST_SIGN}}}?")
        elif token[0] in FIGURE + SLOT:
            for figure in filter(None, figures[-MOVING:]):
                count += 1
                groups[figure].append(count)
                form.append(f"({re.escape(figure)})?")
        else:
            form.append(re.escape(token))
    times = [(figures.count(figure), places) for figure, places in groups.items()]
    return re.compile("".join(form), re.DOTALL), times


def _missing_note(article: Expected, places: list[str]) -> str:
    """Where a note is in none of the places, each stretch of which can be one note only."""
    for note in sorted(filter(None, map(folded, article.notes)), key=len, reverse=True):
        holding = next((number for number, place in enumerate(places) if note in place), None)
        if holding is None:
            return _gap(note, places[0])
        places[holding] = places[holding].replace(note, CALL, 1)
    return ""


def folded(text: str) -> str:
    """`text` without what a page may add, drop or spell otherwise: spaces, hyphens, invisible marks, twins.

    Left out too are letters that a page holds in the order they are seen, or joined into others, and symbols:
    colour emoji are pictures over empty glyphs, which PDFium does not read.
    """
    text = KEYCAP.sub("", text)
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).translate(TWINS))
    return plain.translate(_WEIGHTY)


class _Weighty(dict[int, int | None]):
    """Characters that a page keeps as themselves; those that it may not, to be left out. Judged once each."""

    def __missing__(self, code: int) -> int | None:
        found = self[code] = None if _weightless(chr(code)) else code
        return found


_WEIGHTY = _Weighty()


def _weightless(character: str) -> bool:
    return (
        character.isspace()
        or character in "-‐\ufffe"
        or "\u0900" <= character <= "\u109f"  # Indic, Thai, Lao, Tibetan, Burmese
        or "\u1780" <= character <= "\u17ff"  # Khmer
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Mn", "So"}
        or unicodedata.bidirectional(character) in {"R", "AL", "AN"}
    )


def _gap(wanted: str, reading: str) -> str:
    """The text around the first character of `wanted` up to which the reading agrees."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in reading else (low, middle - 1)
    return wanted[max(0, low - SHORTEST) : low + SHORTEST]
