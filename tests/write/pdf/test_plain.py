"""What cannot be set as it is stands in the book as plain text."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from exporter.model import Book, Picture
from exporter.notices import OutputError
from exporter.settings import Settings
from exporter.write.pdf import allowed, press, write
from exporter.write.pdf.check import faults
from exporter.write.pdf.plain import LONGEST, paragraphs
from tests.articles import article
from tests.write.epub.books import book, chapter
from tests.write.pdf.look import destinations, leaves

PICTURES = (
    Picture("p1", "https://a.example/1.png", ()),
    Picture("p2", "data:image/png;base64,AAAA", (), "灯"),
)
DEEP = "<blockquote>" * 240 + "<p>深处的字</p>" + "</blockquote>" * 240
ROWS = "".join(f'<tr><td rowspan="300" colspan="{n}">格{n}。</td></tr>' for n in range(1, 300))
ENDLESS = f"<table>{ROWS}</table>"
BODIES = {
    "paragraphs and headings": ("<section><h2>一</h2><p>二<em>三</em></p></section>四", ["一", "二三", "四"]),
    "a table by rows": (
        "<table><tr><th>一</th><td>二</td></tr><tr><td>三</td></tr></table>",
        ["一 二", "三"],
    ),
    "lists": ("<ul><li>一<ul><li>二</li></ul>三</li></ul>", ["一", "二", "三"]),
    "lines": ("<p>一<br/>二</p><pre>三\n  四</pre>", ["一 二", "三 四"]),
    "links and notes": ('<p>一<a href="#x">二</a></p><aside><p>三</p></aside>', ["一二", "三"]),
    "ruby": ("<p><ruby>雾<rp>（</rp><rt>wù</rt><rp>）</rp></ruby></p>", ["雾（wù）"]),
    "a formula": ('<p>设<math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>为</p>', ["设 x^2 为"]),
    "pictures": (
        '<figure><img src="p1" alt="塔"/><figcaption>高塔</figcaption></figure><p><img src="p2" alt=""/></p>',
        ["塔 https://a.example/1.png", "高塔", "灯"],
    ),
    "a long one parted after a mark": (f"<p>{'字' * 300}。{'字' * 300}</p>", ["字" * 300 + "。", "字" * 300]),
    "one without a place to part": (f"<p>{'字' * 900}</p>", ["字" * 400, "字" * 400, "字" * 100]),
    "nothing": ("<p></p><hr/>", []),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_the_text_in_paragraphs(body: str, expected: list[str]) -> None:
    assert paragraphs(etree.fromstring(f"<article>{body}</article>"), PICTURES) == expected


def test_very_many_paragraphs_run_together() -> None:
    body = etree.fromstring(f"<article>{'<p>字字字</p>' * 5000}</article>")
    made = paragraphs(body)
    assert max(map(len, made)) <= LONGEST
    assert len(made) < 60
    assert "".join(made).replace(" ", "") == "字" * 15_000


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as opened:
        return "".join("".join(page.get_textpage().get_text_bounded() for page in opened).split())


def with_one_that(breaks: str) -> Book:
    link = chapter("a1", "一", '<p><a href="https://a.example/2">第二篇</a>在后面。</p>')
    broken = chapter("a2", "二", breaks, link="https://a.example/2")
    return book("书", link, broken, links={"https://a.example/2": "a2"})


def test_an_article_that_breaks_the_typesetter_keeps_its_text(tmp_path: Path) -> None:
    written = write(with_one_that(DEEP), Settings(), tmp_path / "x.pdf")
    assert [(notice.code, notice.article) for notice in written.notices] == [("article-plain", "a2.md")]
    assert "RecursionError" in written.notices[0].text
    found = leaves(written.path)
    with pikepdf.open(written.path) as pdf:
        page = destinations(pdf)["a2"]
    assert "深处的字" in found[page].text
    assert "这里只有它的文字" in found[page].text
    assert list(faults(written.path)) == []


def test_one_that_takes_too_long_keeps_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowed, "SECONDS", 1)
    written = write(with_one_that(ENDLESS), Settings(), tmp_path / "x.pdf")
    assert [notice.code for notice in written.notices] == ["article-plain"]
    assert "processor time" in written.notices[0].text
    text = text_of(written.path)
    assert all(f"格{n}。" in text for n in range(1, 300))


def test_one_that_would_lose_text_keeps_it(tmp_path: Path) -> None:
    cells = "".join(f"<td>格{n}。</td>" for n in range(150))
    table = chapter("a1", "一", f"<table><tr>{cells}</tr><tr>{cells}</tr></table>")
    written = write(book("一", table, single=True), Settings(), tmp_path / "x.pdf")
    assert [notice.code for notice in written.notices] == ["article-plain"]
    assert text_of(written.path).count("格149。") == 2


@pytest.mark.parametrize("body", [DEEP, ENDLESS], ids=["breaks", "takes too long"])
def test_an_article_by_itself_keeps_its_text(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowed, "SECONDS", 1)
    alone = book("二", chapter("a2", "二", f"{body}<p>结尾</p>"), single=True)
    written = write(alone, Settings(), tmp_path / "x.pdf")
    assert [notice.code for notice in written.notices] == ["article-plain"]
    assert "结尾" in text_of(written.path)


def test_one_that_cannot_be_set_plainly_either_costs_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "FORMS", tuple((code, lambda piece: piece) for code, _ in press.FORMS))
    with pytest.raises(OutputError, match="a2 could not be set"):
        write(with_one_that(DEEP), Settings(), tmp_path / "x.pdf")


def test_the_plain_form_is_the_same_each_time(tmp_path: Path) -> None:
    files = [write(with_one_that(DEEP), Settings(jobs=jobs), tmp_path / f"{jobs}.pdf") for jobs in (1, 2)]
    assert len({file.xxh128 for file in files}) == 1


def test_what_an_article_may_take_goes_with_what_honest_ones_take() -> None:
    short, long = (allowed.of_article(article(body=f"<p>{'字' * size}</p>")) for size in (3000, 500_000))
    rich = allowed.of_article(article(body="<p>" + "<br/>" * 60_000 + "</p>"))
    assert short.cpu < rich.cpu < long.cpu
    assert rich.memory < long.memory
    assert short.wall > 6 * short.cpu
