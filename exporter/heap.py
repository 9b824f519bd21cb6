"""Memory that C libraries have let go, given back to the system."""

import ctypes
import functools
from collections.abc import Callable
from contextlib import suppress


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
