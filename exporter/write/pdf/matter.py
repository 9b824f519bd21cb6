"""What stands around the articles of a book, as pieces: contents, openings of parts, indexes, colophon.

They show what is known once the articles are printed: sections, page numbers, pictures that are missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from zlib import crc32

from lxml import etree

from exporter.bind.book import span
from exporter.bind.indexes import Head, Index
from exporter.labels import labels, said
from exporter.model import Article, Book, Chapter, Part, Picture, Section
from exporter.write.pdf.document import COLOPHON, LARGE, Opening, Piece, entries
from exporter.write.pdf.join import Heads

LISTED = ("path", "title", "lang", "author", "source", "date", "categories", "tags", "link")
RUN = 600  # rows of an index that are set at once
SOURCES = 100  # articles, at least, whose sources are set at once


def listed(book: Book, sections: Mapping[str, tuple[Section, ...]]) -> Book:
    """The book without the text of its articles, with the `sections` they have in print, by their keys."""
    empty = etree.Element("article")

    def entry(found: Part | Chapter) -> Part | Chapter:
        if isinstance(found, Part):
            return replace(found, contents=tuple(map(entry, found.contents)))
        told = {name: getattr(found.listed, name) for name in LISTED}
        return replace(found, listed=Article(**told, body=empty, sections=sections.get(found.key, ())))

    return replace(book, contents=tuple(map(entry, book.contents)), gallery={}, links={})


def openings(book: Book) -> Iterator[Piece]:
    """Where the parts of a `listed` book open, with the rows of their own articles and parts."""
    for _, depth, entry in entries(book):
        if isinstance(entry, Part):
            alone = replace(book, contents=(entry,))
            opening = Opening(depth, part=entry, facts=_facts(book, entry))
            yield Piece(entry.key, "part.j2", "body", alone, opening=opening, rows=True)


def contents(book: Book, indexed: Iterable[Piece] = ()) -> Iterator[Piece]:
    """The contents of a `listed` book; an article alone has some if it has sections."""
    if not book.single or any(chapter.article.sections for chapter in book.chapters()):
        yield Piece(
            "contents",
            "contents.j2",
            "front",
            book,
            rows=True,
            indexes=tuple(piece.name for piece in indexed if piece.first),
        )


def indexes(book: Book, made: Iterable[Index]) -> Iterator[Piece]:
    """The pages of the indexes, each in runs of whole heads, which workers set side by side."""
    bare = replace(book, contents=(), gallery={}, links={})
    for index in made:
        name = labels(book.lang)[index.name]
        for number, heads in enumerate(_runs(index.heads)):
            called = f"{index.name}-{number + 1}" if number else index.name
            run = replace(index, heads=tuple(heads))
            yield Piece(
                called, "index.j2", "body", bare, Heads(name, name), rows=True, first=not number, index=run
            )


def _runs(heads: Iterable[Head]) -> Iterator[list[Head]]:
    """Heads in runs of at most RUN rows; a longer one in pieces of its own."""
    run: list[Head] = []
    for head in heads:
        for start in range(0, len(head.rows), RUN):
            piece = replace(head, rows=head.rows[start : start + RUN])
            if run and sum(len(each.rows) for each in run) + len(piece.rows) > RUN:
                yield run
                run = []
            run.append(piece)
    if run:
        yield run


def colophon(book: Book, missing: Iterable[tuple[Picture, str]]) -> Iterator[Piece]:
    """The last pages of a `listed` book, and the pictures that it is `missing`, with the reasons.

    The sources of a large book are pieces of their own, each on pages of its own: one changes by itself.
    """
    name = labels(book.lang)["colophon"]
    once = {picture.url: (picture, reason) for picture, reason in reversed([*missing])}
    found, runs = tuple(reversed(once.values())), list(_sources(book))
    for number, run in enumerate(runs):
        alone, last = replace(book, contents=tuple(run)), number == len(runs) - 1
        heads, told = Heads(name, name), found if last else ()
        yield Piece(_called(number), COLOPHON, "body", alone, heads, first=not number, missing=told)


def _sources(book: Book) -> Iterator[list[Chapter]]:
    """The articles of a book in runs, which begin with a part, or with an article that its key tells."""
    large = len(list(book.chapters())) > LARGE
    run: list[Chapter] = []
    for _, _, entry in entries(book):
        begins = isinstance(entry, Part) or crc32(entry.key.encode()) % SOURCES == 0
        if large and begins and len(run) >= SOURCES:
            yield run
            run = []
        run += [entry] if isinstance(entry, Chapter) else []
    yield run


def _called(number: int) -> str:
    return f"colophon-{number + 1}" if number else "colophon"


def order(book: Book, indexed: Iterable[Piece] = ()) -> list[str]:
    """The names of all pieces that may be there, in reading order, those of the indexes as given."""
    front = ("cover", "title-page", "contents")
    back = (*(piece.name for piece in indexed), *(_called(number) for number, _ in enumerate(_sources(book))))
    return [*front, *(entry.key for _, _, entry in entries(book)), *back]


def _facts(book: Book, part: Part) -> str:
    dates = [chapter.listed.date for chapter in part.chapters()]
    count = said(book.lang, "articles", n=len(dates))
    return " · ".join(filter(None, (count, span(dates, book.lang))))
