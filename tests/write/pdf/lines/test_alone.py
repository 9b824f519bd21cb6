"""Lines of one text, laid out at once, against the same lines as WeasyPrint lays them out: the same bytes."""

from pathlib import Path

import pytest

from exporter.write.pdf.lines import Rules, setting
from tests.write.pdf.lines.geometry import set_, told_of

HAN = "山路在雾里拐了三个弯，邮差把自行车靠在石墙上，取下帽子，朝屋里“喂”了一声——没有人应。他等了 20 分钟，喝了 2 杯 tea。"
CASES = {
    # name: (markup, style, whether some lines are laid out at once)
    "a paragraph": (f"<p>{HAN * 6}</p>", "", True),
    "an indent": (f"<p>{HAN * 3}</p>" * 3, "p { text-indent: 2em }", True),
    "bold within": (f"<p>{HAN}<b>{HAN}</b>{HAN * 2}</p>", "", True),
    "bold at a line's end": (f"<p>{HAN[:19]}<b>{HAN}</b></p>", "", False),
    "forced breaks": (f"<p>{HAN}<br>{HAN * 2}<br><br>{HAN}</p>", "", True),
    "pages and columns": (f"<p>{HAN * 40}</p>", "body { columns: 2 }", True),
    "beside a float": (f"<i>x</i><p>{HAN * 9}</p>", "i { float: left; width: 9em; height: 9em }", True),
    "placed by itself": (f"<p>{HAN}<i>x</i>{HAN * 2}</p>", "i { position: absolute; right: 0 }", True),
    "centred": (f"<p>{HAN}</p>", "p { text-align: center; text-align-last: center }", True),
    "centred in a line": ("<p>山路在雾里，</p>", "p { text-align: center; text-indent: 2em }", True),
    "left in a line": (
        "<h2>山路 在雾里 GPS。 </h2><ul><li>石桥<li><b>石</b>桥</ul>",
        "html { text-align: left }",
        True,
    ),
    "cells": (
        "<table><tr><td>石桥。<td>渡口 <td> <td>a<tr><td colspan=4>" + HAN + "</table>",
        "td { text-align: right }",
        True,
    ),
    "all of the line": (
        f"<p>{'山' * 20}</p><p>{'山' * 19}。</p><p>{'山' * 20}。</p>",
        "p { text-align: left }",
        True,
    ),
    "letters of other sizes": (
        "<p>山<small>路</small></p><p><i>雾</i></p>",
        "p { text-align: right }",
        False,
    ),
    "kept breaks": ("<pre>石桥\n渡口</pre><pre>石桥 </pre>", "pre { text-align: left }", False),
    "a sign that floats": ("<p><i>x</i>石桥</p>", "i { float: left } p { text-align: left }", True),
    "no wrap": (
        "<p>石桥</p>",
        "p { text-align: left; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }",
        True,
    ),
    "last lines": (f"<p>{HAN * 2}</p>", "p { text-align-last: end }", True),
    "a first letter": (f"<p>{HAN * 2}</p>", "p::first-letter { font-size: 2em }", True),
    "a first line": (f"<p>{HAN * 3}</p>", "p::first-line { color: red }", True),
    "cloned edges": (f"<p>{HAN * 50}</p>", "p { border: 1pt solid; box-decoration-break: clone }", True),
    "hanging marks": (f"<p>{HAN * 5}</p>", "/* hanging */", True),
    "no strut": (f"<p>{HAN * 2}</p>", "p { line-height: 0 }", True),
    "Latin": (f"<p lang='en'>{'A postman leans his bicycle on a wall. ' * 6}</p>", "", False),
    "kept spaces": (f"<p>{HAN} {HAN}</p>", "p { white-space: pre-wrap }", False),
}


@pytest.mark.parametrize(("markup", "style", "some"), CASES.values(), ids=CASES)
def test_the_same_bytes(
    markup: str, style: str, some: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = Rules(hanging="hanging" in style)
    laid = told_of(monkeypatch, "alone")
    set_(tmp_path / "once.pdf", markup, css=style, rules=rules)
    monkeypatch.setattr(setting, "alone", lambda *_: None)
    monkeypatch.setattr(setting, "whole", lambda *_: None)
    set_(tmp_path / "stock.pdf", markup, css=style, rules=rules)
    assert (tmp_path / "once.pdf").read_bytes() == (tmp_path / "stock.pdf").read_bytes()
    assert any(laid) == some
