"""The style sheets a book carries: ours, then those of the user's theme."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exporter import resources
from exporter.notices import Notice
from exporter.settings import Settings
from exporter.write import styles
from exporter.write.epub import themes
from exporter.write.epub.themes import Attached, Enclosed

BUILT_IN = ("base.css", "epub.css")


@dataclass(frozen=True, slots=True)
class Styles:
    """Sheets by file name in the order they apply, what they refer to, and what a theme had to leave out."""

    sheets: Mapping[str, bytes]
    files: Mapping[str, Attached]
    notices: tuple[Notice, ...] = ()


def stylesheets(settings: Settings, *, vertical: bool = False, fonts: str = "") -> Styles:
    """The book's styles.

    A theme is a built-in one by name, or a folder: its `epub.css`, if it has one, is read last.
    Raises ConfigurationError for a theme that is none, or whose sheet cannot be read.
    """
    sheets = {name: resources.read("styles", name).encode() for name in BUILT_IN}
    if vertical:
        sheets["vertical.css"] = resources.read("styles", "vertical.css").encode()
    if fonts:
        sheets["fonts.css"] = fonts.encode()
    theme = _theme(settings.theme)
    if theme.css:
        sheets["theme.css"] = theme.css.encode()
    place = Path(settings.theme) / "epub.css"
    told = [Notice("style-reference-dropped", f"{place}: {what}") for what in theme.left_out]
    return Styles(sheets, theme.files, tuple(told))


def _theme(theme: str) -> Enclosed:
    if not theme:
        return Enclosed()
    if not Path(theme).is_dir():
        return Enclosed(resources.read("styles", f"themes/{theme}.css"))
    sheet = Path(theme) / "epub.css"
    return themes.enclosed(styles.own(sheet), sheet.parent) if sheet.is_file() else Enclosed()
