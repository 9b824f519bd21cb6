"""Text read back from a finished PDF."""

from pathlib import Path

import pytest

from exporter.settings import Settings
from exporter.write.pdf import expected, write
from exporter.write.pdf.document import plain
from exporter.write.pdf.drawn import read
from exporter.write.pdf.reading import Expected, folded, lost
from tests.write.epub.books import book, chapter
from tests.write.pdf import shelf
from tests.write.pdf.conftest import Printed

FOLDS = [
    ("white space", "山 间\n的　邮局\u200b", "山间的邮局"),
    ("hyphens", "post-man post‐man post\u00adman", "postmanpostmanpostman"),
    ("radicals", "⼥⽣⺟", "女生母"),
    ("full and half width", "ＡＢＣ１２３（）", "ABC123()"),
    ("emoji", "好😀👍🏽1️⃣☀️吗", "好吗"),
    ("dashes", "——――", "————"),
    ("Hebrew", "a עברית b", "ab"),
    ("Thai and Hindi", "ก a हिन्दी b", "ab"),
    ("what remains", "x² ½ ﬁne", "x21⁄2fine"),
]


@pytest.mark.parametrize(("text", "plain_text"), [pytest.param(*case, id=title) for title, *case in FOLDS])
def test_folded(text: str, plain_text: str) -> None:
    assert folded(text) == plain_text


def test_an_article_without_one_of_its_sentences_is_told(collection: Printed) -> None:
    whole = expected(plain(collection.book, Settings()))
    assert list(lost(read(collection.written.path), whole)) == []
    third = whole[2]
    more = Expected(third.article, third.text.replace("山路", "大山路", 7).replace("大山路", "山路", 6))
    notices = list(lost(read(collection.written.path), [*whole[:2], more, *whole[3:]]))
    assert [(notice.code, notice.article) for notice in notices] == [("text-lost", "a0003.md")]
    assert "大山路" in notices[0].about


def test_words_that_run_backwards_are_counted(tmp_path: Path) -> None:
    turned = book("书", chapter("a1", "一", "<p>\u202eabc 123\u202c 完</p>"), single=True)
    target = tmp_path / "x.pdf"
    assert write(turned, Settings(), target).notices == ()
    for wanted, missing in (("一\u202eabc 123\u202c 完", False), ("一\u202eabc 1234\u202c 完", True)):
        assert bool(list(lost(read(target), [Expected("a1", wanted)]))) is missing


def test_articles_out_of_order_are_told(collection: Printed) -> None:
    first, second, third, *rest = expected(plain(collection.book, Settings()))
    found = lost(read(collection.written.path), [first, third, second, *rest])
    assert [notice.article for notice in found] == ["a0003.md", "a0002.md"]


def test_furniture_is_not_text(collection: Printed) -> None:
    readings = read(collection.written.path)
    once, drawn = (
        folded("".join("".join(getattr(each, name)) for each in readings)) for name in ("once", "drawn")
    )
    assert len(readings) == 7
    assert "版权与来源" not in once
    assert "行走" not in once
    assert (once.count("日期从到"), drawn.count("日期从到")) == (1, 3)


def test_two_tables_with_the_same_head_one_after_the_other(tmp_path: Path) -> None:
    table = "<table><thead><tr><th>日期</th></tr></thead><tbody><tr><td>今天</td></tr></tbody></table>"
    two = book("书", chapter("a1", "一", table * 2))
    assert write(two, Settings(), tmp_path / "x.pdf").notices == ()


