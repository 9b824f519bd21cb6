"""Where work runs: in line or in a pool of processes, one interface (concurrent.futures) for both."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4  # chunks in flight for each worker: enough to keep it busy, few enough to keep memory flat


def cores(jobs: int) -> int:
    """How many workers `jobs` asks for; 0 is one for each core this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def executor(jobs: int) -> Iterator[Executor | None]:
    """A process pool of `jobs` workers, or None where the work is to run in line.

    Where the run ends early (an interrupt, an error) its workers are ended too, not waited for.
    """
    if cores(jobs) == 1:
        yield None
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(cores(jobs), mp_context=context, initializer=_obedient) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise


def _obedient() -> None:
    """A worker leaves interrupts to its parent, and ends without a word when the parent ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.unraisablehook = lambda _: None


def each(
    function: Callable[[Task], Result], tasks: Iterable[Task], pool: Executor | None, workers: int = 2
) -> Iterator[Result]:
    """`function` of every task, in the order of the tasks, streaming: never more than a few are waiting."""
    if pool is None:
        yield from map(function, tasks)
        return
    queue = iter(tasks)
    waiting = [pool.submit(function, task) for task in islice(queue, workers * AHEAD)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [pool.submit(function, task) for task in islice(queue, 1)]
