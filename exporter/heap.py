"""Memory that nobody uses any more: given back, or kept for what takes as much again a moment later."""

import ctypes
import functools
import gc
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MMAP_THRESHOLD, TRIM_THRESHOLD = -3, -1  # what mallopt(3) calls them
LARGE, SPARE = 8 << 20, 16 << 20  # bytes: of one piece, and of all that lies at the end of the heap
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
    trim = _function("malloc_trim")
    if trim:
        trim(0)


@functools.cache
def hold_on() -> None:
    """Has glibc keep, in this process, up to SPARE bytes that were freed: for work that soon takes as many.

    A picture takes a dozen pieces of a megabyte, and the next one as many. Given back in between, each page
    is mapped and cleared by the kernel anew: a sixth of the time in which a photograph is encoded.
    """
    adjust = _function("mallopt")
    if adjust:
        adjust(MMAP_THRESHOLD, LARGE)
        adjust(TRIM_THRESHOLD, SPARE)


@functools.cache
def _function(name: str) -> Callable[..., int] | None:
    """A function of glibc; None where there is another C library, or none that is known."""
    with suppress(AttributeError, OSError, TypeError):
        function: Callable[..., int] = getattr(ctypes.CDLL(None), name)
        return function
    return None
