"""What WeasyPrint does again and again, done once. Nothing on a page changes by it.

Every saving is a row of SAVINGS, of use to any text, and can be left out. They hold for one version of
WeasyPrint; another one works as it is.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from exporter.write.pdf.savings.backgrounds import BACKGROUNDS
from exporter.write.pdf.savings.borders import BORDERS
from exporter.write.pdf.savings.changing import Change, Replacement, replacements, standing
from exporter.write.pdf.savings.emoji import EMOJI
from exporter.write.pdf.savings.flow import FLOW
from exporter.write.pdf.savings.kinds import KINDS
from exporter.write.pdf.savings.leaders import LEADERS
from exporter.write.pdf.savings.lengths import LENGTHS, STRUTS
from exporter.write.pdf.savings.margins import MARGINS
from exporter.write.pdf.savings.markup import MARKUP
from exporter.write.pdf.savings.pages import PAGES
from exporter.write.pdf.savings.patterns import PATTERNS
from exporter.write.pdf.savings.programs import PROGRAMS
from exporter.write.pdf.savings.pseudo import PSEUDO
from exporter.write.pdf.savings.selectors import SELECTORS
from exporter.write.pdf.savings.streams import STREAMS
from exporter.write.pdf.savings.styles import STYLES

__all__ = ["NAMES", "SAVINGS", "Saving", "made", "only"]

MAJOR = "70"  # the only WeasyPrint whose private functions are known


@dataclass(frozen=True, slots=True)
class Saving:
    """What is done once, and the functions of WeasyPrint that it changes."""

    name: str
    once: str
    changes: tuple[Change, ...]


SAVINGS = (
    Saving("markup", "markup that is well-formed is read by Expat", MARKUP),
    Saving("styles", "computed styles are shared between documents", STYLES),
    Saving("pseudo", "markers and notes are styled where one is made", PSEUDO),
    Saving("selectors", "elements that look alike are matched with selectors once", SELECTORS),
    Saving("lengths", "lengths that no box can change are resolved once a style", LENGTHS),
    Saving("struts", "heights of lines are worked out once a style", STRUTS),
    Saving("flow", "how a box stands in the flow is asked once a style", FLOW),
    Saving("backgrounds", "boxes that paint nothing are told by their style", BACKGROUNDS),
    Saving("borders", "boxes without borders and outlines are told by their style", BORDERS),
    Saving("kinds", "the kind of page of a box is asked of its ends alone", KINDS),
    Saving("margins", "pages with nothing in their margins get no margin boxes", MARGINS),
    Saving("pages", "pages of a kind share their styles", PAGES),
    Saving("leaders", "the dots of a leader are one text", LEADERS),
    Saving("emoji", "the picture of an emoji is made once", EMOJI),
    Saving("patterns", "patterns of the parsers of HTML and selectors are compiled once", PATTERNS),
    Saving("programs", "fonts are cut down from what is held of them, not from copies", PROGRAMS),
    Saving("streams", "streams are compressed once", STREAMS),
)
NAMES = tuple(saving.name for saving in SAVINGS)


_CHOSEN = ContextVar("chosen", default=frozenset(NAMES))


@contextmanager
def only(names: Collection[str]) -> Iterator[None]:
    """While it lasts, no other savings are made than those of these names."""
    token = _CHOSEN.set(frozenset(names))
    try:
        yield
    finally:
        _CHOSEN.reset(token)


@contextmanager
def made() -> Iterator[None]:
    """While it lasts, documents are laid out with all savings that are chosen, if the version is known."""
    version = import_module("weasyprint").__version__
    known = str(version).partition(".")[0] == MAJOR
    with standing(_replacements(_CHOSEN.get()) if known else ()):
        yield


@cache
def _replacements(names: frozenset[str]) -> tuple[Replacement, ...]:
    return replacements(change for saving in SAVINGS if saving.name in names for change in saving.changes)
