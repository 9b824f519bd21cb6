"""The document before it is paginated."""

import re

import pytest

from exporter.model import Part
from exporter.settings import Settings
from exporter.write.pdf import document
from exporter.write.pdf.styles import type_area
from tests.write.epub.books import book, chapter


def contents(articles: int) -> str:
    chapters = tuple(chapter(f"a{n}", f"第{n}篇", "<p>字</p>") for n in range(articles))
    area = type_area(Settings())
    large = book("书", Part("p1", "一部", chapters))
    page = document.markup(document.renderer(large, Settings(), area), area)
    match = re.search(r'<nav class="contents".*?</nav>', page, re.DOTALL)
    assert match
    return match[0]


@pytest.mark.parametrize(("articles", "rows"), [(document.LARGE, document.LARGE), (document.LARGE + 1, 0)])
def test_a_very_large_book_lists_its_parts_alone(articles: int, rows: int) -> None:
    listed = contents(articles)
    assert listed.count("part-row") == 1
    assert listed.count("article-row") == rows


def test_what_articles_say_is_text_never_markup() -> None:
    area = type_area(Settings())
    evil = book("<script>书", chapter("a1", "<b>题</b>", "<p>字</p>", author='"><i>', source="&amp;"))
    page = document.markup(document.renderer(evil, Settings(), area), area)
    assert not re.search(r"<script|<b>|<i>", page)
    assert "&lt;b&gt;题" in page


def test_openings_know_their_part_and_how_deep_they_lie() -> None:
    inner = Part("p2", "内", (chapter("a2", "二", "<p>字</p>"),))
    nested = book(
        "书", chapter("a0", "零", "<p>字</p>"), Part("p1", "外", (chapter("a1", "一", "<p>字</p>"), inner))
    )
    found = [
        (o.depth, (o.part or o.chapter).key, o.verso)
        for o in document.openings(nested, type_area(Settings()))
    ]  # type: ignore[union-attr]
    assert found == [(0, "a0", "书"), (0, "p1", ""), (1, "a1", "外"), (1, "p2", ""), (2, "a2", "内")]
