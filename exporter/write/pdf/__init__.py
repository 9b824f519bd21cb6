"""Book -> paginated PDF: its pieces are typeset apart, by all cores, and laid into one file."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import work
from exporter.inheritance import Inherited, inherited
from exporter.model import Book, Written
from exporter.notices import Notice, OutputError
from exporter.settings import Settings
from exporter.write.atomic import replacing
from exporter.write.pdf import allowed, fonts, lines
from exporter.write.pdf.allowed import heavy
from exporter.write.pdf.binding import Bound, Sheaf, about, bind
from exporter.write.pdf.cover import cover_jpeg
from exporter.write.pdf.kept import Kept, digest_of
from exporter.write.pdf.press import Press
from exporter.write.pdf.printing import Printed, expected, setting
from exporter.write.pdf.typeset import warm
from exporter.write.vertical import is_vertical

if TYPE_CHECKING:
    from exporter.pools import Pool

__all__ = ["cover_jpeg", "expected", "heavy", "prepare", "write"]

LARGE = 5000  # pages: to bind more takes 100 MB, and as much as that the workers may have grown by
FEW = 12  # articles: below it, starting workers costs more than it saves


def prepare(settings: Settings) -> None:
    """Loads what sets PDFs, before workers are forked, so that each has it. Raises ConfigurationError."""
    for vertical in {False, settings.vertical}:
        warm(setting(settings, right_bound=settings.vertical, vertical=vertical).styles)
    lines.unavailable()  # asked, the engine of lines is loaded


def write(book: Book, settings: Settings, target: Path, pool: "Pool | None" = None) -> Written:
    """The book as a PDF at `target`, on the page size and in the theme of the settings; `units` are pages.

    The work is done by the workers of `pool`, or by some of its own. What was made is read back before it
    takes its name: text of an article that is not in it is told in a notice. Raises OutputError for a PDF
    that is not sound, ConfigurationError for a style or template.
    """
    refused = _refused(book, settings)
    settings = replace(settings, vertical=settings.vertical and not refused)
    prepare(settings)
    with replacing(target) as draft, tempfile.TemporaryDirectory() as folder:
        with nullcontext(pool) if pool else _own_pool(book, settings) as workers:
            printed, bound = _set(book, Kept(settings), Path(folder), workers, draft)
        notices = (*fonts.notices(), *refused, *_once(printed))
        size, face = draft.stat().st_size, digest_of(printed[0])
        return Written(target, size, bound.pages, bound.xxh128, notices, bound.folios, face)


def _own_pool(book: Book, settings: Settings) -> "work.Executor":
    """Workers for one book; an article by itself needs one if it is heavy."""
    jobs = settings.jobs if len(list(islice(book.chapters(), FEW))) == FEW else 1
    return work.executor(jobs, apart=not book.single or heavy(book, settings))


def _set(
    book: Book, kept: Kept, folder: Path, pool: "Pool | None", draft: Path
) -> tuple[list[Printed], Bound]:
    """Prints the book and binds it in `draft`; a store that spoils what it takes is left alone."""
    while True:
        printed = Press(book, kept, folder, pool).all()
        told = about(book, right_bound=kept.settings.vertical)
        bound = _bound(Sheaf(printed, told, kept.settings, folder, draft), pool)
        if not bound.spoilt:
            return printed, bound
        if kept.forgot(bound.spoilt):
            kept = Kept(replace(kept.settings, no_cache=True))
        kept.forget(bound.spoilt)  # it is printed, all else is there


def _bound(sheaf: Sheaf, pool: "Pool | None") -> Bound:
    """The pieces bound; those of a large book by a worker that has not grown with the pages it set before."""
    pages = sum(each.laid.pages for each in sheaf.printed)
    limits = allowed.of_binding(pages)
    if pool and pages > LARGE:
        with inherited([sheaf]) as held, work.executor(1, apart=True) as binder:
            (bound,) = work.each(_bind_inherited, held, binder, limits)
    else:
        (bound,) = work.each(bind, [sheaf], pool, limits)
    if isinstance(bound, work.Lost):
        raise OutputError(f"the book could not be bound: {bound.reason}")
    return bound


def _bind_inherited(sheaf: Inherited[Sheaf]) -> Bound:
    return bind(sheaf.thing)


def _refused(book: Book, settings: Settings) -> tuple[Notice, ...]:
    """Why a book that was to have columns has none."""
    if not settings.vertical:
        return ()
    if not is_vertical(book, settings):
        return (Notice("vertical-refused", book.lang),)
    unset = lines.unavailable()
    return (Notice("library-unknown-version", f"lines are horizontal: {unset}"),) if unset else ()


def _once(printed: Iterable[Printed]) -> Iterator[Notice]:
    yield from dict.fromkeys(notice for each in printed for notice in each.notices)
