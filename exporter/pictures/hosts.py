"""What is known of a host in a run: how fast it may be asked, and whether it is worth asking at all."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore

from exporter.pictures.answers import Passing, Unreachable

PATIENCE = 30.0  # seconds: the longest Retry-After that is waited for
REFUSALS = 3  # failed connections in a row after which a host is not tried again in this run
FAILURES = 60  # questions in a row that it did not answer (15 pictures, each asked for four times): likewise
HURRIED = 0.1  # seconds between pictures once a host said that it is asked too much, doubled each time
SLOWEST = 0.5  # seconds: the longest such pause
_MAY_PASS = ("timed out", "cannot connect")


@dataclass(slots=True)
class Host:
    """A host: its places, the pause between two pictures in seconds, when the next may begin, what failed."""

    turns: asyncio.Semaphore
    pause: float
    next: float = 0.0
    refusals: int = 0
    failures: int = 0
    reason: str = ""

    async def paced(self) -> None:
        """Waits until the next picture may be asked for."""
        now = asyncio.get_running_loop().time()
        begin = max(now, self.next)
        self.next = begin + self.pause
        await asyncio.sleep(begin - now)

    def failed(self, reason: str) -> None:
        """It was asked, and gave nothing that is an answer."""
        self.failures += 1
        self.reason = reason

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Turns httpcore's exceptions into ours, slows down for a busy host and leaves a dead one alone."""
        if self.refusals >= REFUSALS or self.failures >= FAILURES:
            raise Unreachable(self.reason)
        try:
            yield
        except Passing as fault:
            self.failed(str(fault))
            if fault.busy:
                self._slow_down(fault.wait or 0.0)
            raise
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            self.refusals += 1
            self.reason = _why_unconnected(error)
            raise (Passing if self.reason in _MAY_PASS else Unreachable)(self.reason) from error
        except httpcore.TimeoutException as error:
            self.failed("timed out")
            raise Passing("timed out") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            self.failed("connection broken")
            raise Passing("connection broken") from error
        else:
            self.failures = 0

    def _slow_down(self, wait: float) -> None:
        self.pause = min(SLOWEST, max(HURRIED, self.pause * 2))
        if wait <= PATIENCE:
            self.next = max(self.next, asyncio.get_running_loop().time() + wait)


def _why_unconnected(error: Exception) -> str:
    if isinstance(error, httpcore.ConnectTimeout):
        return "timed out"
    match error.__context__:  # httpcore's pool clears __cause__
        case socket.gaierror() | UnicodeError():
            return "name not found"
        case ssl.SSLError():
            return "certificate not trusted"
        case _:
            return "cannot connect"
