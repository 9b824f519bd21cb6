"""How a line fills its measure: what is added after each of its items, or taken away."""

from exporter.write.pdf.lines.marks import SPACE
from exporter.write.pdf.lines.paragraph import Paragraph
from exporter.write.pdf.lines.planning import WIDEST

SPACE_MOST = 0.5  # em that a space may grow by, once Han stand as far apart as they may
RAGGED = 0.5  # em: rather than tear a line apart like this it is left short


def justify(paragraph: Paragraph, first: int, end: int, room: float) -> list[float] | None:
    """What each item from `first` up to `end` gets, for a line that lacks `room` (Pango units), if anything.

    Places between Han and spaces between words stretch evenly up to WIDEST, then the spaces alone, then all,
    and gaps between Han and Latin with them.
    """
    shares = paragraph.stretched[end - 1] - paragraph.stretched[first]
    em = paragraph.em(first)
    share = min(room / shares, WIDEST * em) if shares else 0.0
    rest = room - shares * share
    if rest <= 1:
        return [*(share * weight for weight in paragraph.stretch[first : end - 1]), 0.0]
    gaps = [item for item in range(first, end - 1) if item in paragraph.squeeze["gap"]]
    words = [item for item in range(first, end - 1) if paragraph.kinds[item] == SPACE and item not in gaps]
    space = min(rest / len(words), SPACE_MOST * em) if words else 0.0
    rest -= space * len(words)
    more = rest / (shares + len(gaps)) if shares + len(gaps) else 0.0
    share += more
    if share > RAGGED * em or not (shares or words or gaps):
        return None
    found = [share * weight for weight in paragraph.stretch[first : end - 1]] + [0.0]
    for item in words:
        found[item - first] += space
    for item in gaps:
        found[item - first] += more
    return found


def squeeze(paragraph: Paragraph, first: int, end: int, excess: float) -> list[float] | None:
    """What each item loses so that a line becomes `excess` shorter, as far as it can; None: it cannot."""
    found = [0.0] * (end - first)
    changed = False
    for step in paragraph.custom.squeeze:
        most = paragraph.squeeze[step]
        items = [item for item in range(first, end - 1) if item in most]
        capacity = sum(most[item] for item in items)
        if not capacity:
            continue
        part = min(1.0, excess / capacity)
        for item in items:
            found[item - first] -= part * most[item]
        changed = True
        excess -= part * capacity
        if excess <= 0:
            break
    return found if changed else None
