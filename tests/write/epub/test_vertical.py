"""Text in columns: what stands upright, in which books, and how pages follow one another."""

import re
from pathlib import Path

import pytest
from lxml import etree

from exporter import resources
from exporter.settings import Settings, load
from exporter.write.epub import write
from exporter.write.vertical import part_emoji, stand_upright
from tests.write.epub import books
from tests.write.epub.conftest import Made

UPRIGHT = [
    ("numbers of one or two digits", "<p>3月12日</p>", '<p><span class="upright">3</span>月<span class="upright">12</span>日</p>'),
    ("a pair of marks", "<p>何!?</p>", '<p>何<span class="upright">!?</span></p>'),
    ("after an element", "<p><b>山</b>5路</p>", '<p><b>山</b><span class="upright">5</span>路</p>'),
    ("without a space beside Han", "<p>第 3 章 A 4 B</p>", '<p>第<span class="upright">3</span>章 A <span class="upright">4</span> B</p>'),
    ("not longer ones", "<p>2024年</p>", None),
    ("not parts of a number", "<p>3.14與1,000與50%與1-2</p>", None),
    ("not of a word", "<p>A4紙</p>", None),
    ("not in code", "<p><code>x = 1</code></p>", None),
    ("nor in tables, which lie", "<table><tr><td>5</td></tr></table>", None),
    ("nor a note's number", '<p>山<a class="noteref" href="#fn1">1</a></p>', None),
]  # fmt: skip


EMOJI = [
    ("each by itself", "<p>好🎉🎉</p>", '<p>好<span class="emoji">🎉</span><span class="emoji">🎉</span></p>'),
    ("skin tones and variants", "<p><b>👍🏽</b>❤️</p>", '<p><b><span class="emoji">👍🏽</span></b><span class="emoji">❤️</span></p>'),
    ("not signs of text", "<p>★☆①→</p>", None),
    ("not one that is asked to be text", "<p>🏔\ufe0e</p>", None),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), [pytest.param(*case, id=title) for title, *case in EMOJI])
def test_part_emoji(markup: str, expected: str | None) -> None:
    body = etree.fromstring(f"<article>{markup}</article>")
    part_emoji(body)
    assert etree.tostring(body, encoding="unicode") == f"<article>{expected or markup}</article>"


def test_numbers_stand_in_tables_that_are_set_in_columns() -> None:
    body = etree.fromstring("<article><table><tr><td>5</td></tr></table></article>")
    stand_upright(body, tables=True)
    assert body.find(".//td/span[@class='upright']") is not None


@pytest.mark.parametrize(("markup", "expected"), [pytest.param(*case, id=title) for title, *case in UPRIGHT])
def test_stand_upright(markup: str, expected: str | None) -> None:
    body = etree.fromstring(f"<article>{markup}</article>")
    stand_upright(body)
    assert etree.tostring(body, encoding="unicode") == f"<article>{expected or markup}</article>"


@pytest.mark.parametrize(
    ("lang", "direction", "codes"),
    [("zh-Hant", "rtl", []), ("ja", "rtl", []), ("zh-Hans", "ltr", ["vertical-refused"])],
)
def test_languages(lang: str, direction: str, codes: list[str], tmp_path: Path) -> None:
    book = books.book("渡口", books.chapter("a1", "渡口", "<p>3月12日。</p>", lang), lang=lang)
    made = Made(book, write(book, Settings(vertical=True), tmp_path / "book.epub"))
    assert made.find("content.opf", "//o:spine/@page-progression-direction") == [direction]
    assert ("styles/vertical.css" in made.find("a1.xhtml", "//h:link/@href")) == (direction == "rtl")
    assert [notice.code for notice in made.written.notices] == codes


def test_quotation_marks_are_the_region_s_unless_chosen(tmp_path: Path) -> None:
    (tmp_path / "exporter.yaml").write_text("quotes: source", "utf-8")
    assert load(None, {"vertical": True}).quotes == "region"
    assert load(tmp_path / "exporter.yaml", {"vertical": True}).quotes == "source"


def test_no_gap_is_asked_for_at_readings_in_columns() -> None:
    """Chromium draws characters with readings half outside the column where it adds a gap before them."""
    rules = dict(
        re.findall(r"^([^{}\n]+?) \{([^}]*)\}", resources.read("styles", "vertical.css"), re.MULTILINE)
    )
    assert "text-autospace: no-autospace" in rules["ruby"]
