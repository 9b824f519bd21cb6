"""What one task may take of the machine: memory, processor time, time. A process sets them on itself."""

import ctypes
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import NoReturn

try:
    import resource
except ImportError:  # not on Windows: there only `wall` holds
    resource = None  # type: ignore[assignment]

MB = 1 << 20
GRACE = 3  # s past its processor time in which Python code may still end a task
STEPS, TOOK = 10_000, 0.0006  # of a loop, and the s they take on the machine limits were measured on
NO_MEMORY, NO_TIME = 81, 82  # how a worker ends whose task had its limits: what it holds goes with it
LOOK = 0.25  # s between looks at the clock of a thread
SLOWEST = 10  # times as slow as that: the clock of a slower one is not believed


@dataclass(frozen=True, slots=True)
class Limits:
    """`memory` in MB beyond what the worker holds when the task begins, `cpu` and `wall` in s; 0 is none."""

    memory: int = 0
    cpu: int = 0
    wall: float = 0


def largest(limits: Iterable[Limits]) -> Limits:
    """Limits within which tasks of any of these have room."""
    memory, cpu, wall = zip(*((each.memory, each.cpu, each.wall) for each in limits), strict=True)
    return Limits(*(0 if 0 in most else max(most) for most in (memory, cpu, wall)))


class Overrun(BaseException):
    """The task in hand has had its processor time. No library's `except Exception` may swallow this."""


@contextmanager
def within(limits: Limits, *, deadly: bool = False) -> Iterator[None]:
    """The memory and processor time of `limits` hold inside the block; `wall` is for those who watch.

    Past `memory` Python raises MemoryError and C libraries abort. Past `cpu` Overrun is raised, as soon as
    Python code runs; where `deadly`, code of C that runs on in the main thread is ended with its process.
    """
    with ExitStack() as limited:
        if limits.memory:
            limited.enter_context(_memory(limits.memory))
        if limits.cpu:
            limited.enter_context(_processor(limits.cpu, deadly=deadly))
        yield


@cache
def pace() -> float:
    """How many times slower than the machine that limits were measured on this one is, 1 to SLOWEST."""
    took = []
    for _ in range(5):
        begun = time.process_time()
        sum(number * number for number in range(STEPS))
        took.append(time.process_time() - begun)
    return min(max(min(took) / TOOK, 1), SLOWEST)


@contextmanager
def _memory(most: int) -> Iterator[None]:
    """RLIMIT_DATA, what is private and writable: address space would count every font that is mapped."""
    if resource is None:
        yield
    else:
        with _lowered(resource.RLIMIT_DATA, _data() + most * MB):
            yield


@contextmanager
def _processor(most: int, *, deadly: bool) -> Iterator[None]:
    if resource is None:
        yield
    elif threading.current_thread() is threading.main_thread():
        with _signalled(most, deadly=deadly):
            yield
    elif hasattr(time, "pthread_getcpuclockid"):  # not on macOS
        with _watched(most):
            yield
    else:
        yield


@contextmanager
def _signalled(most: int, *, deadly: bool) -> Iterator[None]:
    """The main thread's processor time, told by a signal."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    killed = int(used.ru_utime + used.ru_stime) + most + GRACE
    around, _ = signal.getitimer(signal.ITIMER_PROF)  # what is left to a block around this one
    begun = time.process_time()
    before = signal.signal(signal.SIGPROF, _overrun)
    signal.setitimer(signal.ITIMER_PROF, min(most, around or most), 1)
    try:
        with _lowered(resource.RLIMIT_CPU, killed if deadly else resource.RLIM_INFINITY):
            yield
    finally:
        left = max(around - (time.process_time() - begun), 0.01) if around else 0
        signal.signal(signal.SIGPROF, before)
        signal.setitimer(signal.ITIMER_PROF, left, 1 if around else 0)


@contextmanager
def _watched(most: int) -> Iterator[None]:
    """The processor time of a thread that gets no signals: another looks at its clock."""
    thread, done = threading.get_ident(), threading.Event()
    clock = time.pthread_getcpuclockid(thread)
    end = time.clock_gettime(clock) + most

    def watch() -> None:
        while not done.wait(LOOK):
            if time.clock_gettime(clock) > end:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Overrun))
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()  # what comes late is raised here: taken back, it would leave the interpreter on alert


def _overrun(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Overrun


@contextmanager
def _lowered(kind: int, most: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(kind)
    allowed = [limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(kind, (min(allowed, default=resource.RLIM_INFINITY), hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, (soft, hard))


def leave_no_core() -> None:
    """A process that dies writes no core file."""
    if resource is not None:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def explained(exit_code: int, limits: Limits) -> str:
    """How a worker ended, in words."""
    if exit_code == NO_MEMORY:
        return f"needed more than {limits.memory} MB of memory"
    if exit_code in {NO_TIME, -getattr(signal, "SIGXCPU", 0)}:
        return f"took more than {limits.cpu} s of processor time"
    if exit_code in {-signal.SIGABRT, -signal.SIGSEGV, -getattr(signal, "SIGBUS", 0)}:
        return f"crashed its worker process ({signal.Signals(-exit_code).name}), perhaps for want of memory"
    if exit_code < 0:
        return f"its worker process was killed ({signal.Signals(-exit_code).name})"
    return f"its worker process ended ({exit_code})"


def _data() -> int:
    """Bytes of private, writable memory this process has."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 256 * MB
