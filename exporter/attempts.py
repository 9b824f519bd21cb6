"""A task within limits: what it gives, or why it is lost."""

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from exporter import confinement
from exporter.confinement import Limits
from exporter.frames import roomy
from exporter.notices import ExportError

Task = TypeVar("Task")
Result = TypeVar("Result")

UNLIMITED = Limits()


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a result: it failed, overran its limits or took its worker down; `reason` says how."""

    reason: str


@roomy
def attempted(
    function: Callable[[Task], Result], task: Task, limits: Limits = UNLIMITED, *, deadly: bool = False
) -> Result | Lost:
    """What a task gives, within limits, or why it is lost. Raises an ExportError as it is.

    Where it is `deadly` to overrun them, this process ends.
    """
    try:
        with confinement.within(limits, deadly=deadly):
            return function(task)
    except ExportError:
        raise
    except MemoryError:
        ended = confinement.NO_MEMORY
    except confinement.Overrun:
        ended = confinement.NO_TIME
    except Exception as error:  # whatever a library raises on one article must not end the rest
        if sys.flags.dev_mode:
            raise
        return Lost(f"{type(error).__name__}: {error}")
    if deadly:
        os._exit(ended)
    gc.collect()
    return Lost(confinement.explained(ended, limits))
