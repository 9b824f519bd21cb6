"""Remarks of translators and editors within the text."""

import pytest
from lxml import etree

from exporter.write.remarks import set_smaller

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
