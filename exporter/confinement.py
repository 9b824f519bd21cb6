"""What one task may take of the machine: memory, processor time, time. Set by the worker on itself."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # not on Windows: there only `wall` holds
    resource = None  # type: ignore[assignment]

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """`memory` in MB beyond what the worker holds when the task begins, `cpu` and `wall` in s; 0 is none."""

    memory: int = 0
    cpu: int = 0
    wall: float = 0


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """The limits hold inside the block. Past `memory` Python raises MemoryError and C libraries abort.

    Memory is RLIMIT_DATA, what is private and writable: address space would count every font that is mapped.
    """
    if resource is None:
        yield
        return
    limited = []
    if limits.memory:
        limited.append((resource.RLIMIT_DATA, _data() + limits.memory * MB))
    if limits.cpu:
        used = resource.getrusage(resource.RUSAGE_SELF)
        limited.append((resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + limits.cpu))
    before = [(kind, resource.getrlimit(kind)) for kind, _ in limited]
    try:
        for kind, most in limited:
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        yield
    finally:
        for kind, values in before:
            resource.setrlimit(kind, values)


def leave_no_core() -> None:
    """A process that dies writes no core file."""
    if resource is not None:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def explained(exit_code: int, limits: Limits) -> str:
    """How a worker ended, in words."""
    if exit_code == -getattr(signal, "SIGXCPU", 0):
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
