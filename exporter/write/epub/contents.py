"""The table of contents as a tree: parts, articles, sections. The nav document and the NCX both show it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from exporter import render
from exporter.bind.indexes import Index
from exporter.labels import labels
from exporter.model import Book, Chapter, Part
from exporter.settings import Settings
from exporter.write.epub.index import Leaf
from exporter.write.epub.layout import Layout
from exporter.write.epub.split import LIMIT
from exporter.write.epub.titles import titled

NAV_LINE, NCX_LINE = 110, 260  # bytes of markup around the words and the address of a line
Kind = Literal["part", "article", "section", "run", "page"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: where it leads, and the lines beneath it. `title` is never empty."""

    kind: Kind
    title: str
    href: str
    lang: str
    entries: tuple["Entry", ...] = ()


def contents(book: Book, layout: Layout, settings: Settings) -> tuple[Entry, ...]:
    """The lines that a menu shows: parts, articles, sections, then indexes and colophon.

    Of a book with more than readers bear, fewer: no sections, or pages that list the articles in their stead
    (`lists.py`). Kindle shows two levels.
    """
    colophon = Entry("page", labels(book.lang)["colophon"], "colophon.xhtml", book.lang)
    indexes = [_index(index, leaves, book.lang) for index, leaves in layout.indexes]
    back = (*indexes, colophon)
    if layout.lists:
        lines = (*_in_runs(book.contents, "", book.lang, layout), *back)
    else:
        lines = (*entries(book.contents, book.lang, layout), *back)
        lines = lines if borne(lines, layout.room) else _without_sections(lines)
    lines = _two_levels(lines) if settings.profile == "kindle" else lines
    while not borne(lines, layout.room) and any(line.entries for line in lines):
        lines = _shallower(lines)
    return lines


def borne(lines: Iterable[Entry], room: int) -> bool:
    """Whether readers bear a menu of these lines: its document within `room`, its NCX within LIMIT."""
    flat = list(_flat(lines))
    words = sum(len((line.title + line.href).encode("utf-8", "ignore")) for line in flat)
    return words + NAV_LINE * len(flat) <= room and words + NCX_LINE * len(flat) <= LIMIT


def _in_runs(within: Sequence[Part | Chapter], key: str, lang: str, layout: Layout) -> Iterator[Entry]:
    """The pages that list the articles of a part, but for its opening, then the parts in it."""
    runs = layout.lists.get(key, ())[1 if key else 0 :]
    yield from (Entry("run", run.title, run.file, lang) for run in runs)
    for part in within:
        if isinstance(part, Part):
            beneath = tuple(_in_runs(part.contents, part.key, lang, layout))
            yield Entry("part", titled(part.title, lang), layout.anchor(part.key, ""), lang, beneath)


def _flat(lines: Iterable[Entry]) -> Iterator[Entry]:
    for line in lines:
        yield line
        yield from _flat(line.entries)


def _without_sections(lines: Iterable[Entry]) -> tuple[Entry, ...]:
    kept = (line for line in lines if line.kind != "section")
    return tuple(replace(line, entries=_without_sections(line.entries)) for line in kept)


def _two_levels(lines: Iterable[Entry]) -> tuple[Entry, ...]:
    """The same lines in two levels: what lies deeper comes up to the second, sections only under articles."""

    def second(line: Entry) -> Iterator[Entry]:
        shown = line.entries if line.kind == "article" else _flat(_without_sections(line.entries))
        yield from (replace(each, entries=()) for each in shown)

    return tuple(replace(line, entries=tuple(second(line))) for line in lines)


def _shallower(lines: Sequence[Entry]) -> tuple[Entry, ...]:
    """The lines without their deepest level."""
    if not any(line.entries for each in lines for line in each.entries):
        return tuple(replace(line, entries=()) for line in lines)
    return tuple(
        replace(
            line, entries=_shallower(line.entries) if any(e.entries for e in line.entries) else line.entries
        )
        for line in lines
    )


def _index(index: Index, leaves: Sequence[Leaf], lang: str) -> Entry:
    """The line of an index; where it has several pages, with a line for each."""
    beneath = tuple(Entry("page", titled(leaf.heads, lang), leaf.address, lang) for leaf in leaves)
    title = labels(lang)[index.name]
    return Entry("page", title, leaves[0].name, lang, beneath if len(beneath) > 1 else ())


def entries(
    within: Sequence[Part | Chapter], lang: str, layout: Layout, *, deep: bool = True
) -> tuple[Entry, ...]:
    """The lines for parts and chapters of a book in `lang`; unless `deep`, without those beneath them."""
    return tuple(
        _part(each, lang, layout, deep=deep)
        if isinstance(each, Part)
        else _chapter(each, lang, layout, deep=deep)
        for each in within
    )


def _part(part: Part, lang: str, layout: Layout, *, deep: bool) -> Entry:
    beneath = entries(part.contents, lang, layout) if deep else ()
    return Entry("part", titled(part.title, lang), layout.anchor(part.key, ""), lang, beneath)


def _chapter(chapter: Chapter, lang: str, layout: Layout, *, deep: bool) -> Entry:
    listed, address = chapter.listed, layout.anchor(chapter.key, "")
    beneath = _sections(chapter, render.outline(chapter.article.sections), layout) if deep else ()
    return Entry("article", titled(listed.title, lang), address, listed.lang, beneath)


def _sections(chapter: Chapter, outline: Sequence[render.Entry], layout: Layout) -> tuple[Entry, ...]:
    lang = chapter.listed.lang
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
