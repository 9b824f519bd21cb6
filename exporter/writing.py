"""Books -> files, each book by itself: what fails is told, and the others are written."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from exporter import work
from exporter.account import Account, Failure
from exporter.budget import Budget, Task
from exporter.model import Book, Listed, Written
from exporter.notices import ExportError, OutputError
from exporter.settings import Settings
from exporter.work import Limits
from exporter.write import WRITERS


def write_books(account: Account, tasks: Sequence[Task]) -> None:
    """Writes the books; those larger than they may be again, with lighter pictures."""
    budget = Budget(account.settings)
    waiting = list(tasks)
    while waiting:
        lighter = []
        for task, written in _made(account, waiting):
            again = budget.again(task, written)
            if again:
                lighter.append(again)
            else:
                account.written.append(written)
                account.notices += (*written.notices, *budget.notices(written))
        waiting = lighter


def _made(account: Account, tasks: Sequence[Task]) -> Iterator[tuple[Task, Written]]:
    jobs = 1 if len(tasks) < 2 else account.settings.jobs
    apart = any(kind == "pdf" for _, kind, _ in tasks)
    with account.stage("write"), work.executor(jobs, apart=apart) as pool:
        limits = _limits(book for _, _, book in tasks)
        outcomes = work.each(partial(_written, settings=account.settings), tasks, pool, limits)
        for done, (task, outcome) in enumerate(zip(tasks, outcomes, strict=True), 1):
            account.progress("write", done, len(tasks))
            target = task[0]
            if isinstance(outcome, work.Lost):
                error = OutputError(f"could not be made: {outcome.reason}", place=str(target))
                account.failures.append(Failure(str(target), error))
            elif isinstance(outcome, Failure):
                account.failures.append(outcome)
            else:
                yield task, outcome


def _written(task: Task, settings: Settings) -> Written | Failure:
    target, kind, book = task
    try:
        return WRITERS[kind](book, settings, target)
    except ExportError as error:
        return Failure(str(target), error)


def _limits(books: Iterable[Book]) -> Limits:
    """What the largest of the books may take to be written: about ten times what honest ones take."""
    size = max((sum(_size(chapter.listed) for chapter in book.chapters()) for book in books), default=0)
    seconds = 20 + size // 4000
    return Limits(memory=450 + size // 500, cpu=seconds, wall=60 + 4 * seconds)


def _size(listed: Listed) -> int:
    """Characters, and what a picture takes in their stead."""
    return listed.length + 1000 * len(listed.shows)
