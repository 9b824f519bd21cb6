"""The pages of the book: which template shows what, in reading order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote

from exporter.bind.book import span
from exporter.labels import labels
from exporter.model import Book, Chapter, Part
from exporter.render import Renderer
from exporter.write.epub.contents import Entry, entries
from exporter.write.epub.folios import identifier, thinned
from exporter.write.epub.index import jumps
from exporter.write.epub.layout import PAGE, PAGES, Layout, file_name, parts_and_chapters
from exporter.write.epub.split import packed
from exporter.write.epub.titles import titled

COVER = "images/cover.jpg"
ORIGIN = 300  # bytes of markup that an article takes in the colophon, besides its words
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{1,5})?([/?]([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(#([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)


@dataclass(frozen=True, slots=True)
class Page:
    """An XHTML file: the template that makes it, and from what. `chapter` is what it holds of an article.

    `folio` is the number of the PDF's page that it begins with, `more` are those of the pages after it that
    hold what is not shown here, `marks` those of the pages that begin at one of its rows, by where the row
    leads; "" and none where there is no PDF. `properties` are what the manifest says of it.
    """

    id: str
    template: str
    lang: str
    context: dict[str, Any]
    chapter: Chapter | None = None
    folio: str = ""
    more: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    properties: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name in the book."""
        return f"{self.id}.xhtml"


@dataclass(frozen=True, slots=True)
class Origin:
    """What the colophon says of an article: where it came from, and what could not be had."""

    chapter: Chapter
    missing: tuple[tuple[str, str], ...]  # address, reason


def pages(book: Book, layout: Layout, lines: Sequence[Entry]) -> list[Page]:
    """Every page in order: cover, title, contents (`lines`), parts and articles, indexes, colophon."""
    cover = Page("cover", "cover.xhtml.j2", book.lang, {"cover": COVER})
    title = Page("title", "title.xhtml.j2", book.lang, {}, folio=layout.folio("title-page"))
    nav = _nav(book, layout, lines)
    rest = [*_body(book, layout), *_indexes(book, layout), *_colophon(book, layout)]
    nav.context["page_list"] = _page_list(book, layout, [title, nav, *rest])
    return [cover, title, nav, *rest]


def _body(book: Book, layout: Layout) -> Iterator[Page]:
    yield from _lists("", labels(book.lang)["contents"], book, layout)
    for entry in parts_and_chapters(book.contents):
        if isinstance(entry, Part):
            yield _part(entry, book, layout)
            yield from _lists(entry.key, entry.title, book, layout)
        else:
            yield from _chapter(entry, layout)


