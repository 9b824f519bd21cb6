"""Every page size, and the book of a single article."""

from pathlib import Path

import pikepdf
import pytest

from exporter.model import Book
from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.check import faults
from exporter.write.pdf.styles import type_area
from tests.write.epub.books import book, chapter
from tests.write.pdf import shelf
from tests.write.pdf.look import Leaf, destinations, leaves, links

MM = 72 / 25.4
SIZES = {  # width and height in mm, inner margin in mm
    "a5": (148, 210, 20),
    "a5-large": (148, 210, 18.5),
    "32k": (130, 184, 20),
    "16k": (185, 260, 24),
    "b5": (176, 250, 23),
    "a4": (210, 297, 20),
    "letter": (215.9, 279.4, 23.5),
    "eink-6": (90, 120, 6.19),
    "eink-7.8": (118, 158, 6.08),
    "eink-10.3": (157, 209, 10.15),
}
CODE = f"<pre><code>{'very_long_name_' * 30}</code></pre>"
TABLE = "<table><tbody><tr>" + "<td>https://example.com/a/long/address</td>" * 8 + "</tr></tbody></table>"


def single(*, sections: bool = True, lang: str = "zh-Hans") -> Book:
    text = shelf.paragraphs(shelf.MOUNTAIN, 40)
    body = f'<section id="s1"><h2>上山</h2>{text}{CODE}{TABLE}</section>' if sections else text
    return book("山间的邮局", chapter("a0001", "山间的邮局", body, lang), single=True, subtitle="", lang=lang)


@pytest.mark.parametrize("page", SIZES)
def test_type_area_stands_where_the_page_style_says(page: str, tmp_path: Path) -> None:
    width, height, inner = SIZES[page]
    area = type_area(Settings(page=page))
    written = write(single(), Settings(page=page), tmp_path / "book.pdf")
    assert written.notices == ()
    outer = width - inner - area.width / MM  # the inner margin is the wider one, on screens both are the same
    assert outer == pytest.approx(inner, abs=0.01) if page.startswith("eink") else outer < inner
    for leaf in leaves(written.path)[1:]:
        assert (leaf.width / MM, leaf.height / MM) == pytest.approx((width, height), abs=0.1)
        left = inner * MM if leaf.recto else leaf.width - inner * MM - area.width
        for run in leaf.runs:
            if run.text.strip():
                assert left - 1 <= run.left, run
                assert run.right <= left + area.width + 1, run
        assert _lines(leaf) <= area.lines


def _lines(leaf: Leaf) -> int:
    """Lines of the first column."""
    first = min((run.left for run in leaf.runs), default=0)
    return len({round(run.bottom) for run in leaf.runs if run.left < first + 30 and "山路在雾里" in run.text})


def test_one_article_has_cover_contents_text_colophon(tmp_path: Path) -> None:
    written = write(single(), Settings(), tmp_path / "book.pdf")
    pages = leaves(written.path)
    with pikepdf.open(written.path) as pdf:
        where = destinations(pdf)
        assert (where["cover"], where["contents"], where["a0001"]) == (0, 1, 2)
        assert where["colophon"] == len(pages) - 1
        assert {name for name, _ in links(pdf, 1)} == {"a0001", "a0001.s1"}
    assert [leaf.label for leaf in pages[:4]] == ["封面", "ii", "1", "2"]


def test_without_sections_it_has_no_contents_and_still_opens_on_a_recto(tmp_path: Path) -> None:
    written = write(single(sections=False), Settings(), tmp_path / "book.pdf")
    pages = leaves(written.path)
    assert [leaf.label for leaf in pages[:3]] == ["封面", "封面", "1"]
    assert pages[1].runs == ()
    assert faults(written.path) == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh-Hans", "目录"), ("zh-Hant", "目錄"), ("ja", "目次"), ("ko", "차례"), ("en", "Contents")],
)
def test_the_book_speaks_its_language(lang: str, words: str, tmp_path: Path) -> None:
    written = write(single(lang=lang), Settings(), tmp_path / "book.pdf")
    with pikepdf.open(written.path) as pdf:
        assert str(pdf.Root.Lang) == lang
    heading = "".join(leaves(written.path)[1].text.split())
    assert heading.startswith(words)


