"""Books -> files; where the store turns out to have damaged a picture, it is made anew, and they once more.

So no picture is read in a run that does not use it. A picture made anew is the same bytes, or no such one.
"""

from collections.abc import Sequence

from exporter.account import Account
from exporter.budget import Task
from exporter.illustrating import prove
from exporter.model import Written
from exporter.notices import SpoiltPictureError
from exporter.writing import write_books


def write_whole(account: Account, tasks: Sequence[Task]) -> None:
    """Writes the books, into the account. Those that lack a picture of the store are written twice."""
    write_books(account, tasks)
    spoilt = [each for each in account.failures if isinstance(each.error, SpoiltPictureError)]
    if not spoilt:
        return
    lacking = {each.path for each in spoilt}
    books = {book.identifier for target, _, book in tasks if str(target) in lacking}
    again = [task for task in tasks if task[2].identifier in books]
    targets = {target for target, _, _ in again}
    account.failures = [each for each in account.failures if each not in spoilt]
    for written in [each for each in account.written if each.path in targets]:
        _forget(account, written)
    prove(account)
    write_books(account, again)


def _forget(account: Account, written: Written) -> None:
    """A file that is written again: what was noticed at it is noticed then."""
    account.written.remove(written)
    for notice in written.notices:
        account.notices.remove(notice)
