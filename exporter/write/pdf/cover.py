"""The cover as a picture: set as a page of its own, then drawn in pixels."""

import io
import tempfile
from importlib import import_module
from pathlib import Path

from exporter import heap
from exporter.model import Book
from exporter.settings import Settings
from exporter.write.pdf import document
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.styles import sheets
from exporter.write.pdf.titles import display
from exporter.write.pdf.typeset import Sheet, typeset

WIDTH, HEIGHT = 1600, 2560  # px: what book shops and e-readers ask for
PAGE = "@page cover { size: 250pt 400pt }"  # the same proportions, at a whole number of pixels a point
QUALITY = 88


def cover_jpeg(book: Book, settings: Settings) -> bytes:
    """The cover of `book`, 1600 x 2560 px, as JPEG: the same bytes for the same book."""
    page = document.renderer(book, settings, Grid(250, 400, 10, 10)).render(
        "cover-page.html.j2", cover_title=display(book.title)
    )
    pictures = document.assets(book)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "cover.pdf"
        typeset(page, [*sheets(settings), Sheet(PAGE)], document.loader(pictures), target)
        drawn = _drawn(target)
    heap.give_back()  # 40 MB of pixels
    return drawn


def _drawn(pdf: Path) -> bytes:
    """The first page of a PDF as JPEG. No pixel is held more often than it must be: a copy takes 16 MB."""
    with import_module("pypdfium2").PdfDocument(pdf) as opened:  # late: it costs the start of every run
        image = opened[0].render(scale=WIDTH / 250).to_pil()
    if image.mode != "RGB":
        image = image.convert("RGB")
    if image.size != (WIDTH, HEIGHT):
        image = image.resize((WIDTH, HEIGHT))
    content = io.BytesIO()
    image.save(content, "JPEG", quality=QUALITY, optimize=True)
    return content.getvalue()
