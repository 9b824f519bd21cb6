"""Which styles set a PDF: the page's measures, the print style, then the reader's own theme."""

from collections.abc import Iterator
from pathlib import Path

from exporter import resources
from exporter.settings import Settings
from exporter.write.pdf.grid import Grid, grid
from exporter.write.pdf.lines import Rules
from exporter.write.pdf.typeset import Sheet

GAP = 2  # characters, at least, between columns


def sheets(settings: Settings) -> list[Sheet]:
    """The styles in cascading order. `settings.theme` names a built-in theme, or a folder with a print.css.

    Raises ConfigurationError for a page size or theme that is none.
    """
    print_sheet = Sheet(resources.read("styles", "print.css"))
    return [_page(settings), print_sheet, *_theme(settings.theme), *_chosen(settings)]


def type_area(settings: Settings) -> Grid:
    """The type area of the page size, as the theme may have changed it. Raises ConfigurationError."""
    return grid(
        "\n".join(sheet.css for sheet in (_page(settings), *_theme(settings.theme), *_chosen(settings)))
    )


def line_rules(settings: Settings) -> Rules | None:
    """How lines are to be set; None leaves them to WeasyPrint."""
    if not settings.engine:
        return None
    return Rules(
        settings.punctuation, settings.line_start, settings.hanging, settings.trim, settings.autospace
    )


def _page(settings: Settings) -> Sheet:
    return Sheet(resources.read("styles", f"pages/{settings.page}.css"))


def _chosen(settings: Settings) -> Iterator[Sheet]:
    """What single settings change of the page: columns of whole characters, indents after headings."""
    if settings.columns:
        plain = grid("\n".join(sheet.css for sheet in (_page(settings), *_theme(settings.theme))))
        characters = int((plain.width / plain.size - GAP * (settings.columns - 1)) / settings.columns)
        gaps = max(1, settings.columns - 1)
        gap = (plain.width - settings.columns * characters * plain.size) / gaps
        yield Sheet(f".text {{ columns: {settings.columns}; column-gap: {gap:.4f}pt }}")
    if not settings.indent_after_headings:
        yield Sheet("h2 + p, h3 + p, h4 + p, h5 + p, h6 + p, .subtitle + p { text-indent: 0 }")


def _theme(theme: str) -> Iterator[Sheet]:
    if not theme:
        return
    folder = Path(theme)
    if not folder.is_dir():
        yield Sheet(resources.read("styles", f"themes/{theme}.css"))
    elif (folder / "print.css").is_file():
        yield Sheet((folder / "print.css").read_text("utf-8"), folder)
