"""Articles in their places become one Book."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from exporter.bind import identifiers
from exporter.bind.cover import cover
from exporter.bind.grouping import Name, Path, named
from exporter.labels import date_label, said
from exporter.model import Book, Chapter, Gallery, Listed, Part
from exporter.settings import Settings
from exporter.typography.pinyin import sort_key

Placed = Sequence[tuple[Path, Listed]]
MOST_CREATORS = 12  # a longer list tells nobody anything: the colophon has every source


@dataclass(frozen=True, slots=True)
class Naming:
    """How a book is called, what it derives its identifier from, and how its parts are ordered.

    `series` is the group whose `volume` (from 1) it is, "" where it is all of it; `end` as in Book.
    """

    title: str
    identity: tuple[str, ...]
    by_time: bool = False
    series: str = ""
    volume: int = 0
    end: str = ""


def make_book(
    placed: Placed, naming: Naming, gallery: Gallery, addresses: dict[str, Listed], settings: Settings
) -> Book:
    """One book of the articles, each in the part its path names, in the order given."""
    articles = [article for _, article in placed]
    keys = _keys(articles)
    chapters = [(path, Chapter(key, article)) for key, (path, article) in zip(keys, placed, strict=True)]
    lang = settings.lang or main_language(articles)
    dates = sorted(filter(None, (article.date for article in articles)), key=identifiers.utc)
    by_path = {article.path: key for key, article in zip(keys, articles, strict=True)}
    single = articles[0] if len(articles) == 1 and naming.title == articles[0].title else None
    return Book(
        title=naming.title,
        subtitle="" if single else _span(articles, lang),
        lang=lang,
        identifier=identifiers.urn(*naming.identity),
        modified=identifiers.utc(dates[-1] if dates else None),
        contents=_nest(chapters, (), lang, by_time=naming.by_time),
        cover=cover(naming.title, articles, gallery),
        creators=(settings.author,) if settings.author else _frequent(article.author for article in articles),
        publisher=_publisher(articles),
        subjects=_subjects(articles),
        description=single.article.description if single else "",
        sources=_frequent(article.source or article.author for article in articles),
        series=naming.series,
        volume=naming.volume,
        end=naming.end,
        single=single is not None,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        links={address: by_path[to.path] for address, to in addresses.items() if to.path in by_path},
        gallery=gallery,
    )


def main_language(articles: Iterable[Listed]) -> str:
    """The language most of the articles are in; zh-Hans for none."""
    counts = Counter(article.lang for article in articles)
    return min(counts, key=lambda lang: (-counts[lang], lang)) if counts else "zh-Hans"


def _keys(articles: Iterable[Listed]) -> list[str]:
    keys: dict[str, None] = {}
    for article in articles:
        key = identifiers.article_key(article)
        keys[identifiers.distinct_key(key, article) if key in keys else key] = None
    return list(keys)


def _nest(
    placed: Sequence[tuple[Path, Chapter]], above: Path, lang: str, *, by_time: bool
) -> tuple[Part | Chapter, ...]:
    """Chapters placed here, then the parts below, by name or in the order their first article comes."""
    depth = len(above)
    here = [chapter for path, chapter in placed if len(path) == depth]
    below: dict[Name, list[tuple[Path, Chapter]]] = {}
    for path, chapter in placed:
        if len(path) > depth:
            below.setdefault(path[depth], []).append((path, chapter))
    names = list(below) if by_time else sorted(below, key=lambda name: sort_key(*named((name,))))
    return (*here, *(_part(below[name], (*above, name), lang, by_time=by_time) for name in names))


def _part(placed: Sequence[tuple[Path, Chapter]], path: Path, lang: str, *, by_time: bool) -> Part:
    """The part at `path`; one that holds nothing but another is one with it: no page opens twice."""
    contents = _nest(placed, path, lang, by_time=by_time)
    (title,) = named(path[-1:], lang)
    if len(contents) == 1 and isinstance(contents[0], Part):
        return replace(contents[0], title=f"{title} · {contents[0].title}")
    return Part(identifiers.part_key(named(path)), title, contents)


def _span(articles: Sequence[Listed], lang: str) -> str:
    """“42 篇 · 2021 年 3 月 至 2022 年 3 月”, as the title page and the cover say it."""
    dates = (article.date for article in articles)
    return " · ".join(filter(None, (said(lang, "articles", n=len(articles)), span(dates, lang))))


def span(dates: Iterable[datetime | None], lang: str) -> str:
    """“2021 年 3 月 至 2022 年 3 月”, one month where all are in it, "" for no dates."""
    known = sorted(filter(None, dates), key=identifiers.utc)
    if not known:
        return ""
    first, last = (date_label("month", date, lang) for date in (known[0], known[-1]))
    return first if first == last else said(lang, "span", first=first, last=last)


def _frequent(names: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(name for name in names if name)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:MOST_CREATORS])


def _publisher(articles: Iterable[Listed]) -> str:
    sources = {article.source for article in articles}
    return sources.pop() if len(sources) == 1 else ""


def _subjects(articles: Iterable[Listed]) -> tuple[str, ...]:
    named = [name for article in articles for name in (*article.categories, *article.tags)]
    return _frequent(named)
