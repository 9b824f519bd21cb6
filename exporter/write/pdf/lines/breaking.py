"""Where the lines of a paragraph end: all of them together, so that the whole stretches least.

Knuth and Plass, Breaking Paragraphs into Lines (1981), for text in which nearly every place is a break: from
every place that can begin a line, the few places where that line can end are found by bisection.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

LOOSEST = 2.0  # times the widest stretch that is wanted: looser lines are taken only where there is no other
TIGHT = 200.0  # a line whose marks have all been squeezed to their halves
SPARE = 900.0  # a line whose blanks and spaces have to stretch as far as they may
PRESSED = 900.0  # besides TIGHT, one whose Han and letters have been pressed together as far as they may
TORN_APART = 1e4  # one in which that is not enough, and as much again
OVERFULL = 1e6
LONE = 5e4  # a last line of one character
TORN = 2e3  # a word torn where it has no break


@dataclass(frozen=True, slots=True)
class Places:
    """The places where lines may end, in order: the first is the paragraph's start, the last its end.

    A line from place i to place j is `ends[j] - starts[i]` long, has `stretch_ends[j] - stretch_starts[i]`
    shares of stretch and can lose `squeeze_ends[j] - squeeze_starts[i]`. By `reserve_ends[j] -
    reserve_starts[i]` it can grow besides, once every share is as wide as is wanted, and by `press_ends[j] -
    press_starts[i]` shrink when all is squeezed, if these are given. `costs` are added where a line ends
    there.
    """

    ends: Sequence[int]
    starts: Sequence[int]
    stretch_ends: Sequence[int]
    stretch_starts: Sequence[int]
    squeeze_ends: Sequence[int]
    squeeze_starts: Sequence[int]
    reserve_ends: Sequence[int]
    reserve_starts: Sequence[int]
    costs: Sequence[float]
    press_ends: Sequence[int] = ()
    press_starts: Sequence[int] = ()

    def pressed(self, start: int, end: int) -> int:
        """By how much a line can shrink when all is squeezed."""
        return self.press_ends[end] - self.press_starts[start] if self.press_ends else 0


def cost(places: Places, start: int, end: int, measure: int, widest: float) -> float:
    """How badly a line from place to place fills the measure: 100 at full stretch, TIGHT at full squeeze.

    inf for one that can be neither stretched nor squeezed into it.
    """
    room = measure - (places.ends[end] - places.starts[start])
    last = end == len(places.ends) - 1
    if room < 0:
        most = places.squeeze_ends[end] - places.squeeze_starts[start]
        if -room <= most:
            return TIGHT * (room / most) ** 2 + places.costs[end]
        over, pressed = -room - most, places.pressed(start, end)
        return inf if over > pressed else TIGHT + PRESSED * over / pressed + places.costs[end]
    if last:
        return places.costs[end]
    wide = max(0, places.stretch_ends[end] - places.stretch_starts[start]) * widest
    if room <= wide:
        return 100 * (room / wide) ** 2 + places.costs[end] if room else places.costs[end]
    left = room - wide
    reserve = places.reserve_ends[end] - places.reserve_starts[start]
    if left <= reserve:
        return 100 + SPARE * left / reserve + places.costs[end]
    ratio = (left - reserve) / wide if wide else LOOSEST
    return 100 + SPARE + TORN_APART * (0.2 + ratio) * max(1, ratio) + places.costs[end]


def candidates(places: Places, start: int, measure: int, widest: float) -> range:
    """Where a line from `start` may end: the fullest, those not too loose, those that squeeze in."""
    ends, begin, count = places.ends, places.starts[start], len(places.ends)
    fullest = max(start + 1, bisect_right(ends, begin + measure, start + 1) - 1)
    low = high = min(fullest, count - 1)
    while high + 1 < count:
        most = places.squeeze_ends[high + 1] - places.squeeze_starts[start] + places.pressed(start, high + 1)
        if ends[high + 1] - begin - most > measure:
            break
        high += 1
    while low - 1 > start:
        shares = places.stretch_ends[low - 1] - places.stretch_starts[start]
        reserve = places.reserve_ends[low - 1] - places.reserve_starts[start]
        if measure - (ends[low - 1] - begin) > LOOSEST * widest * shares + reserve:
            break
        low -= 1
    return range(low, high + 1)


def loose(places: Places, chosen: Sequence[int], first: int, measure: int, widest: float) -> bool:
    """Whether a line of `chosen` is stretched by more than is wanted, or does not fit."""
    begins = [0, *chosen]
    return any(
        cost(places, start, end, measure if start else first, widest) - places.costs[end] > 100 + SPARE
        for start, end in pairwise(begins)
    )


def choose(places: Places, first: int, measure: int, widest: float) -> list[int]:
    """The places where lines end, so that their costs together are least.

    `first` is the measure of the first line, `measure` that of the others; `widest` the stretch of a share
    that is still good. A line that cannot be fitted costs OVERFULL, so that there is always an answer.

    The cheapest beginning is carried on first (Dijkstra 1959): most places are only reached by lines worse
    than all of a good paragraph together, and are never tried.
    """
    last = len(places.ends) - 1
    best = [0.0, *[inf] * last]
    before = [0] * (last + 1)
    waiting = [(0.0, 0)]
    while waiting[0][1] != last:
        total, start = heappop(waiting)
        if total == best[start]:  # no better way there was found since
            room = measure if start else first
            for end in candidates(places, start, room, widest):
                worse = total + min(cost(places, start, end, room, widest), OVERFULL)
                if worse < best[end]:
                    heappush(waiting, (worse, end))
                if (worse, start) < (best[end], before[end]):  # noqa: PLR1730 - as often as not it is not
                    best[end], before[end] = worse, start
    found, place = [], last
    while place:
        found.append(place)
        place = before[place]
    return found[::-1]
