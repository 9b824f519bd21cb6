"""The package: manifest, spine, metadata and NCX by ebooklib, of which this is the only importer.

ebooklib gets finished bytes (EpubItem) and never parses a page: its EpubHtml would put visible white space
between Chinese characters. Its container is replaced by ours, which streams and is reproducible.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ebooklib import epub
from lxml import etree

from exporter import __version__
from exporter.model import Book
from exporter.write.epub.container import Container
from exporter.write.epub.contents import Entry
from exporter.write.epub.folios import thinned
from exporter.write.epub.layout import FOLDER
from exporter.write.epub.metadata import Statement
from exporter.write.epub.split import LIMIT
from exporter.write.epub.titles import plain

XHTML = "application/xhtml+xml"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
TARGET = 250  # bytes of a page in the NCX
PACKAGE_ID = "book-id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the book; `content` makes its bytes when their turn comes.

    `reading`: True in the spine, False there but passed over (linear="no"), None not there.
    """

    id: str
    name: str
    media_type: str
    content: Callable[[], bytes]
    properties: tuple[str, ...] = ()
    reading: bool | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """What leads into the book: its contents, and where pages of its PDF begin, by their numbers."""

    contents: Sequence[Entry]
    pages: Sequence[tuple[str, str]] = ()


def write_package(
    book: Book,
    statements: Sequence[Statement],
    resources: Sequence[Resource],
    menu: Menu,
    target: Path,
    direction: str = "ltr",
) -> None:
    """Writes the EPUB to `target`, asking each resource for its bytes in order, one at a time.

    `direction` is that in which pages follow one another: ltr or rtl.
    """
    package = _described(book, statements)
    package.set_direction(direction)
    package.toc = _Numbering().toc(menu.contents)
    for resource in resources:
        item = _Item(resource)
        package.add_item(item)
        if resource.reading is not None:
            package.spine.append((item, "yes" if resource.reading else "no"))
    package.add_item(epub.EpubNcx())
    options = {"mtime": book.modified, "play_order": {"enabled": True, "start_from": 1}}
    _Writer(target, package, options, menu.pages).write()


def _described(book: Book, statements: Sequence[Statement]) -> Any:
    package = epub.EpubBook()
    package.metadata.clear()
    package.FOLDER_NAME, package.IDENTIFIER_ID = FOLDER, PACKAGE_ID
    package.set_identifier(book.identifier)
    package.title, package.language = plain(book.title), book.lang
    generator = f"exporter {__version__}, ebooklib {'.'.join(map(str, epub.VERSION))}"
    package.add_metadata("OPF", "meta", "", {"name": "generator", "content": generator})
    for each in statements:
        package.add_metadata(each.namespace, each.name, each.value, dict(each.attributes))
    return package


class _Item(epub.EpubItem):  # type: ignore[misc] # ebooklib has no types
    """A resource as ebooklib knows it; its bytes exist only while they are written."""

    def __init__(self, resource: Resource) -> None:
        super().__init__(uid=resource.id, file_name=resource.name, media_type=resource.media_type)
        self.properties = list(resource.properties)
        self._content = resource.content

    def get_content(self, default: bytes | None = None) -> bytes:  # noqa: ARG002 - ebooklib's signature
        return self._content()


class _Writer(epub.EpubWriter):  # type: ignore[misc] # ebooklib has no types
    """ebooklib's writer with our container, and with what its package document and NCX lack."""

    def __init__(
        self, target: Path, package: Any, options: dict[str, Any], pages: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(target, package, options)
        self._pages = pages

    def write(self) -> None:
        with Container(self.file_name) as self.out:
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: etree._Element) -> None:
        root.set(XML_LANG, self.book.language)
        root.attrib.pop("prefix")  # rendition is reserved: EPUB 3.3 asks not to declare it
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        ncx = etree.fromstring(super()._get_ncx())
        ncx.set(XML_LANG, self.book.language)
        depth = ncx.find(".//{*}meta[@name='dtb:depth']")
        if depth is not None:
            depth.set("content", str(_depth(self.book.toc)))
        room = LIMIT - len(etree.tostring(ncx, pretty_print=True, encoding="utf-8"))
        _add_pages(ncx, thinned(self._pages, room // TARGET) if room > TARGET else [])
        document: bytes = etree.tostring(
            ncx.getroottree(), pretty_print=True, encoding="utf-8", xml_declaration=True
        )
        return document


def _add_pages(ncx: etree._Element, pages: Sequence[tuple[str, str]]) -> None:
    """The list of pages (ANSI/NISO Z39.86-2005, 8.4.4), for readers that know no navigation document."""
    if not pages:
        return
    order = 1 + len(ncx.findall(".//{*}navPoint"))
    numbers = [int(label) for label, _ in pages if label.isdecimal()]
    for name, number in (("dtb:totalPageCount", len(pages)), ("dtb:maxPageNumber", max(numbers, default=0))):
        for meta in ncx.iterfind(f".//{{*}}meta[@name='{name}']"):
            meta.set("content", str(number))
    listed = etree.SubElement(ncx, f"{NCX}pageList")
    for place, (label, address) in enumerate(pages, order):
        kind = {"type": "normal", "value": label} if label.isdecimal() else {"type": "front"}
        told = {"id": f"page-{label}", "playOrder": str(place)}
        target = etree.SubElement(listed, f"{NCX}pageTarget", told | kind)
        etree.SubElement(etree.SubElement(target, f"{NCX}navLabel"), f"{NCX}text").text = label
        etree.SubElement(target, f"{NCX}content", {"src": address})


class _Numbering:
    """Contents as ebooklib's links, numbered: an NCX entry needs an id."""

    def __init__(self) -> None:
        self._count = 0

    def toc(self, entries: Sequence[Entry]) -> list[Any]:
        return [self._link(entry) for entry in entries]

    def _link(self, entry: Entry) -> Any:
        self._count += 1
        link = epub.Link(entry.href, plain(entry.title), f"nav-{self._count}")
        return (link, self.toc(entry.entries)) if entry.entries else link


def _depth(toc: Sequence[Any]) -> int:
    return 1 + max((_depth(entry[1]) for entry in toc if isinstance(entry, tuple)), default=0) if toc else 0
