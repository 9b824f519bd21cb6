"""Footnotes on paper: each where it is called, for the style to set at the foot of the page.

A note whose paragraphs are too long for a page's foot, or that is more than paragraphs, stands at the end of
its article: WeasyPrint moves a paragraph of a footnote whole (its issue 1833). So do all of an article that
has too many for pages of several columns, which WeasyPrint lays out anew for every note, time and again.
"""

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from lxml import etree

from exporter.model import Article, Book, Chapter, Part
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.titles import width

SIZE, LINE = 0.8, 0.75  # of the text's size and of its lines, as print.css sets notes
TALLEST = 0.3  # of the page: a paragraph at its foot
LONGEST = 0.6  # of the page: a note at its foot
CROWDED = 16  # notes of a page of several columns
CIRCLING = ("zh", "ja", "ko")  # other languages have raised figures
# ① to ㊿
CIRCLED = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
_REPEATED = frozenset({"thead", "rt"})  # what may be drawn more than once, or apart from its line


def printed(book: Book, grid: Grid) -> Book:
    """The book with the notes of every article set where they are called, or at its end."""
    return replace(book, contents=tuple(_printed(entry, grid) for entry in book.contents))


def _printed(entry: Part | Chapter, grid: Grid) -> Part | Chapter:
    if isinstance(entry, Part):
        return replace(entry, contents=tuple(_printed(each, grid) for each in entry.contents))
    return replace(entry, listed=footnoted(entry.article, grid))


def footnoted(article: Article, grid: Grid) -> Article:
    """The article with its notes where they are called, and without sections that held nothing else."""
    if not any(part.get("class") == "footnotes" for part in article.body.iter("div")):
        return article
    body = copy.deepcopy(article.body)
    notes = parted(body)
    crowded = grid.columns > 1 and len(notes) > CROWDED * _pages(body, grid)
    signs = _signs(notes, body) if article.lang.startswith(CIRCLING) else str
    at_end = etree.Element("div", {"class": "footnotes"})
    calls: dict[str, etree._Element] = {}
    for link in body.iter("a"):
        if link.get("class") == "noteref":
            link.text = signs(link.text or "")
            calls.setdefault(link.get("href", "")[1:], link)
    for note in notes:
        call = calls.get(note.get("id", ""))
        if call is None or crowded or not _may_stand(note, grid) or _drawn_again(call):
            at_end.append(_signed(note, signs))
        else:
            _set_at(call, note)
    if len(at_end):
        body.append(at_end)
    left = {section.get("id") for section in body.iter("section")}
    sections = tuple(section for section in article.sections if section.id in left)
    return replace(article, body=body, sections=sections)


def parted(body: etree._Element) -> list[etree._Element]:
    """Takes the notes out of `body`, and with them the sections that held nothing else; gives the notes."""
    notes: list[etree._Element] = []
    for box in [part for part in body.iter("div") if part.get("class") == "footnotes"]:
        notes += list(box)
        _drop(box)
    return notes


def _drop(box: etree._Element) -> None:
    """Removes a box of notes, or the section that holds nothing else but its heading."""
    around = box.getparent()
    if around is not None and around.tag == "section" and len(around) <= 2 and around[-1] is box:
        _drop(around)
    elif around is not None:
        around.remove(box)


def _signs(notes: Sequence[etree._Element], body: etree._Element) -> Callable[[str], str]:
    """How the numbers of an article's notes are printed: all in a circle, or none if there are too many."""
    links = (link for part in (*notes, body) for link in part.iter("a"))
    numbers = [link.text or "" for link in links if link.get("class") in {"noteref", "backlink"}]
    return _circled if all(_circled(each) for each in numbers if each.isdecimal()) else str


def _circled(number: str) -> str:
    """A number in a circle, "" for one that Unicode has none for; other signs as they are."""
    place = int(number[:4]) - 1 if number.isdecimal() else -1
    return CIRCLED[place : place + 1] if number.isdecimal() else number


def _drawn_again(call: etree._Element) -> bool:
    return any(around.tag in _REPEATED for around in call.iterancestors())


def _signed(note: etree._Element, signs: Callable[[str], str]) -> etree._Element:
    """A note that stands at the end of its article, its number printed as its call is, in place."""
    for link in note.iter("a"):
        if link.get("class") == "backlink":
            link.text = signs(link.text or "")
    return note


def _pages(body: etree._Element, grid: Grid) -> float:
    """How many pages the text of `body` fills, at least one."""
    full = grid.columns * grid.lines * grid.measure / grid.size
    return max(1.0, sum(map(len, body.itertext())) / full)


def _may_stand(note: etree._Element, grid: Grid) -> bool:
    """Whether a note is asked to, and small enough to stand at the foot of a page."""
    if note.get("data-place") == "end":
        return False
    if any(block.tag != "p" for block in note) or note.find(".//img") is not None:
        return False
    lines = [
        math.ceil((width("".join(block.itertext())) + 2) * SIZE * grid.size / grid.width) for block in note
    ]
    room = grid.lines / LINE
    return max(lines) <= room * TALLEST and sum(lines) <= room * LONGEST


def _set_at(call: etree._Element, note: etree._Element) -> None:
    """Puts the note's paragraphs in the place of its call, each for itself, so that pages may part them."""
    last = call
    for number, block in enumerate(note):
        paragraph = etree.Element("span", {"class": "footnote" if number == 0 else "footnote further"})
        if number == 0:
            paragraph.set("id", note.get("id", ""))
            paragraph.set("data-sign", call.text or "")
        paragraph.text = block.text
        paragraph.extend(list(block))
        paragraph.tail = None
        last.addnext(paragraph)
        last = paragraph
    last.tail, call.tail = call.tail, None
    around = call.getparent()
    if around is not None:
        around.remove(call)
