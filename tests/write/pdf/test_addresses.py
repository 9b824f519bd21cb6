"""Addresses of links as notes: which, how numbered, where."""

from pathlib import Path

import pytest

from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.addresses import noted
from tests.write.epub.books import book, chapter
from tests.write.pdf.look import leaves

LINKS = """<p>见<a href="https://example.com/one">第一篇</a>与<a href="https://example.com/two">第二篇</a>，
再见<a href="https://example.com/one">第一篇</a>；<a href="https://example.com/said">https://example.com/said</a>，
<a href="https://example.com/inside">书里的</a>，<a href="#s1">下一节</a>。</p><section id="s1"><h2>节</h2><p>文。</p></section>"""


def test_each_address_is_numbered_once_unless_the_text_or_the_book_holds_it() -> None:
    plain = book("链接", chapter("a1", "链接", LINKS), links={"example.com/inside": "a1"})
    (made,) = noted(plain, "notes").chapters()
    body = made.article.body
    assert [call.text for call in body.iterfind(".//a[@class='noteref']")] == ["[1]", "[2]", "[1]"]
    assert ["".join(note.itertext()) for note in body.iter("aside")] == [
        "https://example.com/one",
        "https://example.com/two",
    ]
    assert noted(plain, "none") is plain


@pytest.mark.parametrize("place", ["notes", "end"])
def test_they_are_printed_where_the_setting_says(place: str, tmp_path: Path) -> None:
    long = LINKS + "<p>山路在雾里拐了三个弯。</p>" * 60
    plain = book("链接", chapter("a1", "链接", long), single=True, subtitle="")
    written = write(plain, Settings(links=place), tmp_path / "x.pdf")
    assert written.notices == ()
    pages = leaves(written.path)
    where = [leaf.label for leaf in pages if "https://example.com/two" in leaf.text]
    last = [leaf.label for leaf in pages if "山路" in leaf.text][-1]
    assert where == ["1" if place == "notes" else last]
