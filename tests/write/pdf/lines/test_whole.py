"""Lines that hold all there is, set in one walk, against the same lines as WeasyPrint lays them out."""

from pathlib import Path

import pytest

from exporter.write.pdf.lines import Rules, setting
from tests.write.pdf.lines.geometry import set_, told_of

ROW = "p { text-align: left } p::after { content: leader('··') attr(data-page) }"
SHORT = "山路在雾里拐了三个弯，“喂”了 3 声"
CASES = {
    # name: (markup, style, which lines are set in one walk)
    "a link": (f"<p><a href='#a'>{SHORT}</a></p><p id=a>石桥</p>", "p { text-align: left }", [True]),
    "nested": (
        f"<p>石<b>桥<i>渡口</i></b>。<u>{SHORT[:9]}</u></p>",
        "p { text-align: right } b { margin: 0 1em; padding-left: 3pt } i { border: 1pt solid; font-size: .7em }",
        [True],
    ),
    "boxes in the line": (
        "<p><span>石桥</span><span>2024 年</span></p>",
        "p { text-align: center } span { display: inline-block; margin-right: 1em; min-width: 4em }",
        [True],
    ),
    "raised and lowered": ("<p>石<sup>桥</sup><sub>a</sub></p>", "p { text-align: left }", [True]),
    "rows": (f"<p data-page=12><a href='#b'>{SHORT}</a></p>" * 3, ROW, [True] * 3),
    "a row too long": (f"<p data-page=12><a href='#b'>{SHORT * 4}</a></p>", ROW, [False]),
    "a space at the end": ("<p>石桥 <b>渡口 </b></p>", "p { text-align: left }", [False]),
    "a row in English": ("<p lang=en data-page=7>A postman in the fog </p>", ROW, [True]),
    "an indented row": (
        f"<p data-page=000><a>{SHORT}</a></p>",
        f"{ROW} p {{ padding-left: 1em }} a {{ margin-left: -1em }}",
        [True],
    ),
    "a row with a lead-in": (
        "<p data-page=8><a><span>9</span>石桥</a></p>",
        f"{ROW} span {{ display: inline-block; min-width: 2em }}",
        [True],
    ),
    "a row with an emoji": ("<p data-page=8><a>石桥😀渡口</a></p>", ROW, [True]),
    "a forced break in a row": ("<p data-page=8>石桥<br>渡口</p>", ROW, [False]),
    "a row beside a float": (f"<i>x</i><p data-page=8>{SHORT}</p>", f"{ROW} i {{ float: left }}", []),
    "something placed in a row": (
        f"<p data-page=8>石桥<i>x</i><b><u>y</u></b></p><p data-page=9>{SHORT}</p>",
        f"{ROW} i {{ position: absolute; right: 0 }}",
        [False, True],
    ),
    "something placed in a box": (
        "<p>石桥<b>渡<i>x</i></b></p>",
        "p { text-align: left } b { display: inline-block } i { position: absolute; right: 0 }",
        [False] * 3,
    ),
}


@pytest.mark.parametrize(("markup", "style", "walked"), CASES.values(), ids=CASES)
def test_the_same_bytes(
    markup: str, style: str, walked: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = told_of(monkeypatch, "whole")
    set_(tmp_path / "walked.pdf", markup, css=style, rules=Rules())
    monkeypatch.setattr(setting, "whole", lambda *_: None)
    set_(tmp_path / "stock.pdf", markup, css=style, rules=Rules())
    assert (tmp_path / "walked.pdf").read_bytes() == (tmp_path / "stock.pdf").read_bytes()
    assert laid == walked
