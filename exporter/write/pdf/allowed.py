"""What a piece may take to be printed. An article that takes more is printed in a plainer form (press.py).

Measured on honest ones (`benchmarks.corpus`, tables and posts of thousands of elements): an article takes
0.05 s, 0.02 s for each 1,000 characters and 0.0005 s for each element; 0.75 MB for each 1,000 characters and
17 KB for each element. A post of ten pages has forty times what it needs, and one of 500,000 characters five
times. Thousands of elements are cheap to write: they add no more than RICHEST, so that a post made to take
long has a plain form half a minute after the run began.
"""

from exporter import confinement
from exporter.model import Book, Listed
from exporter.settings import Settings
from exporter.work import Limits

SECONDS = 8  # for an article of any length
CHARACTERS, ELEMENTS = 10_000, 1_700  # for which there is a second more
RICHEST = 14  # s that elements add at most
MEGABYTES = 460  # for an article of any length; what a worker holds before comes on top
HEAVY = 2  # s beyond SECONDS that say an article is too large to be set where nothing can end it


def of_article(listed: Listed) -> Limits:
    """What an article may take; its processor time by the pace of this machine."""
    seconds = round((SECONDS + _beyond(listed)) * confinement.pace())
    return Limits(memory=MEGABYTES + listed.length // 2000, cpu=seconds, wall=60 + 6 * seconds)


def of_lists(book: Book) -> Limits:
    """What a piece that lists the articles of a book may take: ten times what it does."""
    size = 100 * sum(1 for _ in book.chapters())
    seconds = 60 + size // 2000
    return Limits(memory=600 + size // 250, cpu=seconds, wall=120 + 4 * seconds)


def of_binding(pages: int) -> Limits:
    """What the binding of so many pages may take: ten times what it does."""
    seconds = 60 + pages // 10
    return Limits(memory=600 + pages // 4, cpu=seconds, wall=120 + 4 * seconds)


def heavy(book: Book, settings: Settings) -> bool:
    """Whether a book must be set apart although it is one article, so that what hangs or crashes can end.

    What templates of the user's make of an article may be of any length.
    """
    return settings.template_dir is not None or any(
        _beyond(chapter.listed) > HEAVY for chapter in book.chapters()
    )


def _beyond(listed: Listed) -> float:
    """The seconds that the length and the elements of an article are allowed."""
    return listed.length / CHARACTERS + min(listed.elements / ELEMENTS, RICHEST)
