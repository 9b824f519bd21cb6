"""What stands before and after the text: bylines and statements of source become credits, invitations go."""

import itertools
import re
from collections import Counter

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.candidates import TRUE, cells, is_bold
from exporter.clean.credits import credits_in, date_before, is_empty_credit
from exporter.clean.headings import same
from exporter.clean.invitations import invites, is_prompt, leads_on
from exporter.clean.page import Page
from exporter.clean.sites.statements import state

_FIRST, _LAST = 4, 12  # blocks: how far from either end these lines are looked for
_SHORT = 40  # characters: no paragraph of the text
_MAX_LINE = 120  # cells of a Han character: what is longer is text
_BOXES = ("aside", "blockquote")  # a page may set its disclaimer in a box of its own
_MENU = 3  # links: so many on a line that says nothing else are a menu of the page
_PARTED = re.compile(r"[|｜·•/\s]+")


def take_credits(article: etree._Element, page: Page) -> None:
    """Moves lines such as 来源：… and 文／… 摄影／… from both ends of the article into Article.credits.

    A label that comes more than once is a speaker's name in a conversation, and stays.
    """
    lines = [(paragraph, credits_in(_line(paragraph))) for paragraph in _ends(article)]
    labels = Counter(label for _, found in lines for label, _ in found)
    for paragraph, found in lines:
        if not found or any(labels[label] > 1 for label, _ in found):
            continue
        linked = _with_address(paragraph, found)
        page.credits += [credit for credit in linked if credit not in page.credits]
        if date := date_before(_line(paragraph)):
            state("date", date, page)
        _drop(paragraph)


def drop_invitations(article: etree._Element, page: Page) -> None:
    """Takes out lines, and links at the end of lines, that ask to follow, share, scan or not to copy.

    So it does with the links under a line such as 往期推荐, and anywhere with lines such as 请继续往下阅读.
    """
    for paragraph in list(article.iterchildren("p")):
        if is_prompt(line := _line(paragraph)) and not is_bold(paragraph):
            page.notice("boilerplate-dropped", line)
            tree.drop(paragraph)
    _drop_ways_on(article, page)
    for paragraph in _ends(article):
        line = _line(paragraph)
        asked = invites(line) or ("menu" if _is_menu(paragraph) else "")
        if line and asked and next(paragraph.iter("img"), None) is None:
            page.notice("boilerplate-dropped", f"{line} ({asked})")
            _drop(paragraph)
    last = tree.last(article)
    if last is not None and is_empty_credit(line := _line(last)):
        page.notice("boilerplate-dropped", line)
        tree.drop(last)
    for link in [link for block in list(article)[-_LAST:] for link in block.iter("a")]:
        words = text.folded(tree.content(link))
        if words and invites(words) and text.blank(link.tail):
            page.notice("boilerplate-dropped", words)
            tree.drop(link)


def _drop(paragraph: etree._Element) -> None:
    """Takes out a paragraph, and the box that held nothing else."""
    box = paragraph.getparent()
    tree.drop(paragraph)
    if box is not None and box.tag in _BOXES and tree.empty(box):
        tree.drop(box)


def _drop_ways_on(article: etree._Element, page: Page) -> None:
    """Takes out the lines that name other articles: nothing but links under a line that says so.

    What the author set under a true heading such as 延伸阅读 stays.
    """
    for head in list(article)[-_LAST * 2 :]:
        if head.tag not in {"p", *TRUE} or not leads_on(
            text.folded(tree.content(head)), marked=head.tag != "p"
        ):
            continue
        listed = list(itertools.takewhile(_only_links, head.itersiblings()))
        for part in [head, *listed] if listed else []:
            page.notice("boilerplate-dropped", text.folded(" ".join(text.text_lines(part))))
            tree.drop(part)


def _only_links(block: etree._Element) -> bool:
    """Whether a line or list says nothing but what its links say, brackets and signs aside."""
    linked = "".join(tree.content(link) for link in block.iter("a"))
    return bool(linked) and same(linked, tree.content(block)) and block.tag in {"p", "ul", "ol"}


def _is_menu(paragraph: etree._Element) -> bool:
    """Whether a line is links side by side, parted by signs: 原文链接 · 查看评论 · 微博."""
    links = list(paragraph.iter("a"))
    parted = [_PARTED.fullmatch(link.tail or "") for link in links[:-1]]
    return len(links) >= _MENU and all(parted) and _only_links(paragraph)


def _with_address(paragraph: etree._Element, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The credits, an address that the page cut short for show given in full."""
    links = [link.get("href", "") for link in paragraph.iter("a")]
    if len(found) == 1 and len(links) == 1 and found[0][1].startswith(("http", "www.")):
        return [(found[0][0], links[0])]
    return found


def _ends(article: etree._Element) -> list[etree._Element]:
    """The paragraphs before the text begins and after it ended: up to a real paragraph from either end."""
    blocks = [
        block
        for part in article
        for block in (part if part.tag in _BOXES else [part])
        if part.get("class") != "footnotes"
    ]
    before = list(itertools.takewhile(_beside_text, blocks[:_FIRST]))
    after = list(itertools.takewhile(_beside_text, reversed(blocks[len(before) :][-_LAST:])))
    return [block for block in [*before, *reversed(after)] if block.tag == "p"]


def _beside_text(block: etree._Element) -> bool:
    """Whether a block may stand between the text and its end: a short line, a picture, a rule, a byline."""
    line = _line(block)
    return len(tree.content(block)) <= _SHORT or bool(line and (invites(line) or credits_in(line)))


def _line(block: etree._Element) -> str:
    """The text of a block that is one line of fit length, else ""."""
    if block.tag != "p" or block.find("br") is not None:
        return ""
    words = text.folded(tree.content(block))
    return words if cells(words) <= _MAX_LINE else ""
