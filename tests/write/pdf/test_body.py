"""What print changes in a body."""

import pytest
from lxml import etree

from exporter.model import Asset
from exporter.write.pdf.body import adapt
from exporter.write.pdf.figures import shown
from exporter.write.pdf.grid import Grid

GRID = Grid(width=300, height=360, size=10, pitch=18)
PICTURES = {
    name: Asset(name, "image/jpeg", width, height, 1, "")
    for name, width, height in [
        ("wide", 1500, 1000),
        ("phone", 1000, 2000),
        ("icon", 30, 60),
        ("small", 300, 200),
    ]
}


def adapted(markup: str) -> str:
    body = etree.fromstring(f"<article>{markup}</article>")
    adapt(body, PICTURES, GRID)
    return etree.tostring(body, encoding="unicode").removeprefix("<article>").removesuffix("</article>")


ZWSP, MARK = "\u200b", "\u0301"
BODIES = [
    (
        "a picture alone is as wide as the line and whole lines high",
        '<figure><img src="wide"/></figure>',
        '<figure style="--lines: 12"><img src="wide" style="width: 300.00pt; height: 216.00pt"/></figure>',
    ),
    (
        "a small one is not enlarged beyond 150 px an inch",
        '<figure><img src="small"/></figure>',
        '<figure style="--lines: 6"><img src="small" style="width: 144.00pt; height: 108.00pt"/></figure>',
    ),
    (
        "a small one in a line is as high as its letters",
        '<p>字<img src="icon"/></p>',
        '<p>字<img src="icon" style="width: 5.00pt; height: 10.00pt"/></p>',
    ),
    (
        "a large one in a line keeps its size, within the page",
        '<p>字<img src="phone"/></p>',
        '<p>字<img src="phone" style="width: 108.00pt; height: 216.00pt"/></p>',
    ),
    (
        "a list that starts elsewhere",
        '<ol start="5"><li/></ol>',
        '<ol start="5" style="counter-reset: list-item 4"><li/></ol>',
    ),
    ("a list from one", "<ol><li/></ol>", "<ol><li/></ol>"),
    ("a number that is none", '<ol start="x"><li value="y"/></ol>', '<ol start="x"><li value="y"/></ol>'),
    (
        "an item with a number",
        '<ol><li value="9"/></ol>',
        '<ol><li value="9" style="counter-set: list-item 9; counter-increment: list-item 0"/></ol>',
    ),
    (
        "a list that counts down",
        '<ol reversed=""><li/><li/></ol>',
        '<ol reversed="" style="counter-reset: list-item 3"><li style="counter-increment: list-item -1"/>'
        '<li style="counter-increment: list-item -1"/></ol>',
    ),
    ("a narrow table", "<table><tr><td/><td/></tr></table>", "<table><tr><td/><td/></tr></table>"),
    (
        "a wide table",
        f"<table><tr>{'<td/>' * 6}</tr></table>",
        f'<table class="wide"><tr>{"<td/>" * 6}</tr></table>',
    ),
    (
        "spanned columns count",
        '<table><tr><td colspan="9"/></tr></table>',
        '<table class="very-wide"><tr><td colspan="9"/></tr></table>',
    ),
    ("quotations within a line", "<p><q>甲<q>乙</q></q>丙</p>", "<p><q>“甲<q>‘乙’</q>”</q>丙</p>"),
    (
        "each base with its reading, wide enough for it",
        "<ruby>重<rt>chóng</rt>庆<rt>い</rt></ruby>",
        '<ruby><span class="pair" style="min-width: 1.70em"><span class="rb">重</span><rt>chóng</rt></span>'
        '<span class="pair"><span class="rb">庆</span><rt>い</rt></span></ruby>',
    ),
    (
        "brackets that stand in for ruby go",
        "<ruby>重<rp>(</rp><rt>い</rt><rp>)</rp></ruby>，",
        '<ruby><span class="bound"><span class="pair"><span class="rb">重</span><rt>い</rt></span>，</span></ruby>',
    ),
    (
        "marks keep to the line of the pair they belong to",
        "<p>去（<ruby>重<rt>い</rt>庆<rt>い</rt></ruby>）。</p>",
        '<p>去<ruby><span class="bound">（<span class="pair"><span class="rb">重</span><rt>い</rt></span></span>'
        '<span class="bound"><span class="pair"><span class="rb">庆</span><rt>い</rt></span>）。</span></ruby></p>',
    ),
    (
        "a word without end may be parted anywhere",
        f"<p>{'a' * 305}</p>",
        f"<p>{('a' * 10 + ZWSP) * 30}aaaaa</p>",
    ),
    (
        "an address that no browser opens is no link",
        f'<p><a href="https://a.example/{"a/" * 1000}">链</a></p>',
        "<p><a>链</a></p>",
    ),
    ("a long word is a word", f"<p>{'a' * 299}</p>", f"<p>{'a' * 299}</p>"),
    (
        "marks are heaped no higher than 64",
        f"<p>e{MARK * 130}</p>",
        f"<p>e{MARK * 64} {MARK * 64} {MARK * 2}</p>",
    ),
    (
        "a base without a reading is kept",
        "<ruby>重<rt>い</rt>庆</ruby>",
        '<ruby><span class="pair"><span class="rb">重</span><rt>い</rt></span><span class="rb">庆</span></ruby>',
    ),
]


@pytest.mark.parametrize(("markup", "expected"), [pytest.param(*case, id=title) for title, *case in BODIES])
def test_adapt(markup: str, expected: str) -> None:
    assert adapted(markup) == expected


def test_a_telephone_s_screen_takes_60_percent_of_the_height() -> None:
    assert shown(PICTURES["phone"], GRID) == (108, 216)


@pytest.mark.parametrize("size", [(1, 10000), (10000, 1), (4000, 4000), (1, 1)])
def test_no_picture_is_larger_than_the_type_area(size: tuple[int, int]) -> None:
    width, height = shown(Asset("", "image/png", *size, 1, ""), GRID)
    assert 0 < width <= GRID.width
    assert 0 < height <= GRID.height
