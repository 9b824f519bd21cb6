"""What a book of columns says itself: cover, title page, contents, parts, indexes and colophon."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from exporter.model import Book, Cover, Part, Written
from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.check import faults
from exporter.write.vertical import upright
from tests.write.epub.books import address, book, chapter
from tests.write.pdf import shelf
from tests.write.pdf.glyphs import Glyph, glyphs, pictures
from tests.write.pdf.look import destinations, leaves, links, outline

SETTINGS = Settings(vertical=True, index=("title", "source"))
TEXTS = {"zh-Hant": shelf.HANT, "ja": shelf.JA}
SAID = {"zh-Hant": ("山間雜誌2022", "第3卷 · 3 篇", "行走"), "ja": ("山の雑誌2022", "第3巻 · 3本", "歩く")}


@dataclass
class Made:
    """A book of columns, opened: the glyphs on each page."""

    book: Book
    written: Written
    pdf: pikepdf.Pdf
    pages: list[list[Glyph]]
    labels: list[str]

    def on(self, name: str) -> list[Glyph]:
        """What is drawn where this destination lies."""
        return self.pages[destinations(self.pdf)[name]]


def _book(lang: str, folder: Path) -> Book:
    title, subtitle, walk = SAID[lang]
    text, gallery = TEXTS[lang], {address("wide"): shelf.asset(folder / "cache", 1600, 1000)}
    section = f'<section id="s1"><h2>第2節 霧</h2>{shelf.paragraphs(text, 3)}</section>'
    far = Part("p-2", "遠い", (chapter("a0003", "柿", shelf.paragraphs(text, 12), lang, source="乙"),))
    return book(
        title,
        chapter("a0001", "霧の12月", section, lang),
        Part("p-1", walk, (chapter("a0002", "iPhone 3台", section, lang), far)),
        lang=lang,
        subtitle=subtitle,
        gallery=gallery,
        cover=Cover("#3b5b47", address("wide")),
    )


@pytest.fixture(scope="module", params=["zh-Hant", "ja"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp(request.param)
    bound = _book(request.param, folder)
    written = write(bound, SETTINGS, folder / "book.pdf")
    with pikepdf.open(written.path) as pdf:
        labels = [leaf.label for leaf in leaves(written.path)]
        yield Made(bound, written, pdf, [glyphs(page) for page in pdf.pages], labels)


IN_COLUMNS = ["cover", "title-page", "contents", "p-1", "index-title", "index-source"]


@pytest.mark.parametrize("name", IN_COLUMNS)
def test_pages_are_columns_from_right_to_left(name: str, made: Made) -> None:
    drawn = [glyph for glyph in made.on(name) if glyph.is_han and glyph.size > 8.01]  # no running heads
    assert len(drawn) > 3
    assert all(glyph.upright for glyph in drawn)
    begun = [glyph.x for above, glyph in pairwise([drawn[0], *drawn]) if glyph.x != above.x]
    if name not in {"cover", "title-page"}:  # there the small lines come first, or stand apart
        assert begun == sorted(begun, reverse=True)


def test_the_colophon_stands_in_lines(made: Made) -> None:
    assert made.on("colophon")
    assert not any(glyph.down for glyph in made.on("colophon"))


def test_titles_begin_at_the_upper_right(made: Made) -> None:
    width, height = (float(each) for each in made.pdf.pages[0].MediaBox[2:])
    for name in ("cover", "title-page", "contents", "p-1"):
        largest = max(made.on(name), key=lambda glyph: glyph.size).size
        first = next(glyph for glyph in made.on(name) if glyph.size == largest)
        assert first.x > 0.6 * width, name
        assert first.y > 0.8 * height, name


def test_short_numbers_stand_in_titles(made: Made) -> None:
    assert _standing(made.on("title-page")) == "33"
    assert "12" in _standing(made.on("a0001"))
    assert "2022" not in _standing(made.on("title-page"))


def _standing(drawn: list[Glyph]) -> str:
    """Figures that stand side by side."""
    return "".join(glyph.text for glyph in drawn if glyph.upright and not glyph.down and glyph.size > 8.01)


@pytest.mark.parametrize("name", ["contents", "p-1", "index-title", "index-source"])
def test_rows_lead_to_the_page_they_say(name: str, made: Made) -> None:
    places = destinations(made.pdf)
    found = links(made.pdf, places[name])
    rows = dict(found)
    assert len(rows) == len(found)  # one a row: the numbers in it have none of their own
    assert len(rows) >= (2 if name == "p-1" else 3)
    for target, rect in rows.items():
        left, right = sorted(float(each) for each in (rect[0], rect[2]))
        inside = [glyph for glyph in made.on(name) if left <= glyph.x + glyph.size / 4 <= right]
        foot = min(float(each) for each in (rect[1], rect[3]))
        folio = [glyph.text for glyph in inside if glyph.y < foot and glyph.size > 8.01]
        assert "".join(folio).strip("·　") == made.labels[places[target]], target


def test_the_picture_of_the_cover_stands_upright_at_its_foot(made: Made) -> None:
    (matrix,) = pictures(made.pdf.pages[0])
    width, height = (float(each) for each in made.pdf.pages[0].MediaBox[2:])
    assert (matrix.b, matrix.c) == pytest.approx((0, 0), abs=0.01)
    assert matrix.f <= 0.01  # what does not fit the band is cut off
    assert matrix.f + matrix.d >= 0.35 * height
    assert matrix.a / matrix.d == pytest.approx(1.6, abs=0.01)
    assert matrix.a >= width - 1
    assert min(glyph.y for glyph in made.pages[0]) > 0.36 * height


def test_the_file_is_sound(made: Made) -> None:
    assert made.written.notices == ()
    assert faults(made.written.path) == []
    assert {tuple(map(int, page.MediaBox)) for page in made.pdf.pages} == {(0, 0, 419, 595)}
    assert made.labels[2:5] == ["i", "ii", "1"]
    assert [title for _, title, _ in outline(made.pdf)][1:3] == ["霧の12月", "第2節 霧"]


UPRIGHT = [
    ("marks of HTML are no numbers", 'It\'s <9 & "7"', "It&#39;s &lt;"),
    ("numbers and emoji", "第 3 卷🎉", '第<span class="upright">3</span>卷<span class="emoji">🎉</span>'),
]


@pytest.mark.parametrize(("text", "begins"), [pytest.param(*case, id=title) for title, *case in UPRIGHT])
def test_upright(text: str, begins: str) -> None:
    assert upright(text).startswith(begins)
    assert upright(text).striptags() == text.replace("第 3 ", "第3")
