"""What a person sees on standard error: bars on a terminal, notices, one clear line for an error."""

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from exporter.notices import ExportError, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.account import Progress as Watch

MARKS = {"info": "·", "warning": "!", "error": "✗"}
SHOWN = 20  # notices printed one by one; the rest are counted


def plain(text: str) -> str:
    """`text` with the characters that could steer a terminal or reverse a line made visible."""
    return "".join(character if _harmless(character) else f"\\u{ord(character):04x}" for character in text)


def _harmless(character: str) -> bool:
    return (
        unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or character in "\u200d\u200c"
    )


@contextmanager
def watching(notices: Sequence[Notice], *, quiet: bool) -> "Iterator[Watch]":
    """A progress function that draws bars on standard error, only where that is a terminal; see `bars.py`."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():  # None: it was closed
        yield lambda _stage, _done, _total: None
        return
    from exporter.cli import bars  # noqa: PLC0415 - a tenth of what a run loads that finds nothing to do

    with bars.drawn(notices) as watch:
        yield watch


def say(line: str) -> None:
    """A line on standard error."""
    click.echo(line, err=True)


def tabulate(facts: Mapping[str, str]) -> None:
    """A table of facts on standard error, a line each."""
    width = max(map(len, facts), default=0) + 2
    for name, fact in facts.items():
        say(f"{name:<{width}}{plain(fact)}")


def list_notices(notices: Iterable[Notice], verbosity: int) -> None:
    """Warnings and errors one by one (all notices with -v), at most SHOWN unless -v, then counts by code."""
    wanted = [notice for notice in notices if verbosity > 0 or notice.severity != "info"]
    shown = wanted if verbosity > 0 else wanted[:SHOWN]
    for notice in shown:
        place = f"{plain(notice.article)}: " if notice.article else ""
        say(f"{MARKS[notice.severity]} {place}{plain(notice.text)} [{notice.code}]")
    rest = Counter(notice.code for notice in wanted[len(shown) :])
    if rest:
        counts = ", ".join(f"{code} {count}" for code, count in sorted(rest.items()))
        say(f"  and {sum(rest.values())} more: {counts} (all with -v)")


def explain(error: ExportError) -> None:
    """What, where, what to do: at most two lines."""
    place = f"{plain(error.place)}: " if error.place else ""
    say(f"error: {place}{plain(str(error))}")
    if error.hint:
        say(f"  → {plain(error.hint)}")
