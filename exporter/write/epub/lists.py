"""Pages that list the articles of a book with more of them than a menu bears: a hundred each.

The menu then leads to these pages and not to the articles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporter.bind.book import span
from exporter.model import Book, Chapter, Part
from exporter.write.epub.split import LIMIT

RUN = 100  # articles to a page
LINE = 300  # bytes of an article in an NCX, besides its title


@dataclass(frozen=True, slots=True)
class Run:
    """Articles that a page lists: the file, what it says of them, the articles."""

    file: str
    title: str
    chapters: tuple[Chapter, ...]


def lists(book: Book) -> dict[str, tuple[Run, ...]]:
    """The runs of every part, by its key, and of the book itself, by ""; none for a book that needs none."""
    size = sum(LINE + len(chapter.listed.title.encode("utf-8", "ignore")) for chapter in book.chapters())
    return dict(_lists(Part("", "", book.contents), book.lang)) if size > LIMIT else {}


def _lists(part: Part, lang: str) -> Iterator[tuple[str, tuple[Run, ...]]]:
    own = [entry for entry in part.contents if isinstance(entry, Chapter)]
    yield part.key, tuple(_runs(own, part.key or "list", lang))
    for entry in part.contents:
        if isinstance(entry, Part):
            yield from _lists(entry, lang)


def _runs(chapters: Sequence[Chapter], name: str, lang: str) -> Iterator[Run]:
    for number, start in enumerate(range(0, len(chapters), RUN), 1):
        held = tuple(chapters[start : start + RUN])
        dates = span((chapter.listed.date for chapter in held), lang)
        title = " · ".join(filter(None, (f"{start + 1} – {start + len(held)}", dates)))
        yield Run(f"{name}.xhtml" if number == 1 else f"{name}-{number}.xhtml", title, held)
