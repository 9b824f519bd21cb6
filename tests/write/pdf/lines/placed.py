"""Where the glyphs of a PDF stand, as PDFium reads them: for tests, and for the benchmark of typography."""

import ctypes
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from pypdfium2 import raw


def unsaid(pdf: Path) -> bytes:
    """The PDF without what its glyphs are said to stand for, which hides where each of them is."""
    out = io.BytesIO()
    with pikepdf.open(pdf) as document:
        for sheet in document.pages:
            if "/Contents" not in sheet:
                continue
            sheet.contents_coalesce()
            content = sheet.Contents.read_bytes()
            sheet.Contents.write(re.sub(rb"<</ActualText <\w+>>>\s*BDC", b"BMC", content))
        document.save(out)
    return out.getvalue()


def placed(sheet: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float]]:
    """Each character that was drawn, with its pen: pt from the left and from the top edge of the page."""
    words, height = sheet.get_textpage(), sheet.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(words.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(words, index))
        if not raw.FPDFText_IsGenerated(words, index) and text not in "\r\n":
            raw.FPDFText_GetCharOrigin(words, index, x, y)
            yield text, x.value, height - y.value
