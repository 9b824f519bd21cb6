"""A group too large for one book becomes volumes: 卷一, 卷二 ...

Volumes hold articles in order of time, as many in each as in the others. Where each ends is remembered with
the books, and holds from then on: what is saved later comes into the last volume or a new one, so that
readers keep their copies and their places in them.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise
from typing import NamedTuple

from exporter.bind.grouping import Path
from exporter.bind.identifiers import article_key, utc
from exporter.labels import date_label, labels, said
from exporter.model import Asset, Gallery, Listed
from exporter.notices import ConfigurationError
from exporter.typography.numerals import han

PER_PAGE = {  # characters of a full page, as styles/pages/ draw it
    "a5": 810, "a5-large": 460, "32k": 624, "16k": 1116, "b5": 1020, "a4": 1848, "letter": 1716,
}  # fmt: skip
FILLED = 0.8  # of a page's lines: paragraphs end short, headings stand free
PICTURE = 0.4  # of a page
UTF_8 = 3  # bytes of a Han character
PACKED = 0.5  # of the text's bytes, with its markup, in the container
UNITS = {
    "": "articles",
    "篇": "articles",
    "articles": "articles",
    "p": "pages",
    "页": "pages",
    "pages": "pages",
}
SPANS = {"month": "%Y-%m", "year": "%Y"}
BYTES = {"kb": 2**10, "mb": 2**20, "gb": 2**30}
OVER = 1.1  # times its size that a volume may have after articles of earlier dates came in
EVEN = 1e-6  # of a unit: sums of parts are not exact
_FORM = re.compile(r"(\d{1,9})\s*(\w*)")

Placed = Sequence[tuple[Path, Listed]]
Weight = Callable[[Listed], float]


class Volume(NamedTuple):
    """Articles of one volume, in the order they had in the group.

    `name` is what it is called, `key` what tells it from the others whatever is saved later, `end` what its
    last article is known by ("" for a span of time).
    """

    name: str
    key: str
    placed: Placed
    end: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How large a volume is: `size` in units of `unit` (articles, pages, bytes), or its span: month, year."""

    unit: str
    size: int = 0


def rule(text: str) -> Rule | None:
    """What `--volume-size` says: 200, 400 pages, 50 MB, month, year; None for "".

    Raises ConfigurationError for anything else.
    """
    words = text.strip().casefold()
    if not words:
        return None
    if words in SPANS:
        return Rule(words)
    found = _FORM.fullmatch(words)
    number, unit = (int(found[1]), found[2]) if found else (0, "?")
    if number and unit in UNITS:
        return Rule(UNITS[unit], number)
    if number and unit in BYTES:
        return Rule("bytes", number * BYTES[unit])
    hint = "such as 200, 400 pages, 50 MB, month, year"
    raise ConfigurationError(f"no volume size: “{text}”", hint=hint)


def volumes(placed: Placed, how: Rule, lang: str, weigh: Weight, ends: Sequence[str] = ()) -> list[Volume]:
    """The articles of a group in volumes of at most the size, but one article at least.

    `ends` are those that its volumes had before: articles stay where they were.
    """
    by_time = sorted(range(len(placed)), key=lambda index: (utc(placed[index][1].date), index))
    if how.unit in SPANS:
        return _spans(placed, by_time, how.unit, lang)
    weights = [weigh(placed[index][1]) for index in by_time]
    known = _known([placed[index][1] for index in by_time], how, ends)
    made = []
    for number, (start, end) in enumerate(pairwise(parted(weights, how.size, known)), 1):
        name, last = said(lang, "volume", n=number, han=han(number)), placed[by_time[end - 1]][1]
        held = [placed[index] for index in sorted(by_time[start:end])]
        made.append(Volume(name, str(number), held, _end(last, how)))
    return made


def _spans(placed: Placed, by_time: Sequence[int], unit: str, lang: str) -> list[Volume]:
    """A volume for each month or year."""
    names = {"": labels(lang)["undated"]}
    chosen: dict[str, list[int]] = {}
    for index in by_time:
        date = placed[index][1].date
        key = date.strftime(SPANS[unit]) if date else ""
        names.setdefault(key, date_label(unit, date, lang))
        chosen.setdefault(key, []).append(index)
    return [Volume(names[key], key, [placed[i] for i in sorted(found)]) for key, found in chosen.items()]


def _end(last: Listed, how: Rule) -> str:
    """What the end of a volume is known by later: the rule it was made by, its last article and its date."""
    return f"{how.unit} {how.size} {utc(last.date).isoformat()} {article_key(last)}"


def _known(articles: Sequence[Listed], how: Rule, ends: Sequence[str]) -> list[int]:
    """How many of the articles, in order of time, lie before each of the `ends`, as far as they hold.

    Where the last article of a volume is gone, the volume ends where it would stand by its date.
    """
    places = {article_key(article): index for index, article in enumerate(articles, 1)} if ends else {}
    dates = [utc(article.date) for article in articles]
    found = [0]
    for end in ends:
        unit, size, date, key = (*end.split(" "), "", "", "")[:4]
        if (unit, size) != (how.unit, str(how.size)):
            break
        place = places.get(key) or bisect_right(dates, datetime.fromisoformat(date))
        if place > found[-1]:
            found.append(place)
    return found[1:]


def parted(weights: Sequence[float], size: float, known: Sequence[int] = ()) -> list[int]:
    """Where volumes of at most `size` begin and end, as even as they can be: 0, the first cut ..., the end.

    Volumes end where they did, at the `known` cuts, but for the last, which may take more, and those that
    have outgrown their size by a tenth: from there on all is parted anew.
    """
    sums = list(accumulate(weights, initial=0.0))
    cuts = [0]
    for cut in known:
        if sums[cut] - sums[cuts[-1]] > size * OVER:
            break
        cuts.append(cut)
    held = cuts.pop() if known and cuts[-1] == known[-1] else 0  # the last is open: it keeps what it has
    most = [max(i + 1, bisect_right(sums, sums[i] + size) - 1) for i in range(len(weights))]
    needed = [0] * (len(weights) + 1)
    for start in reversed(range(len(weights))):
        needed[start] = 1 + needed[most[start]]
    while cuts[-1] < len(weights):
        start = cuts[-1]
        even = sums[start] + (sums[-1] - sums[start]) / needed[start]
        cut = min(max(start + 1, bisect_right(sums, even + EVEN) - 1), most[start])
        while needed[cut] >= needed[start]:
            cut += 1
        cuts.append(max(cut, held))
    return cuts


def weight(unit: str, page: str, gallery: Gallery) -> Weight:
    """How much of a volume an article takes, in `unit`. Pages and bytes are estimates, from its text."""
    if unit == "pages":
        return lambda article: _pages(article, PER_PAGE.get(page, PER_PAGE["a5"]) * FILLED)
    if unit == "bytes":
        return lambda article: _bytes(article, gallery)
    return lambda _article: 1


def _pages(article: Listed, per_page: float) -> int:
    return math.ceil(article.length / per_page + len(article.shows) * PICTURE)


def _bytes(article: Listed, gallery: Gallery) -> float:
    assets = {a.digest: a.size for key in article.shows if isinstance(a := gallery.get(key), Asset)}
    return sum(assets.values()) + PACKED * UTF_8 * article.length
