"""The package document: its metadata, manifest and spine (EPUB 3.3, section 5)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from exporter.write.epub.check.archive import UNREADABLE, Archive, parsed
from exporter.write.epub.check.finding import Finding

CONTAINER = "META-INF/container.xml"
PACKAGE = "application/oebps-package+xml"
XHTML = "application/xhtml+xml"
NCX = "application/x-dtbncx+xml"
CONTENT = {XHTML, "image/svg+xml"}  # what a spine may hold without a fallback
NAMES = {"c": "urn:oasis:names:tc:opendocument:xmlns:container", "o": "http://www.idpf.org/2007/opf",
         "dc": "http://purl.org/dc/elements/1.1/"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the manifest; `path` counts from the container's root."""

    id: str
    path: str
    media_type: str
    properties: tuple[str, ...] = ()
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says. `items` are by id, `spine` holds their ids in reading order."""

    path: str
    version: str
    identifier: str
    items: dict[str, Item]
    spine: tuple[str, ...]

    def readable(self) -> frozenset[str]:
        """The files that a reader turns to page by page."""
        return frozenset(self.items[each].path for each in self.spine if each in self.items)


def package(archive: Archive) -> tuple[list[Finding], Package | None]:
    """The package of a book and what is wrong with it; None where there is none to read."""
    path = ""
    try:
        roots = parsed(archive.read(CONTAINER)).xpath("//c:rootfile", namespaces=NAMES)
        path = next((root.get("full-path", "") for root in roots if root.get("media-type") == PACKAGE), "")
        root = parsed(archive.read(path))
    except (etree.XMLSyntaxError, KeyError, *UNREADABLE) as error:
        place = path or CONTAINER
        return [Finding(place, f"no package document can be read: {error}")], None
    items = list(_items(root, path))
    book = Package(
        path,
        root.get("version", ""),
        _identifier(root),
        {item.id: item for item in items},
        tuple(str(each) for each in root.xpath("o:spine/o:itemref/@idref", namespaces=NAMES)),
    )
    found = [*_metadata(root, book), *_manifest(items, archive, path), *_spine(root, book)]
    return found, book


def _items(root: etree._Element, path: str) -> Iterator[Item]:
    folder = posixpath.dirname(path)
    for item in root.iterfind("o:manifest/o:item", NAMES):
        href = item.get("href", "")
        local = href if urlsplit(href).scheme else posixpath.normpath(posixpath.join(folder, unquote(href)))
        properties = tuple(item.get("properties", "").split())
        yield Item(
            item.get("id", ""), local, item.get("media-type", ""), properties, item.get("fallback", "")
        )


def _identifier(root: etree._Element) -> str:
    wanted = root.get("unique-identifier", "")
    named = root.xpath("o:metadata/dc:identifier[@id=$id]", namespaces=NAMES, id=wanted)
    return "".join(named[0].itertext()).strip() if named else ""


def _metadata(root: etree._Element, book: Package) -> Iterator[Finding]:
    if not book.identifier:
        yield Finding(book.path, "has no unique identifier")
    for name in ("title", "language"):
        if not any(each.strip() for each in root.xpath(f"o:metadata/dc:{name}/text()", namespaces=NAMES)):
            yield Finding(book.path, f"has no dc:{name}")
    if book.version.startswith("3"):
        modified = root.xpath(
            "o:metadata/o:meta[@property='dcterms:modified' and not(@refines)]", namespaces=NAMES
        )
        if len(modified) != 1:
            yield Finding(book.path, "does not say once when it was modified (dcterms:modified)")
        navigations = [item for item in book.items.values() if "nav" in item.properties]
        if len(navigations) != 1:
            yield Finding(book.path, f"has {len(navigations)} navigation documents instead of one")
    ids = {str(each) for each in root.xpath("//@id")}
    for refines in root.xpath("//@refines"):
        if str(refines).startswith("#") and str(refines)[1:] not in ids:
            yield Finding(book.path, f"refines {refines}, which is not there")


def _manifest(items: list[Item], archive: Archive, path: str) -> Iterator[Finding]:
    ids: set[str] = set()
    paths: set[str] = set()
    for item in items:
        if not item.id or item.id in ids:
            yield Finding(path, f"manifest id “{item.id}” is missing or not unique")
        if item.path in paths:
            yield Finding(path, f"{item.path} is in the manifest twice")
        if not item.media_type:
            yield Finding(path, f"{item.path} has no media type")
        if not urlsplit(item.path).scheme and item.path not in archive.names:
            yield Finding(path, f"{item.path} is in the manifest but not in the container")
        ids.add(item.id)
        paths.add(item.path)


def _spine(root: etree._Element, book: Package) -> Iterator[Finding]:
    if not root.xpath("o:spine/o:itemref[not(@linear='no')]", namespaces=NAMES):
        yield Finding(book.path, "the spine holds nothing to read")
    for each in sorted({each for each in book.spine if book.spine.count(each) > 1}):
        yield Finding(book.path, f"“{each}” is in the spine twice")
    for each in book.spine:
        item = book.items.get(each)
        if item is None:
            yield Finding(book.path, f"the spine names “{each}”, which is not in the manifest")
        elif item.media_type not in CONTENT and not item.fallback:
            yield Finding(book.path, f"the spine holds {item.path}, which is {item.media_type}")
    toc = root.xpath("string(o:spine/@toc)", namespaces=NAMES)
    named = book.items.get(str(toc))
    if toc and (named is None or named.media_type != NCX):
        yield Finding(book.path, f"the spine names “{toc}” as its NCX, which is none")
    if not toc and book.version.startswith("2"):
        yield Finding(book.path, "the spine names no NCX")
