"""Work on other machines: a Dask cluster behind the interface of a pool (the extra `cluster`).

Dask's protocol is for trusted networks: who reaches the scheduler can run code on every worker, and on us.
"""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, TypeVar

from exporter.confinement import NO_TIME, Limits
from exporter.notices import ConfigurationError

Task = TypeVar("Task")
Result = TypeVar("Result")

PATIENCE = 30  # s until a scheduler answers, and until a worker comes
RETRIES = 3  # of a task whose worker was lost
_ALONE = threading.Lock()  # what sets pages works on one document a process


class Cluster:
    """The workers of the scheduler at `address` (tcp://host:port). Raises ConfigurationError."""

    def __init__(self, address: str) -> None:
        try:
            self._dask: Any = import_module("distributed")
        except ImportError as error:
            hint = "pip install exporter[cluster]"
            raise ConfigurationError("a cluster needs the library distributed", hint=hint) from error
        try:
            self._client = self._dask.Client(address, timeout=PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            hint = "see docs/cluster.md"
            raise ConfigurationError(f"no cluster answers: {error}", place=address, hint=hint) from error
        self.workers = sum(self._client.nthreads().values())
        self.closed = False

    def attempt(self, function: Callable[[Task], Result], task: Task, limits: Limits) -> "Future[Result]":
        """Hands a task to a worker; one that is lost costs a retry. Its future breaks where all fail."""
        try:
            submitted = self._client.submit(_alone, function, task, limits, pure=False, retries=RETRIES)
        except Exception as error:  # noqa: BLE001 - the scheduler is gone: Dask says so in several ways
            gone: Future[Result] = Future()
            gone.set_exception(BrokenProcessPool(str(error)))
            return gone
        future: Future[Result] = _Awaited(submitted, limits, self._dask)
        return future

    def result(self, future: "Future[Result]") -> Result:
        """What a task gave, when it is there. Raises as its future does."""
        return future.result()

    def close(self) -> None:
        """Leaves the cluster, which lets go what was under way."""
        self.closed = True
        self._client.close(timeout=1)


class _Awaited(Future[Any]):
    """A future of Dask's with the ways of a pool's."""

    def __init__(self, submitted: Any, limits: Limits, dask: Any) -> None:
        super().__init__()
        self._submitted, self._limits, self._dask = submitted, limits, dask

    def result(self, timeout: float | None = None) -> Any:
        """What the task gave. Raises BrokenProcessPool where its workers were lost, or it takes too long."""
        lost = (
            self._dask.KilledWorker,
            self._dask.CancelledError,
            self._dask.TimeoutError,
            OSError,
            RuntimeError,
        )
        try:
            return self._submitted.result(timeout or self._limits.wall * RETRIES or None)
        except lost as error:
            with suppress(Exception):  # as above
                self._submitted.cancel()
            raise BrokenProcessPool(str(error)) from error


def _alone(function: Callable[[Task], Result], task: Task, limits: Limits) -> Any:
    """What a worker does with a task, as `work.each` awaits it."""
    attempted = import_module("exporter.attempts").attempted
    with _ALONE, _ended_after(limits.wall):
        return attempted(function, task, limits)


@contextmanager
def _ended_after(wall: float) -> Iterator[None]:
    """A worker that hangs in code of C is lost, `wall` seconds on: its nanny starts another."""
    if not wall:
        yield
        return
    overdue = threading.Timer(wall, os._exit, [NO_TIME])
    overdue.daemon = True
    overdue.start()
    try:
        yield
    finally:
        overdue.cancel()
