"""A document's boxes are let go as soon as it is written.

WeasyPrint's context of a layout holds itself (its `get_image_from_uri` is a partial of it), and so all that
was laid out would wait for the garbage collector, which goes through everything to find it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


@contextmanager
def untied() -> Iterator[None]:
    """Contexts that are made while it lasts hold nothing afterwards."""
    kind: Any = import_module("weasyprint.layout").LayoutContext
    stock, contexts = kind.__init__, list[Any]()

    def made(context: Any, *rest: Any, **named: Any) -> None:
        stock(context, *rest, **named)
        contexts.append(context)

    kind.__init__ = made
    try:
        yield
    finally:
        kind.__init__ = stock
        for context in contexts:
            vars(context).clear()
