"""Shared libraries found by name alone, where Python would run gcc, ld and ldconfig to look for them."""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_name_alone() -> Iterator[None]:
    """What is imported inside finds libraries only as the system's loader does (`libpango-1.0.so.0`).

    WeasyPrint tries the names of every system in turn; for each wrong one `find_library` starts three
    programs on Linux, forty in all: a third of a second, and no business of a process that is confined.
    """
    if sys.platform != "linux":  # elsewhere it runs none, and knows folders that the loader does not
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005 - called by this name
    try:
        yield
    finally:
        ctypes.util.find_library = search
