"""What a run has done so far: stages add to it, the command line and the report are made from it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from exporter.model import Book, Listed, Written
from exporter.notices import ExportError, Notice
from exporter.pictures import Tally
from exporter.settings import Settings

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its steps are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A post that could not be read, or a book that could not be written."""

    path: str
    error: ExportError


@dataclass
class Account:
    """The account of a run. `folders` are those the user named, `sites` those of the rules for sites.

    `left_out` says by path why an article is in no book; `seconds` how long each stage took.
    """

    settings: Settings
    progress: Progress = lambda _stage, _done, _total: None
    stdin: BinaryIO | None = None
    posts: list[str] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    sites: tuple[Path, ...] = ()
    articles: list[Listed] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    books: list[Book] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Takes the time of what is done inside."""
        started = time.perf_counter()
        yield
        taken = self.seconds.get(name, 0.0) + time.perf_counter() - started
        self.seconds[name] = round(taken, 3)
