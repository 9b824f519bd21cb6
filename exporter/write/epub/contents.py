"""The table of contents as a tree: parts, articles, sections. The nav document and the NCX both show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exporter import render
from exporter.bind.indexes import Index
from exporter.labels import labels
from exporter.model import Book, Chapter, Part
from exporter.write.epub.index import Leaf
from exporter.write.epub.layout import Layout
from exporter.write.epub.titles import titled

Kind = Literal["part", "article", "section", "page"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: where it leads, and the lines beneath it. `title` is never empty."""

    kind: Kind
    title: str
    href: str
    lang: str
    entries: tuple["Entry", ...] = ()


def contents(book: Book, layout: Layout) -> tuple[Entry, ...]:
    """The whole book's contents, its indexes and the colophon last."""
    colophon = Entry("page", labels(book.lang)["colophon"], "colophon.xhtml", book.lang)
    indexes = (_index(index, leaves, book.lang) for index, leaves in layout.indexes)
    return (*entries(book.contents, book.lang, layout), *indexes, colophon)


def _index(index: Index, leaves: Sequence[Leaf], lang: str) -> Entry:
    """The line of an index; where it has several pages, with a line for each."""
    beneath = tuple(Entry("page", titled(leaf.heads, lang), leaf.address, lang) for leaf in leaves)
    title = labels(lang)[index.name]
    return Entry("page", title, leaves[0].name, lang, beneath if len(beneath) > 1 else ())


def entries(within: Sequence[Part | Chapter], lang: str, layout: Layout) -> tuple[Entry, ...]:
    """The lines for parts and chapters of a book in `lang`."""
    return tuple(
        _part(each, lang, layout) if isinstance(each, Part) else _chapter(each, lang, layout)
        for each in within
    )


def _part(part: Part, lang: str, layout: Layout) -> Entry:
    beneath = entries(part.contents, lang, layout)
    return Entry("part", titled(part.title, lang), layout.anchor(part.key, ""), lang, beneath)


def _chapter(chapter: Chapter, lang: str, layout: Layout) -> Entry:
    article = chapter.article
    beneath = _sections(chapter, render.outline(article.sections), layout)
    return Entry(
        "article", titled(article.title, lang), layout.anchor(chapter.key, ""), article.lang, beneath
    )


def _sections(chapter: Chapter, outline: Sequence[render.Entry], layout: Layout) -> tuple[Entry, ...]:
    lang = chapter.article.lang
    return tuple(
        Entry(
            "section",
            titled(entry.section.title, lang),
            layout.anchor(chapter.key, entry.section.id),
            lang,
            _sections(chapter, entry.entries, layout),
        )
        for entry in outline
    )
