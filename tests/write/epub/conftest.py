import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from exporter.model import Book, Written
from exporter.settings import Settings
from exporter.write.epub import write
from tests.write.epub import books

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}


@dataclass(frozen=True)
class Made:
    """A book and the EPUB made of it."""

    book: Book
    written: Written

    def names(self) -> list[str]:
        with zipfile.ZipFile(self.written.path) as opened:
            return opened.namelist()

    def read(self, name: str) -> bytes:
        with zipfile.ZipFile(self.written.path) as opened:
            return opened.read(f"EPUB/{name}")

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.read(name))

    def find(self, name: str, path: str) -> list[str]:
        """What an XPath gives in a file, as text: elements by all their text, white space folded."""
        found = self.tree(name).xpath(path, namespaces=NAMES)
        texts = (str(each) if isinstance(each, str) else "".join(each.itertext()) for each in found)
        return [" ".join(text.split()) for text in texts]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Every book of books.ALL, written, by the name of the function that binds it."""
    folder = tmp_path_factory.mktemp("shelf")
    made = {}
    for bind in books.ALL:
        book = bind(folder / "cache")
        made[bind.__name__] = Made(book, write(book, Settings(), folder / f"{bind.__name__}.epub"))
    return made


@pytest.fixture
def made(tmp_path: Path) -> Callable[[Book], Made]:
    """Writes a book."""
    return lambda book: Made(book, write(book, Settings(), tmp_path / "made.epub"))
