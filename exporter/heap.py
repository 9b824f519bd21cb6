"""Memory that nobody uses any more, given back: garbage in cycles, and what C libraries keep for later."""

import ctypes
import functools
import gc
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

GROWN = 16 << 20  # bytes more than after the last tidying up: a page of text leaves half a megabyte
_least: list[int] = [0]  # bytes that were resident then


def tidy() -> None:
    """Collects garbage where this process has grown since it last did: for work that keeps it waiting."""
    if _resident() > _least[0] + GROWN:
        gc.collect()
        give_back()
        _least[0] = _resident()


def _resident() -> int:
    """Bytes of memory this process has in use, 0 where that is not told."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def give_back() -> None:
    """What glibc keeps for later goes back: after work that took much and is not done again soon."""
    trim = _trim()
    if trim:
        trim(0)


@functools.cache
def _trim() -> Callable[[int], int] | None:
    with suppress(AttributeError, OSError, TypeError):  # another C library, or none that is known
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
        return trim
    return None
