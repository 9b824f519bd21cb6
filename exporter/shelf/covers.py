"""Covers for the shelf, drawn from the finished files."""

import io
import zipfile
from importlib import import_module
from pathlib import Path

from PIL import Image

from exporter import work
from exporter.shelf.entry import HEIGHT, WIDTH, Entry
from exporter.shelf.manifest import COVERS
from exporter.write.atomic import replacing

QUALITY = 82
LIMITS = work.Limits(memory=600, cpu=30, wall=120)  # of drawing a page


def draw(entry: Entry, folder: Path) -> str:
    """Makes the cover of a book in `folder`; gives its name below covers/, "" where no file shows one.

    Raises OutputError where it cannot be written.
    """
    drawn = next(filter(None, (_picture(folder / file.name) for file in entry.files)), None)
    if drawn is None:
        return ""
    name = f"{entry.identifier.rsplit(':', 1)[-1]}.jpg"
    content = io.BytesIO()
    drawn.resize((WIDTH, HEIGHT)).save(content, "JPEG", quality=QUALITY, optimize=True)
    with replacing(folder / COVERS / name) as draft:
        draft.write_bytes(content.getvalue())
    return name


def _picture(book: Path) -> Image.Image | None:
    if book.suffix == ".epub":
        return _cover(book)
    if book.suffix == ".pdf":
        with work.executor(1, apart=True) as pool:  # pdfium holds where every object of the file lies
            (drawn,) = work.each(_first_page, [book], pool, LIMITS)
        return None if isinstance(drawn, work.Lost) else Image.frombytes("RGB", *drawn)
    return None


def _cover(book: Path) -> Image.Image:
    """The cover of an EPUB."""
    from exporter.write.epub.layout import FOLDER  # noqa: PLC0415 - loads the writer of EPUBs
    from exporter.write.epub.pages import COVER  # noqa: PLC0415

    with zipfile.ZipFile(book) as opened:
        cover = Image.open(io.BytesIO(opened.read(f"{FOLDER}/{COVER}")), formats=("JPEG",))
        return cover if cover.mode == "RGB" else cover.convert("RGB")


def _first_page(book: Path) -> tuple[tuple[int, int], bytes]:
    """The first page of a PDF, as high as a cover: its size in px, and its pixels."""
    with import_module("pypdfium2").PdfDocument(book) as opened:
        page = opened[0]
        drawn = page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB")
        return drawn.size, drawn.tobytes()
