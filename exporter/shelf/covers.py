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
LARGE = 10_000_000  # bytes: of an EPUB that holds so many parts that it is opened by a worker


def draw(entry: Entry, folder: Path) -> str:
    """Makes the cover of a book in `folder`; gives its name below covers/, "" where no file shows one.

    Raises OutputError where it cannot be written.
    """
    content = next(filter(None, (_drawn(folder / file.name) for file in entry.files)), None)
    if content is None:
        return ""
    name = f"{entry.identifier.rsplit(':', 1)[-1]}.jpg"
    with replacing(folder / COVERS / name) as draft:
        draft.write_bytes(content)
    return name


def _drawn(book: Path) -> bytes | None:
    """What a book shows first, as JPEG; None where it shows nothing."""
    if book.suffix not in SHOWN:
        return None
    apart = book.suffix == ".pdf" or book.stat().st_size > LARGE
    with work.executor(1, apart=apart) as pool:  # who reads it holds where every part of the file lies
        (content,) = work.each(_jpeg, [book], pool, LIMITS)
    return None if isinstance(content, work.Lost) else content


def _jpeg(book: Path) -> bytes:
    content = io.BytesIO()
    shown = SHOWN[book.suffix](book)
    shown.resize((WIDTH, HEIGHT)).save(content, "JPEG", quality=QUALITY, optimize=True)
    return content.getvalue()


def _cover(book: Path) -> Image.Image:
    """The cover of an EPUB."""
    from exporter.write.epub.layout import FOLDER  # noqa: PLC0415 - loads the writer of EPUBs
    from exporter.write.epub.pages import COVER  # noqa: PLC0415

    with zipfile.ZipFile(book) as opened:
        cover = Image.open(io.BytesIO(opened.read(f"{FOLDER}/{COVER}")), formats=("JPEG",))
        cover.draft("RGB", (WIDTH, HEIGHT))  # decoded no larger than need be: whole it takes 12 MB
        return cover if cover.mode == "RGB" else cover.convert("RGB")


def _first_page(book: Path) -> Image.Image:
    """The first page of a PDF, as high as a cover."""
    with import_module("pypdfium2").PdfDocument(book) as opened:
        page = opened[0]
        drawn: Image.Image = page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB")
        return drawn


SHOWN = {".epub": _cover, ".pdf": _first_page}  # what the files of a kind show
