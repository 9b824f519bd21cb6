"""Threads that share a pool take turns: no worker is forked while one of them holds a lock.

What is forked in the middle of an import or of a library's work has a copy of the lock that nobody releases,
and waits for it for ever.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from exporter.frames import roomy

AHEAD = 4  # tasks in flight for each worker or thread: enough to keep it busy, few enough to keep memory flat

Item = TypeVar("Item")
Result = TypeVar("Result")


class _Turn:
    """Whose turn it is: a thread's, or a fork's."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """It is nobody's."""
        self.lock = threading.Lock()
        self.mine = threading.local()  # held: this thread has the turn; forking: it took it to fork

    def take(self) -> None:
        self.lock.acquire()
        self.mine.held = True

    def leave(self) -> None:
        self.mine.held = False
        self.lock.release()

    @property
    def held(self) -> bool:
        return getattr(self.mine, "held", False)

    def before_fork(self) -> None:
        self.mine.forking = not self.held
        if self.mine.forking:
            self.lock.acquire()

    def after_fork(self) -> None:
        if self.mine.forking:
            self.lock.release()


_turn = _Turn()


def in_turn(function: Callable[..., Result]) -> Callable[..., Result]:
    """`function` as a thread of several is to run it: with the turn, but for while it waits for workers."""

    @roomy
    def taking(*arguments: Any, **named: Any) -> Result:
        _turn.take()
        try:
            return function(*arguments, **named)
        finally:
            _turn.leave()

    return taking


class Threads(ThreadPoolExecutor):
    """Threads that take turns: what they are given runs with the turn."""

    def each(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """What `function` gives for every item, in their order, streaming: few are ever waiting."""
        queue = iter(items)
        waiting = deque(self.submit(function, item) for item in islice(queue, AHEAD * self._max_workers))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(self.submit(function, item) for item in islice(queue, 1))

    def submit(self, function: Callable[..., Result], /, *arguments: Any, **named: Any) -> Future[Result]:
        """Hands `function` to a thread, as any executor does."""
        return super().submit(in_turn(function), *arguments, **named)


@contextmanager
def given() -> Iterator[None]:
    """Lets other threads, and forks, have the turn while this one waits."""
    held = _turn.held
    if held:
        _turn.leave()
    try:
        yield
    finally:
        if held:
            _turn.take()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_turn.before_fork, after_in_parent=_turn.after_fork, after_in_child=_turn.begin
    )
