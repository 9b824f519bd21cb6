"""Long lines of code: where they break, and that nothing is added to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.write.pdf.grid import Grid
from exporter.write.pdf.listing import turning, wrap

GRID = Grid(width=200, height=360, size=10, pitch=18)  # 44 cells of code
TURNS = [
    ("a line that fits", "x" * 20, []),
    ("after a space, in the last two fifths", "call(first, second, third)", [(20, 4)]),
    ("within a word that is too long", "x" * 30, [(20, 4)]),
    ("an ideograph takes two cells", "字" * 11, [(10, 4)]),
    ("what goes on is indented with its line", "    a = first + second", [(16, 8)]),
    ("but not deeper than half of it", " " * 12 + "a = b + c + d", [(20, 10)]),
    ("every line by itself", "x" * 20 + "\n" + "x" * 21, [(41, 4)]),
    ("spaces at the end need no line", "x" * 20 + "   ", []),
    ("a tab goes to the next stop", "\t\t" + "x" * 13, [(14, 10)]),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=title) for title, *case in TURNS])
def test_turning(text: str, expected: list[tuple[int, int]]) -> None:
    assert turning(text, 20) == expected


def test_corners_are_put_across_elements() -> None:
    block = etree.fromstring(f"<pre><code>{'a' * 40}<em>{'b' * 10}</em>{'c' * 60}</code></pre>")
    wrap(block, GRID)
    assert [len("".join(line)) for line in "".join(block.itertext()).split("\n")] == [44, 40, 26]
    assert len(block.findall(".//span[@class='turn']")) == 2


def test_a_short_listing_is_told_a_long_one_not() -> None:
    short, long = (etree.fromstring(f"<pre>{'x&#10;' * lines}</pre>") for lines in (5, 30))
    wrap(short, GRID)
    wrap(long, GRID)
    assert (short.get("class"), long.get("class")) == ("short", None)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ab ,(字\t\n", max_size=90), min_size=1, max_size=5))
def test_code_is_kept(pieces: list[str]) -> None:
    block = etree.Element("pre")
    for piece in pieces:
        etree.SubElement(block, "em").text = piece
    wrap(block, GRID)
    assert "".join(block.itertext()).replace("\n", "") == "".join(pieces).replace("\n", "")
