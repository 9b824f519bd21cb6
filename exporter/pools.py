"""Worker processes: tasks are handed to them, and what became of each comes back.

Loaded where there is work to hand out: pebble takes a tenth of what a run needs that finds nothing to do.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from multiprocessing import connection
from types import FrameType
from typing import Any, Generic, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessPool

from exporter import confinement, turns
from exporter.attempts import Lost, attempted
from exporter.cluster import Cluster
from exporter.confinement import Limits
from exporter.inheritance import METHOD
from exporter.notices import OutputError

Task = TypeVar("Task")
Result = TypeVar("Result")

DIED = "its worker process was killed"  # by what is not known
TURNS = 200  # tasks and lots of them a worker lives for: what libraries do not give back goes with it
LOOK = 5.0  # s between looks whether what is waited for may still come
CONSTS.sleep_unit = 0.02  # s between looks at the workers: as long takes the end of a pool
CONSTS.term_timeout = 3  # s a worker has to tidy up in once it is told to end
CONSTS.channel_lock_timeout = 10  # s until a pool sees that a worker died with its lock


class _Ended(BaseException):
    """This worker was told to end: what it was writing is tidied up on the way out."""


@contextmanager
def _clear() -> Iterator[None]:
    """A pool that cannot start a worker says what to do."""
    try:
        yield
    except (BrokenProcessPool, OSError) as error:
        hint = "allow more open files and processes (ulimit -n, ulimit -u)"
        raise OutputError("no worker process can be started", hint=hint) from error


class Pool:
    """Worker processes of pebble's. They may have pools of their own, and end with this process.

    They are started with it, before there are threads: a fork copies the locks these hold.
    `far` are the workers of a cluster, for tasks that bring along all they need.
    """

    def __init__(self, workers: int, far: Cluster | None = None) -> None:
        self.workers = workers
        self.far = far
        self.closed = False
        self._awaited: dict[Future[Any], ProcessPool] = {}
        with _clear():
            self._processes = self._begun()

    def _begun(self) -> ProcessPool:
        context = multiprocessing.get_context(METHOD)
        processes = ProcessPool(self.workers, max_tasks=TURNS, initializer=_obedient, context=context)
        assert processes.active  # noqa: S101 - asked, it starts the workers
        return processes

    def attempt(
        self, function: Callable[[Task], Result], task: Task, limits: Limits
    ) -> "Future[Result | Lost]":
        """Hands a task to a worker; `limits.wall` seconds after it began it is ended.

        Raises CancelledError where the pool has been closed.
        """
        if self.closed:
            raise CancelledError
        with _clear():
            if not self._processes.active:
                self._stop()
                self._processes = self._begun()
            return self._sent(function, task, limits)

    def _sent(
        self, function: Callable[[Task], Result], task: Task, limits: Limits
    ) -> "Future[Result | Lost]":
        arguments, wall = (function, task, limits), limits.wall or None
        future: Future[Result | Lost] = self._processes.schedule(_confined, arguments, timeout=wall)
        self._awaited[future] = self._processes
        future.add_done_callback(lambda done: self._awaited.pop(done, None))
        return future

    def result(self, future: "Future[Result | Lost]") -> Result | Lost:
        """What became of a task, when it is there. Raises as its future does, and for a pool that broke.

        What is handed to pebble's pool as that breaks is ended by nobody.
        """
        processes = self._awaited.get(future)
        while processes and not wait((future,), LOOK).done:
            if not processes.active:
                raise BrokenProcessPool
        return future.result()

    def close(self) -> None:
        """Waits for nothing: tasks under way are ended with their workers."""
        self.closed = True
        if self.far:
            self.far.close()
        self._stop()
        for future in tuple(self._awaited):  # pebble leaves those who wait for them waiting
            future.cancel()

    def _stop(self) -> None:
        with turns.given():  # one of its threads may be about to fork
            self._processes.stop()  # type: ignore[no-untyped-call]
            self._processes.join()


class Errand(Generic[Task, Result]):
    """A task on its way to a worker and back."""

    def __init__(
        self, pool: Pool | Cluster, function: Callable[[Task], Result], task: Task, limits: Limits
    ) -> None:
        self._pool, self._arguments, self._limits = pool, (function, task, limits), limits
        self._future: Future[Result | Lost] = pool.attempt(function, task, limits)

    def outcome(self, *, again: bool = True) -> Result | Lost:
        """The result when it is there. A task whose pool broke around it is tried again, by itself.

        Raises CancelledError where the pool has been closed.
        """
        try:
            with turns.given():
                return self._pool.result(self._future)
        except TimeoutError:
            return Lost(f"took longer than {self._limits.wall:g} s")
        except ProcessExpired as end:
            return Lost(confinement.explained(end.exitcode, self._limits))
        except BrokenProcessPool:
            if self._pool.closed:
                raise CancelledError from None
            if not again:
                return Lost(DIED)
            with closing(Pool(1)) as pool:
                return Errand(pool, *self._arguments).outcome(again=False)


def _confined(function: Callable[[Task], Result], task: Task, limits: Limits) -> Result | Lost:
    try:
        return attempted(function, task, limits, deadly=True)
    except _Ended:
        os._exit(1)


def _obedient() -> None:
    """A worker leaves interrupts to its parent, ends when it is told to or left alone, and is silent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not sys.flags.dev_mode:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says as it dies is not for the user
    signal.signal(signal.SIGTERM, _end)
    sys.unraisablehook = lambda _: None
    confinement.leave_no_core()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise _Ended


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
