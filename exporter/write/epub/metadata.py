"""What the package says about the book: Dublin Core, EPUB 3.3 refinements, EPUB Accessibility 1.1."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from exporter.labels import labels
from exporter.model import Book
from exporter.typography.pinyin import person, pinyin
from exporter.write.epub.layout import Layout
from exporter.write.epub.titles import plain, titled


@dataclass(frozen=True, slots=True)
class Statement:
    """An element of the package's metadata: dc:NAME, or a meta (`namespace` None)."""

    name: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    namespace: str | None = "DC"


def statements(book: Book, layout: Layout) -> Iterator[Statement]:
    """Everything but the identifier and dcterms:modified, which the package writes itself."""
    yield from _titles(book)
    for lang in dict.fromkeys((book.lang, *(chapter.listed.lang for chapter in book.chapters()))):
        yield Statement("language", lang)
    for number, name in enumerate(filter(None, map(plain, book.creators)), 1):
        yield from _creator(number, name, book.lang)
    yield from (Statement(name, plain(value)) for name, value in _facts(book) if plain(value))
    yield from _series(book)
    yield from _pagination(book)
    yield from _accessibility(book, layout)
    yield Statement("meta", "", {"name": "cover", "content": "cover-image"}, None)  # for EPUB 2 readers


def _titles(book: Book) -> Iterator[Statement]:
    titles = [
        ("main", titled(book.title, book.lang)),
        ("subtitle", plain(book.subtitle)),
    ]
    for number, (kind, text) in enumerate(titles, 1):
        if text:
            yield Statement("title", text, {"id": f"title-{number}"})
            yield _refined(f"title-{number}", "title-type", kind)
            yield _refined(f"title-{number}", "display-seq", str(number))
    filed = _filed(titles[0][1], book.lang, pinyin)
    if filed != titles[0][1]:
        yield _refined("title-1", "file-as", filed)


def _creator(number: int, name: str, lang: str) -> Iterator[Statement]:
    yield Statement("creator", name, {"id": f"creator-{number}"})
    yield _refined(f"creator-{number}", "role", "aut", scheme="marc:relators")
    yield _refined(f"creator-{number}", "file-as", _filed(name, lang, person))
    yield _refined(f"creator-{number}", "display-seq", str(number))


def _filed(name: str, lang: str, read: Callable[[str], str]) -> str:
    """What a library orders a name by. Han characters are read as Chinese in Chinese books alone."""
    return read(name) if lang.startswith("zh") else name


def _refined(target: str, name: str, value: str, **attributes: str) -> Statement:
    return Statement("meta", value, {"refines": f"#{target}", "property": name, **attributes}, None)


def _facts(book: Book) -> Iterator[tuple[str, str]]:
    """Dublin Core elements that need no refinement."""
    if book.last:
        yield "date", book.last.date().isoformat()
    yield "publisher", book.publisher
    for subject in book.subjects:
        yield "subject", subject
    yield "description", book.description
    if book.single:
        yield "source", next(book.chapters()).listed.link
    yield "rights", labels(book.lang)["licence"]


def _series(book: Book) -> Iterator[Statement]:
    """The collection that the book is a volume of (EPUB 3.3, D.3.4), also as calibre and Kobo read it."""
    if book.series:
        name = plain(book.series)
        yield Statement("meta", name, {"id": "series", "property": "belongs-to-collection"}, None)
        yield _refined("series", "collection-type", "series")
        yield _refined("series", "group-position", str(book.volume))
        yield Statement("meta", "", {"name": "calibre:series", "content": name}, None)
        yield Statement("meta", "", {"name": "calibre:series_index", "content": str(book.volume)}, None)


def _pagination(book: Book) -> Iterator[Statement]:
    """What its page numbers are those of (pageBreakSource of EPUB Accessibility 1.1), also as of old."""
    if book.folios:
        source = f"PDF, {len(book.folios)} pp., {book.identifier}"
        yield Statement("source", source, {"id": "pagination"})
        yield _refined("pagination", "source-of", "pagination")
        yield Statement("meta", source, {"property": "pageBreakSource"}, None)


def _accessibility(book: Book, layout: Layout) -> Iterator[Statement]:
    """EPUB Accessibility 1.1, section 2: what is there to be perceived, and how."""
    pictures = list(layout.assets.values())
    moving = any(asset.media_type == "image/gif" for asset in pictures)
    facts = [
        ("accessMode", "textual"),
        *([("accessMode", "visual")] if pictures else []),
        *([("accessModeSufficient", "textual,visual")] if pictures else []),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "displayTransformability"),
        ("accessibilityFeature", "alternativeText"),  # of the cover, at least
        *([("accessibilityFeature", "MathML")] if layout.formulas else []),
        *([("accessibilityFeature", "pageBreakMarkers")] if book.folios else []),
        *([("accessibilityFeature", "pageNavigation")] if book.folios else []),
        ("accessibilityHazard", "unknown" if moving else "none"),  # nobody has watched the animations
        ("accessibilitySummary", labels(book.lang)["accessibility"]),
    ]
    for name, value in facts:
        yield Statement("meta", value, {"property": f"schema:{name}"}, None)
