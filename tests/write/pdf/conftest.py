"""The collection of shelf.py, printed once for all tests that look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from exporter.model import Book, Written
from exporter.settings import Settings
from exporter.write.pdf import write
from tests.write.pdf import shelf
from tests.write.pdf.look import Leaf, leaves


@dataclass(frozen=True)
class Printed:
    """A book, the PDF of it, and its pages."""

    book: Book
    written: Written
    leaves: list[Leaf]
    pdf: pikepdf.Pdf

    def on(self, label: str) -> Leaf:
        return next(leaf for leaf in self.leaves if leaf.label == label)


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    folder = tmp_path_factory.mktemp("collection")
    book = shelf.collection(folder / "cache")
    written = write(book, Settings(), folder / "山间杂志.pdf")
    with pikepdf.open(written.path) as pdf:
        yield Printed(book, written, leaves(written.path), pdf)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")
