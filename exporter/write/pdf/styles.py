"""Which styles set a PDF: the page's measures, the print style, then the reader's own theme.

A book of columns is bound at the right: its pages have their margins and heads at the other sides. What is
set in columns lies on its side (parts/turning.py): what style and layout call above is at the right.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from exporter import resources
from exporter.settings import Settings
from exporter.write.pdf.grid import Grid, grid, paper
from exporter.write.pdf.lines import Rules
from exporter.write.pdf.typeset import Sheet
from exporter.write.styles import own

GAP = 2  # characters, at least, between columns


def sheets(settings: Settings, *, right_bound: bool = False) -> list[Sheet]:
    """The styles in cascading order. `settings.theme` names a built-in theme, or a folder with a print.css.

    Raises ConfigurationError for a page size or theme that is none.
    """
    print_sheet = Sheet(resources.read("styles", "print.css"))
    sides = [_right_bound(settings)] if right_bound else []
    index = _columns(".index", type_area(settings))
    return [_page(settings), print_sheet, *sides, *_theme(settings.theme), *_chosen(settings), *index]


def column_sheets(settings: Settings) -> list[Sheet]:
    """The styles of what is set in columns, lying on its side. Raises ConfigurationError."""
    area, sheet = column_area(settings), paper(_measured(settings))
    sides = ("right", "top"), ("left", "bottom")
    margin = f"margin: auto auto auto {sheet.above:.4f}pt"
    margins = " ".join(
        f"@page :{side} {{ {margin}; margin-{inside}: {sheet.inner:.4f}pt }}"
        for side, inside in sides
        if sheet.inner is not None
    )
    page = (
        f"@page {{ size: {sheet.height:.4f}pt {sheet.width:.4f}pt; width: {area.width:.4f}pt; "
        f"height: {area.height:.4f}pt; {margin} }} {margins}"
    )
    tiers = _columns(".text, .index", area)
    return [*sheets(settings), Sheet(resources.read("styles", "print-vertical.css")), Sheet(page), *tiers]


def type_area(settings: Settings) -> Grid:
    """The type area of the page size, as the theme may have changed it. Raises ConfigurationError."""
    return grid(_measured(settings))


def column_area(settings: Settings) -> Grid:
    """The type area of columns lying on its side: whole characters of the height, whole lines of the width.

    Pages of several columns get as many tiers (段組), one below the other. Raises ConfigurationError.
    """
    area = type_area(settings)
    tiers = area.columns
    characters = int(area.height / area.size - GAP * (tiers - 1) + 0.01) // tiers
    taken = characters * tiers * area.size
    width = area.height if tiers > 1 else taken
    gap = (area.height - taken) / (tiers - 1) if tiers > 1 else 0.0
    lines = int(area.width / area.pitch + 0.01)
    return Grid(width, lines * area.pitch, area.size, area.pitch, tiers, gap, turned=True)


def line_rules(settings: Settings, *, vertical: bool = False) -> Rules | None:
    """How lines are to be set; None leaves them to WeasyPrint, which has no vertical ones."""
    if not settings.engine and not vertical:
        return None
    chosen = (settings.punctuation, settings.line_start, settings.hanging, settings.trim, settings.autospace)
    return Rules(*chosen, vertical)


def _measured(settings: Settings) -> str:
    return "\n".join(sheet.css for sheet in (_page(settings), *_theme(settings.theme), *_chosen(settings)))


def _right_bound(settings: Settings) -> Sheet:
    """Margins and heads at the other sides; pages of columns as their furniture sees them, upright."""
    inner, area = paper(_measured(settings)).inner, column_area(settings)
    margins = (
        ""
        if inner is None
        else (
            f"@page :right {{ margin-left: auto; margin-right: {inner:.4f}pt }} "
            f"@page :left {{ margin-left: {inner:.4f}pt; margin-right: auto }}"
        )
    )
    names = "vertical, front, title, bare"  # what is in columns; the cover has no type area
    page = f"@page {names} {{ width: {area.height:.4f}pt; height: {area.width:.4f}pt }}"
    return Sheet("\n".join((resources.read("styles", "right-bound.css"), margins, page)))


def _page(settings: Settings) -> Sheet:
    return Sheet(resources.read("styles", f"pages/{settings.page}.css"))


def _chosen(settings: Settings) -> Iterator[Sheet]:
    """What single settings change of the page: columns of whole characters, indents after headings."""
    if settings.columns:
        plain = grid("\n".join(sheet.css for sheet in (_page(settings), *_theme(settings.theme))))
        characters = int((plain.width / plain.size - GAP * (settings.columns - 1)) / settings.columns)
        gaps = max(1, settings.columns - 1)
        gap = (plain.width - settings.columns * characters * plain.size) / gaps
        yield from _columns(".text", replace(plain, columns=settings.columns, gap=gap), least=1)
    if not settings.indent_after_headings:
        yield Sheet("h2 + p, h3 + p, h4 + p, h5 + p, h6 + p, .subtitle + p { text-indent: 0 }")


def _columns(selector: str, area: Grid, least: int = 2) -> Iterator[Sheet]:
    """What sets elements in the columns of a type area, if it has as many as `least`."""
    if area.columns >= least:
        yield Sheet(f"{selector} {{ columns: {area.columns}; column-gap: {area.gap:.4f}pt }}")


def _theme(theme: str) -> Iterator[Sheet]:
    if not theme:
        return
    folder = Path(theme)
    if not folder.is_dir():
        yield Sheet(resources.read("styles", f"themes/{theme}.css"))
    elif (folder / "print.css").is_file():
        yield Sheet(own(folder / "print.css"), folder)
