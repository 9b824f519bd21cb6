"""Book -> file. A format is one function (Book, Settings, target path) -> Written, and one row here.

Those that are SPREAD hand their work to a pool piece by piece, and take it as a fourth argument.
"""

from collections.abc import Callable

from exporter.model import Written
from exporter.write import epub, pdf, tree

Writer = Callable[..., Written]
SPREAD = frozenset({"pdf"})

WRITERS: dict[str, Writer] = {
    "epub": epub.write,  # EPUB 3.3, for e-readers
    "pdf": pdf.write,  # paginated, for print
    "tree": tree.write,  # a readable dump, for people who debug
}
