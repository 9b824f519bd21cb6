"""Fonts cut down from what HarfBuzz holds of them: WeasyPrint copies each file first, 20 MB of a CJK face."""

from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function


def _unread(stock: Function) -> Function:
    fonts: Any = import_module("weasyprint.pdf.fonts")

    def made(font: Any, *arguments: Any) -> None:
        read = fonts.get_hb_object_data
        if type(font) is fonts.Font:  # a stub has a program of its own
            fonts.get_hb_object_data = lambda _face: b""
        try:
            stock(font, *arguments)
        finally:
            fonts.get_hb_object_data = read

    return made


def _read_where_whole(stock: Function) -> Function:
    fonts: Any = import_module("weasyprint.pdf.fonts")

    def subset(font: Any, *arguments: Any) -> None:
        if not fonts.harfbuzz_subset:  # fontTools cuts what it is given
            font.file_content = fonts.get_hb_object_data(font.hb_face)
        stock(font, *arguments)
        font.file_content = font.file_content or fonts.get_hb_object_data(font.hb_face)

    return subset


PROGRAMS = (
    Change("weasyprint.pdf.fonts:Font", "__init__", _unread),
    Change("weasyprint.pdf.fonts:Font", "subset", _read_where_whole),
)
