"""Addresses of links on paper: numbered in the text, each once an article, below the page or the article."""

import copy
import re
from dataclasses import replace

from lxml import etree

from exporter.bind.links import normalised
from exporter.model import Article, Book, Chapter, Part

_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?://(?:www\.)?|mailto:)", re.IGNORECASE)


def noted(book: Book, links: str) -> Book:
    """The book with the addresses that its links lead to as notes: `links` is notes, end or none."""
    if links == "none":
        return book
    return replace(book, contents=tuple(_noted(entry, book, links) for entry in book.contents))


def _noted(entry: Part | Chapter, book: Book, links: str) -> Part | Chapter:
    if isinstance(entry, Part):
        return replace(entry, contents=tuple(_noted(each, book, links) for each in entry.contents))
    return replace(entry, listed=with_addresses(entry.article, book, links))


def with_addresses(article: Article, book: Book, links: str) -> Article:
    """The article with a number after every link that does not itself say where it leads, and the notes."""
    body = copy.deepcopy(article.body)
    numbers: dict[str, int] = {}
    for link in [each for each in body.iter("a") if _leads_out(each, book)]:
        address = link.get("href", "")
        known = address in numbers
        number = numbers.setdefault(address, len(numbers) + 1)
        call = etree.Element("a", {"class": "noteref", "href": f"#fn[{number}]"})
        if not known:
            call.set("id", f"fnref[{number}]")
        call.text, call.tail, link.tail = f"[{number}]", link.tail, None
        link.addnext(call)
    if not numbers:
        return article
    notes = etree.SubElement(body, "div", {"class": "footnotes"})
    for address, number in numbers.items():
        note = etree.SubElement(notes, "aside", {"class": "footnote", "id": f"fn[{number}]"})
        if links == "end":
            note.set("data-place", links)
        paragraph = etree.SubElement(note, "p")
        etree.SubElement(paragraph, "a", {"class": "address", "href": address}).text = address
    return replace(article, body=body)


def _leads_out(link: etree._Element, book: Book) -> bool:
    """Whether it is a link in running text to somewhere outside the book that it does not itself name."""
    address = link.get("href", "")
    text = "".join(link.itertext()).strip()
    if not _WEB.match(address) or not text or link.get("class"):
        return False
    named = _SCHEME.sub("", address).rstrip("/") in text
    within = any(
        each.get("class") in {"embed", "footnote"} or each.tag == "figure" for each in link.iterancestors()
    )
    return not named and not within and normalised(address) not in book.links
