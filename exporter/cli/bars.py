"""Bars on a terminal: a stage each, with its rate and the time left by it. Loaded only where there is one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

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

from exporter.account import Progress as Watch
from exporter.cli.console import MARKS
from exporter.notices import Notice

STAGES = {
    "read": "understanding articles",
    "pictures": "getting pictures",
    "bind": "binding books",
    "typeset": "setting articles",
    "write": "writing books",
}
SETTLED = 1.0  # s: before it a rate is chance
NARROW = 72  # characters to a line: with fewer, bars and rates would leave no room for counts and times


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
def drawn(notices: Sequence[Notice]) -> Iterator[Watch]:
    """A progress function that draws a bar a stage on standard error.

    Beside each: steps done, their rate, the time left by it, and how many `notices` there are by now.
    On a narrow terminal there is the stage's verb in the place of its name, and neither bar nor rate.
    """
    console = Console(stderr=True)
    with Progress(*_columns(notices, console.width), console=console, transient=True) as bars:
        tasks = {
            stage: bars.add_task(label, total=None, visible=False, start=False, verb=label.split()[0])
            for stage, label in STAGES.items()
        }

        def watch(stage: str, done: int, total: int) -> None:
            task = tasks[stage]
            if done and not bars.tasks[task].started:  # it waits for the stage before it: no time of its own
                bars.start_task(task)
            bars.update(task, completed=done, total=total, visible=True)

        yield watch


def _columns(notices: Sequence[Notice], width: int) -> tuple[ProgressColumn, ...]:
    """What stands beside each other for a stage on a terminal of that width."""
    steps, left, noticed = MofNCompleteColumn(), _Left(elapsed_when_finished=True), _Noticed(notices)
    if width < NARROW:
        return TextColumn("{task.fields[verb]}"), steps, left, noticed
    return TextColumn("{task.description}"), BarColumn(), steps, _Rate(), left, noticed
