"""Articles -> Books: grouping, order, duplicates, identifiers, links between articles, cover."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from types import MappingProxyType

from exporter.bind import identifiers
from exporter.bind.book import Naming, Placed, main_language, make_book
from exporter.bind.duplicates import without_duplicates
from exporter.bind.grouping import CHRONOLOGICAL, grouped, named, selected
from exporter.bind.volumes import Volume, rule, volumes, weight
from exporter.labels import labels
from exporter.model import Book, Gallery, Listed
from exporter.notices import Notice
from exporter.settings import Settings
from exporter.typography.pinyin import sort_key

__all__ = ["Bound", "bind_collections", "bind_one", "in_order", "selected"]


@dataclass(frozen=True, slots=True)
class Bound:
    """The books of a run, and what was noticed while binding them."""

    books: tuple[Book, ...]
    notices: tuple[Notice, ...] = ()


def in_order(articles: Sequence[Listed]) -> list[Listed]:
    """By date, undated ones last; equal dates by title, then text: never by where the files lie."""
    return sorted(
        articles, key=lambda a: (a.date is None, identifiers.utc(a.date), a.title, a.fingerprint, a.path)
    )


def bind_one(articles: Sequence[Listed], gallery: Gallery, settings: Settings) -> Bound:
    """One book of the articles in the order given; a single article gives the book its title."""
    kept, notices, addresses = without_duplicates(articles)
    lang = settings.lang or main_language(kept)
    title = settings.title or (kept[0].title if len(kept) == 1 else _common_title(kept, lang))
    identity = [identifiers.article_key(article) for article in kept] if len(kept) == 1 else [title]
    placed = [((), article) for article in kept]
    book = make_book(placed, Naming(title, ("one", *identity)), gallery, addresses, settings)
    return Bound((book,), tuple(notices))


def bind_collections(
    articles: Sequence[Listed],
    gallery: Gallery,
    settings: Settings,
    ends: Mapping[str, str] = MappingProxyType({}),
) -> Bound:
    """A book for each group of `settings.by`, in the order of their names (or of time).

    `ends` say by the identifiers of volumes where those that are there already end.
    """
    kept, notices, addresses = without_duplicates(in_order(articles))
    groups = grouped(kept, settings.by, settings.depth)
    by_time = settings.by in CHRONOLOGICAL
    paths = list(groups) if by_time else sorted(groups, key=lambda path: [sort_key(n) for n in named(path)])
    how = rule(settings.volume_size)
    weigh = weight(how.unit, settings.page, gallery) if how else None
    books = []
    for path in paths:
        lang = settings.lang or main_language(article for _, article in groups[path])
        naming = Naming(" · ".join(named(path, lang)), (settings.by, *named(path)), by_time)
        before = _ends(naming, ends)
        parts = volumes(groups[path], how, lang, weigh, before) if how and weigh else []
        for placed, called in _named(parts, naming) or [(groups[path], naming)]:
            books.append(make_book(placed, called, gallery, addresses, settings))
    return Bound(tuple(books), tuple(notices))


def _identity(naming: Naming, key: str) -> tuple[str, ...]:
    """The identity of a volume. The first keeps the one that the whole group had before it grew."""
    return naming.identity if key == "1" else (*naming.identity, "volume", key)


def _ends(naming: Naming, ends: Mapping[str, str]) -> list[str]:
    """The ends of the volumes of a group, as far as they are known."""
    known = (ends.get(identifiers.urn(*_identity(naming, str(number))), "") for number in count(1))
    return list(takewhile(bool, known))


def _named(parts: Sequence[Volume], naming: Naming) -> list[tuple[Placed, Naming]]:
    """The volumes of a group with their names; where one holds it all, that is the group."""
    if len(parts) == 1:
        return [(parts[0].placed, dataclasses.replace(naming, end=parts[0].end))]
    return [
        (
            volume.placed,
            dataclasses.replace(
                naming,
                title=f"{naming.title} {volume.name}",
                identity=_identity(naming, volume.key),
                series=naming.title,
                volume=number,
                end=volume.end,
            ),
        )
        for number, volume in enumerate(parts, 1)
    ]


def _common_title(articles: Sequence[Listed], lang: str) -> str:
    """The deepest category all the articles share, else “all articles”."""
    paths = [article.categories for article in articles]
    shared = [names[0] for names in zip(*paths, strict=False) if len(set(names)) == 1]
    return shared[-1] if shared else labels(lang)["all"]
