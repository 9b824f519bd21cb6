"""What a person sees on standard error: bars on a terminal, notices, one clear line for an error."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from exporter.notices import ExportError, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.pipeline import Progress as Watch

STAGES = {
    "read": "understanding articles",
    "pictures": "getting pictures",
    "bind": "binding books",
    "typeset": "setting articles",
    "write": "writing books",
}
MARKS = {"info": "·", "warning": "!", "error": "✗"}
SETTLED = 1.0  # s: before it a rate is chance
SHOWN = 20  # notices printed one by one; the rest are counted


def plain(text: str) -> str:
    """`text` with the characters that could steer a terminal or reverse a line made visible."""
    return "".join(character if _harmless(character) else f"\\u{ord(character):04x}" for character in text)


def _harmless(character: str) -> bool:
    return (
        unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or character in "\u200d\u200c"
    )


class _Rate(ProgressColumn):
    """Steps a second, of the last while."""

    def render(self, task: Task) -> Text:
        """`12.3/s`; slower than one a second `4.2 s each`; nothing before it is known."""
        speed = task.finished_speed or task.speed
        if not speed or not (task.finished or _is_told(task)):
            return Text("")
        return Text(
            f"{speed:.1f}/s" if speed >= 1 else f"{1 / speed:.1f} s each", style="progress.data.speed"
        )


class _Left(TimeRemainingColumn):
    """The time left by that rate; how long it took once all is done."""

    def render(self, task: Task) -> Text:
        """H:MM:SS; dashes before it is known."""
        return super().render(task) if task.finished or _is_told(task) else Text("-:--:--")


def _is_told(task: Task) -> bool:
    """Whether the stage has gone on for long enough to tell its rate from."""
    return (task.elapsed or 0.0) >= SETTLED


class _Noticed(ProgressColumn):
    """What was noticed so far, beside the stage under way."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        super().__init__()
        self._notices, self._seen, self._counts = notices, 0, Counter[str]()

    def render(self, task: Task) -> Text:
        """`! 3  ✗ 1`: warnings and errors; nothing beside what is done."""
        for notice in self._notices[self._seen :]:
            self._counts[notice.severity] += 1
            self._seen += 1
        told = [f"{MARKS[kind]} {self._counts[kind]}" for kind in ("warning", "error") if self._counts[kind]]
        return Text("" if task.finished else "  ".join(told), style="yellow")


@contextmanager
def watching(notices: Sequence[Notice], *, quiet: bool) -> "Iterator[Watch]":
    """A progress function that draws a bar a stage on standard error, only where that is a terminal.

    Beside each: steps done, their rate, the time left by it, and how many `notices` there are by now.
    """
    console = Console(stderr=True)
    left = _Left(elapsed_when_finished=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        left,
        _Noticed(notices),
    )
    with Progress(
        *columns, console=console, transient=True, disable=quiet or not console.is_terminal
    ) as bars:
        tasks = {
            stage: bars.add_task(label, total=None, visible=False, start=False)
            for stage, label in STAGES.items()
        }

        def watch(stage: str, done: int, total: int) -> None:
            task = tasks[stage]
            if done and not bars.tasks[task].started:  # it waits for the stage before it: no time of its own
                bars.start_task(task)
            bars.update(task, completed=done, total=total, visible=True)

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
