"""Book -> pieces, each an HTML document that is paginated by itself: the first pages and the articles.

What lists them is in matter.py. What depends on the place in the book is not in them: heads and folios are
laid on at the join, and the page numbers of the contents are given when all else is placed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from markupsafe import Markup, escape

from exporter.bind.indexes import Index
from exporter.bind.links import leads
from exporter.labels import date_label, labels
from exporter.model import Article, Asset, Book, Chapter, Listed, Listing, Missing, Part, Picture
from exporter.pictures import load
from exporter.render import Medium, Renderer, shortened
from exporter.settings import Settings
from exporter.write.pdf.body import adapt, as_read
from exporter.write.pdf.codes import code
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.join import NO_HEADS, Heads
from exporter.write.pdf.join.placing import Zone
from exporter.write.pdf.parts import SCHEME
from exporter.write.pdf.titles import cut, display, phrases
from exporter.write.pdf.typeset import Load
from exporter.write.remarks import set_double
from exporter.write.vertical import LANGUAGES, part_emoji, stand_upright, upright

HEAD = 8  # pt: running heads, as print.css sets them
COLOPHON = "colophon.j2"
FLASH = 300  # characters: shorter articles are flashes
LONGEST_RUN = 40  # flashes that one worker sets, and sets again if one of them changes
LARGE = 300  # articles: a larger book has its contents by part, the articles at each part's opening


@dataclass(frozen=True, slots=True)
class Opening:
    """A part or an article where it opens: `depth` counts the parts around it."""

    depth: int
    part: Part | None = None
    chapter: Chapter | None = None
    facts: str = ""
    phrases: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """What is typeset by itself: `template`, for a `book` that holds no more than the piece needs.

    `name` is that of the destination at its beginning. `heads` are cut to the page. `joined` are the flashes
    of which it is made, if it is, one after the other. A piece with `rows` shows the page numbers of others.
    `first` is what an index or the colophon begins with. One with an `index` shows some heads of it;
    `indexes` are the names of all, for the contents.
    """

    name: str
    template: str
    zone: Zone
    book: Book
    heads: Heads = NO_HEADS
    opening: Opening | None = None
    joined: tuple["Piece", ...] = ()
    rows: bool = False
    first: bool = False
    index: Index | None = None
    indexes: tuple[str, ...] = ()
    missing: tuple[tuple[Picture, str], ...] = ()

    @property
    def chapter(self) -> Chapter | None:
        """The chapter it is, if it is one."""
        return self.opening.chapter if self.opening else None

    @property
    def openings(self) -> tuple[Opening, ...]:
        """The part or articles that open in it."""
        single = (self.opening,) if self.opening else ()
        return tuple(each for piece in self.joined for each in piece.openings) or single

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The articles in it."""
        return tuple(opening.chapter for opening in self.openings if opening.chapter)

    @property
    def in_columns(self) -> bool:
        """Whether it may be set in columns: an article in a language that is written so, and the rest.

        Not the colophon: it is full of addresses, and stands in lines in books of columns too (奧付).
        """
        if self.chapter is None:
            return self.template != COLOPHON
        return (self.chapter.listed.lang or self.book.lang).startswith(LANGUAGES)

    def told(self, folios: Mapping[str, str]) -> dict[str, str]:
        """Those of the page numbers, by the names of destinations, that it may show."""
        if not self.rows:
            return {}
        if self.index:
            shown = {row.key for head in self.index.heads for row in head.rows}
        else:
            shown = {*self.indexes, *(entry.key for _, _, entry in entries(self.book))}
        return {name: folio for name, folio in folios.items() if name.partition(".")[0] in shown}

    def of(self, book: Book) -> "Piece":
        """The same piece of `book`, which has its chapters in another form."""
        if self.opening is None or self.opening.chapter is None:
            return replace(self, book=book)
        chapters = tuple(book.chapters())
        pairs = zip(self.joined, chapters, strict=True) if self.joined else ()
        joined = tuple(piece.of(replace(book, contents=(chapter,))) for piece, chapter in pairs)
        return replace(self, book=book, opening=replace(self.opening, chapter=chapters[0]), joined=joined)