SCRIPTS = [
    ("emoji", "<p>好😀👻👍🏽1️⃣☀️👨‍👩‍👧吗</p>"),
    ("Hebrew and Arabic", "<p>他说 שלום עולם 和 السلام عليكم 。</p>"),
    ("Thai and Hindi", "<p>ภาษาไทย हिन्दी</p>"),
    ("accents in two forms", "<p>café cafe\u0301 naïve</p>"),
    ("radicals and compatibility forms", "<p>⼥女⺟母﨑</p>"),
    ("what no font has", "<p>私\ue000用\U000f0000字\U0001fffd\U00010380</p>"),
    ("rare ideographs", "<p>𠮷野家的𣲙字</p>"),
    ("ligatures", "<p>office affluent fjord</p>"),
    ("old and new numerals", "<p>①②③ⅣⅤ㈠㊣½</p>"),
    ("control of direction", "<p>a\u202eb\u202cc</p>"),
    ("words turned about", "<p>甲" + "\u202eabc (de) 文字\u202c乙" * 30 + "</p>"),
    ("turned to the end", "<p>\u202e(abc [d) e</p>"),
    ("numbers among Hebrew", "<p>שלום 12 עולם 34 ו 56 abc (78)</p>"),
    ("a paragraph from right to left", '<p dir="rtl">שלום abc 12 中文 34 עולם (56)</p>'),
    ("several lines of Arabic", f"<p>{'مرحبا 12 بالعالم 34 abc ' * 40}</p>"),
    ("inline blocks", "<p>一<code>x  y</code><kbd>Ctrl</kbd>二<br/>三</p>"),
    ("nested lists", "<ul><li>一<ol><li>二<ul><li>三</li></ul></li></ol></li></ul>"),
    (
        "a list in a table in a quotation",
        "<blockquote><table><tr><td><ul><li>一</li></ul></td></tr></table></blockquote>",
    ),
    ("a long unbroken word", f"<p>{'word' * 200}</p>"),
    ("a definition", "<dl><dt>甲</dt><dd>乙<p>丙</p></dd></dl>"),
    ("quotation marks of q", "<p><q>引</q></p>"),
    ("ruby with brackets", "<p><ruby>重<rp>(</rp><rt>chóng</rt><rp>)</rp></ruby>，庆</p>"),
    ("a caption above many rows", f"<table><caption>题</caption>{'<tr><td>格</td></tr>' * 90}</table>"),
    (
        "a foot before the body",
        "<table><tfoot><tr><td>脚</td></tr></tfoot><tbody><tr><td>身</td></tr></tbody></table>",
    ),
    ("a deep cell over several pages", f"<table><tr><td>{'<p>格</p>' * 90}</td><td>旁</td></tr></table>"),
]


@pytest.mark.parametrize("page", ["a5", "a4"])
@pytest.mark.parametrize("body", [pytest.param(body, id=title) for title, body in SCRIPTS])
def test_whole(body: str, page: str, tmp_path: Path) -> None:
    around = book("书", chapter("a1", "一", f"<p>前文。</p>{body}<p>后文。</p>"), single=True)
    notices = write(around, Settings(page=page), tmp_path / "x.pdf").notices
    assert [notice for notice in notices if notice.code == "text-lost"] == []


LONG_WORDS = [
    ("on from an element", f"<p><code>aa</code>{'w' * 120}</p>"),
    ("into an element and on", f"<p>so {'w' * 90}<strong>{'x' * 90}</strong>{'y=' * 60}</p>"),
    ("of many pieces", f"<p>{'<strong>bold</strong><em>slanted</em>' * 30}</p>"),
    ("in a list and a cell", f"<ul><li><strong>a</strong>{'w' * 120}</li></ul><table><tr><td><em>a</em>{'w' * 120}</td></tr></table>"),
    ("before a note", f"<p>{'w' * 120}<sup>1</sup>{'x' * 80}</p>"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
@pytest.mark.parametrize("body", [row[1] for row in LONG_WORDS], ids=[row[0] for row in LONG_WORDS])
def test_words_longer_than_a_line(body: str, lang: str, tmp_path: Path) -> None:
    made = book("书", chapter("a1", "一", body, lang=lang), single=True, lang=lang)
    assert write(made, Settings(), tmp_path / "x.pdf").notices == ()


def test_paper_of_any_size_holds_the_whole_of_a_collection(tmp_path: Path) -> None:
    everything = shelf.collection(tmp_path / "cache")
    assert write(everything, Settings(page="a4"), tmp_path / "a4.pdf").notices == ()
