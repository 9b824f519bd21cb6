"""Flashes that run on: several short articles on a page, each still an article of its own."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from exporter.model import Book, Part
from exporter.settings import Settings, load
from exporter.write.epub import write as write_epub
from exporter.write.pdf import write
from exporter.write.pdf.check import faults
from tests.write.epub.books import book, chapter
from tests.write.epub.conftest import Made
from tests.write.pdf import shelf
from tests.write.pdf.look import destinations, leaves, links, outline

SHORT = shelf.paragraphs(shelf.MOUNTAIN, 1)
SECTION = f'<section id="s1"><h2>小节</h2>{SHORT}</section>'
RUN_ON = Settings(run_on=True)


def _book(*, last: str = SHORT) -> Book:
    return book(
        "快讯",
        *(chapter(f"a000{number}", f"第{number}条", SHORT) for number in (1, 2, 3)),
        chapter("a0004", "长的一篇", shelf.paragraphs(shelf.MOUNTAIN, 5)),
        chapter("a0005", "第5条", '<p>有图。</p><p><img src="p1" alt="河"/></p>'),
        Part("p-1", "行业", (chapter("a0006", "第6条", SECTION), chapter("a0007", "第7条", last))),
    )


def _pages(made: Book, settings: Settings, target: Path) -> dict[str, int]:
    """The page on which each article opens, counted from that of the first."""
    write(made, settings, target)
    with pikepdf.open(target) as pdf:
        places = destinations(pdf)
    keys = [each.key for each in made.chapters()]
    return {key: places[key] - places[keys[0]] for key in keys}


def test_each_has_a_page_unless_they_are_to_run_on(tmp_path: Path) -> None:
    apart = _pages(_book(), Settings(), tmp_path / "x.pdf")
    assert len(set(apart.values())) == len(apart)
    joined = _pages(_book(), RUN_ON, tmp_path / "x.pdf")
    assert joined["a0001"] == joined["a0002"] == joined["a0003"]
    assert joined["a0006"] == joined["a0007"]
    assert len({joined[key] for key in ("a0001", "a0004", "a0005", "a0006")}) == 4  # long, with a picture


def test_they_are_found_like_other_articles(tmp_path: Path) -> None:
    written = write(_book(), RUN_ON, tmp_path / "x.pdf")
    assert {notice.code for notice in written.notices} == {"picture-missing"} or not written.notices
    assert faults(written.path) == []
    found = leaves(written.path)
    with pikepdf.open(written.path) as pdf:
        places, titles = destinations(pdf), [title for _, title, _ in outline(pdf)]
        rows = {name: page for page in (3,) for name, _ in links(pdf, page)}
    assert {f"a000{number}" for number in range(1, 8)} <= set(rows)
    assert [title for title in titles if title.startswith("第")] == [
        "第1条",
        "第2条",
        "第3条",
        "第5条",
        "第6条",
        "第7条",
    ]
    assert "小节" in titles
    page = found[places["a0002"]]
    assert [page.text.count(f"第{number}条") for number in (1, 2, 3)] == [1, 1, 1]


def test_every_page_is_known_to_begin_in_one_of_them(tmp_path: Path) -> None:
    """Where the text of the article, counted, says so too; and the EPUB names each of them."""
    said = [
        "".join(f"{number}之{line}，雨后山路上又多了一辆车。" for line in range(14))
        for number in range(1, 10)
    ]
    texts = {f"a{number:04}": text for number, text in enumerate(said, 1)}
    made = book("快讯", *(chapter(key, f"{key}的标题", f"<p>{text}</p>") for key, text in texts.items()))
    written = write(made, RUN_ON, tmp_path / "x.pdf")
    body = [folio for folio in written.folios if folio.piece in texts]
    assert [folio.label for folio in body] == [str(number) for number in range(1, len(body) + 1)]
    assert 3 <= len(body) < len(texts)
    assert {folio.opens for folio in body} == {True, False}
    for folio in body:
        text = texts[folio.piece]
        assert text.startswith(folio.text, folio.before)
        assert folio.opens is (folio.before == 0)
    numbered = replace(made, folios=written.folios)
    epub = Made(numbered, write_epub(numbered, Settings(), tmp_path / "x.epub"))
    assert epub.find("nav.xhtml", "//*[@id='page-list']//h:a/text()") == [f.label for f in written.folios]


def test_one_that_cannot_be_set_costs_itself_alone(tmp_path: Path) -> None:
    deep = "<blockquote>" * 240 + "<p>深处的字</p>" + "</blockquote>" * 240
    written = write(_book(last=deep), RUN_ON, tmp_path / "x.pdf")
    assert {notice.article for notice in written.notices} == {"a0007.md"}
    text = "".join(leaf.text for leaf in leaves(written.path))
    assert text.count("小节") >= 2


def test_they_are_kept(tmp_path: Path) -> None:
    settings = replace(RUN_ON, cache=tmp_path / "cache")
    first = write(_book(), settings, tmp_path / "1.pdf")
    again = write(_book(), settings, tmp_path / "2.pdf")
    assert first.xxh128 == again.xxh128
    assert first.notices == again.notices


@pytest.mark.parametrize(("line", "wanted"), [("run-on: true", True), ("", False)])
def test_the_setting(line: str, wanted: bool, tmp_path: Path) -> None:
    (tmp_path / "exporter.yaml").write_text(line)
    assert load(tmp_path / "exporter.yaml", {}).run_on is wanted
