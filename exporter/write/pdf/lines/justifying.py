"""How a line fills its measure: what is added after each of its items, or taken away."""

from operator import add

from exporter.write.pdf.lines.paragraph import Paragraph
from exporter.write.pdf.lines.planning import WIDEST

BEYOND = 2  # times their reserve that blanks grow by, before Han come further apart than they should
LEFT = 1.0  # em that a ragged line may be short by and yet be stretched as far as is wanted
RAGGED = 0.25  # em more than that between all Han: rather than tear a line apart like this it is left short


def torn(paragraph: Paragraph, first: int, end: int, room: float) -> bool:
    """Whether a line that lacks `room` is filled only by blanks wider than they should be, or Han apart."""
    shares = paragraph.stretched[end - 1] - paragraph.stretched[first]
    reserve = paragraph.reserved[end - 1] - paragraph.reserved[first]
    return room > shares * WIDEST * paragraph.em(first) + reserve


def justify(
    paragraph: Paragraph, first: int, end: int, room: float, *, ragged: bool = False
) -> list[float] | None:
    """What each item from `first` up to `end` gets, for a line that lacks `room` (Pango units), if anything.

    Places between Han and spaces between words stretch evenly up to WIDEST, then the blanks of marks, the
    spaces and, where need be, letters; only where these are not enough all places again, unless the line
    may be `ragged`. Gaps between Han and Latin stay.
    """
    shares = paragraph.stretched[end - 1] - paragraph.stretched[first]
    em = paragraph.em(first)
    share = min(room / shares, WIDEST * em) if shares else 0.0
    rest = room - shares * share
    if rest <= 1:
        return [*(share * weight for weight in paragraph.stretch[first : end - 1]), 0.0]
    total = paragraph.reserved[end - 1] - paragraph.reserved[first]
    grown = min(rest / total, BEYOND) if total else 0.0
    weights = paragraph.stretch[first : end - 1]
    rest -= grown * total
    more = rest / max(1, len(weights) - weights.count(0))
    if ragged and rest <= LEFT * em:
        more = 0.0
    elif more > RAGGED * em or ragged or (rest > 1 and not shares):
        return None
    reserve = (grown * paragraph.reserve.get(item, 0) for item in range(first, end - 1))
    spread = (share * weight + more * bool(weight) for weight in weights)
    return [*map(add, spread, reserve), 0.0]


def squeeze(paragraph: Paragraph, first: int, end: int, excess: float) -> list[float] | None:
    """What each item loses so that a line becomes `excess` shorter, as far as it can; None: it cannot."""
    found = [0.0] * (end - first)
    changed = False
    for most in (*(paragraph.squeeze[step] for step in paragraph.custom.squeeze), paragraph.press):
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
