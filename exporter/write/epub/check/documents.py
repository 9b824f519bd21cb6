"""What the documents of a book refer to, and whether it is there."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from exporter.write.epub.check.finding import Finding
from exporter.write.epub.check.package import NCX, XHTML, Item, Package

FOLLOWED = {"http", "https", "mailto", "tel", "ftp", "urn", "doi"}  # schemes a reader may leave the book by
_REFERRING = etree.XPath("//@href | //@src | //@poster | //@data | //@srcset | //@*[name()='xlink:href']")
_STYLE = re.compile(r"""@import\s+["']([^"']+)["']|url\(\s*["']?([^"')]+?)["']?\s*\)""", re.IGNORECASE)
_PASSED_OVER = re.compile(r"/\*.*?\*/|@namespace\b[^;]*;", re.DOTALL | re.IGNORECASE)  # names, not addresses
_NAV = etree.XPath(
    "//h:nav[contains(concat(' ', normalize-space(@e:type), ' '), ' toc ')]",
    namespaces={"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"},
)


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a document. `link`: the reader may follow it; otherwise the page cannot do without it."""

    address: str
    link: bool


def references(root: etree._Element) -> Iterator[Reference]:
    """Every address in an XHTML, SVG or NCX document."""
    for found in _REFERRING(root):
        name, element = found.attrname, found.getparent()
        tag = etree.QName(element).localname if element is not None else ""
        if name == "srcset":
            yield from (
                Reference(each.split()[0], link=False) for each in str(found).split(",") if each.strip()
            )
        elif tag not in {"base", "meta"}:
            link = tag in {"a", "area", "content"} or (
                tag == "link" and "stylesheet" not in element.get("rel", "")
            )
            yield Reference(str(found).strip(), link)


def style_references(sheet: str) -> Iterator[Reference]:
    """Every address in a style sheet."""
    for found in _STYLE.finditer(_PASSED_OVER.sub("", sheet)):
        yield Reference((found[1] or found[2]).strip(), link=False)


class Links:
    """All references of a book, gathered document by document and judged when all its ids are known."""

    def __init__(self, book: Package) -> None:
        self.book = book
        self.ids: dict[str, frozenset[str]] = {}
        self._all: list[tuple[str, Reference]] = []
        self._readable = book.readable()
        self._remote = frozenset(item.path for item in book.items.values() if urlsplit(item.path).scheme)
        self._listed = {item.path: item for item in book.items.values()}

    def add(self, path: str, ids: frozenset[str], found: Iterable[Reference]) -> None:
        """A document, its ids and what it refers to."""
        self.ids[path] = ids
        self._all += [(path, reference) for reference in found]

    def findings(self) -> Iterator[Finding]:
        """The references that lead nowhere."""
        for path, reference in self._all:
            wrong = self._judged(path, reference)
            if wrong:
                yield Finding(path, f"refers to {reference.address[:200]}, {wrong}")

    def target(self, path: str, address: str) -> tuple[str, str]:
        """The file and the fragment that a relative address in the document `path` leads to."""
        parts = urlsplit(address)
        file = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            if parts.path
            else path
        )
        return file, unquote(parts.fragment)

    def _judged(self, path: str, reference: Reference) -> str:
        try:
            scheme = urlsplit(reference.address).scheme.lower()
            file, fragment = self.target(path, reference.address)
        except ValueError:
            return "which is no address"
        if scheme:
            return self._outside(reference, scheme)
        if file not in self._listed:
            return "which is not in the book"
        known = self.ids.get(file)
        if fragment and "(" not in fragment and known is not None and fragment not in known:
            return "where that id is not"
        if reference.link and self._listed[file].media_type == XHTML and file not in self._readable:
            return "which no reader comes to: it is not in the spine"
        return ""

    def _outside(self, reference: Reference, scheme: str) -> str:
        if reference.link:
            return "" if scheme in FOLLOWED else "which no book should lead to"
        return "" if scheme == "data" or reference.address in self._remote else "which is outside the book"


def navigation(root: etree._Element, item: Item, links: Links) -> Iterator[Finding]:
    """What is wrong with a navigation document or an NCX."""
    if "nav" in item.properties:
        tables = _NAV(root)
        if len(tables) != 1:
            yield Finding(item.path, f"has {len(tables)} tables of contents instead of one")
        for empty in (a for table in tables for a in table.iter("{*}a") if not _label(a)):
            yield Finding(item.path, f"has an entry without words, to {empty.get('href')}")
    elif item.media_type == NCX:
        named = root.xpath("string(//*[local-name()='meta'][@name='dtb:uid']/@content)")
        if str(named).strip() != links.book.identifier:
            yield Finding(item.path, "does not have the identifier of the book")


def _label(anchor: etree._Element) -> str:
    return "".join(map(str, anchor.itertext())).strip() or "".join(
        map(str, anchor.xpath(".//@alt | .//@title"))
    )
