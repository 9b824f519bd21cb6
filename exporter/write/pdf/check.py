"""Is a PDF sound? Structure, links, outline, fonts: for books made by anyone. (Text: see reading.py.)"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf

FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def faults(path: Path) -> list[str]:
    """What is wrong with the PDF at `path`, one line each; empty for a sound one."""
    try:
        with pikepdf.open(path) as pdf:
            return [*_syntax(pdf), *_links(pdf), *_outline(pdf), *_fonts(pdf)]
    except (pikepdf.PdfError, OSError) as error:
        return [f"cannot be opened: {error}"]


def _syntax(pdf: Pdf) -> Iterator[str]:
    for problem in pdf.check_pdf_syntax():
        yield f"syntax: {problem}"


def _links(pdf: Pdf) -> Iterator[str]:
    """Internal links whose destination is none: no such name, or a page that is not in the book."""
    landing = _Landing(pdf)
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", Array()):
            if annotation.get("/Subtype") == "/Link":
                target = _target(annotation)
                if target is not None and not landing.lands(target):
                    yield f"page {number}: link to {_shown(target)} lands nowhere"


def _outline(pdf: Pdf) -> Iterator[str]:
    landing = _Landing(pdf)
    with pdf.open_outline() as outline:
        entries = list(outline.root)
        while entries:
            entry = entries.pop()
            entries += entry.children
            target = entry.destination if entry.destination is not None else _target(entry.action or {})
            if target is not None and not landing.lands(target):
                yield f"outline: “{entry.title}” lands nowhere"


def _fonts(pdf: Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == "/Font" and not _embedded(thing):
            yield f"font {str(thing.get('/BaseFont', '?')).lstrip('/')} is not embedded"


def _embedded(font: Object) -> bool:
    if font.get("/Subtype") == "/Type3" or str(font.get("/Subtype", "")).startswith("/CIDFont"):
        return True  # drawn by the file itself; a part of a composite font, which is looked at by itself
    descendants = font.get("/DescendantFonts", Array([font]))
    descriptor = descendants[0].get("/FontDescriptor", Dictionary())
    return any(name in descriptor for name in FONT_FILES)


class _Landing:
    """Where destinations lead in one PDF."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = {page.obj.objgen for page in pdf.pages}
        names = pdf.Root.get("/Names", Dictionary()).get("/Dests")
        self.names: Any = NameTree(names) if names is not None else {}
        self.old_names = pdf.Root.get("/Dests", Dictionary())

    def lands(self, target: Any) -> bool:
        """True if `target`, a destination in any of its forms, is a page of the book."""
        if isinstance(target, Name):
            target = self.old_names.get(str(target))
        elif not isinstance(target, Array | Dictionary):
            target = self.names.get(str(target))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        return isinstance(target, Array) and len(target) > 0 and self._is_page(target[0])

    def _is_page(self, page: Any) -> bool:
        return getattr(page, "objgen", None) in self.pages


def _target(holder: Any) -> Any:
    """The internal destination of a link or action, None where it leads elsewhere."""
    if "/Dest" in holder:
        return holder["/Dest"]
    action = holder.get("/A", holder)
    return action.get("/D") if action.get("/S") == "/GoTo" else None


def _shown(target: Any) -> str:
    return str(target) if not isinstance(target, Array | Dictionary) else "a page"
