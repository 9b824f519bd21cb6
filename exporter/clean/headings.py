"""Which lines are headings: those marked so in the page, and those that only look it, by evidence weighed."""

import itertools
import re
from collections.abc import Sequence

from lxml import etree

from exporter.clean import numbering, text, tree
from exporter.clean.candidates import (
    COLON,
    LONGEST,
    TRUE,
    Candidate,
    Setting,
    candidates_in,
    cells,
    is_bold,
    setting_of,
)
from exporter.clean.evidence import ENDS_SENTENCE, ENOUGH, weigh
from exporter.clean.levels import rank_headings
from exporter.clean.marks import LEVEL, LOOK, MARKS, marks_on
from exporter.clean.page import Page

_MARKS_ONLY = re.compile(r"[\W_]+")
_LONGEST_TRUE = 80  # cells: a heading of the page that is longer was set so for its size only


def find_headings(article: etree._Element, page: Page) -> None:
    """Gives every heading, true or inferred, an h-tag and its LEVEL; slogans under headings become subtitles.

    An inferred heading is told in a notice with the reasons that spoke for it.
    """
    _drop_title(article, page)
    _demote_sentences(article)
    _join_numbers(article, page)
    blocks = list(article)
    candidates = candidates_in(blocks)
    for heading, slogan in _slogans(candidates):
        slogan.element.set("class", "subtitle")
        candidates.remove(slogan)
        _plain(slogan.element)
        heading.element.set("data-slogan", "")
    setting = setting_of(blocks, candidates)
    for candidate in candidates:
        _judge(candidate, setting, page)
    _forget_slogans(blocks)
    rank_headings(blocks)


def same(one: str, other: str) -> bool:
    """Whether two lines say the same, punctuation and white space aside."""
    return bool(one) and _MARKS_ONLY.sub("", one) == _MARKS_ONLY.sub("", other)


def _judge(candidate: Candidate, setting: Setting, page: Page) -> None:
    weight, reasons = weigh(candidate, setting)
    if weight >= ENOUGH:
        page.notice("heading-inferred", f"{candidate.words} ({', '.join(reasons)})")
        candidate.element.set(LOOK, str(len(candidate.marks & {"large", "centred"})))
        _make_heading(candidate.element)


def _make_heading(element: etree._Element) -> None:
    if element.tag in {"ul", "ol"}:
        tree.unwrap(element[0])
    element.tag = "h2"
    element.set(LEVEL, "inferred")
    for name in ("start", "reversed", MARKS):
        element.attrib.pop(name, None)
    _plain(element)


def _plain(element: etree._Element) -> None:
    """A heading needs no bold of its own, nor the colon that tied it to what follows."""
    element.attrib.pop(MARKS, None)
    for bold in list(element.iter("strong")):
        tree.unwrap(bold)
    last = tree.last(element)
    if last is None:
        element.text = COLON.sub("", element.text or "")
    elif last.tail:
        last.tail = COLON.sub("", last.tail)


def _drop_title(article: etree._Element, page: Page) -> None:
    """Takes away the title where the text opens by repeating it as a heading, in bold or centred."""
    for block in itertools.islice(list(article), 3):
        if block.tag in {*TRUE, "p"} and same(text.folded(tree.content(block)), page.title):
            shown = block.tag in TRUE or is_bold(block) or "centred" in marks_on(block)
            if shown and block.getnext() is not None:
                tree.drop(block)


def _demote_sentences(article: etree._Element) -> None:
    """Whole paragraphs that a page set as headings for their size are paragraphs again."""
    for block in article:
        if block.tag in TRUE:
            words = text.folded(tree.content(block))
            if cells(words) > _LONGEST_TRUE or (cells(words) > LONGEST and ENDS_SENTENCE.search(words)):
                block.tag = "p"


def _join_numbers(article: etree._Element, page: Page) -> None:
    """A number on a line of its own heads a section, joined with the short line under it: 01 / 起点.

    The numbers must count up from one, and be two at least.
    """
    numbers: list[etree._Element] = []
    for block in article:
        words = text.folded(tree.content(block)) if block.tag == "p" else ""
        if words and numbering.alone(words) == len(numbers) + 1 and block.getnext() is not None:
            numbers.append(block)
    if len(numbers) < 2:
        return
    for number in numbers:
        heading = _with_title(number)
        _make_heading(heading)
        page.notice(
            "heading-inferred", f"{text.folded(tree.content(heading))} (a number on a line of its own)"
        )


def _with_title(number: etree._Element) -> etree._Element:
    """The number's line joined with the title under it, or alone where there is none."""
    title = number.getnext()
    if title is None or not _is_title_line(title):
        return number
    tree.drop(number)
    title.text = f"{text.folded(tree.content(number))} {title.text or ''}"
    return title


def _is_title_line(title: etree._Element) -> bool:
    words = text.folded(tree.content(title))
    short = title.tag == "p" and 0 < cells(words) <= LONGEST * 0.75 and title.find("br") is None
    return short and not ENDS_SENTENCE.search(words) and title.getnext() is not None


def _slogans(candidates: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Headings and the slogan right under each, where the article pairs bold lines so throughout or twice."""
    bold = {candidate.place for candidate in candidates if candidate.bold}
    pairs = [
        (first, second)
        for first, second in itertools.pairwise(candidates)
        if second.place == first.place + 1
        and not bold & {first.place - 1, second.place + 1}  # three in a row are a list
        and first.bold
        and second.bold
        and not second.number
        and not COLON.search(second.words)
        and (COLON.search(first.words) or first.number or cells(first.words) <= 8)
    ]
    others = sum(1 for candidate in candidates if candidate.bold) - 2 * len(pairs)
    return pairs if len(pairs) >= 2 or (pairs and not others) else []


def _forget_slogans(blocks: Sequence[etree._Element]) -> None:
    """A slogan whose line above is no heading after all is a paragraph."""
    for block in blocks:
        if "data-slogan" in block.attrib:
            del block.attrib["data-slogan"]
            slogan = block.getnext()
            if block.tag not in TRUE and slogan is not None:
                slogan.attrib.pop("class", None)
