"""Which file of the book holds what: file names, the pieces of long articles, and where each id is found."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile

from lxml import etree

from exporter.bind.indexes import Index
from exporter.clean import text_lines
from exporter.model import Article, Asset, Book, Chapter, Folio, Gallery, Listing, Missing, Part
from exporter.render import LONGEST_ADDRESS, Medium
from exporter.write import marks, remarks
from exporter.write.epub import formulas, notes
from exporter.write.epub.folios import Marked, identifier, marked
from exporter.write.epub.index import leaves
from exporter.write.epub.lists import lists
from exporter.write.epub.split import LIMIT, pieces
from exporter.write.vertical import stand_upright

FOLDER = "EPUB"  # where everything but the container's own files lies
MARGIN = 20_000  # bytes of the navigation document that are neither contents nor page list
PAGE, PAGES = 80, 120_000  # bytes of a line of the page list, and of all of it
PLACEHOLDER = 400  # bytes of markup around the address of a picture that could not be had


@dataclass(frozen=True, slots=True)
class Facts:
    """What a book says of an article, found while it was laid out, so that nobody has to read it for that.

    `lead` is its description, `missing` are the addresses of pictures that could not be had, with reasons,
    `held` is what the manifest says of each of its files.
    """

    lead: str = ""
    missing: tuple[tuple[str, str], ...] = ()
    held: tuple[tuple[str, ...], ...] = ()


NOTHING = Facts()


class Layout:
    """The files of a book. Names are ASCII and the same in every build, as reading positions need."""

    def __init__(self, book: Book, *, vertical: bool = False, indexes: Sequence[Index] = ()) -> None:
        self.book = book
        self.indexes = [(index, leaves(index)) for index in indexes]
        self.lists = lists(book)
        self.assets: dict[str, Asset] = {}
        self._pieces: dict[str, tuple[Chapter, ...]] = {}
        self._places: dict[str, Mapping[str, str]] = {}
        self._facts: dict[str, Facts] = {}
        self.folios: dict[str, list[Folio]] = {}
        for folio in book.folios:
            self.folios.setdefault(folio.piece, []).append(folio)
        for chapter in book.chapters():
            self._lay(chapter)
        self.medium = Medium(
            "epub", picture, self.anchor, lambda _key, identifier: identifier, _declared(vertical=vertical)
        )

    @property
    def room(self) -> int:
        """Bytes that the contents may take in the navigation document, the list of pages beside them."""
        return LIMIT - MARGIN - min(PAGE * len(self.book.folios), PAGES)

    def pieces(self, chapter: Chapter) -> tuple[Chapter, ...]:
        """The chapter as the chapters that its files hold: itself, unless it is too long for one.

        Where pages of the PDF begin is marked in them.
        """
        return self._pieces.get(chapter.key) or (self._marked(chapter),)

    def facts(self, chapter: Chapter) -> Facts:
        """What the book says of an article besides its text."""
        return self._facts.get(chapter.key, NOTHING)

    @property
    def formulas(self) -> bool:
        """Whether there are any in the book."""
        return any(any(facts.held) for facts in self._facts.values())

    def folio(self, piece: str) -> str:
        """The number of the page that begins with a piece of the PDF, "" for none."""
        return next((folio.label for folio in self.folios.get(piece, ()) if folio.opens), "")

    def rows(self, piece: str, shown: Iterable[str]) -> dict[str, str]:
        """Where in a list further pages of the PDF begin: their numbers, by what their first row leads to.

        `shown` are the addresses that the list leads to; a PDF may have it in pieces, NAME, NAME-2 ...
        """
        rows = dict.fromkeys(shown)
        begun: dict[str, str] = {}
        for folio in self.later(piece):
            key, _, fragment = folio.leads.partition(".")
            places = (self.anchor(key, fragment), self.anchor(key, ""))  # of a section, or else its article
            row = next((place for place in places if key and place in rows), "")
            if row:
                begun.setdefault(row, folio.label)
        return begun

    def later(self, piece: str) -> Iterator[Folio]:
        """The pages of a list, NAME, NAME-2 ..., but for the one that begins with it."""
        names = (piece, *takewhile(self.folios.__contains__, (f"{piece}-{n}" for n in count(2))))
        folios = (folio for name in names for folio in self.folios.get(name, ()))
        return (folio for folio in folios if folio.label != self.folio(piece))

    def marks(self, key: str) -> Iterator[tuple[str, str]]:
        """The numbers of the pages that begin within a chapter, with the address of each."""
        for folio in self.folios.get(key, ()):
            address = "" if folio.opens else self.anchor(key, identifier(folio.label))
            if "#" in address:
                yield folio.label, address

    def _marked(self, chapter: Chapter) -> Chapter:
        """The same chapter, marked whenever it is read."""
        folios = self.folios.get(chapter.key, [])
        if all(folio.opens for folio in folios):
            return chapter
        listed = chapter.listed
        if isinstance(listed, Listing):
            return replace(chapter, listed=replace(listed, record=Marked(listed.record, tuple(folios))))
        return replace(chapter, listed=replace(listed, body=marked(listed.body, folios)))

    def anchor(self, key: str, fragment: str) -> str:
        """The address of a chapter or part, or of a place in it; where that is not there, its beginning."""
        file = self._places.get(key, {}).get(fragment)
        return f"{file}#{fragment}" if file else f"{key}.xhtml"

    def _lay(self, given: Chapter) -> None:
        chapter = self._marked(given)
        outcomes = {each.id: self.book.gallery.get(each.key) for each in chapter.article.pictures}
        grown = {
            each.id: min(len(each.url), LONGEST_ADDRESS) * 3 + PLACEHOLDER
            for each in chapter.article.pictures
        }

        def extra(element: etree._Element) -> int:
            if element.tag == "math":
                return formulas.DECLARATION
            if element.get("class") in {"noteref", "footnote"}:
                return notes.GROWTH
            source = element.get("src", "")
            return grown.get(source, 0) if isinstance(outcomes.get(source), Missing | None) else 0

        bodies = pieces(chapter.article.body, extra)
        facts = _facts(chapter.article, bodies, self.book.gallery)
        if facts != NOTHING:
            self._facts[chapter.key] = facts
        if len(bodies) > 1:
            self._pieces[chapter.key] = tuple(
                Chapter(chapter.key, replace(chapter.article, body=body)) for body in bodies
            )
        self._places[chapter.key] = {
            name: file_name(chapter.key, number)
            for number, body in enumerate(bodies, 1)
            for element in body.iter()
            if (name := element.get("id"))
        }
        for image in chapter.article.body.iter("img"):
            asset = outcomes.get(image.get("src", ""))
            if isinstance(asset, Asset):
                self.assets.setdefault(asset.name, asset)


def _facts(article: Article, bodies: Sequence[etree._Element], gallery: Gallery) -> Facts:
    held = tuple(map(formulas.properties, bodies))
    return Facts(_lead(article), tuple(_missing(article, gallery)), held if any(held) else ())


def _lead(article: Article) -> str:
    """The article's description, unless it only repeats what the text says."""
    text = "".join(text_lines(article.body, readings=False))
    said = "".join(article.description.split()).rstrip(".…。")
    return "" if said in "".join(text.split()) else article.description


def _missing(article: Article, gallery: Gallery) -> Iterator[tuple[str, str]]:
    for picture in article.pictures:
        outcome = gallery.get(picture.key, Missing(""))
        if isinstance(outcome, Missing):
            yield picture.url, outcome.reason


def _declared(*, vertical: bool) -> Callable[[etree._Element], None]:
    def adapt(body: etree._Element) -> None:
        _declare(body)
        if vertical:
            stand_upright(body)

    return adapt


def _declare(body: etree._Element) -> None:
    formulas.declare(body)
    notes.declare(body)
    marks.emphasise(body)
    remarks.set_smaller(body)


def file_name(key: str, number: int = 1) -> str:
    """The file of a page, or of the second and further pieces of one."""
    return f"{key}.xhtml" if number == 1 else f"{key}-{number}.xhtml"


def picture(asset: Asset) -> str:
    """The address of a picture, from any page of the book."""
    return f"images/{asset.name}"


def parts_and_chapters(contents: tuple[Part | Chapter, ...]) -> Iterator[Part | Chapter]:
    """Parts and chapters in reading order, each part before what it holds."""
    for entry in contents:
        yield entry
        if isinstance(entry, Part):
            yield from parts_and_chapters(entry.contents)
