"""How a line fills its measure: what is added after each of its items, or taken away."""

from exporter.write.pdf.lines.paragraph import Paragraph
from exporter.write.pdf.lines.planning import WIDEST

BEYOND = 2  # times their reserve that gaps and spaces grow by, before Han come further apart than they should
RAGGED = 0.5  # em: rather than tear a line apart like this it is left short


def torn(paragraph: Paragraph, first: int, end: int, room: float) -> bool:
    """Whether Han would come further apart than they should in a line that lacks `room`."""
    shares = paragraph.stretched[end - 1] - paragraph.stretched[first]
    reserve = paragraph.reserved[end - 1] - paragraph.reserved[first]
    return room > shares * WIDEST * paragraph.em(first) + BEYOND * reserve


def justify(paragraph: Paragraph, first: int, end: int, room: float) -> list[float] | None:
    """What each item from `first` up to `end` gets, for a line that lacks `room` (Pango units), if anything.

    Places between Han and spaces between words stretch evenly up to WIDEST, then gaps between Han and Latin
    and the spaces, and only where these are not enough all places again.
    """
    shares = paragraph.stretched[end - 1] - paragraph.stretched[first]
    em = paragraph.em(first)
    share = min(room / shares, WIDEST * em) if shares else 0.0
    rest = room - shares * share
    if rest <= 1:
        return [*(share * weight for weight in paragraph.stretch[first : end - 1]), 0.0]
    reserve = {item: paragraph.reserve[item] for item in range(first, end - 1) if item in paragraph.reserve}
    total = sum(reserve.values())
    grown = min(rest / total, BEYOND) if total else 0.0
    rest -= grown * total
    more = rest / (shares + len(reserve)) if shares + len(reserve) else 0.0
    if share + more > RAGGED * em or not (shares or reserve):
        return None
    found = [(share + more) * weight for weight in paragraph.stretch[first : end - 1]] + [0.0]
    for item, length in reserve.items():
        found[item - first] += grown * length + more
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
