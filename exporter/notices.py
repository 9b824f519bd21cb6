"""Everything that can go wrong, in one place: coded notices and the errors that end a run.

    ExportError            exit   what the user did or has
    ├── UsageError            2   options that contradict each other
    ├── InputError            3   an input could not be read; the rest is written
    ├── ConfigurationError    4   template, theme, style or exporter.yaml
    ├── OutputError           5   the output could not be written
    └── StrictError           6   written, but with notices and --strict
    (interrupted            130)

A Notice never stops the run: it travels with its article and is listed at the end.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warning", "error"]

NOTICES: dict[str, tuple[Severity, str]] = {
    # code: (severity, what the reader of the list should understand; {} takes the particulars)
    # -- read
    "encoding-guessed": ("info", "not UTF-8; read as {}"),
    "front-matter-repaired": ("warning", "front matter is not valid YAML; read line by line ({})"),
    "front-matter-missing": ("info", "no title in front matter; taken from {}"),
    "front-matter-odd": ("info", "front matter: {}"),
    "date-unreadable": ("info", "date “{}” cannot be read; left out"),
    "input-unreadable": ("error", "cannot be read: {}"),
    # -- clean
    "site-recognised": ("info", "read by the rules for {}"),
    "site-rule-refused": (
        "warning",
        "a site's rule would leave out most of the text, and was not followed: {}",
    ),
    "metadata-taken": ("info", "taken from the page as metadata: {}"),
    "boilerplate-dropped": ("info", "left out as boilerplate: {}"),
    "element-dropped": ("info", "left out: {}"),
    "embed-replaced": ("info", "embedded {} replaced by a card with its address"),
    "nesting-flattened": ("warning", "nested deeper than {}; flattened"),
    "text-illegal-character": ("warning", "{} characters that no XML document may hold were left out"),
    "picture-dropped": ("info", "picture left out: {}"),
    "alt-generated": ("info", "picture without description: {}"),
    "formula-kept": ("info", "formula that could not be converted, kept as {}"),
    "heading-inferred": ("info", "taken as a heading: {}"),
    "text-misdecoded": ("info", "text had been read in a wrong encoding, and was put right: {}"),
    "text-damaged": ("warning", "text is damaged and cannot be put right: {}"),
    "text-unescaped": ("info", "escaped once too often, and put right: {}"),
    # -- pictures
    "picture-missing": ("warning", "picture could not be had ({}); its place and address are kept"),
    "picture-changed": ("warning", "picture changed: {}"),
    "pictures-lightened": ("warning", "pictures made lighter to keep within --max-size: {} at most"),
    "book-too-large": ("warning", "larger than --max-size, whatever is done to its pictures: {}"),
    # -- bind
    "duplicate-article": ("info", "same article as {}; bound once"),
    "index-by-strokes": (
        "info",
        "kanji in the indexes come by strokes: their readings need pip install 'exporter[furigana]'",
    ),
    # -- write
    "book-removed": ("info", "its group is gone; removed: {}"),
    "font-missing": ("warning", "font missing: {}"),
    "glyph-missing": ("warning", "no font has {}"),
    "subset-library-missing": (
        "warning",
        "libharfbuzz-subset is missing: PDFs take far longer; see exporter doctor",
    ),
    "style-reference-dropped": ("warning", "left out of a theme that would refer to what no book holds: {}"),
    "style-problem": ("warning", "style or markup not understood: {}"),
    "font-not-embedded": ("warning", "font not embedded: {}"),
    "vertical-refused": ("warning", "vertical text is for zh-Hant and ja; a book in {} has horizontal lines"),
    "library-unknown-version": ("warning", "{}"),
    "article-plain": (
        "warning",
        "set as plain text, without tables, lists, links and pictures, for it could not be set as it is: {}",
    ),
    "article-failed": ("error", "could not be set: {}; left out of the book"),
    "text-lost": ("error", "the book lacks text of the article near “{}”"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing worth telling: `code` names a row of NOTICES, `about` fills it, `article` is a path."""

    code: str
    about: str = ""
    article: str = ""

    @property
    def severity(self) -> Severity:
        """info, warning or error, from the table."""
        return NOTICES[self.code][0]

    @property
    def text(self) -> str:
        """The sentence shown to the user."""
        return NOTICES[self.code][1].replace("{}", self.about)


class ExportError(Exception):
    """Ends the run: `str()` says what, `place` where (file or file:line), `hint` what to do."""

    exit_code = 1

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.place = place
        self.hint = hint


class UsageError(ExportError):
    """Options that contradict each other or name nothing."""

    exit_code = 2


class InputError(ExportError):
    """An input that could not be read."""

    exit_code = 3


class ConfigurationError(ExportError):
    """A template, theme, style or exporter.yaml that is wrong."""

    exit_code = 4


class OutputError(ExportError):
    """An output that could not be written, or that failed its self-check."""

    exit_code = 5


class SpoiltPictureError(OutputError):
    """A picture in the store that is not what it was: it can be made anew."""


class StrictError(ExportError):
    """Everything was written, but there are notices and --strict was given."""

    exit_code = 6
