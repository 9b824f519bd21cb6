"""Book -> paginated PDF: its pieces are typeset apart, by all cores, and laid into one file."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, tee
from pathlib import Path
from types import MappingProxyType

from exporter import __version__, steps, work
from exporter.bind.indexes import indexes
from exporter.labels import labels
from exporter.model import Book, Folio, Written
from exporter.notices import Notice, OutputError
from exporter.settings import Settings
from exporter.write.atomic import replacing, sha256
from exporter.write.pdf import document, fonts, lines, parts
from exporter.write.pdf.check import faults
from exporter.write.pdf.cover import cover_jpeg
from exporter.write.pdf.document import Piece
from exporter.write.pdf.join import About, Join, Placing, furnish, place
from exporter.write.pdf.join.placing import blank_before
from exporter.write.pdf.join.writer import Writer
from exporter.write.pdf.printing import Printed, Task, expected, print_piece, setting
from exporter.write.pdf.styles import sheets, type_area
from exporter.write.pdf.typeset import warm
from exporter.write.vertical import is_vertical

__all__ = ["cover_jpeg", "expected", "faults", "write"]

FEW = 12  # articles: below it, starting workers costs more than it saves
ROUNDS = 4  # of page numbers into the contents, until no piece changes its length


def write(book: Book, settings: Settings, target: Path) -> Written:
    """The book as a PDF at `target`, on the page size and in the theme of the settings; `units` are pages.

    What was made is read back before it takes its name: text of an article that is not in it is told in a
    notice. Raises OutputError for a PDF that is not sound, ConfigurationError for a style or template.
    """
    refused = _refused(book, settings)
    settings = replace(settings, vertical=settings.vertical and not refused)
    for vertical in {False, settings.vertical}:  # before workers are forked, so that each has it
        warm(setting(settings, right_bound=settings.vertical, vertical=vertical).styles)
    jobs = settings.jobs if len(list(islice(book.chapters(), FEW))) == FEW else 1
    with replacing(target) as draft, tempfile.TemporaryDirectory() as folder:
        with work.executor(jobs, apart=not book.single) as pool:  # an article that crashes costs itself
            printed = _Press(book, settings, Path(folder), pool).all()
        pages, folios = _joined(book, printed, settings, Path(folder), draft)
        _prove_sound(draft)
        notices = (*fonts.notices(), *refused, *_once(printed))
        return Written(target, draft.stat().st_size, pages, sha256(draft), notices, folios)


def _refused(book: Book, settings: Settings) -> tuple[Notice, ...]:
    """Why a book that was to have columns has none."""
    if not settings.vertical:
        return ()
    if not is_vertical(book, settings):
        return (Notice("vertical-refused", book.lang),)
    unset = lines.unavailable()
    return (Notice("library-unknown-version", f"lines are horizontal: {unset}"),) if unset else ()


class _Press:
    """Prints the pieces of a book where the work is to run."""

    def __init__(self, book: Book, settings: Settings, folder: Path, pool: "work.Pool | None") -> None:
        self._book, self._settings, self._folder, self._pool = book, settings, folder, pool
        self._limits = _limits(book)
        self._printed: dict[str, Printed] = {}
        self._indexed = list(document.indexes(book, indexes(book, settings)))

    def all(self) -> list[Printed]:
        """Every piece in order, with true page numbers in those that show some.

        The contents come last, when all they name has its place. Parts that list their articles are set once
        without numbers, to see how long they are.
        """
        chapters = document.chapters(self._book, type_area(self._settings))
        self._print(chain(document.opening_pages(self._book), chapters))
        sections = {name: each.sections for name, each in self._printed.items()}
        listed = document.listed(self._book, sections)
        openings = list(document.openings(listed))
        missing = [each for printed in self._ordered() for each in printed.missing]
        self._print([*openings, document.colophon(listed, missing)])
        self._print(self._indexed, self._folios())  # the last in the book: they move nothing that they name
        numbered = [*document.contents(listed, self._indexed), *openings]
        for _ in range(ROUNDS):
            lengths = {name: printed.laid.pages for name, printed in self._printed.items()}
            self._print(numbered, self._folios())
            changed = {name for name, count in lengths.items() if self._printed[name].laid.pages != count}
            if not changed:
                break
            if not changed.isdisjoint(opening.name for opening in openings):
                self._print(self._indexed, self._folios())
        return self._ordered()

    def _ordered(self) -> list[Printed]:
        names = document.order(self._book, self._indexed)
        return [self._printed[name] for name in names if name in self._printed]

    def _folios(self) -> Mapping[str, str]:
        """The page numbers of all that has its place by now, by name."""
        return place([each.laid for each in self._ordered()], "").folios

    def _print(self, pieces: Iterable[Piece], folios: Mapping[str, str] = MappingProxyType({})) -> None:
        waiting, handed = tee(pieces)
        tasks = (Task(piece, self._settings, self._folder, piece.told(folios)) for piece in handed)
        for outcome in work.each(print_piece, tasks, self._pool, self._limits):
            piece = next(waiting)
            made = self._replaced(piece, outcome) if isinstance(outcome, work.Lost) else outcome
            self._printed[piece.name] = made
            if piece.chapter:
                steps.step("typeset")

    def _replaced(self, piece: Piece, lost: "work.Lost") -> Printed:
        """A page in the place of an article that broke the typesetter. Raises OutputError for the rest."""
        if piece.chapter is None or piece.book.single:
            raise OutputError(f"{piece.name} could not be set: {lost.reason}")
        stand_in = print_piece(Task(document.stand_in(piece), self._settings, self._folder, {}))
        notice = Notice("article-failed", lost.reason, piece.chapter.article.path)
        return replace(stand_in, notices=(notice, *stand_in.notices))


def _limits(book: Book) -> work.Limits:
    """What a piece may take: ten times what the longest article does, or the lists of all of them."""
    lengths = [chapter.listed.length for chapter in book.chapters()]
    size = max([100 * len(lengths), *lengths])
    seconds = 60 + size // 2000
    return work.Limits(memory=600 + size // 250, cpu=seconds, wall=120 + 4 * seconds)


def _joined(
    book: Book, printed: Sequence[Printed], settings: Settings, folder: Path, draft: Path
) -> tuple[int, tuple[Folio, ...]]:
    """Pages of the book in `draft`, and where those with a number begin."""
    laid = [each.laid for each in printed]
    placing = place(laid, labels(book.lang)["cover"])
    kinds = frozenset().union(*(each.kinds for each in printed))
    styles = sheets(settings, right_bound=settings.vertical)
    furniture = furnish(book.lang, kinds, styles, folder / "furniture.pdf")
    with draft.open("wb") as file:
        join = Join(Writer(file), furniture, placing, settings.pdf_variant)
        folios: list[Folio] = []
        for each, blank, first in zip(printed, blank_before(laid, placing), placing.firsts, strict=True):
            part = parts.load(each.file)
            join.lay(part, each.laid.heads, blank)
            folios += _folios(each.laid.name, part, placing, first)
        return join.finish(_about(book, right_bound=settings.vertical)), tuple(folios)


def _folios(name: str, part: parts.Part, placing: Placing, first: int) -> Iterator[Folio]:
    for number, leaf in enumerate(part.leaves, first):
        label = placing.written(number)
        if label and not leaf.blank:
            yield Folio(label, name, *leaf.begins)


def _about(book: Book, *, right_bound: bool) -> About:
    return About(
        title=book.title,
        lang=book.lang,
        modified=book.modified,
        program=f"exporter {__version__}",
        creators=book.creators,
        description=book.description,
        subjects=book.subjects,
        right_bound=right_bound,
    )


def _prove_sound(draft: Path) -> None:
    found = faults(draft)
    if found:
        raise OutputError(f"the PDF is not sound: {'; '.join(found[:3])}", hint="please report this")


def _once(printed: Iterable[Printed]) -> Iterator[Notice]:
    yield from dict.fromkeys(notice for each in printed for notice in each.notices)
