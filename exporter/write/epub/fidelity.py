"""Does the book hold the articles? Their text, letter by letter, against what its pages say."""

from collections.abc import Iterator, Sequence

from lxml import etree

from exporter.clean import text_lines
from exporter.model import Chapter
from exporter.notices import Notice
from exporter.write.epub.check import Finding
from exporter.write.epub.layout import FOLDER
from exporter.write.epub.pages import Page

_PLACEHOLDERS = etree.XPath("//*[contains(concat(' ', normalize-space(@class), ' '), ' placeholder ')]")
_ADDED = etree.XPath("//*[@class = 'backlink' or @class = 'kind']")  # between words of the article
NEAR = 20  # characters that show where text was lost


class Fidelity:
    """Compares each page with what it holds of an article. Templates may add words, not drop any."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._awaited = {f"{FOLDER}/{page.name}": page.chapter for page in pages if page.chapter}

    def visit(self, name: str, root: etree._Element) -> Iterator[Finding]:
        """What the page `name` lacks of its article. Takes what it adds in between out of `root`."""
        chapter = self._awaited.pop(name, None)
        if chapter is not None:
            placeholders = _PLACEHOLDERS(root)
            pictures = len(placeholders) + sum(1 for _ in root.iter("{*}img"))
            for added in (*placeholders, *_ADDED(root)):
                _cleared(added)
            yield from _lost(name, root, chapter, pictures)

    def absent(self) -> Iterator[Finding]:
        """Pages that were never seen."""
        yield from (Finding(name, "is missing") for name in self._awaited)


def _lost(name: str, root: etree._Element, chapter: Chapter, pictures: int) -> Iterator[Finding]:
    said = compact(root)
    if compact(chapter.article.body) not in said:
        lines = ("".join(line.split()) for line in text_lines(chapter.article.body))
        near = next((line for line in lines if line not in said), chapter.article.title)
        yield Finding(name, Notice("text-lost", near[:NEAR]).text)
    if pictures < sum(1 for _ in chapter.article.body.iter("img")):
        yield Finding(name, "the page shows fewer pictures than the article")


def compact(root: etree._Element) -> str:
    """All text under `root`, without white space."""
    return "".join("".join(map(str, root.itertext())).split())


def _cleared(element: etree._Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail
