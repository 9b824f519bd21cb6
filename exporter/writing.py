"""Books -> files, each book by itself: what fails is told, and the others are written."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from exporter import steps, work
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
    lasted: dict[str, float] = {}
    with account.stage("write"), steps.counted(account.progress, _steps(tasks), lasted):
        for (_, kind, book), written in _written_all(account, first):
            if kind == "pdf":
                folios[book.identifier] = written.folios
        numbered = [(target, kind, _numbered(book, folios)) for target, kind, book in after]
        deque(_written_all(account, numbered), maxlen=0)
    if "typeset" in lasted:  # a part of the writing
        account.seconds["typeset"] = lasted["typeset"]


def _steps(tasks: Sequence[Task]) -> dict[str, int]:
    """How many steps there are: an article set, an article in an EPUB, a finished book."""
    sizes = [(kind, sum(1 for _ in book.chapters())) for _, kind, book in tasks]
    set_, packed = (sum(size for kind, size in sizes if kind == each) for each in ("pdf", "epub"))
    return {"typeset": set_, "write": packed + len(tasks)}


def _numbered(book: Book, folios: Mapping[str, tuple[Folio, ...]]) -> Book:
    return replace(book, folios=folios.get(book.identifier, ()))


def _written_all(account: Account, tasks: Sequence[Task]) -> Iterator[tuple[Task, Written]]:
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
                account.written.append(replace(written, folios=()))
                account.notices += (*written.notices, *budget.notices(written))
                yield task, written
        waiting = lighter


def _made(account: Account, tasks: Sequence[Task]) -> Iterator[tuple[Task, Written]]:
    jobs = 1 if len(tasks) < 2 else account.settings.jobs
    apart = any(kind == "pdf" for _, kind, _ in tasks)
    with work.executor(jobs, apart=apart) as pool:
        limits = _limits(book for _, _, book in tasks)
        outcomes = work.each(partial(_written, settings=account.settings), tasks, pool, limits)
        for task, outcome in zip(tasks, outcomes, strict=True):
            steps.step("write")
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
    """Characters, and what a picture takes in their stead, and a page whatever stands on it."""
    return listed.length + 1000 * (len(listed.shows) + 1)
