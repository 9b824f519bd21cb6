"""Book -> file. A format is one function (Book, Settings, target path) -> Written, and one row here.

Those that are SPREAD hand their work to a pool piece by piece, and take it as a fourth argument.
"""

from collections.abc import Callable
from importlib import import_module

from exporter.model import Written

Writer = Callable[..., Written]
SPREAD = frozenset({"pdf"})

WRITERS = {
    "epub": "exporter.write.epub",  # EPUB 3.3, for e-readers
    "pdf": "exporter.write.pdf",  # paginated, for print
    "tree": "exporter.write.tree",  # a readable dump, for people who debug
}


def writer(kind: str) -> Writer:
    """What writes books of this format, loaded with the first: a run that changes nothing loads none."""
    write: Writer = import_module(WRITERS[kind]).write
    return write
