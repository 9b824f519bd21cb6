"""Book -> the one HTML document that is paginated: openings in order, running heads, contents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from exporter.labels import date_label, labels
from exporter.model import Asset, Book, Chapter, Missing, Part, Picture
from exporter.pictures import load
from exporter.render import Medium, Renderer
from exporter.settings import Settings
from exporter.write.pdf.body import adapt, as_read
from exporter.write.pdf.codes import code
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.titles import cut, display, phrases
from exporter.write.pdf.typeset import Load

HEAD = 8  # pt: running heads, as print.css sets them
LARGE = 300  # articles: a larger book has its contents by part, the articles at each part's opening


@dataclass(frozen=True, slots=True)
class Opening:
    """A part or an article where it opens: `depth` counts the parts around it, heads are cut to the page."""

    depth: int
    part: Part | None = None
    chapter: Chapter | None = None
    facts: str = ""
    phrases: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    verso: str = ""
    recto: str = ""


def assets(book: Book) -> dict[str, Asset]:
    """Every picture of the book by the address it has in the document."""
    found = (asset for asset in book.gallery.values() if isinstance(asset, Asset))
    return {picture_address(asset): asset for asset in found}


def picture_address(asset: Asset) -> str:
    """The address of a picture inside the document; only the typesetter's own fetcher knows it."""
    return f"asset:{asset.name}"


def renderer(book: Book, settings: Settings, grid: Grid) -> Renderer:
    """The print templates for `book`, pictures sized for `grid`."""
    pictures = assets(book)
    return Renderer(book, _medium(lambda body: adapt(body, pictures, grid)), settings.template_dir)


def plain(book: Book, settings: Settings) -> Renderer:
    """The same templates, bodies as they are read: what the finished book is compared with."""
    return Renderer(book, _medium(as_read), settings.template_dir)


def _medium(adapted: Callable[[etree._Element], None]) -> Medium:
    return Medium(
        folder="print",
        picture=picture_address,
        anchor=lambda key, fragment: f"#{key}.{fragment}" if fragment else f"#{key}",
        identifier=lambda key, fragment: f"{key}.{fragment}",
        adapt=adapted,
        code=code,
    )


def markup(renderer: Renderer, grid: Grid) -> str:
    """The HTML of the whole book."""
    book = renderer.book
    chapters = list(book.chapters())
    parts = any(isinstance(entry, Part) for entry in book.contents)
    return renderer.render(
        "book.html.j2",
        cover_title=display(book.title),
        modified=book.modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        sequence=list(openings(book, grid)),
        sectioned=any(chapter.article.sections for chapter in chapters),
        detailed=not (parts and len(chapters) > LARGE),
        deepest=2 if book.single else 1,
        missing=list(missing(book)),
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


def openings(book: Book, grid: Grid) -> Iterator[Opening]:
    """Parts and articles in reading order, each with what its opening and its running heads say."""
    yield from _openings(book, Part("", book.title, book.contents), grid, 0)


def _openings(book: Book, part: Part, grid: Grid, depth: int) -> Iterator[Opening]:
    measure = grid.width / HEAD
    for entry in part.contents:
        if isinstance(entry, Part):
            yield Opening(depth, part=entry, facts=_facts(book, entry))
            yield from _openings(book, entry, grid, depth + 1)
        else:
            article = entry.article
            verso = (article.source or article.author) if book.single else part.title
            yield Opening(
                depth,
                chapter=entry,
                phrases=phrases(article.title),
                byline=_byline(book, entry),
                verso=cut(verso or book.title, measure),
                recto=cut(article.title, measure),
            )


def _byline(book: Book, chapter: Chapter) -> tuple[str, ...]:
    article = chapter.article
    facts = (article.source, article.author, date_label("day", article.date, book.lang))
    return tuple(dict.fromkeys(fact for fact in facts if fact))


def _facts(book: Book, part: Part) -> str:
    words = labels(book.lang)
    count = words["articles"].format(n=len(list(part.chapters())))
    days = [chapter.article.date for chapter in part.chapters() if chapter.article.date]
    if not days:
        return count
    days.sort(key=lambda day: day.date())
    first, last = (date_label("month", day, book.lang) for day in (days[0], days[-1]))
    return f"{count} · {first if first == last else words['span'].format(first=first, last=last)}"


def loader(pictures: dict[str, Asset]) -> Load:
    """Gives the bytes of the book's own pictures, by their address in the document."""
    return lambda address: load(pictures[address])
