"""What WeasyPrint loads, loaded in less time: shared libraries, a package it seldom needs, types of C."""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any

TYPES = (
    "FcChar8 **", "PangoFcFont *", "PangoFcFontMap *", "PangoLogAttr[]", "PangoRectangle *", "char[]",
    "char[4]", "hb_tag_t[100]", "int *", "uintptr_t", "unsigned int *",
)  # fmt: skip
"""Types that WeasyPrint and the engine of lines name, as they name them."""


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


def late(name: str) -> None:
    """From now on the module of this name is loaded when something of it is first used."""
    package, _, last = name.rpartition(".")
    spec = None if name in sys.modules else find_spec(name)  # which would load one that waits
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    sys.modules[name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    setattr(import_module(package), last, module)


def called_late(name: str, function: str) -> None:
    """From now on who takes a function from the module of this name gets one that loads it when called."""
    if name in sys.modules:
        return

    def call(*values: Any, **named: Any) -> Any:
        if sys.modules[name] is stand_in:
            del sys.modules[name]
        return getattr(import_module(name), function)(*values, **named)

    stand_in = ModuleType(name)
    setattr(stand_in, function, call)
    sys.modules[name] = stand_in


def parsed(ffi: Any) -> None:
    """Has cffi parse TYPES: workers that are forked later need not, each of them, every type by itself.

    Those that this WeasyPrint does not have are passed over.
    """
    unknown = import_module("cffi").CDefError
    for each in TYPES:
        with suppress(unknown):
            ffi.typeof(each)
