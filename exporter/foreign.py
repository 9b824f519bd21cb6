"""Shared libraries of the system, by the names that they have on one or another."""

import ctypes
from collections.abc import Iterable
from contextlib import suppress


def library(names: Iterable[str]) -> ctypes.CDLL | None:
    """The first library of these names that is installed; None without one."""
    for name in names:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None
