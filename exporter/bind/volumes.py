"""A group too large for one book becomes volumes: 卷一, 卷二 ...

Volumes are filled in order of time, and one that is full never changes again: what is saved later comes into
the last volume or a new one, so that readers keep their copies and their places in them.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from exporter.bind.grouping import Path
from exporter.bind.identifiers import utc
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
_FORM = re.compile(r"(\d{1,9})\s*(\w*)")

Placed = Sequence[tuple[Path, Listed]]
Weight = Callable[[Listed], float]


class Volume(NamedTuple):
    """Articles of one volume, in the order they had in the group.

    `name` is what it is called, `key` what tells it from the others whatever is saved later.
    """

    name: str
    key: str
    placed: Placed


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


def volumes(placed: Placed, how: Rule, lang: str, weigh: Weight) -> list[Volume]:
    """The articles of a group in volumes of at most the size, but one article at least."""
    by_time = sorted(range(len(placed)), key=lambda index: (utc(placed[index][1].date), index))
    dates = [placed[index][1].date for index in by_time]
    if how.unit in SPANS:
        keys = [date.strftime(SPANS[how.unit]) if date else "" for date in dates]
        names = {key: date_label(how.unit, date, lang) for key, date in zip(keys, dates, strict=True)}
    else:
        numbers = list(_filled([weigh(placed[index][1]) for index in by_time], how.size))
        keys = list(map(str, numbers))
        names = {str(n): said(lang, "volume", n=n, han=han(n)) for n in numbers}
    chosen: dict[str, list[int]] = {}
    for index, key in zip(by_time, keys, strict=True):
        chosen.setdefault(key, []).append(index)
    undated = labels(lang)["undated"]
    return [
        Volume(names[key] or undated, key, [placed[index] for index in sorted(indices)])
        for key, indices in chosen.items()
    ]


def _filled(weights: Iterable[float], size: int) -> Iterator[int]:
    """The number of the volume that each article comes into, filling one after another."""
    number, held = 0, math.inf
    for each in weights:
        held += each
        if held > size:
            number, held = number + 1, each
        yield number


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
