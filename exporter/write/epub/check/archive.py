"""The container of an EPUB as it is read: names, bytes within bounds, and what OCF 3.3 asks of it."""

import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from exporter.write.epub.check.finding import Finding

# What reading a broken, locked or exotic zip may raise.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
MIMETYPE = b"application/epub+zip"
LARGEST = 64 << 20  # bytes of a document once unzipped: a book that claims more is a bomb
BLOCK = 1 << 20
HEAD = 512  # bytes that tell what a file is


class Archive:
    """A zip opened for reading. `read` and `head` raise one of UNREADABLE for what cannot be read."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self.names = frozenset(opened.namelist())
        self.encrypted = frozenset(self._encrypted())

    def read(self, name: str) -> bytes:
        """The whole of a document."""
        if self._zip.getinfo(name).file_size > LARGEST:
            raise ValueError(f"larger than {LARGEST >> 20} MB")
        return self._zip.read(name)

    def head(self, name: str) -> bytes:
        """The beginning of a file, all of which is read against its checksum."""
        with self._zip.open(name) as file:
            head = file.read(HEAD)
            while file.read(BLOCK):
                pass
        return head

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the container itself (OCF 3.3, sections 4.1 to 4.3)."""
        yield from self._mimetype()
        names = self._zip.namelist()
        folded: dict[str, str] = {}
        for name in names:
            other = folded.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
            if other is not name:
                yield Finding(name, f"has the same name as {other}")
            if name.startswith("/") or ".." in name.split("/") or "\\" in name:
                yield Finding(name, "lies outside the book")

    def _mimetype(self) -> Iterator[Finding]:
        first = self._zip.infolist()[0] if self.names else None
        if first is None or first.filename != "mimetype":
            yield Finding("mimetype", "is not the first file of the container")
        elif first.compress_type != zipfile.ZIP_STORED or first.extra or self._zip.read(first) != MIMETYPE:
            yield Finding("mimetype", f"is not “{MIMETYPE.decode()}”, stored, without extra fields")

    def _encrypted(self) -> Iterator[str]:
        """Files that nobody can judge without a key, fonts mostly."""
        if "META-INF/encryption.xml" in self.names:
            try:
                root = parsed(self.read("META-INF/encryption.xml"))
            except (etree.XMLSyntaxError, *UNREADABLE):
                return
            yield from (unquote(str(uri)) for uri in root.xpath("//*[local-name()='CipherReference']/@URI"))


def parsed(content: bytes) -> etree._Element:
    """The root of an XML document, nothing fetched and no entity expanded. Raises XMLSyntaxError."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
