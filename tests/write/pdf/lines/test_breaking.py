"""The breaker alone, on numbers."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.write.pdf.lines.breaking import OVERFULL, PRESSED, TIGHT, Places, candidates, choose, cost

WIDEST = 8.0  # in hundredths of an em


def places(
    widths: list[int],
    squeezes: list[int] | None = None,
    costs: list[float] | None = None,
    reserves: list[int] | None = None,
    presses: list[int] | None = None,
) -> Places:
    """Characters of these widths, with a place to break after each."""
    pen = [0, *accumulate(widths)]
    shares = list(range(len(widths) + 1))
    most = [0, *accumulate(squeezes or [0] * len(widths))]
    before = [max(0, share - 1) for share in shares]
    spare = [0, *accumulate(reserves or [0] * len(widths))]
    ends = [0, *most[:-1]], most, [0, *spare[:-1]], spare
    press = [0, *accumulate(presses or [])]
    pressed = ([0, *press[:-1]], press) if presses else ((), ())
    return Places(pen, pen, before, shares, *ends, costs or [0.0] * (len(widths) + 1), *pressed)


def every_way(last: int) -> Iterator[list[int]]:
    for number in range(1 << (last - 1)):
        yield [place for place in range(1, last) if number >> (place - 1) & 1] + [last]


def total(found: Places, ends: list[int], first: int, measure: int) -> float:
    """What a way of breaking costs; inf if one of its lines is no candidate."""
    sums = 0.0
    for start, end in pairwise([0, *ends]):
        room = measure if start else first
        if end not in candidates(found, start, room, WIDEST):
            return inf
        sums += min(cost(found, start, end, room, WIDEST), OVERFULL)
    return sums


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([100, 100, 100, 50, 22, 330, 61]), min_size=1, max_size=11),
    st.lists(st.sampled_from([0, 0, 50, 12]), min_size=11, max_size=11),
    st.lists(st.sampled_from([0, 0, 25]), min_size=11, max_size=11),
    st.sampled_from([None, [3] * 11]),
    st.integers(2, 6),
    st.sampled_from([0, 200]),
)
def test_no_other_way_costs_less(
    widths: list[int],
    squeezes: list[int],
    reserves: list[int],
    presses: list[int] | None,
    ems: int,
    indent: int,
) -> None:
    count = len(widths)
    found = places(widths, squeezes[:count], reserves=reserves[:count], presses=presses and presses[:count])
    measure = ems * 100
    chosen = choose(found, measure - min(indent, measure - 100), measure, WIDEST)
    first = measure - min(indent, measure - 100)
    assert chosen[-1] == len(widths)
    assert chosen == sorted(set(chosen))
    least = min(total(found, ends, first, measure) for ends in every_way(len(widths)))
    assert total(found, chosen, first, measure) == pytest.approx(least)


CASES = [
    # title, widths of the characters, what each may lose, measure, where lines end
    ("full lines stay as they are", [100] * 10, [0] * 10, 500, [5, 10]),
    ("a last line of one is avoided by its cost", [100] * 6, [0] * 6, 510, [5, 6]),
    ("a long word goes to the next line", [100] * 4 + [330], [0] * 5, 500, [4, 5]),
    ("nothing fits: one a line", [700, 700], [0, 0], 500, [1, 2]),
]


@pytest.mark.parametrize(
    ("widths", "squeezes", "measure", "ends"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_chosen(widths: list[int], squeezes: list[int], measure: int, ends: list[int]) -> None:
    assert choose(places(widths, squeezes), measure, measure, WIDEST) == ends


def test_what_cannot_stretch_is_squeezed() -> None:
    """A line of one place only: its marks give what it lacks."""
    tight = Places([0, 1100], [0, 1100], [0, 10], [0, 11], [0, 100], [0, 100], [0, 0], [0, 0], [0.0, 0.0])
    assert cost(tight, 0, 1, 1000, WIDEST) == TIGHT
    assert cost(tight, 0, 1, 1050, WIDEST) == TIGHT / 4
    assert cost(tight, 0, 1, 990, WIDEST) == inf


def test_at_worst_all_is_pressed() -> None:
    """It costs more than squeezing marks, and gives little."""
    tight = places([100] * 11, [0] * 10 + [0], presses=[3] * 11)
    assert cost(tight, 0, 10, 1000, WIDEST) == 0
    assert cost(tight, 0, 10, 973, WIDEST) == TIGHT + PRESSED
    assert cost(tight, 0, 10, 972, WIDEST) == inf


def test_a_cost_moves_a_break() -> None:
    plain = places([100] * 31)
    assert choose(plain, 3000, 3000, WIDEST) == [30, 31]
    lone = places([100] * 31, costs=[*[0.0] * 30, 5000.0, 0.0])
    assert choose(lone, 3000, 3000, WIDEST) == [29, 31]


def test_time_grows_with_the_text() -> None:
    """Steps, not seconds: the candidates that are looked at, for ten times the text."""
    counts = []
    for length in (1_000, 10_000):
        found = places([100] * length, [50 if n % 9 == 0 else 0 for n in range(length)])
        counts.append(sum(len(candidates(found, start, 3000, WIDEST)) for start in range(length)))
        assert choose(found, 3000, 3000, WIDEST)[-1] == length
    assert counts[1] < 11 * counts[0]
