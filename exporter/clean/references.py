"""Which marks in a text refer to notes, and which part of the article is the note: by evidence, not names."""

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.note_lists import (
    CLOSING,
    LABEL,
    OPENING,
    label,
    numbers_of,
    part_lines,
    plain,
    titled,
    titles_in,
)
from exporter.clean.vocabulary import INLINES

Pair = tuple[etree._Element, etree._Element]
"""A link that refers, and the item, definition or paragraph that it refers to."""

# How a page writes references that it does not link, the surest first.
_WRITTEN = (
    re.compile(rf"{OPENING}\s*(?:注|註)?\s*([0-9]{{1,3}})\s*{CLOSING}"),
    re.compile(r"([①-⑳])"),
    re.compile(r"\A\s*([0-9]{1,3})\s*\Z"),  # in superscript alone
)
_LONGEST_MARK = 12  # characters
_TEXTLESS = frozenset({"pre", "code", "a", "rt", "math"})


@dataclass(frozen=True, slots=True)
class _Spot:
    """A number in the text that may refer: in the text of `element`, or in the text after it (`tail`)."""

    element: etree._Element
    tail: bool
    match: re.Match[str]

    @property
    def raised(self) -> bool:
        """Whether it stands in superscript."""
        around = self.element.getparent() if self.tail else self.element
        return around is not None and _within(around, "sup")


def linked(article: etree._Element) -> list[Pair]:
    """References that are links to notes, in order.

    A note stands after its reference, and one of these holds: it links back, it stands under a title such as
    注释, or the mark is raised or bracketed and the note bears the same number.
    """
    places = {element.get("id"): element for element in article.iter() if element.get("id")}
    links = [link for link in article.iter("a") if link.get("href", "#")[1:] in places]
    if not links:  # as in most articles
        return []
    order = {element: place for place, element in enumerate(article.iter())}
    listed = {note for _, notes in titled(titles_in(article)) for note in notes.values()}
    among_words, note_at = functools.cache(_among_words), functools.cache(_note_at)
    ways, bears = functools.cache(_ways), functools.cache(numbers_of)
    pairs = []
    for link in links:
        target = places[link.get("href", "#")[1:]]
        note = note_at(target) if label(tree.content(link)) else None
        if note is None or order[note] < order[link] or note in link.iterancestors():
            continue
        if not among_words(_block(link)):
            continue
        if not homes(link).isdisjoint(ways(note)) or note in listed or _claimed(link) in bears(note):
            pairs.append((link, note))
    notes = {note for _, note in pairs}
    return [pair for pair in pairs if notes.isdisjoint(pair[0].iterancestors())]


def homes(link: etree._Element) -> set[str]:
    """The ids by which a way back may lead to a reference: its own, and those of what is around it."""
    block = _block(link)
    around = [link, *itertools.takewhile(lambda element: element is not block, link.iterancestors()), block]
    return {str(element.get("id")) for element in around if element.get("id")}


def written(article: etree._Element) -> list[Pair]:
    """References without links: numbers that agree one to one with the notes under a title such as 注释.

    Each is made a link in its place.
    """
    titles = titles_in(article)
    part_lines(titles)
    pairs: list[Pair] = []
    for title, notes in list(titled(titles)):
        spots = _spots(article, title, notes)
        for (element, tail), group in itertools.groupby(spots, key=lambda spot: (spot.element, spot.tail)):
            matches = [spot.match for spot in group]
            links = _linked_text(element, matches, tail=tail)
            pairs += zip(links, (notes[plain(match[1])] for match in matches), strict=True)
    order = {element: place for place, element in enumerate(article.iter())} if pairs else {}
    return sorted(pairs, key=lambda pair: order[pair[0]])


def _note_at(target: etree._Element) -> etree._Element | None:
    """The item, definition or paragraph that begins at `target`."""
    block = target
    while block.tag in INLINES:
        around = block.getparent()
        if around is None:
            return None
        block = around
    if block is not target and not _begins(target, block):
        return None
    around = block.getparent()
    if block.tag == "p" and around is not None and around.tag in {"li", "dd", "dt"} and around[0] is block:
        block = around
    following = block.getnext()
    if block.tag == "dt" and following is not None and following.tag == "dd":
        block = following
    return block if block.tag in {"li", "dd", "p"} and not text.blank(tree.content(block)) else None


