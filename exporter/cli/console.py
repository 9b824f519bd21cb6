"""What a person sees on standard error: bars on a terminal, notices, one clear line for an error."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from exporter.notices import ExportError, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.pipeline import Progress as Watch

STAGES = {"read": "understanding articles", "pictures": "getting pictures", "write": "writing books"}
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
def watching(*, quiet: bool) -> "Iterator[Watch]":
    """A progress function that draws a bar a stage on standard error, only where that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, disable=quiet or not console.is_terminal
    ) as bars:
        tasks = {stage: bars.add_task(label, total=None, visible=False) for stage, label in STAGES.items()}

        def watch(stage: str, done: int, total: int) -> None:
            bars.update(tasks[stage], completed=done, total=total, visible=True)

        yield watch


def say(line: str) -> None:
    """A line on standard error."""
    click.echo(line, err=True)


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
