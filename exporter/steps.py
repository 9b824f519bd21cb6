"""How far a run has come: steps of its stages, counted wherever they are done, in worker processes too.

A step is one byte in a pipe that forked workers share with the process they serve; where workers are not
forked (a cluster, some systems), nobody hears of their steps, and only those of the parent count.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

Told = Callable[[str, int, int], None]
"""Told the stage, how many of its steps are done, and of how many."""

STAGES = {"typeset": b"t", "write": b"w"}  # those whose steps are counted here, and what stands for one
_NAMES = {code[0]: stage for stage, code in STAGES.items()}
_line: list[int] = []  # the end of the pipe that is written to; empty where nobody counts


def step(stage: str) -> None:
    """A step of a stage is done. It never waits: one too many at once is not counted."""
    if _line:
        with suppress(OSError):
            os.write(_line[-1], STAGES[stage])


@contextmanager
def counted(told: Told, totals: Mapping[str, int], seconds: dict[str, float]) -> Iterator[None]:
    """Tells of every step that is done by this process and those it forks meanwhile.

    Stages of which `totals` awaits no step are left out. Adds to `seconds` how long it was to the last step.
    """
    source, target = os.pipe()
    os.set_blocking(target, False)
    counter = threading.Thread(target=_count, args=(source, told, dict(totals), seconds), daemon=True)
    _line.append(target)
    counter.start()
    try:
        yield
    finally:
        _line.remove(target)
        with suppress(OSError):
            os.write(target, b"\0")
        counter.join(timeout=1)
        os.close(target)
        os.close(source)


def _count(source: int, told: Told, totals: dict[str, int], seconds: dict[str, float]) -> None:
    begun = time.perf_counter()
    done = dict.fromkeys(totals, 0)
    for stage, total in totals.items():
        if total:
            told(stage, 0, total)
    codes = b"."
    while codes and 0 not in codes:
        codes = os.read(source, 4096)
        for code, stage in _NAMES.items():
            new = codes.count(code)
            if new and stage in totals:
                done[stage] += new
                told(stage, min(done[stage], totals[stage]), totals[stage])  # what is done again counts once
                seconds[stage] = round(time.perf_counter() - begun, 3)
