"""Chunks of frames: how often the kernel is asked for memory, however deep a loop of calls stands."""

from resource import RUSAGE_THREAD, getrusage

import pytest

from exporter.frames import roomy

DEPTHS = 150  # frames: more than a chunk of 16 KB holds
CALLS = 300


def called(number: int) -> int:
    a, b, c, d = number, number + 1, number + 2, number + 3
    return a + b + c + d


def at_depth(depth: int) -> int:
    """Page faults of a loop of calls that stands so many frames deeper."""
    if depth:
        return at_depth(depth - 1)
    before = getrusage(RUSAGE_THREAD).ru_minflt
    for number in range(CALLS):
        called(number)
    return getrusage(RUSAGE_THREAD).ru_minflt - before


def worst() -> int:
    return max(at_depth(depth) for depth in range(DEPTHS))


def test_no_depth_costs_a_page_a_call() -> None:
    roomy(worst)()
    assert roomy(worst)() < CALLS / 10


def test_what_it_gives_and_raises_is_the_functions() -> None:
    assert roomy(divmod)(7, 2) == (3, 1)
    assert roomy(at_depth).__name__ == "at_depth"
    with pytest.raises(ZeroDivisionError):
        roomy(divmod)(1, 0)
