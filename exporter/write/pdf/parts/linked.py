"""The areas of a page that are links, each once.

WeasyPrint makes a link of every box within a link too: of a number that stands upright in a title, of a
raised reference. Readers would pass through them one by one, each said to be a link of its own.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document

COVERED = 0.5  # of a box's width; a reading may be wider than what it is over


def link_once(document: "Document") -> None:
    """Takes from the pages' links those of boxes that lie in the link they belong to, in place."""
    for page in document.pages:
        kept: list[Any] = []
        for link in page.links:  # each before those within it
            if link[-1].element_tag == "a" or not _is_covered(link, kept):
                kept.append(link)
        page.links[:] = kept


def _is_covered(inner: Any, links: Sequence[Any]) -> bool:
    """Whether one of the last links, which lead where it does, holds `inner`."""
    around = takewhile(lambda link: link[:2] == inner[:2], reversed(links))
    return any(_covers(outer[2], inner[2]) for outer in around)


def _covers(outer: Sequence[float], inner: Sequence[float]) -> bool:
    """Whether the middle of `inner` is as high as `outer`: a picture's is above the line it is on."""
    width = min(outer[2], inner[2]) - max(outer[0], inner[0])
    middle = (inner[1] + inner[3]) / 2
    return outer[1] <= middle <= outer[3] and width >= COVERED * (inner[2] - inner[0])
