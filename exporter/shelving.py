"""Books -> a shelf: what has changed is written, the rest left as it lies."""

from pathlib import Path

from exporter.account import Account, Failure
from exporter.mending import write_whole
from exporter.notices import ExportError, Notice
from exporter.proofs import Proofs
from exporter.shelf import File, Shelf, is_laid_out, lay_out, places


def shelve(account: Account, folder: Path) -> None:
    """Writes the account's books into `folder` where they have changed, and says what it now holds."""
    before, settings = Shelf.opened(folder), account.settings
    proofs = Proofs(settings)
    spots = list(places(account.books, before.folder, settings))
    editions = {spot.edition for spot in spots}
    standing = {} if settings.rebuild else dict(before.standing(editions, proofs.xxh128))
    write_whole(account, [task for spot in spots for task in spot.tasks(standing)])
    for written in account.written:
        proofs.written(written.path, written.xxh128)
    with account.stage("shelf"):
        names = [name for spot in spots for name in spot.names.values()]
        account.unchanged = [before.folder / name for name in names if name in standing]
        files = standing | {written.path.name: File.of(written) for written in account.written}
        after = before.updated([spot.entry(files) for spot in spots], prune=settings.prune)
        if settings.prune:
            account.notices += [Notice("book-removed", name) for name in before.cleared(after)]
        shown = after == before and is_laid_out(before, settings.template_dir, settings.base_url)
        if after.entries and not (shown and not settings.rebuild):
            _lay_out(account, after)


def _lay_out(account: Account, shelf: Shelf) -> None:
    """Writes the pages of the shelf. Where they cannot be, what became of the books is still told."""
    try:
        lay_out(shelf, account.settings.template_dir, account.settings.base_url)
    except ExportError as error:
        account.failures.append(Failure(str(shelf.folder), error))
