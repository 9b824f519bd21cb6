"""The document before it is paginated."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.model import Book, Chapter, Part
from exporter.settings import Settings
from exporter.write.pdf import document, matter
from exporter.write.pdf.document import Piece
from exporter.write.pdf.styles import type_area
from tests.write.epub.books import address, book, chapter
from tests.write.pdf import shelf

AREA = type_area(Settings())


def markups(whole: Book) -> dict[str, str]:
    """The HTML of every piece, by name."""
    return {
        piece.name: document.markup(document.renderer(piece.book, Settings(), AREA), piece, {"a1": "11"})
        for piece in pieces(whole)
    }


def pieces(whole: Book) -> Iterator[Piece]:
    listed = matter.listed(whole, {})
    yield from (*document.opening_pages(whole), *matter.contents(listed))
    yield from (*matter.openings(listed), *document.chapters(whole, AREA), *matter.colophon(listed, ()))


def contents(articles: int) -> str:
    chapters = tuple(chapter(f"a{n}", f"第{n}篇", "<p>字</p>") for n in range(articles))
    return markups(book("书", Part("p1", "一部", chapters)))["contents"]


@pytest.mark.parametrize(("articles", "rows"), [(document.LARGE, document.LARGE), (document.LARGE + 1, 0)])
def test_a_very_large_book_lists_its_parts_alone(articles: int, rows: int) -> None:
    listed = contents(articles)
    assert listed.count("part-row") == 1
    assert listed.count("article-row") == rows


def test_rows_say_the_page_they_are_told() -> None:
    assert re.findall('data-page="(.*?)"', contents(3)) == ["", "", "11", ""]


def test_what_articles_say_is_text_never_markup() -> None:
    evil = book("<script>书", chapter("a1", "<b>题</b>", "<p>字</p>", author='"><i>', source="&amp;"))
    pages = "".join(markups(evil).values())
    assert not re.search(r"<script|<b>|<i>", pages)
    assert "&lt;b&gt;题" in pages


def test_openings_know_their_part_and_how_deep_they_lie() -> None:
    inner = Part("p2", "内", (chapter("a2", "二", "<p>字</p>"),))
    nested = book(
        "书", chapter("a0", "零", "<p>字</p>"), Part("p1", "外", (chapter("a1", "一", "<p>字</p>"), inner))
    )
    found = [
        (piece.opening.depth, piece.name, piece.heads.verso) for piece in pieces(nested) if piece.opening
    ]
    assert found == [(0, "p1", ""), (1, "p2", ""), (0, "a0", "书"), (1, "a1", "外"), (2, "a2", "内")]
    assert matter.order(nested, ())[3:] == ["a0", "p1", "a1", "p2", "a2", "colophon"]


def test_openings_list_what_is_theirs_and_leave_the_rest_to_their_parts() -> None:
    inner = Part("p2", "内", (chapter("a2", "二", "<p>字</p>"),))
    found = markups(book("书", Part("p1", "外", (chapter("a1", "一", "<p>字</p>"), inner))))
    rows = {name: re.findall('<a href="book:(.*?)"', found[name]) for name in ("contents", "p1", "p2")}
    assert rows == {"contents": ["p1", "a1", "p2", "a2"], "p1": ["a1", "p2"], "p2": ["a2"]}


def test_a_piece_holds_the_pictures_and_links_of_its_article_alone(tmp_path: Path) -> None:
    found = {piece.name: piece for piece in pieces(shelf.collection(tmp_path))}
    assert set(found["a0002"].book.gallery) == {*shelf.pictures(tmp_path), *map(address, ("lost", "gone"))}
    assert found["a0002"].book.links == {"example.com/second": "a0003"}
    assert (found["a0003"].book.gallery, found["a0003"].book.links) == ({}, {})
    assert {len(chapter.article.body) for chapter in found["colophon"].book.chapters()} == {0}


def test_sources_of_a_large_book_are_in_runs_that_one_article_does_not_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matter, "LARGE", 10)
    monkeypatch.setattr(matter, "SOURCES", 4)
    chapters = [chapter(f"a{n}", f"第{n}篇", "<p>字</p>") for n in range(40)]

    def runs(*contents: Chapter | Part) -> list[list[str]]:
        pieces = list(matter.colophon(matter.listed(book("书", *contents), {}), ()))
        assert [piece.first for piece in pieces] == [True] + [False] * (len(pieces) - 1)
        names = [piece.name for piece in pieces]
        assert matter.order(book("书", *contents))[-len(pieces) :] == names
        return [[each.key for each in piece.book.chapters()] for piece in pieces]

    whole = runs(*chapters)
    assert [key for run in whole for key in run] == [each.key for each in chapters]
    assert len(whole) > 3
    less = runs(*chapters[:20], *chapters[21:])
    assert len([run for run in less if run not in whole]) <= 2
    parted = runs(Part("p1", "甲", tuple(chapters[:10])), Part("p2", "乙", tuple(chapters[10:])))
    assert "a10" in [run[0] for run in parted]
