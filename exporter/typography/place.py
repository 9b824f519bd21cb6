"""Where a run of text stands, as far as the rules ask, and which runs a rule is asked of."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from exporter.typography.runs import Edit


@dataclass(frozen=True, slots=True)
class Place:
    """`lang` is the run's own BCP 47 tag; `line` says that it is a heading, a caption or verse.

    `quotes` are the marks asked for: curly “”, corner 「」, or "" for those that are there.
    """

    lang: str
    line: bool = False
    quotes: str = ""


Edits = Callable[[str, Place], list[Edit]]
"""A rule: what it would change in a text."""


def having(form: str) -> Callable[[Edits], Edits]:
    """Asks a rule only of texts in which `form` is found: most have nothing that it speaks of.

    The form is to begin with a set or a letter, which the engine of regular expressions looks for by itself.
    """
    search = re.compile(form).search

    def asked_where_found(edits: Edits) -> Edits:
        @functools.wraps(edits)
        def asked(text: str, place: Place) -> list[Edit]:
            return edits(text, place) if search(text) else []

        return asked

    return asked_where_found