def _page_list(book: Book, layout: Layout, leaves: Iterable[Page]) -> list[tuple[str, str]]:
    """The numbers of the PDF's pages with the places where they begin here, in order."""
    places: dict[str, str] = {}
    for page in leaves:
        own = filter(None, (page.folio, *page.more, *page.marks.values()))
        places |= {label: f"{page.name}#{identifier(label)}" for label in own}
        places |= dict(layout.marks(page.id))
    listed = [(folio.label, places[folio.label]) for folio in book.folios if folio.label in places]
    return thinned(listed, PAGES // PAGE)


def rendered(page: Page, renderer: Renderer, styles: tuple[str, ...]) -> bytes:
    """The bytes of a page. Raises ConfigurationError for a template that is wrong."""
    names = {"lang": page.lang, "styles": styles, "link": link, "titled": partial(titled, lang=page.lang)}
    marks = {"folio": page.folio, "more": page.more, "marks": page.marks}
    text = renderer.render(page.template, **names, **marks, **page.context)
    return text.encode()


def link(address: str) -> str:
    """`address` as a link may hold it (RFC 3986), "" for one that no reader could follow."""
    candidate = quote(address, safe="%:/?#[]@!$&'()*+,;=~-._", errors="ignore")
    return candidate if _ADDRESS.fullmatch(candidate) else ""


def _nav(book: Book, layout: Layout, lines: Sequence[Entry]) -> Page:
    words = labels(book.lang)
    first = next(book.chapters(), None)
    landmarks = [
        ("cover", "cover.xhtml", words["cover"]),
        ("titlepage", "title.xhtml", words["title-page"]),
        ("toc", "nav.xhtml#toc", words["contents"]),
        *([("bodymatter", layout.anchor(first.key, ""), words["body"])] if first else []),
        *(("index", leaves[0].name, words[index.name]) for index, leaves in layout.indexes),
        ("backmatter", "colophon.xhtml", words["colophon"]),
    ]
    context = {"entries": lines, "landmarks": landmarks}
    marks = layout.rows("contents", _addresses(lines))
    return Page("nav", "nav.xhtml.j2", book.lang, context, folio=layout.folio("contents"), marks=marks)


def _addresses(lines: Iterable[Entry]) -> Iterator[str]:
    for line in lines:
        yield line.href
        yield from _addresses(line.entries)


def _part(part: Part, book: Book, layout: Layout) -> Page:
    chapters = list(part.chapters())
    runs = layout.lists.get(part.key, ())
    listed = runs[0].chapters if runs else ()
    shown = (*listed, *_parts(part)) if layout.lists else part.contents
    lines = entries(shown, book.lang, layout, deep=not layout.lists)
    context = {
        "part": part,
        "count": len(chapters),
        "span": span((chapter.listed.date for chapter in chapters), book.lang),
        "entries": lines,
    }
    marks, more = layout.rows(part.key, (line.href for line in lines)), tuple[str, ...]()
    later = tuple(folio.label for folio in layout.later(part.key))
    if not layout.lists and len(marks) < len(later):  # where a template lists what is in its parts too
        marks, more = {}, later
    folio = layout.folio(part.key)
    return Page(part.key, "part.xhtml.j2", book.lang, context, folio=folio, more=more, marks=marks)


def _parts(part: Part) -> tuple[Part | Chapter, ...]:
    return tuple(entry for entry in part.contents if isinstance(entry, Part))


def _lists(key: str, title: str, book: Book, layout: Layout) -> Iterator[Page]:
    """The pages that list articles, but for the first of a part, which is its opening."""
    for run in layout.lists.get(key, ())[1 if key else 0 :]:
        lines = entries(run.chapters, book.lang, layout, deep=False)
        marks = layout.rows(key, (line.href for line in lines)) if key else {}
        context = {"heading": title, "run": run, "entries": lines}
        yield Page(run.file.removesuffix(".xhtml"), "list.xhtml.j2", book.lang, context, marks=marks)


def _chapter(chapter: Chapter, layout: Layout) -> Iterator[Page]:
    held, facts = layout.pieces(chapter), layout.facts(chapter)
    for number, piece in enumerate(held, 1):
        context = {
            "chapter": piece,
            "lead": facts.lead if number == 1 else "",
            "first": number == 1,
            "last": number == len(held),
        }
        name = file_name(chapter.key, number).removesuffix(".xhtml")
        folio = layout.folio(chapter.key) if number == 1 else ""
        properties = facts.held[number - 1] if facts.held else ()
        yield Page(
            name, "chapter.xhtml.j2", chapter.listed.lang, context, piece, folio, properties=properties
        )


def _indexes(book: Book, layout: Layout) -> Iterator[Page]:
    for index, leaves in layout.indexes:
        for number, leaf in enumerate(leaves):
            ways = jumps(index, leaves) if number == 0 else []
            context = {"index": index, "leaf": leaf, "first": number == 0, "jumps": ways}
            rows = (layout.anchor(row.key, "") for group in leaf.groups for row in group.rows)
            marks, name = layout.rows(index.name, rows), leaf.name.removesuffix(".xhtml")
            folio = "" if number else layout.folio(index.name)
            yield Page(name, "index.xhtml.j2", book.lang, context, folio=folio, marks=marks)


def _colophon(book: Book, layout: Layout) -> Iterator[Page]:
    origins = (Origin(chapter, layout.facts(chapter).missing) for chapter in book.chapters())
    groups = list(packed(origins, _weight)) or [[]]
    for number, group in enumerate(groups, 1):
        context = {"entries": group, "first": number == 1, "last": number == len(groups)}
        name = file_name("colophon", number).removesuffix(".xhtml")
        rows = (layout.anchor(origin.chapter.key, "") for origin in group)
        marks, folio = layout.rows("colophon", rows), layout.folio("colophon") if number == 1 else ""
        yield Page(name, "colophon.xhtml.j2", book.lang, context, folio=folio, marks=marks)


def _weight(origin: Origin) -> int:
    article = origin.chapter.listed
    words = (article.title, article.source, article.author, article.link * 2, *map("".join, origin.missing))
    return ORIGIN + sum(len(word.encode("utf-8", "ignore")) for word in words) + 300 * len(origin.missing)
