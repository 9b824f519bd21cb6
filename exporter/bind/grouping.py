"""Which book, and which part of it, an article belongs to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exporter.labels import date_label, labels
from exporter.model import Listed

LASTING = "zh-Hans"  # the language that identifiers are made in, whatever that of the book


@dataclass(frozen=True, slots=True)
class Word:
    """A name of ours and not of the posts': a label, or a date of `year` and `month` (0: the year alone)."""

    label: str
    year: int = 0
    month: int = 0

    def said(self, lang: str) -> str:
        """The name in a language."""
        return date_label(self.label, self, lang) if self.year else labels(lang)[self.label]

    @property
    def day(self) -> int:
        """Of a date: the first, which no name says."""
        return 1


Name = str | Word
Path = tuple[Name, ...]


def named(path: Path, lang: str = LASTING) -> tuple[str, ...]:
    """The names of a path in a language; in that of identifiers unless one is given."""
    return tuple(name.said(lang) if isinstance(name, Word) else name for name in path)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the shelf: the path of names that leads to the book, and that of the parts within it."""

    book: Path
    parts: Path = ()


Grouping = Callable[[Listed, int], list[Place]]

UNCATEGORISED, UNKNOWN, UNDATED, ALL = map(Word, ("uncategorised", "unknown", "undated", "all"))


def _by_category(article: Listed, depth: int) -> list[Place]:
    path = article.categories or (UNCATEGORISED,)
    return [Place(path[:depth], path[depth:])]


def _by_tag(article: Listed, _depth: int) -> list[Place]:
    return [Place((tag,)) for tag in article.tags or (UNCATEGORISED,)]


def _by_author(article: Listed, _depth: int) -> list[Place]:
    return [Place((article.author or UNKNOWN,))]


def _by_source(article: Listed, _depth: int) -> list[Place]:
    return [Place((article.source or article.author or UNKNOWN,))]


def _by_year(article: Listed, _depth: int) -> list[Place]:
    month = _month(article)
    return [Place((Word("year", month.year),), (month,)) if month.year else Place((UNDATED,))]


def _by_month(article: Listed, _depth: int) -> list[Place]:
    return [Place((_month(article),))]


def _month(article: Listed) -> Word:
    return Word("month", article.date.year, article.date.month) if article.date else UNDATED


def _all(article: Listed, _depth: int) -> list[Place]:
    return [Place((ALL,), article.categories)]


GROUPINGS: dict[str, Grouping] = {
    "category": _by_category,  # sub-categories below `depth` become nested parts
    "tag": _by_tag,  # an article with two tags is in two books
    "author": _by_author,
    "source": _by_source,
    "year": _by_year,  # months are its parts
    "month": _by_month,
    "all": _all,  # one book, the categories its parts
}

CHRONOLOGICAL = frozenset({"year", "month"})  # books and parts in order of time, not of name


def grouped(articles: Iterable[Listed], by: str, depth: int) -> dict[Path, list[tuple[Path, Listed]]]:
    """The articles by book, each with its path of parts; order within a book is the order given."""
    books: dict[Path, list[tuple[Path, Listed]]] = {}
    for article in articles:
        for place in GROUPINGS[by](article, depth):
            books.setdefault(place.book, []).append((place.parts, article))
    return books


def selected(article: Listed, paths: tuple[str, ...]) -> bool:
    """Whether the article lies under one of the category paths such as 新媒体/ZAKER; no path selects all."""
    below = [tuple(path.strip("/").split("/")) for path in paths]
    return not below or any(article.categories[: len(path)] == path for path in below)
