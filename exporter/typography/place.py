"""Where a run of text stands, as far as the rules ask."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`lang` is the run's own BCP 47 tag; `line` says that it is a heading, a caption or verse.

    `quotes` are the marks asked for: curly “”, corner 「」, or "" for those that are there.
    """

    lang: str
    line: bool = False
    quotes: str = ""
