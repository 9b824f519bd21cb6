"""What is too large to be sent: workers that are forked find it in the memory they are born with."""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")

METHOD = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
_numbers = count()
_held: dict[int, Any] = {}


class Inherited(Generic[Thing]):
    """A thing that is pickled as a number; as itself where workers are not forked."""

    def __init__(self, thing: Thing) -> None:
        self.thing = thing
        self.number = next(_numbers)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_found, (self.number,)) if self.number in _held else (Inherited, (self.thing,))


@contextmanager
def inherited(things: Sequence[Thing]) -> Iterator[list[Inherited[Thing]]]:
    """The things, for workers that are forked inside."""
    held = [Inherited(thing) for thing in things]
    if METHOD == "fork":
        _held.update((each.number, each) for each in held)
    try:
        yield held
    finally:
        for each in held:
            _held.pop(each.number, None)


def _found(number: int) -> Inherited[Any]:
    found: Inherited[Any] = _held[number]
    return found
