"""Books within `--max-size`: what comes out too large is written again with lighter pictures."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from exporter.model import Book, Written
from exporter.notices import Notice
from exporter.pictures.lightening import STEPS, Lightened, lightened, weight
from exporter.settings import Settings

Task = tuple[Path, str, Book]
CAUTION = 0.97  # of the room that is left: a container needs some too


@dataclass
class Budget:
    """How light the pictures of each book had to be made so far."""

    settings: Settings
    _taken: dict[Path, Lightened] = field(default_factory=dict)

    def again(self, task: Task, written: Written) -> Task | None:
        """The same book with lighter pictures; None for one that is small enough or cannot be smaller."""
        target, kind, book = task
        most = self.settings.max_size
        before = self._taken.get(target)
        first = before.step + 1 if before else 0
        held = weight(book.gallery, _shown(book))
        if not most or written.size <= most or not held or first >= len(STEPS):
            return None
        rest = max(0, written.size - held)  # print holds pictures smaller than they are kept: then none
        room = int((most - rest) * CAUTION) if kind != "pdf" else int(held * most / written.size * CAUTION)
        lighter = lightened(book.gallery, _shown(book), max(room, 0), first, self.settings)
        self._taken[target] = lighter
        return target, kind, replace(book, gallery=lighter.gallery)

    def notices(self, written: Written) -> Iterator[Notice]:
        """What was done to the pictures of a book, and whether it was enough."""
        taken = self._taken.get(written.path)
        if taken:
            yield Notice("pictures-lightened", f"quality {taken.quality}, {taken.side} px", str(written.path))
        if 0 < self.settings.max_size < written.size:
            yield Notice("book-too-large", f"{written.size / 1e6:.1f} MB", str(written.path))


def _shown(book: Book) -> list[str]:
    keys = dict.fromkeys(key for chapter in book.chapters() for key in chapter.listed.shows)
    return [*keys, book.cover.picture]