@pytest.mark.parametrize(
    "title",
    ['"""', "a" * 300, "长" * 300, "<b>&amp;", "新\n行", "😀🇨🇳", "עברית", "x" * 3 + "\u200b"],
    ids=ascii,
)
def test_odd_titles(title: str, tmp_path: Path) -> None:
    odd = book(title, chapter("a0001", title, "<p>正文。</p>"), single=True, subtitle="")
    written = write(odd, Settings(), tmp_path / "book.pdf")
    assert written.notices == ()
    with pikepdf.open(written.path) as pdf:
        assert "".join(str(pdf.docinfo["/Title"]).split()) == "".join(title.split())


@pytest.mark.parametrize(
    "body", ["", "<p></p>", "<ul><li></li></ul>", "<table><tbody><tr><td></td></tr></tbody></table>"]
)
def test_an_article_with_nothing_in_it(body: str, tmp_path: Path) -> None:
    written = write(book("空", chapter("a0001", "空", body), single=True), Settings(), tmp_path / "book.pdf")
    assert written.units >= 3
    assert written.notices == ()


def test_many_sections_fill_several_pages_of_contents(tmp_path: Path) -> None:
    sections = "".join(f'<section id="s{n}"><h2>第 {n} 节</h2><p>正文。</p></section>' for n in range(1, 121))
    many = book("很多节", chapter("a0001", "很多节", sections), single=True)
    written = write(many, Settings(), tmp_path / "book.pdf")
    pages = leaves(written.path)
    with pikepdf.open(written.path) as pdf:
        where = destinations(pdf)
        found = {
            name: pages[where[name]].label
            for leaf in range(1, where["a0001"])
            for name, _ in links(pdf, leaf)
        }
        assert len(found) == 121
        for leaf in pages[1 : where["a0001"]]:
            for name, box in links(pdf, leaf.number):
                low, high = sorted(leaf.height - float(edge) for edge in (box[1], box[3]))
                row = sorted(
                    (run for run in leaf.runs if low - 1 <= run.top <= high), key=lambda run: run.left
                )
                assert row[-1].text.strip() == found[name]
    assert pages[where["a0001"]].recto


@pytest.mark.parametrize("theme", ["classic"])
def test_built_in_themes(theme: str, tmp_path: Path) -> None:
    written = write(single(), Settings(theme=theme), tmp_path / "book.pdf")
    assert written.notices == ()
    folios = [run for leaf in leaves(written.path)[2:] for run in leaf.runs if run.text.strip() == leaf.label]
    assert folios
    middle = 20 * MM + type_area(Settings()).width / 2
    assert all(min(abs(run.left - middle), abs(148 * MM - run.right - middle)) < 10 for run in folios)


def test_a_theme_of_one_s_own_may_hold_fonts_and_pictures(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "paper.png").write_bytes(shelf.encoded(shelf.photograph(20, 20), "PNG"))
    (theme / "print.css").write_text("article { background: url(paper.png) } h2 { colour: red }", "utf-8")
    written = write(single(), Settings(theme=str(theme)), tmp_path / "book.pdf")
    assert [notice.code for notice in written.notices] == ["style-problem"]
    assert "colour" in written.notices[0].text
    with pikepdf.open(written.path) as pdf:
        assert any(
            each.get("/Subtype") == "/Image" for each in pdf.objects if isinstance(each, pikepdf.Stream)
        )


def test_dots_stay_with_their_characters_on_both_sides(tmp_path: Path) -> None:
    """What paints them lies on the page: it moves with the text of an article that falls on a verso."""
    text = "<p>他<em>慢不得</em>，也急不得。</p>"
    made = book("山", *(chapter(f"a000{number}", f"第{number}篇", text) for number in (1, 2, 3)))
    written = write(made, Settings(page="32k"), tmp_path / "book.pdf")
    with pikepdf.open(written.path) as pdf:
        places = destinations(pdf)
        offsets = {
            round(float(pattern.Matrix[4]) - word.left, 2)
            for key in ("a0001", "a0002", "a0003")
            for pattern in _patterns(pdf, places[key])
            for word in [next(run for run in leaves(written.path)[places[key]].runs if "慢" in run.text)]
        }
    assert len(offsets) == 1
    assert places["a0002"] % 2 == 1


def _patterns(pdf: pikepdf.Pdf, number: int) -> list[pikepdf.Object]:
    return list(pdf.pages[number].Resources.Pattern.values())