def _begins(target: etree._Element, block: etree._Element) -> bool:
    """Whether `block` has no text before `target`, its number and arrows aside."""
    before = ""
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if element is target or len(before) > _LONGEST_MARK:
            break
        before += (element.text if event == "start" else element.tail) or ""
    before = text.compact(before).strip("^↑")
    return not before or bool(label(before))


def _block(link: etree._Element) -> etree._Element:
    """What holds the line that the link is part of."""
    return next(element for element in link.iterancestors() if element.tag not in INLINES)


def _among_words(block: etree._Element) -> bool:
    """Whether a block holds more than marks that link: a line of these alone is a table of contents."""
    marks = [words for each in block.iter("a") if label(words := tree.content(each))]
    return len(text.compact(tree.content(block))) > len(text.compact("".join(marks)))


def _ways(note: etree._Element) -> frozenset[str]:
    """The ids that links in the note lead to, or links in the term before it."""
    term = note.getprevious() if note.tag == "dd" else None
    parts = (note,) if term is None else (term, note)
    return frozenset(link.get("href", "#")[1:] for part in parts for link in part.iter("a"))


def _claimed(link: etree._Element) -> str:
    """The number that a raised or bracketed mark claims for its note; "" for other links."""
    match = LABEL.fullmatch(tree.content(link))
    raised = _within(link, "sup") or link.find(".//sup") is not None
    return plain(match[2]) if match and (raised or match[1]) else ""


def _spots(article: etree._Element, title: etree._Element, notes: dict[str, etree._Element]) -> list[_Spot]:
    """The places that refer to the notes, if they are the same numbers in the same order; else none."""
    for form in _WRITTEN:
        found = list(_matches(article, title, form))
        for spots in ([spot for spot in found if spot.raised], found):
            if list(dict.fromkeys(plain(spot.match[1]) for spot in spots)) == list(notes):
                return spots
    return []


def _matches(article: etree._Element, title: etree._Element, form: re.Pattern[str]) -> Iterator[_Spot]:
    """Where `form` occurs before the `title` of the notes, in running text."""
    alone = form is _WRITTEN[-1]
    for event, element in etree.iterwalk(article, events=("start", "end")):
        if element is title:
            return
        tail = event == "end"
        around = element.getparent() if tail else element
        data = element.tail if tail else element.text
        if not data or around is None or _within(around, *_TEXTLESS):
            continue
        if not alone or (around.tag == "sup" and len(around) == 0 and not _exponent(around)):
            yield from (_Spot(element, tail, match) for match in form.finditer(data))


def _exponent(raised: etree._Element) -> bool:
    """Whether a raised number belongs to what stands before it: m², 10³."""
    before = raised.getprevious()
    around = raised.getparent()
    said = before.tail if before is not None else around.text if around is not None else ""
    return bool(re.search(r"[0-9A-Za-zα-ωΑ-Ω)）]\Z", said or ""))


def _linked_text(
    element: etree._Element, matches: list[re.Match[str]], *, tail: bool
) -> list[etree._Element]:
    """Makes the numbers in one stretch of text `a` elements: in that of `element`, or in that after it."""
    data = matches[0].string
    links = []
    for match, end in zip(matches, [*(match.start() for match in matches[1:]), len(data)], strict=True):
        link = etree.Element("a")
        link.text, link.tail = match[0], data[match.end() : end]
        links.append(link)
    if tail:
        element.tail = None
        for link in reversed(links):
            element.addnext(link)
        element.tail = data[: matches[0].start()]
    else:
        element.text = data[: matches[0].start()]
        element[:0] = links
    return links


def _within(element: etree._Element, *tags: str) -> bool:
    return element.tag in tags or any(around.tag in tags for around in element.iterancestors())
