"""The options commands share, each in one row."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from exporter import resources, sizes
from exporter.settings import (
    CONVERSIONS,
    FORMATS,
    GROUPINGS,
    INDEXES,
    LINKS,
    PROFILES,
    PROHIBITIONS,
    PUNCTUATION,
    QUOTES,
    TYPOGRAPHY,
)

Command = Callable[..., Any]

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


class Size(click.ParamType[int]):
    """A number of bytes as people write it: 50MB, 2GB."""

    name = "size"

    def convert(self, value: Any, _param: click.Parameter | None, _context: click.Context | None) -> int:
        """Bytes. Raises ConfigurationError."""
        return value if isinstance(value, int) else sizes.parsed(value)


class Names(click.ParamType[tuple[str, ...]]):
    """Some of several names, with commas between them."""

    name = "names"

    def __init__(self, known: Iterable[str]) -> None:
        self.known = tuple(known)

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> tuple[str, ...]:
        """The names. Fails with usage for one that is not known."""
        found = tuple(name.strip() for name in str(value).split(",") if name.strip())
        unknown = [name for name in found if name not in self.known]
        if unknown or not found:
            self.fail(f"no {', '.join(unknown)}; there are: {', '.join(self.known)}", param, context)
        return found


def _names(folder: str) -> list[str]:
    """The built-in page sizes or themes: the folder is the registry."""
    return sorted(
        n.removeprefix(folder).removesuffix(".css") for n in resources.names("styles") if n.startswith(folder)
    )


RUN = (
    click.option("--config", type=FILE, help="Settings file (default: ./exporter.yaml)."),
    click.option("--lang", help="Language of the articles, such as zh-Hans, zh-Hant, ja, ko, en."),
    click.option(
        "--typography",
        type=click.Choice(TYPOGRAPHY),
        help="Rules of Chinese text: 标点, 引号, 空格 (default: standard).",
    ),
    click.option(
        "--quotes",
        type=click.Choice(QUOTES),
        help="Quotation marks: as they are, “”, 「」, or by region (default: source).",
    ),
    click.option(
        "--convert",
        type=click.Choice(CONVERSIONS),
        metavar="NAME",
        help=f"Simplified to Traditional or back, by region: {', '.join(CONVERSIONS)}.",
    ),
    click.option("--offline/--online", default=None, help="Open no network connection."),
    click.option(
        "--media", type=FOLDER, multiple=True, help="Mirror of pictures (host/path), searched first."
    ),
    click.option("--sites", type=FOLDER, help="Folder of your site rules (default: sites beside the posts)."),
    click.option("--cache", type=FOLDER, help="Folder of what is kept between runs."),
    click.option("--no-cache", is_flag=True, default=None, help="Understand every post anew."),
    click.option(
        "--allow-network", multiple=True, metavar="CIDR", help="Fetch from these private addresses too."
    ),
    click.option("--profile", type=click.Choice(PROFILES), help="Device that pictures are made fit for."),
    click.option("--jobs", type=click.IntRange(0), help="Worker processes (0: one a core)."),
    click.option(
        "--cluster", metavar="ADDRESS", help="Typeset on the workers of a Dask scheduler (tcp://HOST:PORT)."
    ),
    click.option("--strict/--lenient", default=None, help="Exit with 6 if there are warnings."),
    click.option("--report", type=FILE, help="Write a JSON report of the run."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
    click.option("-v", "--verbose", count=True, help="List every notice."),
)
BOOK = (
    click.option("--title", help="Title of the book."),
    click.option("--author", help="Author of the book."),
    click.option("--max-size", type=Size(), help="Most a book may have (50MB): lighter pictures."),
    click.option("--page", type=click.Choice(_names("pages/")), help="Page size of the PDF (default: a5)."),
    click.option(
        "--pdf-variant",
        type=click.Choice(["ua", "a"]),
        help="Mark the PDF as PDF/UA-1 (for screen readers) or PDF/A-2u (for archives).",
    ),
    click.option(
        "--columns", type=click.IntRange(1, 3), help="Columns of the PDF (default: the page size's)."
    ),
    click.option("--pinyin/--no-pinyin", default=None, help="Pinyin over the characters of Chinese text."),
    click.option("--furigana/--no-furigana", default=None, help="Kana over the kanji of Japanese text."),
    click.option(
        "--embed-fonts/--no-embed-fonts", default=None, help="Fonts in the EPUB, only its characters."
    ),
    click.option(
        "--vertical/--horizontal", default=None, help="Text in columns from right to left (zh-Hant, ja)."
    ),
    click.option(
        "--links", type=click.Choice(LINKS), help="Addresses of links in a PDF: notes, at the end, or none."
    ),
    click.option(
        "--index",
        type=Names(INDEXES),
        metavar="NAMES",
        help=f"Indexes, comma-separated: {', '.join(INDEXES)} (default: auto, those a large book needs).",
    ),
    click.option("--theme", help="A built-in theme, or a folder with one of your own."),
    click.option("--template-dir", type=FOLDER, help="Your templates; they shadow those of the same name."),
)
LINES = (
    click.option("--engine/--no-engine", default=None, help="Set lines by rules of Chinese (default: yes)."),
    click.option(
        "--punctuation",
        type=click.Choice(PUNCTUATION),
        help="Width of marks: quanjiao full, kaiming half but at the end of sentences, banjiao half.",
    ),
    click.option(
        "--line-start", type=click.Choice(PROHIBITIONS), help="What may not begin a line (default: strict)."
    ),
    click.option("--hanging/--no-hanging", default=None, help="Let pauses and full stops hang out of lines."),
    click.option("--trim/--no-trim", default=None, help="Halve marks at the edges of lines (default: yes)."),
    click.option(
        "--autospace/--no-autospace",
        default=None,
        help="Part Han and Latin that no space parts (default: yes).",
    ),
)
SHELF = (
    click.option("--by", type=click.Choice(GROUPINGS), help="What makes a book (default: category)."),
    click.option("--select", multiple=True, metavar="PATH", help="Only this category, such as 新媒体/ZAKER."),
    click.option("--depth", type=click.IntRange(1), help="Levels of category that make a book (default: 1)."),
    click.option(
        "--volume-size", metavar="SIZE", help="Volumes of at most: 200, 400 pages, 50 MB, month, year."
    ),
    click.option("--format", help=f"Comma-separated: {', '.join(FORMATS)} (default: epub)."),
    click.option(
        "--prune/--keep", default=None, help="Remove books made earlier whose group is gone (default: keep)."
    ),
    click.option(
        "--base-url",
        metavar="URL",
        help="Where the folder will be published, for the catalogues.",
    ),
    click.option("--rebuild", is_flag=True, default=None, help="Write every book anew, changed or not."),
)


def options(*groups: tuple[Command, ...]) -> Callable[[Command], Command]:
    """A decorator that gives a command every option of the groups, in that order."""

    def decorate(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return decorate
