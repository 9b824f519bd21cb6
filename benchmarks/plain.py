"""A book as plain HTML, with its styles and pictures beside it: what any other tool would be given."""

import re
from pathlib import Path

from exporter.model import Book
from exporter.pictures import load
from exporter.settings import Settings
from exporter.write.pdf import document
from exporter.write.pdf.styles import sheets
from tests.write.pdf.single import WHOLE, page

STYLE = '<head><meta charset="utf-8"><link rel="stylesheet" href="book.css">'


def write(book: Book, settings: Settings, folder: Path) -> Path:
    """The HTML file in `folder`: the same pieces as ours, page numbers and heads left to CSS."""
    pictures = document.assets(book)
    for address, asset in pictures.items():
        (folder / _file(address)).write_bytes(load(asset))
    (folder / "book.css").write_text("\n".join(sheet.css for sheet in sheets(settings)) + WHOLE, "utf-8")
    markup = re.sub('"(asset:[^"]*)"', lambda match: f'"{_file(match[1])}"', page(book, settings))
    target = folder / "book.html"
    target.write_text("<!DOCTYPE html>" + markup.replace("<title>", f"{STYLE}<title>", 1), "utf-8")
    return target


def _file(address: str) -> str:
    return address.removeprefix("asset:").replace("/", "_")
