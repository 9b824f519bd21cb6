"""A book on the shelf: what a catalogue says of it, and the files it is there in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from exporter.model import Book, Written

MEDIA_TYPES = {".epub": "application/epub+zip", ".pdf": "application/pdf", ".tree": "text/plain"}
WIDTH, HEIGHT = (
    480,
    768,
)  # px of a cover: sharp where a shelf shows 160 on three dots a pixel


@dataclass(frozen=True, slots=True)
class File:
    """A file in the shelf's folder: `size` in bytes, `units` pages (PDF) or spine items, `xxh128` its XXH3.

    `face` as in Written.
    """

    name: str
    size: int
    units: int
    xxh128: str
    face: str = ""

    @classmethod
    def of(cls, written: Written) -> "File":
        """The file just written."""
        return cls(written.path.name, written.size, written.units, written.xxh128, written.face)

    @property
    def extension(self) -> str:
        """The ending that tells the format, with its dot."""
        return self.name[self.name.rindex(".") :]

    @property
    def media_type(self) -> str:
        """What a catalogue calls the format (OPDS 1.2, section 5)."""
        return MEDIA_TYPES[self.extension]


@dataclass(frozen=True, slots=True)
class Entry:
    """A book on the shelf. `edition` is what its files were made from; `articles` how many it holds.

    `modified`, `first` and `last` are dates of its content, `cover` a file name below covers/ ("" for none).
    `series`, `volume` and `end` are as in Book.
    """

    identifier: str
    edition: str
    title: str
    subtitle: str
    lang: str
    creators: tuple[str, ...]
    publisher: str
    subjects: tuple[str, ...]
    description: str
    articles: int
    modified: datetime
    first: datetime | None
    last: datetime | None
    series: str
    volume: int
    files: tuple[File, ...]
    cover: str = ""
    end: str = ""


def entry(book: Book, edition: str, files: Iterable[File]) -> Entry:
    """What the shelf says of `book`, which is there in the files."""
    return Entry(
        identifier=book.identifier,
        edition=edition,
        title=book.title,
        subtitle=book.subtitle,
        lang=book.lang,
        creators=book.creators,
        publisher=book.publisher,
        subjects=book.subjects,
        description=book.description,
        articles=sum(1 for _ in book.chapters()),
        modified=book.modified,
        first=book.first,
        last=book.last,
        series=book.series,
        volume=book.volume,
        files=tuple(files),
        end=book.end,
    )
