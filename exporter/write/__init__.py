"""Book -> file. A format is one function (Book, Settings, target path) -> Written, and one row here."""

from collections.abc import Callable
from pathlib import Path

from exporter.model import Book, Written
from exporter.settings import Settings
from exporter.write import epub, pdf, tree

Writer = Callable[[Book, Settings, Path], Written]

WRITERS: dict[str, Writer] = {
    "epub": epub.write,  # EPUB 3.3, for e-readers
    "pdf": pdf.write,  # paginated, for print
    "tree": tree.write,  # a readable dump, for people who debug
}
