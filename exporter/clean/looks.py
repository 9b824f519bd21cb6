"""The few looks of the page that mean something and stay: the lead, verse, a line set in the middle."""

import re

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.candidates import TRUE
from exporter.clean.marks import marks_on
from exporter.clean.page import Page

_LEAD_WITHIN = 3  # blocks: a lead opens the article
_VERSE_LINES, _VERSE_WIDTH = 4, 24
_WORD = re.compile(r"\w")
_PROSE_LINE = re.compile(r"[：:]|^\s*(?:[•·●■\-*]|\d+[.、)])")


def keep_looks(article: etree._Element, _page: Page) -> None:
    """Turns marks into the classes lead, poem and centred; what merely decorated is forgotten."""
    for place, block in enumerate(article):
        if block.tag in TRUE:
            break
        if place < _LEAD_WITHIN and block.tag == "p" and "lead" in marks_on(block):
            block.set("class", "lead")
    for paragraph in article.iter("p"):
        if paragraph.get("class"):
            continue
        if _is_verse(paragraph):
            paragraph.set("class", "poem")
        elif "centred" in marks_on(paragraph) and not _WORD.search(tree.content(paragraph)):
            paragraph.set("class", "centred")


def _is_verse(paragraph: etree._Element) -> bool:
    """Whether the lines of a paragraph are short and many, and no list of items or labels."""
    if len(paragraph.findall("br")) < _VERSE_LINES - 1:
        return False
    lines = text.text_lines(paragraph)
    return all(len(line) <= _VERSE_WIDTH and not _PROSE_LINE.search(line) for line in lines)
