"""Indexes of a book: its articles by title, author, source and date, for those who look for one of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from exporter.bind.identifiers import utc
from exporter.labels import date_label, labels, said
from exporter.model import Book, Chapter, Listed, Part
from exporter.notices import Notice
from exporter.settings import Settings
from exporter.typography.collation import filed, reads_kanji

MANY = 50  # articles: a smaller book is found through by its contents


@dataclass(frozen=True, slots=True)
class Row:
    """An article in an index: `lead` stands before its title, `fact` after it; "" for nothing."""

    key: str
    title: str
    lang: str
    lead: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What rows of an index are grouped under, and the coarser `group` that readers jump to."""

    title: str
    group: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All articles of a book in one order. `kind` is that of the settings: title, author, source, date."""

    kind: str
    heads: tuple[Head, ...]

    @property
    def name(self) -> str:
        """ASCII, unlike the key of any part or article."""
        return f"index-{self.kind}"


Chapters = Sequence[Chapter]


def indexes(book: Book, settings: Settings) -> tuple[Index, ...]:
    """The indexes that `book` is to have, in their order.

    An index with one head tells nobody anything and is left out. Unless they were asked for by name, so are
    those that say what another one or the book's own parts say, and all of them in a small book.
    """
    chapters = tuple(book.chapters())
    chosen = "auto" not in settings.index
    if not chosen and len(chapters) <= MANY:
        return ()
    kinds = [kind for kind in INDEXES if not chosen or kind in settings.index]
    made = [Index(kind, tuple(INDEXES[kind](chapters, book.lang))) for kind in kinds]
    told = [index for index in made if len(index.heads) > 1]
    return tuple(told if chosen else _telling(told, book))


def notices(book: Book, made: Iterable[Index]) -> tuple[Notice, ...]:
    """What is to be noticed of the indexes that were made."""
    kana = book.lang.startswith("ja") and any(index.kind != "date" for index in made)
    return (Notice("index-by-strokes"),) if kana and not reads_kanji() else ()


def _telling(made: Iterable[Index], book: Book) -> Iterator[Index]:
    """Without those that part the articles as the book does, or as a later index does."""
    seen = {frozenset(frozenset(c.key for c in part.chapters()) for part in _leaves(book.contents))}
    kept = []
    for index in reversed([*made]):
        parted = frozenset(frozenset(row.key for row in head.rows) for head in index.heads)
        if parted not in seen:
            kept.append(index)
            seen.add(parted)
    return reversed(kept)


def _leaves(contents: Iterable[Part | Chapter]) -> Iterator[Part]:
    for entry in contents:
        if isinstance(entry, Part):
            within = list(_leaves(entry.contents))
            yield from within or [entry]


def _by_title(chapters: Chapters, lang: str) -> Iterator[Head]:
    places = [(filed(chapter.listed.title, lang), chapter) for chapter in chapters]
    heads: dict[str, list[Row]] = {}
    for place, chapter in sorted(places, key=lambda pair: pair[0].key):
        listed = chapter.listed
        heads.setdefault(place.head, []).append(_row(chapter, fact=listed.source or listed.author))
    yield from (Head(_said(head, lang), _said(head, lang), tuple(rows)) for head, rows in heads.items())


def _by_name(
    name: Callable[[Listed], str], *, person: bool = False
) -> Callable[[Chapters, str], Iterator[Head]]:
    """Those articles that have the name, oldest first; they are found under it."""

    def heads(chapters: Chapters, lang: str) -> Iterator[Head]:
        named: dict[str, list[Chapter]] = {}
        for chapter in _by_age(chapters):
            if name(chapter.listed):
                named.setdefault(name(chapter.listed), []).append(chapter)
        for each, place in sorted(
            ((each, filed(each, lang, person=person)) for each in named), key=lambda pair: pair[1].key
        ):
            rows = (_row(c, fact=date_label("day", c.listed.date, lang)) for c in named[each])
            yield Head(each, _said(place.head, lang), tuple(rows))

    return heads


def _by_date(chapters: Chapters, lang: str) -> Iterator[Head]:
    """A head a month, what has no date last."""
    months: dict[tuple[str, str], list[Row]] = {}
    for chapter in _by_age(chapters):
        date = chapter.listed.date
        head = date_label("month", date, lang), date_label("year", date, lang)
        lead = str(date.day) if date else ""
        months.setdefault(head, []).append(_row(chapter, lead=lead))
    undated = labels(lang)["undated"]
    for (month, year), rows in months.items():
        yield Head(month or undated, year or undated, tuple(rows))


INDEXES: dict[str, Callable[[Chapters, str], Iterator[Head]]] = {
    "title": _by_title,
    "author": _by_name(lambda article: article.author, person=True),
    "source": _by_name(lambda article: article.source),
    "date": _by_date,
}


def _by_age(chapters: Chapters) -> list[Chapter]:
    return sorted(chapters, key=lambda chapter: (chapter.listed.date is None, utc(chapter.listed.date)))


def _row(chapter: Chapter, lead: str = "", fact: str = "") -> Row:
    return Row(chapter.key, chapter.listed.title, chapter.listed.lang, lead, fact)


def _said(head: str, lang: str) -> str:
    return said(lang, "strokes", n=head) if head.isdigit() else head
