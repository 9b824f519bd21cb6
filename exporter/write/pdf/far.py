"""Pieces printed on other machines: what a task needs travels with it, and the part comes back whole.

The machines need the same exporter, the same libraries and fonts, since a page is what they make of it: each
worker proves that it is alike before it prints. A theme or templates of the user's lie at the same path.
"""

import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from platform import node

from exporter.digests import digest, program
from exporter.model import Listing
from exporter.notices import ConfigurationError
from exporter.pictures import load
from exporter.write.pdf import document, fonts, parts
from exporter.write.pdf.printing import Printed, Task, print_piece


@dataclass(frozen=True, slots=True)
class Far:
    """A task with the article and pictures it needs, and what the machine has to be like."""

    task: Task
    alike: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of it, and its part."""

    printed: Printed
    part: bytes


def carried(task: Task) -> Far:
    """The task as it can be done anywhere. Raises OutputError for a picture that the store lost."""
    piece = task.piece
    if any(isinstance(chapter.listed, Listing) for chapter in piece.chapters):
        loaded = tuple(replace(chapter, listed=chapter.article) for chapter in piece.chapters)
        piece = piece.of(replace(piece.book, contents=loaded))
    pictures = {address: load(asset) for address, asset in document.assets(piece.book).items()}
    return Far(replace(task, piece=piece, pictures=pictures), likeness())


def print_far(far: Far) -> Returned:
    """Prints a piece on this machine. Raises ConfigurationError where it is unlike the one that asks."""
    if likeness() != far.alike:
        hint = "install the same exporter, libraries and fonts on every machine"
        raise ConfigurationError("a worker of the cluster would set other pages", place=node(), hint=hint)
    with tempfile.TemporaryDirectory() as folder:
        printed = print_piece(replace(far.task, folder=Path(folder)))
        return Returned(printed, parts.packed(printed.file))


def returned(came: Returned, folder: Path) -> Printed:
    """The same as if the piece had been printed here, into `folder`."""
    file = folder / came.printed.file.name
    parts.unpack(came.part, file)
    return replace(came.printed, file=file)


@cache
def likeness() -> str:
    """What pages depend on here, as a digest: our program, libraries, fonts by name and size."""
    return digest((program(), [(name, size) for name, size, _ in fonts.state()]))
