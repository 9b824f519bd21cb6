"""Where each book of a run is to stand on the shelf."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporter.edition import edition
from exporter.model import Book
from exporter.settings import Settings
from exporter.shelf.entry import Entry, File, entry
from exporter.write.names import file_name, folded

Task = tuple[Path, str, Book]
"""A file to write: where, in which format, of which book."""


@dataclass(frozen=True, slots=True)
class Place:
    """A book, the edition that its files are to be, and their names in the folder by format."""

    book: Book
    edition: str
    folder: Path
    names: Mapping[str, str]

    def tasks(self, standing: Mapping[str, File]) -> Iterator[Task]:
        """What is to be written of it: the files that do not stand there already.

        An EPUB that is to have the page numbers of the PDF needs it made with it.
        """
        missing = {kind for kind, name in self.names.items() if name not in standing}
        if "epub" in missing and "pdf" in self.names:
            missing.add("pdf")
        for kind, name in self.names.items():
            if kind in missing:
                yield self.folder / name, kind, self.book

    def entry(self, files: Mapping[str, File]) -> Entry:
        """What the shelf says of the book, given the files that stand there now."""
        return entry(self.book, self.edition, (files[n] for n in self.names.values() if n in files))


def places(books: Sequence[Book], folder: Path, settings: Settings) -> Iterator[Place]:
    """The place of every book in `folder`; no two files have one name, letter case aside."""
    taken: set[str] = set()
    for book in books:
        names = {}
        for kind in settings.format:
            names[kind] = file_name(book.title, f".{kind}", taken)
            taken.add(folded(names[kind]))
        yield Place(book, edition(book, settings), folder, names)
