"""Remarks of translators and editors within the text."""

import pytest
from lxml import etree

from exporter.write.remarks import set_double, set_smaller

CASES = [
    (
        "a translator's",
        "<p>山路（译者注：旧译）在。</p>",
        '<p>山路<span class="remark">（译者注：旧译）</span>在。</p>',
    ),
    (
        "an editor's, after an element",
        "<p><b>山</b>[编者按：今从新说]路</p>",
        '<p><b>山</b><span class="remark">[编者按：今从新说]</span>路</p>',
    ),
    (
        "two of them",
        "<p>（译注：一）与（訳注：二）</p>",
        '<p><span class="remark">（译注：一）</span>与<span class="remark">（訳注：二）</span></p>',
    ),
    ("another bracket", "<p>山路（旧译）在。</p>", None),
    ("one that does not end", "<p>山路（译者注：旧译</p>", None),
    ("within code", "<pre>（译者注：旧译）</pre>", None),
]


@pytest.mark.parametrize(("markup", "expected"), [pytest.param(*case, id=title) for title, *case in CASES])
def test_remarks(markup: str, expected: str | None) -> None:
    body = etree.fromstring(f"<article>{markup}</article>")
    set_smaller(body)
    assert etree.tostring(body, encoding="unicode") == f"<article>{expected or markup}</article>"


DOUBLE = [
    ("in halves", "（译注：旧译）", "（", ["译注：", "旧译"], "）"),
    ("the upper line the longer", "（译注：旧译名）", "（", ["译注：", "旧译名"], "）"),
    ("no word or number is parted", "（译注：见 Print 2024）", "（", ["译注：见 Print", " 2024"], "）"),
    ("no opening mark ends the upper", "（译注：旧作《水经》）", "（", ["译注：旧作", "《水经》"], "）"),
    ("no mark begins the lower", "[编者按，今从新说]", "[", ["编者按，", "今从新说"], "]"),
]


@pytest.mark.parametrize(("text", "opening", "halves", "closing"), [case[1:] for case in DOUBLE])
def test_double_remarks(text: str, opening: str, halves: list[str], closing: str) -> None:
    body = etree.fromstring(f"<article><p>山路{text}在。</p></article>")
    set_smaller(body)
    set_double(body)
    (remark,) = body.findall(".//span[@class='double-remark']")
    assert (remark.text, [line.text for line in remark[0]], remark[0].tail) == (opening, halves, closing)
    assert "".join(body.itertext()) == f"山路{text}在。"


def test_long_remarks_stay_in_one_line() -> None:
    body = etree.fromstring(f"<article><p>山路（译注：{'旧' * 30}）在。</p></article>")
    set_smaller(body)
    set_double(body)
    assert body.find(".//span").get("class") == "remark"
