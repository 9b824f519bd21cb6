"""PDFs in columns: where every glyph stands and which way up, how pages are bound, what stays horizontal."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from exporter.model import Asset, Book, Written
from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.check import faults
from exporter.write.pdf.grid import Paper, paper
from exporter.write.pdf.lines.orientation import orientations
from exporter.write.pdf.reading import folded
from exporter.write.pdf.styles import column_area
from tests.write.epub.books import address, book, chapter
from tests.write.pdf import shelf
from tests.write.pdf.glyphs import Glyph, glyphs, pictures
from tests.write.pdf.look import destinations, leaves, links

PITCH, SIZE = 18.0, 10.5  # pt: lines and type of A5
INNER = TOP = 20 * 72 / 25.4  # pt
WIDTH = 148 * 72 / 25.4
HANT = """
<p>第3章從渡口的早晨說起。他在12月5日到達，帶著一本1987年出版的《River Crossing》，夾著「舊船票」與『新地圖』……直到第100班船離岸——沒有人應。</p>
<section id="s1"><h2>船家與他的3條船</h2>
<p>每艘船都有自己的脾氣，<strong>急不得</strong>，也<em>慢不得</em>。請見<a href="https://example.org/a">舊聞</a>與<a href="#s2">下文</a>。罕字𪚥也在，還有🎉。<u>林渡</u>笑了。</p>
<ol><li>先看水色。</li><li>再看風向。</li></ol>
<table><tbody><tr><td>順風號</td><td>12</td></tr></tbody></table>
<p><img src="p1" alt="河"/></p></section>
<section id="s2"><h2>尾聲</h2><p>注音是<ruby>渡<rt>ㄉㄨˋ</rt></ruby>。</p></section>
"""
JA = """
<p>その日、<ruby>渡<rt>わた</rt></ruby>し船は10時に出た。コーヒーを飲みながら、店主は「ちょっと待って」と言った。本（一九八七年刊）には、こうある――水は覚えている、と……。Tokyoから来た客は<em>静かに</em>うなずいた。</p>
<p>ところが、12日の朝は誰も来なかった。<strong>それだけです。</strong></p>
"""
TEXTS = {"zh-Hant": HANT + shelf.paragraphs(shelf.HANT, 8), "ja": JA + shelf.paragraphs(shelf.JA, 8)}


@dataclass
class Made:
    """A book in columns, opened."""

    book: Book
    written: Written
    pdf: pikepdf.Pdf
    pages: list[list[Glyph]]  # those that the article is on

    @property
    def glyphs(self) -> list[Glyph]:
        return [glyph for page in self.pages for glyph in page]

    def find(self, text: str) -> list[Glyph]:
        """The glyphs of a text, where it is drawn one after the other."""
        drawn = [(glyph, letter) for glyph in self.glyphs for letter in glyph.text]
        start = "".join(letter for _, letter in drawn).index(text)
        return [glyph for glyph, _ in drawn[start : start + len(text)]]


def _asset(cache: Path) -> Asset:
    return shelf.asset(cache, 600, 300)


def _made(lang: str, folder: Path, **chosen: object) -> Made:
    gallery = {address("p1"): _asset(folder / "cache")}
    only = chapter("a0001", "城東13號渡口", TEXTS.get(lang, shelf.MOUNTAIN), lang)
    made = book("渡口", only, single=True, lang=lang, subtitle="", gallery=gallery)
    written = write(made, Settings(vertical=True, **chosen), folder / "book.pdf")
    pdf = pikepdf.open(written.path)
    first = destinations(pdf)["a0001"]
    return Made(made, written, pdf, [glyphs(page) for page in list(pdf.pages)[first:-1]])


@pytest.fixture(scope="module", params=["zh-Hant", "ja"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    found = _made(request.param, tmp_path_factory.mktemp(request.param))
    with found.pdf:
        yield found


def _columns(page: list[Glyph]) -> list[list[Glyph]]:
    """Upright glyphs of running text by the column they are in, from top to bottom."""
    found: dict[float, list[Glyph]] = {}
    for glyph in page:
        if glyph.down and glyph.size == pytest.approx(SIZE, abs=0.01):
            found.setdefault(round(glyph.x, 1), []).append(glyph)
    return [sorted(column, key=lambda glyph: -glyph.y) for column in found.values()]


def test_columns_follow_from_right_to_left_on_the_grid(made: Made) -> None:
    for page in made.pages:
        lines = [next(glyph for glyph in page if glyph in column) for column in _columns(page)]
        places = [glyph.x for glyph in lines if glyph.y > 2 * SIZE]
        assert places == sorted(places, reverse=True)
        for left, right in pairwise(reversed(places)):
            assert (right - left) / PITCH == pytest.approx(round((right - left) / PITCH), abs=0.02)


def test_glyphs_run_down_an_em_each(made: Made) -> None:
    steps = [
        above.y - below.y
        for page in made.pages
        for column in _columns(page)
        for above, below in pairwise(column)
        if above.is_han and below.is_han
    ]
    assert len(steps) > 200
    assert min(steps) == pytest.approx(SIZE, abs=0.02)
    assert sorted(steps)[len(steps) // 2] == pytest.approx(SIZE, abs=0.08 * SIZE)


def test_no_han_or_kana_lies_on_its_side_even_if_kerned(made: Made) -> None:
    assert [glyph for glyph in made.glyphs if glyph.is_han and not glyph.upright] == []


def test_marks_have_the_forms_of_columns(made: Made, tmp_path: Path) -> None:
    lying = write(made.book, Settings(), tmp_path / "horizontal.pdf")
    with pikepdf.open(lying.path) as pdf:
        plain = {glyph.text: glyph.code for page in pdf.pages for glyph in glyphs(page) if glyph.size < 11}
    upright = {glyph.text: glyph.code for glyph in made.glyphs if glyph.down and glyph.size < 11}
    marks = set("。，「」《》" if made.book.lang == "zh-Hant" else "。、「」（）ーょ")
    differing = {mark for mark in marks if upright[mark] != plain[mark]}
    # A full stop in the middle of its square stays as it is.
    assert differing == (marks - set("。，") if made.book.lang == "zh-Hant" else marks)
    assert plain["水" if made.book.lang == "ja" else "船"] in upright.values()


def test_letters_and_long_numbers_lie_on_their_side(made: Made) -> None:
    for text in ("River", "1987", "100") if made.book.lang == "zh-Hant" else ("Tokyo",):
        assert {glyph.right for glyph in made.find(text)} == {(0, -1)}


def test_short_numbers_stand_in_one_cell(made: Made) -> None:
    before, *figures, after = made.find("在12月" if made.book.lang == "zh-Hant" else "、12日")
    assert [glyph.upright and not glyph.down for glyph in figures] == [True, True]
    assert figures[0].y == figures[1].y
    assert figures[0].x < before.x <= figures[1].x + 0.01  # the column's middle is between them
    assert SIZE < before.y - after.y < 2.3 * SIZE  # a cell below the one before


def test_readings_stand_at_the_right(made: Made) -> None:
    page = next(page for page in made.pages if any(_is_reading(glyph) for glyph in page))
    reading = next(glyph for glyph in page if _is_reading(glyph))
    bases = [glyph for glyph in page if glyph.text == "渡" and abs(glyph.y - reading.y) < SIZE]
    assert any(base.x + SIZE / 2 <= reading.x <= base.x + PITCH for base in bases)
    assert reading.upright


def _is_reading(glyph: Glyph) -> bool:
    return glyph.down and glyph.size == pytest.approx(SIZE / 2, abs=0.01)


def test_text_is_read_back(made: Made) -> None:
    lost = [notice for notice in made.written.notices if notice.code != "glyph-missing"]
    assert lost == []
    told = subprocess.run(
        ["pdftotext", "-raw", made.written.path, "-"], capture_output=True, text=True, check=True
    ).stdout
    paragraph = next(made.book.chapters()).article.body[-1]
    assert folded("".join(paragraph.itertext())) in folded(told)


def test_the_file_is_sound(made: Made) -> None:
    assert faults(made.written.path) == []
    assert (
        subprocess.run(["qpdf", "--check", made.written.path], capture_output=True, check=False).returncode
        == 0
    )
    assert {tuple(map(int, page.MediaBox)) for page in made.pdf.pages} == {(0, 0, 419, 595)}


def test_books_are_bound_at_the_right(made: Made) -> None:
    assert made.pdf.Root.ViewerPreferences.Direction == "/R2L"
    area = column_area(Settings())
    number = destinations(made.pdf)["a0001"]
    for page, (index, leaf) in zip(
        made.pages, list(enumerate(leaves(made.written.path)))[number:], strict=False
    ):
        right = max((glyph.x for column in _columns(page) for glyph in column), default=0)
        right *= page is not made.pages[0] and made.book.lang == "ja"  # no title, heading or picture there
        edge = WIDTH - INNER if index % 2 == 0 else INNER + area.height
        if right:
            assert right == pytest.approx(edge - PITCH / 2, abs=PITCH)
        folio = next(run for run in leaf.runs if run.text.strip() == leaf.label and run.top > 500)
        assert (folio.right < leaf.width / 2) == (index % 2 == 0)


def test_links_lie_on_their_words(made: Made) -> None:
    if made.book.lang != "zh-Hant":
        return
    rects = {name: rect for number in range(len(made.pdf.pages)) for name, rect in links(made.pdf, number)}
    word = made.find("舊聞")
    corners = [float(each) for each in rects["https://example.org/a"]]
    (left, right), (bottom, top) = sorted(corners[::2]), sorted(corners[1::2])
    assert left < word[0].x < right
    assert bottom - 1 < word[1].y - SIZE < word[0].y < top + 1
    assert "a0001.s2" in rects


def test_pictures_stand_upright(tmp_path: Path) -> None:
    made = _made("zh-Hant", tmp_path)
    found = [matrix for page in made.pdf.pages for matrix in pictures(page) if matrix.a > 150]
    assert found, "no picture was drawn"
    for matrix in found:
        assert (matrix.b, matrix.c) == pytest.approx((0, 0), abs=0.01)
        assert matrix.a / matrix.d == pytest.approx(2, abs=0.02)


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_other_languages_keep_their_lines(lang: str, tmp_path: Path) -> None:
    made = _made(lang, tmp_path)
    assert [notice.code for notice in made.written.notices] == ["vertical-refused"]
    assert "/Direction" not in made.pdf.Root.ViewerPreferences
    assert not any(glyph.down for glyph in made.glyphs)


def test_articles_in_other_languages_lie_in_a_book_of_columns(tmp_path: Path) -> None:
    contents = (
        chapter("a0001", "山道", shelf.paragraphs(shelf.JA, 2), "ja"),
        chapter("a0002", "Fog", shelf.paragraphs(shelf.EN, 2), "en"),
    )
    written = write(book("山", *contents, lang="ja"), Settings(vertical=True), tmp_path / "book.pdf")
    with pikepdf.open(written.path) as pdf:
        places = destinations(pdf)
        drawn = {key: glyphs(pdf.pages[places[key]]) for key in ("a0001", "a0002")}
    assert written.notices == ()
    assert any(glyph.down for glyph in drawn["a0001"])
    assert not any(glyph.down for glyph in drawn["a0002"])


@pytest.mark.parametrize(
    "page", ["a5", "a5-large", "32k", "16k", "b5", "a4", "letter", "eink-6", "eink-10.3"]
)
def test_columns_are_of_whole_characters_and_lines(page: str) -> None:
    area = column_area(Settings(page=page))
    assert area.measure / area.size == pytest.approx(round(area.measure / area.size), abs=1e-3)
    assert area.height / area.pitch == pytest.approx(round(area.height / area.pitch), abs=1e-3)
    assert area.columns == (2 if page in {"a4", "letter"} else 1)


def test_tiers_on_wide_pages(tmp_path: Path) -> None:
    made = _made("ja", tmp_path, page="a4")
    begun = {glyph.y for page in made.pages for glyph in page if glyph.down}
    area = column_area(Settings(page="a4"))
    top = 297 * 72 / 25.4 - 24 * 72 / 25.4
    below = top - area.measure - area.gap
    assert min(abs(each - top) for each in begun) < 0.1
    assert min(abs(each - below) for each in begun) < 0.1
    assert not any(below + area.gap - SIZE / 2 > each > below + 0.1 for each in begun)
    assert made.written.notices == ()


ORIENTATIONS = [
    ("Han and kana", "水みズ", "umm"),
    ("brackets lie unless the font has a form", "「水」", "bub"),
    ("a dash beside Han", "水——水", "ubbu"),
    ("the long vowel", "ー", "b"),
    ("letters and figures", "水A1", "uss"),
    ("signs that stand", "①℃※", "uuu"),
    ("an arrow lies", "水→水", "usu"),
    ("quotes between letters lie", "a“b”c", "sssss"),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in ORIENTATIONS], ids=[c[0] for c in ORIENTATIONS]
)
def test_orientations(text: str, expected: str) -> None:
    assert orientations(text) == expected


def test_paper() -> None:
    css = "@page { size: 100pt 200pt; margin: 10pt auto auto } @page :right { margin-left: 7pt }"
    assert paper(css) == Paper(100, 200, 10, 7)
    assert paper("@page { size: 100pt 200pt; margin: 10pt auto auto }").inner is None
