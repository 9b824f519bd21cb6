"""Which book, and which part of it, an article belongs to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exporter.labels import date_label, labels
from exporter.model import Listed


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the shelf: the path of titles that names the book, and that of the parts within it."""

    book: tuple[str, ...]
    parts: tuple[str, ...] = ()


Grouping = Callable[[Listed, int, str], list[Place]]


def _by_category(article: Listed, depth: int, lang: str) -> list[Place]:
    path = article.categories or (labels(lang)["uncategorised"],)
    return [Place(path[:depth], path[depth:])]


def _by_tag(article: Listed, _depth: int, lang: str) -> list[Place]:
    return [Place((tag,)) for tag in article.tags or (labels(lang)["uncategorised"],)]


def _by_author(article: Listed, _depth: int, lang: str) -> list[Place]:
    return [Place((article.author or labels(lang)["unknown"],))]


def _by_source(article: Listed, _depth: int, lang: str) -> list[Place]:
    return [Place((article.source or article.author or labels(lang)["unknown"],))]


def _by_year(article: Listed, _depth: int, lang: str) -> list[Place]:
    if article.date is None:
        return [Place((labels(lang)["undated"],))]
    return [Place((date_label("year", article.date, lang),), (date_label("month", article.date, lang),))]


def _by_month(article: Listed, _depth: int, lang: str) -> list[Place]:
    return [Place((date_label("month", article.date, lang) or labels(lang)["undated"],))]


def _all(article: Listed, _depth: int, lang: str) -> list[Place]:
    return [Place((labels(lang)["all"],), article.categories)]


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


def grouped(
    articles: Iterable[Listed], by: str, depth: int, lang: str
) -> dict[tuple[str, ...], list[tuple[tuple[str, ...], Listed]]]:
    """The articles by book, each with its path of parts; order within a book is the order given."""
    books: dict[tuple[str, ...], list[tuple[tuple[str, ...], Listed]]] = {}
    for article in articles:
        for place in GROUPINGS[by](article, depth, lang):
            books.setdefault(place.book, []).append((place.parts, article))
    return books


def selected(article: Listed, paths: tuple[str, ...]) -> bool:
    """Whether the article lies under one of the category paths such as 新媒体/ZAKER; no path selects all."""
    below = [tuple(path.strip("/").split("/")) for path in paths]
    return not below or any(article.categories[: len(path)] == path for path in below)
