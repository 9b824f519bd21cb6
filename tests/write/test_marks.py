"""Dots of emphasis: on which words, and on which characters of them."""

import pytest
from lxml import etree

from exporter.write.marks import draw, emphasise

CASES = [
    (
        "a phrase in Chinese",
        "<p>走<em>山路</em>。</p>",
        '<p>走<em class="dotted"><span class="dots">山路</span></em>。</p>',
    ),
    (
        "none on marks and Latin letters",
        "<p>读<em>《书》，ABC 与 3 页</em>。</p>",
        '<p>读<em class="dotted">《<span class="dots">书</span>》，ABC <span class="dots">与</span> 3 <span class="dots">页</span></em>。</p>',
    ),
    (
        "across elements",
        "<p>走<em>山<b>路</b>远</em>。</p>",
        '<p>走<em class="dotted"><span class="dots">山</span><b><span class="dots">路</span></b><span class="dots">远</span></em>。</p>',
    ),
    ("not in English", "<p>It was <em>late</em>.</p>", None),
    ("not a whole paragraph", "<p><em>整段都是斜体。</em></p>", None),
    ("not a long passage", f"<p>他说：<em>{'很长' * 13}</em></p>", None),
    ("not in a heading", "<h2>走<em>山路</em></h2>", None),
    ("not where ruby has the place", "<p>去<em><ruby>重庆<rt>x</rt></ruby></em>。</p>", None),
]


@pytest.mark.parametrize(("markup", "expected"), [pytest.param(*case, id=title) for title, *case in CASES])
def test_dots(markup: str, expected: str | None) -> None:
    body = etree.fromstring(f"<article>{markup}</article>")
    emphasise(body)
    draw(body)
    assert etree.tostring(body, encoding="unicode") == f"<article>{expected or markup}</article>"
