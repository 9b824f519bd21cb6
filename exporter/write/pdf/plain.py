"""An article that cannot be set as it is -> its text alone, in short paragraphs: what it costs is bounded.

No tables, lists, links, pictures or notes, nothing within anything; each block of text is a paragraph. One
that is very long is parted, so that no run of marks or letters without a break is longer than a part.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from exporter.clean.vocabulary import BLOCKS
from exporter.labels import labels
from exporter.model import Picture
from exporter.render import shortened
from exporter.write.pdf.document import Piece, with_article

LONGEST = 400  # characters of a paragraph
LEAST = 200  # of them come before a place where one is parted rather than anywhere
MANY = 1000  # paragraphs: where there are more, neighbours are run together
CELLS = frozenset({"td", "th"})  # they stay in the line of their row
_PART = re.compile(r"[。！？；.!?;，,、\s]")


def plain(piece: Piece) -> Piece:
    """The piece of an article with its text as plain paragraphs, after them a word about it."""
    chapter = piece.chapter
    if chapter is None:
        return piece
    article = chapter.article
    body = etree.Element("article")
    for text in paragraphs(article.body, article.pictures):
        etree.SubElement(body, "p").text = text
    etree.SubElement(body, "p").text = labels(piece.book.lang)["article-plain"]
    return with_article(piece, replace(article, body=body, sections=(), pictures=(), headimg=None))


def paragraphs(body: etree._Element, pictures: Iterable[Picture] = ()) -> list[str]:
    """The text of `body` in order, in paragraphs of at most LONGEST characters; white space is one blank."""
    blocks = [" ".join(block.split()) for block in _blocks(body, {each.id: each for each in pictures})]
    short = [part for block in blocks for part in _parts(block)]
    return list(_together(short)) if len(short) > MANY else short


def _blocks(body: etree._Element, pictures: dict[str, Picture]) -> Iterator[str]:
    """The text of each block. A picture is its description and address, a formula its TeX."""
    held: list[str] = []
    formula = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        starts, tag = event == "start", element.tag
        if tag == "math":
            formula += 1 if starts else -1
            held.append(f" {element.get('alttext', '')} " if starts else "")
        elif tag in CELLS or tag == "br":
            held.append(" ")
        elif tag in BLOCKS:
            yield "".join(held)
            held = []
        if starts and tag == "img":
            held.append(_described(element, pictures.get(element.get("src", ""))))
        said = element.text if starts else element.tail
        if said and not formula and not (starts is False and element is body):
            held.append(said)
    yield "".join(held)


def _described(image: etree._Element, picture: Picture | None) -> str:
    address = picture.url if picture and not picture.url.startswith("data:") else ""
    return f" {image.get('alt') or (picture.alt if picture else '')} {shortened(address)} "


def _parts(text: str) -> Iterator[str]:
    """`text` in parts of at most LONGEST characters, ending after a mark or blank where there is one."""
    while len(text) > LONGEST:
        places = [match.end() for match in _PART.finditer(text, LEAST, LONGEST)]
        end = places[-1] if places else LONGEST
        yield text[:end]
        text = text[end:].lstrip(" ")
    if text:
        yield text


def _together(parts: Iterable[str]) -> Iterator[str]:
    """The parts, neighbours in one paragraph as long as they have room there."""
    held: list[str] = []
    for part in parts:
        if sum(map(len, held)) + len(held) + len(part) > LONGEST:
            yield " ".join(held)
            held = []
        held.append(part)
    if held:
        yield " ".join(held)
