"""Books -> files, each book by itself: what fails is told, and the others are written."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING

from exporter import heap, steps, turns, work
from exporter.account import Account, Failure
from exporter.budget import Budget, Task
from exporter.inheritance import Inherited, inherited
from exporter.model import Book, Folio, Listed, Written
from exporter.notices import ConfigurationError, ExportError, OutputError
from exporter.settings import Settings
from exporter.work import Limits
from exporter.write import SPREAD, writer

if TYPE_CHECKING:
    from exporter.pools import Pool

FEW = 12  # articles of a book: below it, starting workers costs more than it saves


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
    heap.give_back()  # what was sent to workers
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
                noticed = (*written.notices, *budget.notices(written))
                account.written.append(replace(written, notices=noticed, folios=()))
                account.notices += noticed
                yield task, written
        waiting = lighter


def _made(account: Account, tasks: Sequence[Task]) -> Iterator[tuple[Task, Written]]:
    with inherited(tasks) as held, _workers(tasks, account.settings) as pool:
        outcomes = _outcomes(partial(_written, settings=account.settings, pool=pool), held, pool)
        for task, outcome in zip(tasks, outcomes, strict=True):
            steps.step("write")
            if isinstance(outcome, Failure):
                account.failures.append(outcome)
            else:
                yield task, outcome


@contextmanager
def _workers(tasks: Sequence[Task], settings: Settings) -> "Iterator[Pool | None]":
    """The workers of all books; none for a light article by itself, and for one small book."""
    large = len(tasks) > 1 or any(len(list(islice(book.chapters(), FEW))) == FEW for *_, book in tasks)
    apart = any(
        kind in SPREAD and (not book.single or _printing().heavy(book, settings)) for _, kind, book in tasks
    )
    if any(kind == "pdf" for _, kind, _ in tasks):
        with suppress(ConfigurationError):  # it is raised again for each book
            _printing().prepare(settings)
    cluster = settings.cluster if apart else ""
    with work.executor(settings.jobs if large else 1, apart=large or apart, cluster=cluster) as pool:
        yield pool


def _printing() -> ModuleType:
    """The print engine, loaded with the first PDF."""
    return import_module("exporter.write.pdf")


def _outcomes(
    write: Callable[[Inherited[Task]], Written | Failure],
    tasks: Sequence[Inherited[Task]],
    pool: "Pool | None",
) -> Iterator[Written | Failure]:
    """What became of the books in their order; a few are in the making at once, so that no worker waits."""
    if pool is None:
        yield from map(write, tasks)
        return
    threads = turns.Threads(pool.workers + 1)
    try:
        yield from threads.map(write, tasks)
    except BaseException:
        pool.close()
        raise
    finally:
        threads.shutdown(cancel_futures=True)


def _written(task: Inherited[Task], settings: Settings, pool: "Pool | None") -> Written | Failure:
    """One book: its pieces are handed to the workers, or it is as a whole."""
    target, kind, book = task.thing
    try:
        if kind in SPREAD:
            return writer(kind)(book, settings, target, pool)
        (outcome,) = work.each(partial(_whole, settings=settings), [task], pool, _limits(book))
    except ExportError as error:
        return Failure(str(target), error)
    if isinstance(outcome, work.Lost):
        reason = f"could not be made: {outcome.reason}"
        return Failure(str(target), OutputError(reason, place=str(target)))
    return outcome


def _whole(task: Inherited[Task], settings: Settings) -> Written:
    target, kind, book = task.thing
    return writer(kind)(book, settings, target)


def _limits(book: Book) -> Limits:
    """What a book may take to be written: about ten times what an honest one takes."""
    size = sum(_size(chapter.listed) for chapter in book.chapters())
    seconds = 20 + size // 4000
    return Limits(memory=450 + size // 500, cpu=seconds, wall=60 + 4 * seconds)


def _size(listed: Listed) -> int:
    """Characters, and what a picture takes in their stead, and a page whatever stands on it."""
    return listed.length + 1000 * (len(listed.shows) + 1)
