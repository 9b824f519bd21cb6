"""Puts functions in the place of WeasyPrint's for a while: in every module that holds them, or on a class."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Something called `name` in `place` (module, or module:Class), and what is made of it."""

    place: str
    name: str
    make: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands at one place, and what is to stand there."""

    holder: Any
    name: str
    stock: Any
    saving: Any


def replacements(changes: Iterable[Change]) -> tuple[Replacement, ...]:
    """Where each change takes effect. What they make is made once, here; several may follow each other."""
    made: dict[tuple[str, str], tuple[Any, Any]] = {}
    for change in changes:
        place = (change.place, change.name)
        stock, latest = made.get(place) or (_found(change),) * 2
        made[place] = (stock, change.make(latest))
    return tuple(
        Replacement(holder, name, stock, saving)
        for (place, name), (stock, saving) in made.items()
        for holder in _holders(place, name, stock)
    )


@contextmanager
def standing(found: Iterable[Replacement]) -> Iterator[None]:
    """While it lasts, the replacements stand in their places."""
    found = tuple(found)
    for each in found:
        setattr(each.holder, each.name, each.saving)
    try:
        yield
    finally:
        for each in found:
            setattr(each.holder, each.name, each.stock)


def _place(place: str) -> Any:
    module, _, kind = place.partition(":")
    return getattr(import_module(module), kind) if kind else import_module(module)


def _found(change: Change) -> Any:
    holder = _place(change.place)
    return vars(holder)[change.name]


def _holders(place: str, name: str, stock: Any) -> list[Any]:
    """The class, or all modules of the package that have imported the function."""
    if ":" in place:
        return [_place(place)]
    package = place.partition(".")[0]
    modules = [module for key, module in list(sys.modules.items()) if key.partition(".")[0] == package]
    return [module for module in modules if vars(module).get(name) is stock]
