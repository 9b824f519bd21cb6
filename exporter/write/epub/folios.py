"""Where the pages of the PDF begin that is made with the book: marked in the text, listed in the navigation.

A page is known again by what it begins with, near where it was in the PDF: the formats differ in what else
they show, but not in the running text. Where a page cannot be told, its mark stands where it should be by
the count of characters.
"""

import copy
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from exporter.model import Article, Folio, Look, Record
from exporter.write.epub.notes import NAMESPACE

PREFIX = "folio-"
PASSED = frozenset({"figure", "rt", "rp", "math"})  # as write/pdf/parts/beginnings.py passes them over
PASSED_CLASSES = frozenset({"footnotes", "footnote", "embed"})
STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)  # of the pages that a list names where it cannot name all of them
SHORTER = (16, 8, 5)  # characters that are looked for


class Run(NamedTuple):
    """A stretch of text of the article: in the element's text, or in the tail of it."""

    element: etree._Element
    tail: bool
    text: str


def identifier(folio: str) -> str:
    """The id of the place where a page begins."""
    return PREFIX + folio


def thinned(listed: Sequence[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """Of pages with their places about `most`: all of them, or every second, fifth ... of the body."""
    step = next((step for step in STEPS if len(listed) <= most * step), STEPS[-1])
    return [(label, place) for label, place in listed if not label.isdigit() or int(label) % step == 0]


def marked(body: etree._Element, folios: Sequence[Folio]) -> etree._Element:
    """A copy of an article's `body` with a mark wherever a page begins in it, but for one that it opens.

    A page that begins with figures is marked before them, as far as they stand before its text here too.
    """
    taken = {element.get("id") for element in body.iter()}
    told = _told([folio for folio in folios if not folio.opens])
    later = [folio for folio in told if identifier(folio.label) not in taken]
    if not later:
        return body
    body = copy.deepcopy(body)
    runs = list(_runs(body))
    lengths = [len("".join(run.text.split())) for run in runs]
    text = "".join("".join(run.text.split()) for run in runs)
    starts = [0, *accumulate(lengths)]
    places = list(_places(text, later))
    for folio, place in reversed([*zip(later, places, strict=True)]):  # so that earlier runs stay as they are
        number = bisect_right(starts, place) - 1
        if number < len(runs):
            _insert(_mark(folio), runs[number], place - starts[number], folio.figures)
        else:
            _append(_mark(folio), body, folio.figures)
    return body


def _told(folios: Sequence[Folio]) -> list[Folio]:
    """The pages, those of figures alone as if they began with the text and figures of the page after them."""
    told: list[Folio] = []
    for folio in reversed(folios):
        after = told[-1] if told else None
        if not folio.text and after is not None:
            folio = replace(after, label=folio.label, figures=folio.figures + after.figures)  # noqa: PLW2901
        told.append(folio)
    return told[::-1]


def _places(text: str, folios: Sequence[Folio]) -> Iterator[int]:
    """Where in the article's compact text each page begins; never before the page before it."""
    last = 0
    for folio in folios:
        last = max(last, _place(text, folio, last)) if folio.text else len(text)
        yield last


def _place(text: str, folio: Folio, last: int) -> int:
    for length in SHORTER:
        said, found = folio.text[:length], []
        at = text.find(said, last)
        while at >= 0:
            found.append(at)
            at = text.find(said, at + 1)
        if found:
            return min(found, key=lambda each: abs(each - folio.before))
    return min(folio.before, len(text))


def _runs(element: etree._Element) -> Iterator[Run]:
    """The running text in reading order."""
    if element.tag not in PASSED and PASSED_CLASSES.isdisjoint(element.get("class", "").split()):
        if (element.text or "").strip():
            yield Run(element, False, element.text or "")
        for child in element:
            yield from _runs(child)
            if (child.tail or "").strip():
                yield Run(child, True, child.tail or "")


def _mark(folio: Folio) -> etree._Element:
    told = {"id": identifier(folio.label), "role": "doc-pagebreak"}
    mark = etree.Element("span", told, nsmap={"epub": NAMESPACE})  # the same prefix whoever came before
    mark.set("aria-label", folio.label)
    mark.set(f"{{{NAMESPACE}}}type", "pagebreak")
    return mark


@dataclass(frozen=True, slots=True)
class Marked:
    """The record of an article whose body is marked whenever it is read."""

    record: Record
    folios: tuple[Folio, ...]

    def article(self) -> Article:
        """The article, marked."""
        article = self.record.article()
        return replace(article, body=marked(article.body, self.folios))

    def look(self) -> Look:
        """What there is of it besides its text."""
        return self.record.look()


def _insert(mark: etree._Element, run: Run, offset: int, figures: int) -> None:
    """Puts the mark before the character that is `offset` further, or before the figures before it."""
    ruby = next((each for each in _around(run) if each.tag == "ruby"), None)
    figure = _figure_before(run.element, figures) if figures and not offset and not run.tail else None
    before = figure if figure is not None else ruby
    parent = (run.element if before is None else before).getparent()
    if before is not None and parent is not None:
        parent.insert(parent.index(before), mark)
    elif run.tail and parent is not None:
        text = run.element.tail or ""
        at = _raw(text, offset)
        run.element.tail, tail = text[:at], text[at:]
        parent.insert(parent.index(run.element) + 1, mark)
        mark.tail = tail
    else:
        text = run.element.text or ""
        at = _raw(text, offset)
        run.element.text, mark.tail = text[:at], text[at:]
        run.element.insert(0, mark)


def _around(run: Run) -> Iterator[etree._Element]:
    if not run.tail:
        yield run.element
    yield from run.element.iterancestors()


def _figure_before(element: etree._Element, count: int) -> etree._Element | None:
    """The first of at most `count` figures that stand right before what `element` begins."""
    for node in (element, *element.iterancestors()):
        parent, before = node.getparent(), node.getprevious()
        if before is not None:
            return _first_figure(before, count)
        if parent is None or (parent.text or "").strip():
            break
    return None


def _first_figure(last: etree._Element | None, count: int) -> etree._Element | None:
    """The first of at most `count` figures up to `last`, or a mark that stands there already."""
    found, node = None, last
    while node is not None and not (node.tail or "").strip():
        marked_already = node.get("role") == "doc-pagebreak"
        if not marked_already and (node.tag != "figure" or not count):
            break
        found, node, count = node, node.getprevious(), count - (not marked_already)
    return found


def _append(mark: etree._Element, body: etree._Element, figures: int) -> None:
    """Puts the mark at the end, before the figures there."""
    holder = body
    while len(holder) and holder[-1].tag == "section":
        holder = holder[-1]
    first = _first_figure(holder[-1], figures) if len(holder) else None
    holder.insert(len(holder) if first is None else holder.index(first), mark)


def _raw(text: str, offset: int) -> int:
    """The index in `text` of the character that `offset` others, white space aside, stand before."""
    seen = 0
    for index, character in enumerate(text):
        if not character.isspace():
            if seen == offset:
                return index
            seen += 1
    return len(text)
