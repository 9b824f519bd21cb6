"""How long the openings of parts are, guessed from their rows: what follows has its number at once.

A guess that is wrong costs time alone: what shows numbers is set again until they are true.
"""

from collections.abc import Iterator
from math import ceil

from exporter.model import Chapter, Part
from exporter.write.pdf.document import Piece
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.join import Laid
from exporter.write.pdf.titles import width

# As print.css and print-vertical.css set them: lines, and em of the text.
TITLE, TITLE_LINE = 2.2, 3  # size of a part's title, and its line
AROUND, AROUND_COLUMN = 9, 5  # what is before it and after; the same where it is a column
SECTION, INDENT, SUBTITLE = (
    0.86,
    2.3,
    1.0,
)  # size of a section's row, its indent by level, what parts a subtitle
LEADER = 2.5  # em, at least, for the dots and the number


def laid(piece: Piece, area: Grid) -> Laid:
    """An opening of a part as it will be laid, more or less."""
    opening = piece.opening
    assert opening is not None  # noqa: S101 - it opens a part
    assert opening.part is not None  # noqa: S101
    measure = area.width / area.size
    title = ceil(TITLE * width(opening.part.title) / measure) * TITLE_LINE
    lines = (AROUND_COLUMN if area.turned else AROUND) + title + sum(_lines(opening.part, measure))
    opens = "recto" if piece.first or not opening.depth else ""
    return Laid(piece.name, piece.zone, piece.heads, ceil(lines / area.lines), opens)


def _lines(part: Part, measure: float) -> Iterator[int]:
    """The lines of each row below a part: those of its parts list their own."""
    for entry in part.contents:
        if isinstance(entry, Part):
            yield 1 + ceil((width(entry.title) + LEADER) / measure)
        else:
            yield from _rows(entry, measure)


def _rows(chapter: Chapter, measure: float) -> Iterator[int]:
    yield ceil((width(chapter.article.title) + LEADER) / measure)
    for section in chapter.article.sections:
        if section.level == 1:
            text = width(section.title) + (SUBTITLE + width(section.subtitle) if section.subtitle else 0)
            yield ceil(SECTION * (text + INDENT + LEADER) / measure)
