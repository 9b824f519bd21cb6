"""Book -> paginated PDF."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from exporter.labels import labels
from exporter.model import Book, Chapter, Written
from exporter.notices import Notice, OutputError
from exporter.render import Renderer
from exporter.settings import Settings
from exporter.write.atomic import replacing, sha256
from exporter.write.pdf import addresses, document, fonts, notes, reading
from exporter.write.pdf.check import faults
from exporter.write.pdf.cover import cover_jpeg
from exporter.write.pdf.styles import line_rules, sheets, type_area
from exporter.write.pdf.typeset import PageLabel, Typeset, typeset

if TYPE_CHECKING:
    from weasyprint import Document

__all__ = ["cover_jpeg", "faults", "write"]


def write(book: Book, settings: Settings, target: Path) -> Written:
    """The book as a PDF at `target`, on the page size and in the theme of the settings; `units` are pages.

    What was made is read back before it takes its name: text of an article that is not in it is told in a
    notice. Raises OutputError for a PDF that is not sound, ConfigurationError for a style or template.
    """
    area = type_area(settings)
    book = addresses.noted(book, settings.links)
    renderer = document.renderer(notes.printed(book, area), settings, area)
    load = document.loader(document.assets(book))
    with replacing(target) as draft:
        page = document.markup(renderer, area)
        labelled = partial(page_labels, book)
        done = typeset(page, sheets(settings), load, draft, labelled, line_rules(settings))
        _prove_sound(draft)
        told = (*_notices(book, done), *reading.lost(draft, expected(document.plain(book, settings))))
        return Written(target, draft.stat().st_size, done.pages, sha256(draft), told)


def expected(renderer: Renderer) -> list[reading.Expected]:
    """The text of every article as the book must hold it, with what stands for pictures that are missing."""
    return [_expected(renderer, chapter) for chapter in renderer.book.chapters()]


def _expected(renderer: Renderer, chapter: Chapter) -> reading.Expected:
    body = etree.fromstring(f"<div>{renderer.body(chapter)}</div>")
    for link in body.iter("a"):
        if link.get("class") == "backlink":
            link.text = ""
        elif link.get("class") == "noteref":
            link.text = reading.CALL
    etree.strip_elements(
        body, "{http://www.w3.org/2000/svg}svg", with_tail=False
    )  # codes: their words are unseen
    reading.mark_figures(body)
    apart = tuple("".join(block.itertext()) for note in notes.parted(body) for block in note)
    text = "".join(body.itertext())
    return reading.Expected(chapter.article.path, text, body.find(".//tr") is not None, apart)


def page_labels(book: Book, pages: "Document") -> list[PageLabel]:
    """How readers name the pages: the cover by its name, the front in roman, from the body on in arabic."""
    numbered = reversed(list(enumerate(pages.pages)))
    begins = {name: number for number, page in numbered for name in page.anchors}
    first = next(iter(book.contents)).key
    front = begins.get("title-page", begins.get("contents", 0))
    found = [PageLabel(0, prefix=labels(book.lang)["cover"])]
    if front:
        found.append(PageLabel(front, style="r", start=1 if "title-page" in begins else front + 1))
    if first in begins:
        found.append(PageLabel(begins[first], style="D"))
    return found


def _prove_sound(draft: Path) -> None:
    found = faults(draft)
    if found:
        raise OutputError(f"the PDF is not sound: {'; '.join(found[:3])}", hint="please report this")


def _notices(book: Book, done: Typeset) -> Iterator[Notice]:
    yield from fonts.notices()
    if done.unset:
        yield Notice("library-unknown-version", f"lines are set without rules of Chinese: {done.unset}")
    yield from (Notice("style-problem", warning) for warning in dict.fromkeys(done.warnings))
    for chapter in book.chapters():
        missing = _found(done.missing, chapter.article.title, *chapter.article.body.itertext())
        if missing:
            yield Notice("glyph-missing", missing, chapter.article.path)


def _found(characters: Iterable[str], *texts: str) -> str:
    """Those of `characters` that occur in the texts, each with its code."""
    present = set().union(*texts)
    return ", ".join(f"{each} (U+{ord(each):04X})" for each in characters if each in present)
