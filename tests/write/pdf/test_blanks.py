"""Page numbers filled into blanks: the same pages as if they had been set so."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

import pytest

from exporter.settings import Settings
from exporter.write.pdf import document, matter
from exporter.write.pdf.document import Piece
from exporter.write.pdf.join.furniture import Slot, furnish
from exporter.write.pdf.join.pen import Pen
from exporter.write.pdf.parts import Part, filled, load
from exporter.write.pdf.parts.blanks import Figures
from exporter.write.pdf.printing import Task, _printed, print_piece
from exporter.write.pdf.typeset import Sheet
from tests.write.pdf.conftest import Printed as Collection

FIGURES = Figures(tuple(f"{17 + figure:04x}" for figure in range(10)), SimpleNamespace(hash="FONT"))
ZEROS: list[tuple[str, bytes, bytes | None]] = [
    # a number, what shows as many zeros, what shows the number
    ("12", b"/FONT 9 Tf\n<00110011> Tj", b"/FONT 9 Tf\n<00120013> Tj"),
    ("12", b"/FONT 9 Tf\n[<0011>-0.027<0011>-0.027 ] TJ", b"/FONT 9 Tf\n[<0012>-0.027<0013>-0.027 ] TJ"),
    ("987", b"/FONT 9 Tf\n[<00110011>3<0011>] TJ", b"/FONT 9 Tf\n[<001a0019>3<0018>] TJ"),
    ("12", b"/FONT 9 Tf\n<001100110011> Tj", None),
    ("12", b"/FONT 9 Tf\n<00110011> Tj\n<0044> Tj", None),
    ("12", b"/OTHER 9 Tf\n<00110011> Tj", None),
    ("12", b"/FONT 9 Tf\n0.2 Tc\n<00110011> Tj", None),
]
PROPORTIONAL = (
    ".article-row::after { font-feature-settings: normal; font-variant-numeric: proportional-nums }"
)


def numbered(collection: Collection, lang: str, most: int = 997) -> Iterator[tuple[Piece, dict[str, str]]]:
    """The pieces of a book that show page numbers, with numbers of all lengths and figures."""
    sections = {chapter.key: chapter.article.sections for chapter in collection.book.chapters()}
    book = replace(matter.listed(collection.book, sections), lang=lang)
    names = [entry.key for _, _, entry in document.entries(book)]
    names += [f"{key}.{section.id}" for key, found in sections.items() for section in found]
    folios = {name: str(7 * 13**place % most + 1) for place, name in enumerate(names)} | {names[0]: "xii"}
    for piece in (*matter.openings(book), *matter.contents(book)):
        yield piece, piece.told(folios)


def contents(part: Part, folios: Mapping[str, str] = MappingProxyType({})) -> list[bytes]:
    """The operators of each page, with these numbers in its blanks."""
    bodies = [part.body(leaf.contents) for leaf in part.leaves]
    shown = [filled(body, part.blanks, folios) for body in bodies] if folios else bodies
    streams = (body.partition(b"\nstream\n")[2].removesuffix(b"\nendstream") for body in shown)
    return [zlib.decompress(stream) for stream in streams]


@pytest.mark.parametrize(("number", "zeros", "expected"), ZEROS)
def test_figures_in_place_of_zeros(number: str, zeros: bytes, expected: bytes | None) -> None:
    form = FIGURES.form(zeros, len(number))
    assert (FIGURES.shown(form, number) if form else None) == expected


def furnished(style: str, folder: Path) -> Iterator[Slot]:
    """Where the folios of left and right pages stand."""
    sheet = Sheet(f"@page {{ size: 300px; @bottom-right {{ content: counter(page); {style} }} }}")
    furniture = furnish("zh-Hans", [""], [sheet], folder / "sample.pdf", {})
    for side in ("left", "right"):
        yield from furniture._slots["", side]


def test_folios_are_drawn_as_if_each_were_set(tmp_path: Path) -> None:
    pen = Pen(None)
    for slot in furnished("font-family: Noto Serif CJK SC; font-feature-settings: 'hwid'", tmp_path):
        for number in ("7", "10", "47", "909", "1234"):
            found = pen.folio(slot.line, number, slot.shift)
            alone = pen.write(slot.line, number, slot.shift)
            assert found
            assert found.operators == alone.operators
            for name, use in alone.faces.items():
                assert use.texts.items() <= found.faces[name].texts.items()
                assert use.widths.items() <= found.faces[name].widths.items()


@pytest.mark.parametrize("text", ["xii", "第 7 页", "٧", "²", ""])
def test_what_is_no_number_is_set(text: str, tmp_path: Path) -> None:
    slot, *_ = furnished("", tmp_path)
    assert Pen(None).folio(slot.line, text, slot.shift) is None


def test_folios_of_figures_that_are_kerned_are_set(tmp_path: Path) -> None:
    slot, *_ = furnished("font-family: Noto Serif CJK SC", tmp_path)  # pairs of which are kerned
    assert Pen(None).folio(slot.line, "17", slot.shift) is None


@pytest.mark.parametrize(("lang", "vertical"), [("zh-Hans", False), ("ja", True)], ids=["lines", "columns"])
def test_numbers_in_blanks_are_as_if_set(
    lang: str, vertical: bool, collection: Collection, tmp_path: Path
) -> None:
    settings = Settings(vertical=vertical)
    for piece, numbers in numbered(collection, lang):
        task = Task(piece, settings, tmp_path, numbers)
        found = print_piece(task)
        assert found.blanks, piece.name
        part, plain = load(found.file), load(_printed(task).file)
        assert contents(part, found.numbers) == contents(plain)
        for name, use in plain.faces.items():
            drawn = part.faces[name]
            assert drawn.takes(use)
            assert use.texts.items() <= drawn.texts.items()


def test_figures_of_several_widths_are_set_as_they_are(collection: Collection, tmp_path: Path) -> None:
    theme = tmp_path / "wide"
    theme.mkdir()
    (theme / "print.css").write_text(PROPORTIONAL)
    settings = Settings(theme=str(theme))
    piece, numbers = next(numbered(collection, "zh-Hans"))
    found = print_piece(Task(piece, settings, tmp_path, numbers))
    assert not found.blanks
    assert contents(load(found.file)) == contents(
        load(_printed(Task(piece, settings, tmp_path, numbers)).file)
    )


def test_numbers_end_below_each_other_where_some_have_four_figures(
    collection: Collection, tmp_path: Path
) -> None:
    seen: set[int] = set()
    for piece, numbers in numbered(collection, "zh-Hans", 9973):
        found = print_piece(Task(piece, Settings(), tmp_path, numbers))
        part = load(found.file)
        operators = b"\n".join(contents(part, found.numbers)).decode("latin-1")
        for hole in part.blanks:
            folio = numbers[hole.name]
            codes = "".join(hole.codes[4 * int(figure) :][:4] for figure in folio)
            free = 4 - len(folio)
            shown = f"[{-500 * free} <{codes}>] TJ" if free else f"[<{codes}>] TJ"
            assert shown in operators
            seen.add(len(folio))
    assert len(seen) >= 3
