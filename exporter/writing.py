"""Books -> files, each book by itself: what fails is told, and the others are written."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from exporter import work
from exporter.account import Account, Failure
from exporter.budget import Budget, Task
from exporter.model import Book, Folio, Listed, Written
from exporter.notices import ExportError, OutputError
from exporter.settings import Settings
from exporter.work import Limits
from exporter.write import WRITERS


def write_books(account: Account, tasks: Sequence[Task]) -> None:
    """Writes the books. Where one is made as a PDF too, its EPUB comes after, and has its page numbers."""
    paged = {book.identifier for _, kind, book in tasks if kind == "pdf"}
    waits = [kind == "epub" and book.identifier in paged for _, kind, book in tasks]
    first = [task for task, wait in zip(tasks, waits, strict=True) if not wait]
    after = [task for task, wait in zip(tasks, waits, strict=True) if wait]
    folios: dict[str, tuple[Folio, ...]] = {}
    for (_, kind, book), written in _written_all(account, first, range(len(tasks))):
        if kind == "pdf":
            folios[book.identifier] = written.folios
    numbered = [(target, kind, _numbered(book, folios)) for target, kind, book in after]
    deque(_written_all(account, numbered, range(len(first), len(tasks))), maxlen=0)


def _numbered(book: Book, folios: Mapping[str, tuple[Folio, ...]]) -> Book:
    return replace(book, folios=folios.get(book.identifier, ()))


def _written_all(account: Account, tasks: Sequence[Task], steps: range) -> Iterator[tuple[Task, Written]]:
    """Writes the books, which are those `steps` of the stage; what comes out too large again, lighter."""
    budget = Budget(account.settings)
    waiting = list(tasks)
    while waiting:
        lighter = []
        for task, written in _made(account, waiting, steps):
            again = budget.again(task, written)
            if again:
                lighter.append(again)
            else:
                account.written.append(replace(written, folios=()))
                account.notices += (*written.notices, *budget.notices(written))
                yield task, written
        waiting = lighter


def _made(account: Account, tasks: Sequence[Task], steps: range) -> Iterator[tuple[Task, Written]]:
    jobs = 1 if len(tasks) < 2 else account.settings.jobs
    apart = any(kind == "pdf" for _, kind, _ in tasks)
    with account.stage("write"), work.executor(jobs, apart=apart) as pool:
        limits = _limits(book for _, _, book in tasks)
        outcomes = work.each(partial(_written, settings=account.settings), tasks, pool, limits)
        for done, (task, outcome) in enumerate(zip(tasks, outcomes, strict=True), steps.start + 1):
            account.progress("write", done, steps.stop)
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