def assets(book: Book) -> dict[str, Asset]:
    """Every picture of the book by the address it has in the document."""
    found = (asset for asset in book.gallery.values() if isinstance(asset, Asset))
    return {picture_address(asset): asset for asset in found}


def picture_address(asset: Asset) -> str:
    """The address of a picture inside the document; only the typesetter's own fetcher knows it."""
    return f"asset:{asset.name}"


def renderer(book: Book, settings: Settings, grid: Grid, *, vertical: bool = False) -> Renderer:
    """The print templates for `book`, pictures sized for `grid`, lying on their side if `vertical`."""
    pictures = assets(book)
    if vertical:
        pictures = {
            key: replace(each, width=each.height, height=each.width) for key, each in pictures.items()
        }

    def adapted(body: etree._Element) -> None:
        adapt(body, pictures, grid)
        if settings.remarks == "double":
            set_double(body)
        if vertical:
            stand_upright(body, tables=True)
            part_emoji(body)

    return Renderer(book, _medium(adapted, upright if vertical else escape), settings.template_dir)


def plain(book: Book, settings: Settings) -> Renderer:
    """The same templates, bodies as they are read: what the finished book is compared with."""
    return Renderer(book, _medium(as_read), settings.template_dir)


def _medium(adapted: Callable[[etree._Element], None], stand: Callable[[str], Markup] = escape) -> Medium:
    return Medium(
        folder="print",
        picture=picture_address,
        anchor=lambda key, fragment: f"{SCHEME}{key}.{fragment}" if fragment else f"{SCHEME}{key}",
        identifier=lambda key, fragment: f"{key}.{fragment}",
        adapt=adapted,
        code=code,
        stand=stand,
    )


def opening_pages(book: Book) -> Iterator[Piece]:
    """What comes before the contents."""
    bare = replace(book, contents=(), gallery={}, links={})
    cover = {key: outcome for key, outcome in book.gallery.items() if key == book.cover.picture}
    yield Piece("cover", "cover.j2", "cover", replace(bare, gallery=cover))
    if not book.single:
        yield Piece("title-page", "title-page.j2", "front", bare)


def chapters(book: Book, grid: Grid, *, run_on: bool = False) -> Iterator[Piece]:
    """The articles in reading order; flashes of a part as one piece if they are to `run_on`.

    None is read for it.
    """
    measure = grid.across / HEAD
    run: list[Piece] = []
    for part, depth, entry in entries(book):
        piece = _article(book, part, depth, entry, measure) if isinstance(entry, Chapter) else None
        if run and not (run_on and piece and len(run) < LONGEST_RUN and _follows(piece, run[-1])):
            yield _joined(book, run)
            run = []
        run += [piece] if piece else []
    if run:
        yield _joined(book, run)


def _article(book: Book, part: Part, depth: int, chapter: Chapter, measure: float) -> Piece:
    listed = chapter.listed
    verso = (listed.source or listed.author) if book.single else part.title
    heads = Heads(cut(verso or book.title, measure), cut(listed.title, measure))
    facts = _byline(book, listed)
    opening = Opening(depth, chapter=chapter, phrases=phrases(listed.title), byline=facts)
    return Piece(chapter.key, "chapter.j2", "body", _alone(book, chapter), heads, opening)


def _follows(piece: Piece, before: Piece) -> bool:
    """Whether both are flashes that are set alike: short, without pictures."""
    listed = [chapter.listed for each in (before, piece) for chapter in each.chapters]
    short = all(each.length < FLASH and not each.shows for each in listed)
    return short and piece.in_columns == before.in_columns and piece.heads.verso == before.heads.verso


