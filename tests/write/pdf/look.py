"""Looks at a finished PDF as a reader does: what stands where on which page."""

import ctypes
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True)
class Drawn:
    """A run of text in one font, or a picture ("" for both), in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    font: str = ""


@dataclass(frozen=True)
class Leaf:
    """A page: its number from 0, its label, its size in points and what is on it."""

    number: int
    label: str
    width: float
    height: float
    runs: tuple[Drawn, ...]
    pictures: tuple[Drawn, ...]

    @property
    def recto(self) -> bool:
        return self.number % 2 == 0

    def within(self, top: float, bottom: float) -> str:
        """The text that stands wholly between two heights."""
        return "".join(run.text for run in self.runs if run.top >= top and run.bottom <= bottom).strip()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def leaves(path: Path) -> list[Leaf]:
    with pypdfium2.PdfDocument(path) as document:
        return [_leaf(document, number) for number in range(len(document))]


def _leaf(document: pypdfium2.PdfDocument, number: int) -> Leaf:
    page = document[number]
    width, height = page.get_size()
    words = page.get_textpage()
    runs = tuple(
        _drawn(thing, height, _text(thing, words), _font(thing))
        for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT])
    )
    pictures = tuple(_drawn(thing, height) for thing in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]))
    return Leaf(number, document.get_page_label(number), width, height, runs, pictures)


def _drawn(thing: pypdfium2.PdfObject, height: float, text: str = "", font: str = "") -> Drawn:
    left, bottom, right, top = thing.get_bounds()
    return Drawn(left, height - top, right, height - bottom, text, font)


def _font(thing: pypdfium2.PdfObject) -> str:
    name = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(thing), name, 200)
    return name.value.decode().split("+")[-1]


def _text(thing: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(thing, words, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(thing, words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def destinations(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page, from 0, of every named destination."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {name: pages[place[0].objgen] for name, place in names.items()}


def links(pdf: pikepdf.Pdf, number: int) -> list[tuple[str, pikepdf.Object]]:
    """The links of a page: the name or address they lead to, and their rectangle."""
    return [
        (str(each.Dest) if "/Dest" in each else str(each.A.URI), each.Rect)
        for each in pdf.pages[number].get("/Annots", [])
    ]


def outline(pdf: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Depth, title and page (from 0) of every entry of the outline."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: list[tuple[int, str, int]] = []

    def walk(entries: list[pikepdf.OutlineItem], depth: int) -> None:
        for entry in entries:
            found.append((depth, entry.title, pages[entry.destination[0].objgen]))
            walk(entry.children, depth + 1)

    with pdf.open_outline() as opened:
        walk(opened.root, 0)
    return found
