"""What cleaning costs grows with the length of an article, whatever it is made of.

Counted twice: calls, which are the same on every machine, and time, for what a single call of a library costs.
"""

import gc
import sys
import time
from collections.abc import Callable

import pytest

from exporter.clean import clean
from exporter.model import Post

S = "这一天的雨从清晨下到傍晚，河水涨了半尺，渡口的老船工把缆绳又多绕了一圈，才肯回家吃饭。"


def _times(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A page of about so many characters, of one piece again and again; {} in it is its number."""
    return lambda length: (
        before + "".join(piece.replace("{}", str(n)) for n in range(length // len(piece))) + after
    )


SHAPES = {
    "paragraphs": _times(f"<p>{S}</p>"),
    "one paragraph": _times(S, "<p>", "</p>"),
    "lines": _times(f"{S}<br>"),
    "headings": _times(f"<h2>{S[:8]}{{}}</h2><p>{S}</p>"),
    "bold lines": _times(f"<p><b>{S[:12]}</b></p><p>{S}</p>"),
    "numbers": _times(f"<p>{{}}</p><p>{S}</p>"),
    "spans": _times("<span style='color:#333'>船</span>", "<p>", "</p>"),
    "boxes in boxes": _times("<div>" * 60 + S + "</div>" * 60),
    "pictures": _times("<img src='http://a.cn/{}.jpg'>"),
    "pictures with captions": _times(f"<img src='http://a.cn/{{}}.jpg'><p>▲ {S[:10]}</p>"),
    "links": _times(f"<p>{S[:20]}<a href='http://b.cn/{{}}'>{S[:6]}</a></p>"),
    "places": _times(f"<p id='a{{}}'>{S[:9]}<a href='#a{{}}'>{S[:6]}</a></p>"),
    "notes": _times(f"<p>{S}<sup><a href='#n{{}}' id='r{{}}'>[{{}}]</a></sup></p><p id='n{{}}'><a href='#r{{}}'>[{{}}]</a> {S}</p>"),
    "marks": _times("船[{}]", "<p>", "</p><p>注释</p><p>[1] 桥</p>"),
    "items": _times(f"<li>{S}</li>", "<ul>", "</ul>"),
    "terms": _times(f"<dt>{S[:6]}</dt><dd>{S}</dd>", "<dl>", "</dl>"),
    "rows": _times("<tr><td>船</td><td>3</td></tr>", "<table>", "</table>"),
    "code": _times("a = 1\n", "<pre>", "</pre>"),
    "unescaped code": _times("<dependency>a</dependency>\n", "<pre>", "</pre>"),
    "formulas": _times(f"<p>{S}$a_1+b^2$</p>"),
    "prices": _times("$5 和 $6 "),
    "bare text": _times("船来了\n"),
    "unclosed": _times("<b><i><p>船"),
    "furniture": _times("<div class=share>分享</div><p>船来了</p>"),
    "hidden": _times("<p hidden>船</p><p>桥断了</p>"),
    "references": _times("&amp;nbsp;船"),
}  # fmt: skip


def _calls(page: str) -> int:
    """How many calls cleaning makes."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        clean(Post("post.md", "渡口", page))
    finally:
        sys.setprofile(None)
    return count


def _seconds(page: str) -> float:
    """CPU time of the quicker of two cleanings, in seconds."""
    found = []
    for _ in range(2):
        gc.collect()
        begun = time.process_time()
        clean(Post("post.md", "渡口", page))
        found.append(time.process_time() - begun)
    return min(found)


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_length_makes_twice_the_calls(shape: str) -> None:
    few, many = (_calls(SHAPES[shape](length)) for length in (4_000, 8_000))
    assert many <= 2.3 * few


@pytest.mark.parametrize("shape", SHAPES)
def test_time_does_not_grow_with_the_square(shape: str) -> None:
    short, long = (_seconds(SHAPES[shape](length)) for length in (8_000, 32_000))
    assert long < 9 * short  # four times the length; the square would be sixteen
