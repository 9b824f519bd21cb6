"""Guessed lengths of openings: right for most, and of no consequence where they are wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporter.settings import Settings
from exporter.write.pdf import document, guessing, matter, write
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.join import Laid
from exporter.write.pdf.printing import Task, print_piece
from exporter.write.pdf.styles import column_area, type_area
from tests.write.pdf import shelf
from tests.write.pdf.conftest import Printed


@pytest.mark.parametrize(("lang", "vertical"), [("zh-Hans", False), ("ja", True)], ids=["lines", "columns"])
def test_openings_are_as_long_as_guessed(
    lang: str, vertical: bool, collection: Printed, tmp_path: Path
) -> None:
    sections = {chapter.key: chapter.article.sections for chapter in collection.book.chapters()}
    book = replace(matter.listed(collection.book, sections), lang=lang)
    settings = Settings(vertical=vertical)
    area = column_area(settings) if vertical else type_area(settings)
    for piece in matter.openings(book):
        printed = print_piece(Task(piece, settings, tmp_path)).laid
        guessed = guessing.laid(piece, area)
        assert (guessed.pages, guessed.opens) == (printed.pages, printed.opens)


@pytest.mark.parametrize(("pages", "opens"), [(2, None), (0, "verso")], ids=["too long", "on the other side"])
def test_wrong_guesses_change_nothing(
    pages: int, opens: str | None, collection: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = guessing.laid

    def wrong(piece: document.Piece, area: Grid) -> Laid:
        found = right(piece, area)
        return replace(found, pages=found.pages + pages, opens=opens or found.opens)

    monkeypatch.setattr(guessing, "laid", wrong)
    again = write(shelf.collection(tmp_path / "cache"), Settings(), tmp_path / "x.pdf")
    assert again.xxh128 == collection.written.xxh128
