"""Lines of the PDF: shaped once, broken for the whole paragraph, set by the rules of clreq and jlreq.

WeasyPrint lays pages out and asks this engine for their lines. `set_by` is the only door.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from exporter.write.pdf.lines.rules import Rules

__all__ = ["Rules", "set_by", "unavailable"]


@contextmanager
def set_by(rules: Rules | None) -> Iterator[str]:
    """While it is open, lines are set by `rules`; without any, or on an unknown WeasyPrint, by it alone.

    Gives why the engine could not work, "" if it did or was not asked for.
    """
    if rules is None:
        yield ""
        return
    unknown = unavailable()
    if unknown:
        yield unknown
        return
    with _installation().led(rules):
        yield ""


def unavailable() -> str:
    """Why the engine cannot work here; "" if it can."""
    return str(_installation().unknown())


def _installation() -> Any:
    return import_module("exporter.write.pdf.lines.installation")
