"""The style sheets a book carries: ours, then those of the user's theme."""

import re
from pathlib import Path

from exporter import resources
from exporter.notices import ConfigurationError
from exporter.settings import Settings

BUILT_IN = ("base.css", "epub.css")
_OUTSIDE = re.compile(r"@import|url\s*\(", re.IGNORECASE)


def stylesheets(settings: Settings, *, vertical: bool = False, fonts: str = "") -> dict[str, bytes]:
    """The book's style sheets by file name, in the order they apply.

    A theme is a built-in one by name, or a folder: its `epub.css`, if it has one, is read last.
    Raises ConfigurationError for a theme that is none, or whose sheet refers to other files.
    """
    sheets = {name: resources.read("styles", name).encode() for name in BUILT_IN}
    if vertical:
        sheets["vertical.css"] = resources.read("styles", "vertical.css").encode()
    if fonts:
        sheets["fonts.css"] = fonts.encode()
    theme = _theme(settings.theme)
    if theme:
        sheets["theme.css"] = theme.encode()
    return sheets


def _theme(theme: str) -> str:
    if not theme:
        return ""
    if not Path(theme).is_dir():
        return _self_contained(resources.read("styles", f"themes/{theme}.css"), theme)
    sheet = Path(theme) / "epub.css"
    return _self_contained(sheet.read_text("utf-8"), str(sheet)) if sheet.is_file() else ""


def _self_contained(sheet: str, place: str) -> str:
    found = _OUTSIDE.search(sheet)
    if found:
        line = sheet.count("\n", 0, found.start()) + 1
        raise ConfigurationError("an EPUB theme cannot refer to other files", place=f"{place}:{line}")
    return sheet
