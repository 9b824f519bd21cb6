"""The shelf as catalogues that reading apps take: OPDS 1.2 (Atom) and OPDS 2.0 (JSON)."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from lxml import etree

from exporter.labels import labels
from exporter.shelf.entry import HEIGHT, WIDTH, Entry
from exporter.shelf.manifest import COVERS

ATOM, DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/terms/"
FEED = "application/atom+xml;profile=opds-catalog;kind=acquisition"
PUBLICATIONS = "application/opds+json"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
IDENTIFIER = "urn:exporter:shelf"


def atom(entries: Sequence[Entry], lang: str, base: str = "") -> bytes:
    """An acquisition feed (OPDS 1.2, section 2.2) of the books, addresses relative to the shelf's folder.

    With a `base`, the address of that folder with its last slash, they are absolute.
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "dc": DC})
    _add(feed, "id", IDENTIFIER)
    _add(feed, "title", labels(lang)["shelf"])
    _add(feed, "updated", _stamp(max(entry.modified for entry in entries)))
    _add(_add(feed, "author"), "name", "exporter")
    for relation in ("self", "start"):
        _link(feed, relation, f"{base}opds.xml", FEED)
    for entry in entries:
        _describe(_add(feed, "entry"), entry, base)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _describe(element: etree._Element, entry: Entry, base: str) -> None:
    _add(element, "title", entry.title)
    _add(element, "id", entry.identifier)
    _add(element, "updated", _stamp(entry.modified))
    for creator in entry.creators:
        _add(_add(element, "author"), "name", creator)
    _add(element, "language", entry.lang, DC)
    if entry.publisher:
        _add(element, "publisher", entry.publisher, DC)
    if entry.last:
        _add(element, "issued", entry.last.date().isoformat(), DC)
    for subject in entry.subjects:
        etree.SubElement(element, f"{{{ATOM}}}category", term=subject, label=subject)
    if summary := entry.description or entry.subtitle:
        _add(element, "summary", summary).set("type", "text")
    if entry.cover:
        for relation in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"):
            _link(element, relation, f"{base}{COVERS}/{entry.cover}", "image/jpeg")
    for file in entry.files:
        _link(element, OPEN_ACCESS, base + quote(file.name), file.media_type).set("length", str(file.size))


def _link(parent: etree._Element, relation: str, address: str, media_type: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=address, type=media_type)


def _add(parent: etree._Element, name: str, text: str | None = None, space: str = ATOM) -> etree._Element:
    element = etree.SubElement(parent, f"{{{space}}}{name}")
    element.text = text
    return element


def publications(entries: Sequence[Entry], lang: str, base: str = "") -> bytes:
    """The same as an OPDS 2.0 feed of publications."""
    feed = {
        "metadata": {
            "title": labels(lang)["shelf"],
            "numberOfItems": len(entries),
            "modified": _stamp(max(entry.modified for entry in entries)),
        },
        "links": [{"rel": "self", "href": f"{base}opds.json", "type": PUBLICATIONS}],
        "publications": [_publication(entry, base) for entry in entries],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _publication(entry: Entry, base: str) -> dict[str, Any]:
    links = [{"rel": OPEN_ACCESS, "href": base + quote(f.name), "type": f.media_type} for f in entry.files]
    cover = {"type": "image/jpeg", "width": WIDTH, "height": HEIGHT}
    images = [{"href": f"{base}{COVERS}/{entry.cover}", **cover}] if entry.cover else []
    return {"metadata": dict(_metadata(entry)), "links": links} | ({"images": images} if images else {})


def _metadata(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Readium's metadata of a publication: what is empty is left out."""
    yield from (("@type", "http://schema.org/Book"), ("identifier", entry.identifier))
    yield from (("title", entry.title), ("language", entry.lang), ("modified", _stamp(entry.modified)))
    pages = [file.units for file in entry.files if file.extension == ".pdf"]
    optional = {
        "subtitle": entry.subtitle,
        "author": list(entry.creators),
        "publisher": entry.publisher,
        "published": entry.last.date().isoformat() if entry.last else "",
        "subject": list(entry.subjects),
        "description": entry.description,
        "numberOfPages": pages[0] if pages else 0,
        "belongsTo": {"series": [{"name": entry.series, "position": entry.volume}]} if entry.series else {},
    }
    yield from ((name, value) for name, value in optional.items() if value)


def _stamp(date: datetime) -> str:
    """A date as RFC 3339 writes it; those of a shelf are UTC."""
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")
