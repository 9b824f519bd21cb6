"""Is this EPUB sound? For the books we make, before they take their name, and for books made by anyone.

Container, package, then every document: strict XML, references that resolve, bytes that are what they claim.
"""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from exporter.write.epub.check.archive import UNREADABLE, Archive, parsed
from exporter.write.epub.check.documents import Links, navigation, references, style_references
from exporter.write.epub.check.finding import Finding
from exporter.write.epub.check.media import mismatch
from exporter.write.epub.check.package import NCX, XHTML, Item, Package, package

__all__ = ["Finding", "check"]

Visitor = Callable[[str, etree._Element], Iterator[Finding]]
PARSED = {XHTML, "image/svg+xml", NCX}


def check(path: Path, visit: Visitor = lambda _name, _root: iter(())) -> list[Finding]:
    """Everything that is wrong with the EPUB at `path`; an empty list for a sound one.

    `visit` is shown the name and root of every XHTML document and may have findings of its own.
    Memory is bounded: a file is read, judged and let go.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            return list(_judged(Archive(opened), visit))
    except UNREADABLE as error:
        return [Finding("", f"cannot be opened as a zip: {error}")]


def _judged(archive: Archive, visit: Visitor) -> Iterator[Finding]:
    yield from archive.findings()
    found, book = package(archive)
    yield from found
    if book:
        links = Links(book)
        for item in book.items.values():
            if item.path in archive.names and item.path not in archive.encrypted:
                yield from _contents(archive, item, links, visit)
        yield from links.findings()
        yield from _unlisted(archive, book)


def _contents(archive: Archive, item: Item, links: Links, visit: Visitor) -> Iterator[Finding]:
    try:
        head = archive.head(item.path)
    except UNREADABLE as error:
        yield Finding(item.path, f"is damaged: {error}")
        return
    wrong = mismatch(item.media_type, head)
    if wrong:
        yield Finding(item.path, wrong)
    elif item.media_type in PARSED:
        yield from _document(archive, item, links, visit)
    elif item.media_type == "text/css":
        links.add(
            item.path, frozenset(), style_references(archive.read(item.path).decode("utf-8", "replace"))
        )


def _document(archive: Archive, item: Item, links: Links, visit: Visitor) -> Iterator[Finding]:
    try:
        root = parsed(archive.read(item.path))
    except (etree.XMLSyntaxError, *UNREADABLE) as error:
        yield Finding(item.path, f"is not well-formed XML: {error}")
        return
    ids = Counter(str(identifier) for identifier in root.xpath("//@id"))
    yield from (Finding(item.path, f"has the id “{each}” {n} times") for each, n in ids.items() if n > 1)
    links.add(item.path, frozenset(ids), references(root))
    yield from navigation(root, item, links)
    if item.media_type == XHTML:
        yield from visit(item.path, root)


def _unlisted(archive: Archive, book: Package) -> Iterator[Finding]:
    listed = {item.path for item in book.items.values()} | {book.path, "mimetype"}
    for name in sorted(archive.names - listed):
        if not name.startswith("META-INF/") and not name.endswith("/"):
            yield Finding(name, "is in the container but not in the manifest")
