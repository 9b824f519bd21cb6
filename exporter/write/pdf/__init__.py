"""Book -> paginated PDF."""

from pathlib import Path
from typing import TYPE_CHECKING

from exporter.labels import labels
from exporter.model import Book, Written
from exporter.settings import Settings
from exporter.write.atomic import replacing, sha256
from exporter.write.pdf import document
from exporter.write.pdf.cover import cover_jpeg
from exporter.write.pdf.grid import grid, page_style
from exporter.write.pdf.styles import sheets
from exporter.write.pdf.typeset import PageLabel, typeset

if TYPE_CHECKING:
    from weasyprint import Document

__all__ = ["cover_jpeg", "write"]


def write(book: Book, settings: Settings, target: Path) -> Written:
    """The book as a PDF at `target`, on the page size and in the theme of the settings; `units` are pages."""
    area = grid(page_style(settings.page))
    page = document.markup(book, settings, area)
    load = document.loader(document.assets(book))
    with replacing(target) as draft:
        done = typeset(page, sheets(settings), load, draft, lambda pages: page_labels(book, pages))
        return Written(target, draft.stat().st_size, done.pages, sha256(draft))


def page_labels(book: Book, pages: "Document") -> list[PageLabel]:
    """How readers name the pages: the cover by its name, the front in roman, from the body on in arabic."""
    numbered = reversed(list(enumerate(pages.pages)))
    begins = {name: number for number, page in numbered for name in page.anchors}
    first = next(iter(book.contents)).key
    front = begins.get("title-page", begins.get("contents", 0))
    found = [PageLabel(0, prefix=labels(book.lang)["cover"])]
    if front:
        found.append(PageLabel(front, style="r", start=1 if "title-page" in begins else front + 1))
    return [*found, PageLabel(begins[first], style="D")]
