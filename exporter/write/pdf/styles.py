"""Which styles set a PDF: the page's measures, the print style, then the reader's own theme."""

from pathlib import Path

from exporter import resources
from exporter.settings import Settings
from exporter.write.pdf.grid import page_style
from exporter.write.pdf.typeset import Sheet


def sheets(settings: Settings) -> list[Sheet]:
    """The styles in cascading order. `settings.theme` names a built-in theme, or a folder with a print.css.

    Raises ConfigurationError for a page size or theme that is none.
    """
    found = [Sheet(page_style(settings.page)), Sheet(resources.read("styles", "print.css"))]
    if settings.theme and Path(settings.theme).is_dir():
        folder = Path(settings.theme)
        if (folder / "print.css").is_file():
            found.append(Sheet((folder / "print.css").read_text("utf-8"), folder))
    elif settings.theme:
        found.append(Sheet(resources.read("styles", f"themes/{settings.theme}.css")))
    return found
