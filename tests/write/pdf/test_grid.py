"""Type areas, as page styles draw them: whole characters by whole lines, on the page with room around."""

import re

import pytest

from exporter import resources
from exporter.notices import ConfigurationError
from exporter.settings import Settings
from exporter.write.pdf.grid import Grid, grid
from exporter.write.pdf.styles import type_area

AREAS = [  # page, characters a line, lines, columns
    ("a5", 30, 27, 1),
    ("a5-large", 23, 20, 1),
    ("32k", 26, 24, 1),
    ("16k", 36, 31, 1),
    ("b5", 34, 30, 1),
    ("a4", 22, 42, 2),
    ("letter", 22, 39, 2),
    ("eink-6", 20, 15, 1),
    ("eink-7.8", 25, 19, 1),
    ("eink-10.3", 31, 25, 1),
]


def test_every_page_style_is_known_here() -> None:
    found = {name for name in resources.names("styles") if name.startswith("pages/")}
    assert found == {f"pages/{page}.css" for page, *_ in AREAS}


@pytest.mark.parametrize(("page", "characters", "lines", "columns"), AREAS)
def test_whole_characters_by_whole_lines(page: str, characters: int, lines: int, columns: int) -> None:
    area = type_area(Settings(page=page))
    assert area.measure / area.size == pytest.approx(characters, abs=0.01)
    assert area.height / area.pitch == pytest.approx(lines, abs=0.01)
    assert (area.lines, area.columns) == (lines, columns)


@pytest.mark.parametrize(("page", "columns", "characters"), [("a5", 2, 14), ("a4", 1, 46), ("a4", 3, 14)])
def test_columns_by_setting_hold_whole_characters(page: str, columns: int, characters: int) -> None:
    area = type_area(Settings(page=page, columns=columns))
    assert area.measure / area.size == pytest.approx(characters + (0.14 if columns == 1 else 0), abs=0.01)
    assert area.columns == columns


PAGE = "@page { width: 100mm; height: 180pt } html { font-size: 10pt; line-height: 18pt }"
GRIDS = [
    ("points and millimetres", PAGE, Grid(100 * 72 / 25.4, 180, 10, 18)),
    ("columns", PAGE + ".text { columns: 2; column-gap: 20pt }", Grid(100 * 72 / 25.4, 180, 10, 18, 2, 20)),
    ("a theme after it wins", PAGE + "html { font-size: 12pt }", Grid(100 * 72 / 25.4, 180, 12, 18)),
    ("named pages do not count", PAGE + "@page cover { width: 1pt }", Grid(100 * 72 / 25.4, 180, 10, 18)),
    (
        "nor do other rules",
        PAGE + "p { width: 1pt } /* html */ @import 'x';",
        Grid(100 * 72 / 25.4, 180, 10, 18),
    ),
]


@pytest.mark.parametrize(("css", "expected"), [pytest.param(*case, id=title) for title, *case in GRIDS])
def test_grid(css: str, expected: Grid) -> None:
    assert grid(css) == expected


def test_a_page_style_without_measures_is_told_what_it_lacks() -> None:
    with pytest.raises(ConfigurationError, match=re.escape("height of @page, line-height of html")):
        grid("@page { width: 10pt } html { font-size: 10pt }")


def test_no_such_page() -> None:
    with pytest.raises(ConfigurationError, match=r"pages/a6\.css"):
        type_area(Settings(page="a6"))
