"""The pieces of a book are printed, wherever work runs; what shows page numbers when all else is placed."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from exporter import steps, work
from exporter.bind.indexes import indexes
from exporter.digests import digest
from exporter.model import Book
from exporter.notices import Notice, OutputError
from exporter.store import MANY
from exporter.write.pdf import allowed, document, guessing, matter
from exporter.write.pdf.document import Piece
from exporter.write.pdf.far import carried, print_far, returned
from exporter.write.pdf.join import Laid, place
from exporter.write.pdf.kept import Kept, print_kept
from exporter.write.pdf.plain import plain
from exporter.write.pdf.printing import Printed, Task, blanks
from exporter.write.pdf.styles import column_area, type_area

if TYPE_CHECKING:
    from exporter.pools import Pool

FORMS = (("article-plain", plain), ("article-failed", document.stand_in))  # of what could not be set
LOST = "text-lost"
LOT = 3  # pieces that a worker is sent at once: the way there and back takes a twentieth of the time of one
ROUNDS = 4  # of page numbers into the contents, until no piece changes its length


class Keys(NamedTuple):
    """Under what a part is kept: with blanks for its page numbers, or with these; alike if it has none."""

    blank: str
    numbered: str


class Press:
    """Prints the pieces of a book where the work is to run."""

    def __init__(self, book: Book, kept: Kept, folder: Path, pool: "Pool | None") -> None:
        self._book, self._settings, self._folder, self._pool = book, kept.settings, folder, pool
        self._lists = allowed.of_lists(book)
        self._kept = kept
        self._printed: dict[str, Printed] = {}
        self._guessed: dict[str, Laid] = {}
        self._indexed = list(matter.indexes(book, indexes(book, self._settings)))

    def all(self) -> list[Printed]:
        """Every piece in order, with true page numbers in those that show some.

        The contents come last, when all they name has its place. How long the openings of parts are is
        guessed; where a guess was wrong, what shows numbers is set again.
        """
        area = column_area(self._settings) if self._settings.vertical else type_area(self._settings)
        chapters = document.chapters(self._book, area, run_on=self._settings.run_on)
        self._print(chain(document.opening_pages(self._book), chapters))
        sections = {key: found for each in self._printed.values() for key, found in each.sections.items()}
        listed = matter.listed(self._book, sections)
        openings = list(matter.openings(listed))
        self._guessed = {piece.name: guessing.laid(piece, area) for piece in openings}
        missing = [each for printed in self._ordered() for each in printed.missing]
        self._print(matter.colophon(listed, missing))
        told = self._folios()
        self._print(self._indexed, told)  # the last in the book: they move nothing that they name
        numbered = [*matter.contents(listed, self._indexed), *openings]
        for _ in range(ROUNDS):
            told = told | self._folios()
            self._print(numbered, told)
            true = self._folios()
            if all(true.get(name) == folio for name, folio in told.items()):
                break
            told = true
            self._print(self._indexed, told)
        return self._ordered()

    def _ordered(self) -> list[Printed]:
        names = matter.order(self._book, self._indexed)
        return [self._printed[name] for name in names if name in self._printed]

    def _folios(self) -> dict[str, str]:
        """The page numbers of all that has its place by now, by name."""
        laid = self._guessed | {name: printed.laid for name, printed in self._printed.items()}
        names = matter.order(self._book, self._indexed)
        return place([laid[name] for name in names if name in laid], "").folios

    def _print(self, pieces: Iterable[Piece], folios: Mapping[str, str] = MappingProxyType({})) -> None:
        waiting: deque[tuple[Piece, Keys]] = deque()
        apart: list[Piece] = []
        tasks = self._unknown(pieces, folios, waiting)
        for outcome in self._outcomes(tasks):
            piece, keys = waiting.popleft()
            if piece.joined and _is_spoilt(outcome):
                apart += piece.joined
                continue
            if isinstance(outcome, work.Lost):
                self._printed[piece.name] = self._replaced(piece, outcome)
            else:
                key = keys.blank if outcome.blanks else keys.numbered
                kept = self._whole(piece, outcome) or self._kept.keep(key, outcome, piece)
                self._printed[piece.name] = kept
            _counted(piece)
        if apart:
            self._print(apart)  # one that cannot be set costs itself alone

    def _outcomes(self, tasks: Iterable[Task]) -> Iterator["Printed | work.Lost"]:
        """What came of the tasks, here or on the machines of a cluster."""
        far = self._pool.far if self._pool else None
        if far is None:
            yield from work.in_lots(print_kept, tasks, self._pool, self._limits, LOT)
            return
        for came in work.each(print_far, map(carried, tasks), far, lambda sent: self._limits(sent.task)):
            yield came if isinstance(came, work.Lost) else returned(came, self._folder)

    def _limits(self, task: Task) -> work.Limits:
        chapter = task.piece.chapter
        return allowed.of_article(chapter.listed) if chapter else self._lists

    def _unknown(
        self, pieces: Iterable[Piece], folios: Mapping[str, str], waiting: deque[tuple[Piece, Keys]]
    ) -> Iterator[Task]:
        """What is to be printed: the pieces of which no part is kept, each `waiting` with its keys."""
        queue = iter(pieces)
        while some := list(islice(queue, MANY)):
            told = [piece.told(folios) for piece in some]
            keyed = [(self._key(piece, numbers), piece) for piece, numbers in zip(some, told, strict=True)]
            before = self._kept.recall(keyed)
            for (key, piece), numbers, printed in zip(keyed, told, before, strict=True):
                known, keys = self._known(piece, numbers, key, printed)
                if known:
                    self._printed[piece.name] = known
                    _counted(piece)
                else:
                    waiting.append((piece, keys))
                    yield Task(piece, self._settings, self._folder, numbers)

    def _key(self, piece: Piece, numbers: Mapping[str, str]) -> str:
        return self._kept.key(piece, blanks(numbers, self._settings))

    def _known(
        self, piece: Piece, numbers: Mapping[str, str], key: str, before: Printed | None
    ) -> tuple[Printed | None, Keys]:
        """The piece as it was printed `before`, and its keys, one made of the other: markup takes time."""
        if before or not numbers:
            return before and before.numbered(numbers), Keys(key, key)
        numbered = digest((key, numbers))
        return self._kept.recall([(numbered, piece)])[0], Keys(key, numbered)

    def _replaced(self, piece: Piece, lost: "work.Lost") -> Printed:
        """What stands in the place of an article that broke the typesetter: its text, or a page about it.

        An article by itself is no book without its text. Raises OutputError where nothing can be set.
        """
        if piece.chapter:
            for code, form in FORMS[: 1 if piece.book.single else None]:
                printed = self._printed_apart(form, piece)
                if printed:
                    notice = Notice(code, lost.reason, piece.chapter.listed.path)
                    return replace(printed, notices=(notice, *printed.notices))
        raise OutputError(f"{piece.name} could not be set: {lost.reason}")

    def _whole(self, piece: Piece, printed: Printed) -> Printed | None:
        """The text of an article of which the page lost some: of a table of two hundred columns."""
        lost = [notice for notice in printed.notices if notice.code == LOST]
        whole = self._printed_apart(plain, piece) if lost and piece.chapter else None
        if whole is None or any(notice.code == LOST for notice in whole.notices):
            return None
        reason = f"the page would lack text near “{lost[0].about}”"
        return replace(whole, notices=(Notice("article-plain", reason, lost[0].article), *whole.notices))

    def _printed_apart(self, form: Callable[[Piece], Piece], piece: Piece) -> Printed | None:
        """The piece in another form, printed by a worker; None where that fails too."""
        task = Task(form(piece), self._settings, self._folder, {})
        with nullcontext(self._pool) if self._pool else work.executor(1, apart=True) as pool:
            (printed,) = work.each(print_kept, [task], pool, self._limits(task))
        return None if isinstance(printed, work.Lost) else printed


def _is_spoilt(outcome: "Printed | work.Lost") -> bool:
    """Whether a piece could not be set, or lacks text of its articles."""
    return isinstance(outcome, work.Lost) or any(notice.code == LOST for notice in outcome.notices)


def _counted(piece: Piece) -> None:
    for _ in piece.chapters:
        steps.step("typeset")
