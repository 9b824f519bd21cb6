"""What a finished file depends on, as one digest: what is of the same edition need not be made again."""

import dataclasses
from collections.abc import Iterator

from exporter.digests import digest, program, shown
from exporter.model import Book
from exporter.settings import Settings


def edition(book: Book, settings: Settings) -> str:
    """The digest (SHA-256, hex) of everything the book's files are made from.

    Its articles, the bytes of its pictures, the settings that show, templates and styles (the user's too),
    our own code and the versions of the libraries. Fonts of the system are not in it.
    """
    gallery = {key: book.gallery[key] for key in _pictures(book) if key in book.gallery}
    paged = {"epub", "pdf"} <= set(settings.format)  # then the EPUB has the PDF's page numbers
    return digest((program(), dataclasses.replace(book, gallery=gallery), shown(settings), paged))


def _pictures(book: Book) -> Iterator[str]:
    yield book.cover.picture
    for chapter in book.chapters():
        yield from chapter.listed.shows
