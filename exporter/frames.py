"""Room for the frames of deep calls, which CPython otherwise asks the kernel for again and again.

CPython (3.11 and later) keeps the frames of a thread in chunks of 16 KB, maps a new one where a call does
not fit, and unmaps it when that call returns. What is called in a loop at the very end of a chunk costs two
system calls and a page fault each time: up to a sixth of the time in which pages are laid out, or nothing, by
how deep the loop happens to stand. A frame as large as many chunks makes one large chunk, in which there is
room for all that it calls.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

ROOM = 1 << 17  # words of a frame: chunks are powers of two in size, and this takes half of one of 2 MB


def roomy(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """`function`, with room for a thousand frames or more of what it calls. Memory is taken as it is used."""

    def run(*arguments: Given.args, **named: Given.kwargs) -> Result:
        return function(*arguments, **named)

    run.__code__ = run.__code__.replace(co_stacksize=ROOM)
    return update_wrapper(run, function)
