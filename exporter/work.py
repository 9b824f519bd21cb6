"""Where work runs: in line, or in worker processes with limits. A bad task costs itself alone."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from exporter import confinement
from exporter.attempts import UNLIMITED, Lost, attempted
from exporter.confinement import Limits
from exporter.turns import AHEAD

if TYPE_CHECKING:
    from exporter.cluster import Cluster
    from exporter.pools import Pool

Task = TypeVar("Task")
Result = TypeVar("Result")

__all__ = [
    "AHEAD",
    "UNLIMITED",
    "Executor",
    "Limits",
    "Lost",
    "attempted",
    "cores",
    "each",
    "executor",
    "in_lots",
]

Executor = AbstractContextManager["Pool | None"]


def cores(jobs: int) -> int:
    """How many workers `jobs` asks for; 0 is one for each core this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def executor(jobs: int, *, apart: bool = False, cluster: str = "") -> "Iterator[Pool | None]":
    """A pool of `jobs` workers, or None where one job that need not be `apart` is to run in line.

    With it are the workers of a `cluster`, the address of its scheduler.

    However the block is left (an interrupt, an error), its workers are gone afterwards.
    """
    if cores(jobs) == 1 and not apart and not cluster:
        yield None
        return
    from exporter.cluster import Cluster  # noqa: PLC0415 - what hands out work is loaded where there is some
    from exporter.pools import Pool  # noqa: PLC0415

    pool = Pool(cores(jobs), Cluster(cluster) if cluster else None)
    try:
        yield pool
    finally:
        pool.close()


def each(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    pool: "Pool | Cluster | None",
    limits: Limits | Callable[[Task], Limits] = UNLIMITED,
) -> Iterator[Result | Lost]:
    """What became of every task, in their order, streaming: never more than a few are waiting.

    `limits` are those of each task, or tell those of one.
    An ExportError is raised as it is; any other end of a task is Lost, and the rest goes on. In line the
    limits bind Python code alone: what may hang or crash in C must run apart.
    """
    queue = ((task, limits(task) if callable(limits) else limits) for task in tasks)
    if pool is None:
        yield from (attempted(function, task, within) for task, within in queue)
        return
    from exporter.pools import Errand  # noqa: PLC0415

    ahead = islice(queue, pool.workers * AHEAD)
    waiting = deque(Errand(pool, function, task, within) for task, within in ahead)
    while waiting:
        yield waiting.popleft().outcome()
        waiting.extend(Errand(pool, function, task, within) for task, within in islice(queue, 1))


def in_lots(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    pool: "Pool | Cluster | None",
    limits: Limits | Callable[[Task], Limits],
    lot: int,
) -> Iterator[Result | Lost]:
    """As `each` for tasks hardly longer than the way to a worker and back: they go it in lots of so many.

    As one they may take what any of them may; where they are lost, each is tried again by itself.
    """
    if pool is None:
        yield from each(function, tasks, pool, limits)
        return
    under_way: deque[list[Task]] = deque()

    def lots() -> Iterator[list[Task]]:
        queue = iter(tasks)
        while some := list(islice(queue, lot)):
            under_way.append(some)
            yield some

    def largest(some: list[Task]) -> Limits:
        return confinement.largest(map(limits, some)) if callable(limits) else limits

    for results in each(partial(_all, function), lots(), pool, largest):
        some = under_way.popleft()
        if not isinstance(results, Lost):
            yield from results
        elif len(some) == 1:
            yield results
        else:
            yield from each(function, some, pool, limits)


def _all(function: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
    return [function(task) for task in tasks]