def _joined(book: Book, run: Sequence[Piece]) -> Piece:
    """The pieces as one; their heads say no title, for there may be several on a page."""
    if len(run) == 1:
        return run[0]
    alone = _alone(book, *(chapter for piece in run for chapter in piece.chapters))
    verso = run[0].heads.verso
    return replace(run[0], book=alone, heads=Heads(verso, verso), joined=tuple(run))


def entries(book: Book) -> Iterator[tuple[Part, int, Part | Chapter]]:
    """Every part and chapter in reading order, with the part it is in and how deep it lies."""
    yield from _within(Part("", book.title, book.contents), 0)


def _within(part: Part, depth: int) -> Iterator[tuple[Part, int, Part | Chapter]]:
    for entry in part.contents:
        yield part, depth, entry
        if isinstance(entry, Part):
            yield from _within(entry, depth + 1)


def stand_in(piece: Piece) -> Piece:
    """A page in the place of an article that could not be set: its title, a word about it, its address."""
    chapter = piece.chapter
    if chapter is None:
        return piece
    body = etree.Element("article")
    etree.SubElement(body, "p").text = labels(piece.book.lang)["article-failed"]
    if chapter.article.link:
        link = etree.SubElement(etree.SubElement(body, "p"), "a", {"href": chapter.article.link})
        link.text = shortened(chapter.article.link)
    return with_article(piece, replace(chapter.article, body=body, sections=(), pictures=(), headimg=None))


def with_article(piece: Piece, article: Article) -> Piece:
    """The piece of a chapter with another article in its place."""
    (chapter,) = piece.book.chapters()
    return piece.of(_alone(piece.book, replace(chapter, listed=article)))


def _alone(book: Book, *chapters: Chapter) -> Book:
    """The book with some of its chapters: their pictures, their links, nothing of the others."""
    shown = {key for chapter in chapters for key in chapter.listed.shows}
    gallery = {key: book.gallery[key] for key in sorted(shown) if key in book.gallery}
    wanted = {address for chapter in chapters for address in _leads(chapter.listed)}
    links = {address: book.links[address] for address in sorted(wanted) if address in book.links}
    return replace(book, contents=chapters, gallery=gallery, links=links)


def _leads(listed: Listed) -> Iterable[str]:
    return listed.leads if isinstance(listed, Listing) else leads(listed)


def markup(renderer: Renderer, piece: Piece, folios: Mapping[str, str], *, vertical: bool = False) -> str:
    """The HTML of a piece; `folios` are page numbers, by the names of destinations."""
    book = renderer.book
    parts = any(isinstance(entry, Part) for entry in book.contents)
    return renderer.render(
        "piece.html.j2",
        piece=f"print/{piece.template}",
        name=piece.name,
        entries=piece.openings or (None,),
        first=piece.first,
        cover_title=display(book.title),
        detailed=not (parts and len(list(book.chapters())) > LARGE),
        deepest=2 if book.single else 1,
        missing=piece.missing,
        index=piece.index,
        indexes=piece.indexes,
        columns=vertical,
        folio=lambda address: folios.get(address.removeprefix(SCHEME), ""),
    )


def missing(book: Book) -> Iterator[tuple[Picture, str]]:
    """Each picture that could not be had, once, with the reason."""
    seen: set[str] = set()
    for chapter in book.chapters():
        for picture in chapter.article.pictures:
            outcome = book.gallery.get(picture.key, Missing(""))
            if isinstance(outcome, Missing) and picture.url not in seen:
                seen.add(picture.url)
                yield picture, outcome.reason


def _byline(book: Book, listed: Listed) -> tuple[str, ...]:
    facts = (listed.source, listed.author, date_label("day", listed.date, book.lang))
    return tuple(dict.fromkeys(fact for fact in facts if fact))


def loader(pictures: dict[str, Asset]) -> Load:
    """Gives the bytes of the book's own pictures, by their address in the document."""
    return lambda address: load(pictures[address])
