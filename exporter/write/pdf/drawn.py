"""Reads a tagged PDF of ours back from its file: the characters that pages show by PDFium, as readers do."""

import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pikepdf

from exporter.write.pdf.structure import Element, Place, Reading, readings

LONG = 2048  # UTF-16 units of a text object: room for a line
DEEPEST = 15  # forms within forms


def read(pdf: Path) -> list[Reading]:
    """The articles in reading order, each from its title on. Raises pikepdf.PdfError for what is no PDF."""
    with pikepdf.open(pdf) as opened:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        text = drawn(_left_to_right(opened) or pdf)
        root = opened.Root.get("/StructTreeRoot")
        return readings(Element("") if root is None else _element(root, -1, pages), text)


def _element(thing: Any, page: int, pages: Mapping[tuple[int, int], int]) -> Element:
    page = _page(thing, page, pages)
    kids = thing.get("/K", ())
    several = kids if isinstance(kids, pikepdf.Array | tuple) else (kids,)
    return Element(str(thing.get("/S", "")), [_kid(kid, page, pages) for kid in several])


def _kid(kid: Any, page: int, pages: Mapping[tuple[int, int], int]) -> Element | Place:
    if isinstance(kid, int):
        return page, kid
    if "/MCID" in kid:
        return _page(kid, page, pages), int(kid["/MCID"])
    return _element(kid, page, pages)


def _page(thing: Any, page: int, pages: Mapping[tuple[int, int], int]) -> int:
    return pages.get(thing["/Pg"].objgen, page) if "/Pg" in thing else page


def _left_to_right(pdf: pikepdf.Pdf) -> bytes:
    """A copy of a book that is bound at the right, said to be bound at the left; nothing of another.

    PDFium takes the pages' direction for that of the letters, and turns marks and words of columns about.
    """
    preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    if preferences.get("/Direction") != "/R2L":
        return b""
    del preferences["/Direction"]
    copy = io.BytesIO()
    pdf.save(copy)
    return copy.getvalue()


def drawn(pdf: Path | bytes) -> dict[Place, str]:
    """What is drawn in every marked content, as far as it is on the page."""
    pdfium = import_module("pypdfium2")
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            for content, text in _Page(pdfium.raw, page).texts():
                found[number, content].append(text)
            page.close()
    return {place: "".join(texts) for place, texts in found.items()}


class _Page:
    """Reads a page by PDFium's own functions: its text objects are many, and short."""

    def __init__(self, raw: Any, page: Any) -> None:
        self._raw, self._page = raw, page
        self._size = page.get_size()
        self._bounds = tuple(ctypes.c_float() for _ in range(4))
        self._buffer = (ctypes.c_ushort * LONG)()

    def texts(self) -> Iterator[tuple[int, str]]:
        """The texts on the page and the marked contents they are in, in the order drawn."""
        words = self._page.get_textpage()
        for thing in self._objects(self._page, "Page", 0):
            if self._is_seen(thing):
                yield self._raw.FPDFPageObj_GetMarkedContentID(thing), self._text(thing, words)
        words.close()

    def _objects(self, parent: Any, kind: str, depth: int) -> Iterator[Any]:
        raw = self._raw
        at = getattr(raw, f"FPDF{kind}_GetObject")
        for index in range(getattr(raw, f"FPDF{kind}_CountObjects")(parent)):
            thing = at(parent, index)
            sort = raw.FPDFPageObj_GetType(thing)
            if sort == raw.FPDF_PAGEOBJ_TEXT:
                yield thing
            elif sort == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                yield from self._objects(thing, "FormObj", depth + 1)

    def _is_seen(self, thing: Any) -> bool:
        self._raw.FPDFPageObj_GetBounds(thing, *self._bounds)
        left, bottom, right, top = (each.value for each in self._bounds)
        width, height = self._size
        return bool(left >= -1 and bottom >= -1 and right <= width + 1 and top <= height + 1)

    def _text(self, thing: Any, words: Any) -> str:
        size = self._raw.FPDFTextObj_GetText(thing, words, self._buffer, ctypes.sizeof(self._buffer))
        if size > ctypes.sizeof(self._buffer):
            self._buffer = (ctypes.c_ushort * size)()
            size = self._raw.FPDFTextObj_GetText(thing, words, self._buffer, size)
        return ctypes.string_at(self._buffer, size).decode("utf-16-le", "replace").rstrip("\0")
