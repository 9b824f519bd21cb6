"""What a menu shows of books that have more in them than readers bear."""

import pytest

from exporter.model import Book, Chapter, Folio, Part
from exporter.settings import Settings
from exporter.write.epub.contents import Entry, borne, contents
from exporter.write.epub.layout import Layout
from exporter.write.epub.pages import Page, pages
from exporter.write.epub.split import LIMIT
from tests.write.epub import books

SECTION = '<section id="s1"><h2>节</h2><p>文</p></section>'


def chapters(name: str, count: int, body: str = "<p>文</p>") -> list[Chapter]:
    return [books.chapter(f"{name}{n}", f"第 {n} 篇", body) for n in range(count)]


def lines(found: tuple[Entry, ...]) -> list[str]:
    """Each line with its level and its kind: `1 part 外`."""

    def told(within: tuple[Entry, ...], level: int) -> list[str]:
        return [t for e in within for t in (f"{level} {e.kind} {e.title}", *told(e.entries, level + 1))]

    return told(found, 1)


@pytest.fixture(scope="module")
def large() -> Book:
    return books.book(
        "多",
        *chapters("a", 730),
        Part("p1", "外", (*chapters("b", 150), Part("p2", "内", tuple(chapters("c", 5))))),
    )


def test_a_large_book_leads_to_pages_that_list_its_articles(large: Book) -> None:
    layout = Layout(large)
    found = contents(large, layout, Settings())
    assert [line.split("·")[0].strip() for line in lines(found)] == [
        *(f"1 run {n} – {min(n + 99, 730)}" for n in range(1, 730, 100)),
        "1 part 外",
        "2 run 101 – 150",
        "2 part 内",
        "1 page 版权与来源",
    ]
    assert borne(found, LIMIT)
    made = {page.name: page for page in pages(large, layout, contents(large, layout, Settings()))}
    assert shown(made["list-8.xhtml"]) == [f"a{n}.xhtml" for n in range(700, 730)]
    assert shown(made["p1.xhtml"]) == [*(f"b{n}.xhtml" for n in range(100)), "p2.xhtml"]
    assert shown(made["p1-2.xhtml"]) == [f"b{n}.xhtml" for n in range(100, 150)]
    assert shown(made["p2.xhtml"]) == [f"c{n}.xhtml" for n in range(5)]


def shown(page: Page) -> list[str]:
    return [entry.href for entry in page.context["entries"]]


def test_kindle_gets_two_levels() -> None:
    inner = Part("p2", "内", tuple(chapters("b", 1, SECTION)))
    book = books.book("书", *chapters("a", 1, SECTION), Part("p1", "外", (*chapters("c", 1, SECTION), inner)))
    assert lines(contents(book, Layout(book), Settings(profile="kindle"))) == [
        "1 article 第 0 篇",
        "2 section 节",
        "1 part 外",
        "2 article 第 0 篇",
        "2 part 内",
        "2 article 第 0 篇",
        "1 page 版权与来源",
    ]


def test_more_parts_than_a_menu_holds_lose_what_lies_deepest() -> None:
    parts = [
        Part(f"p{n}", f"{'部' * 60}{n}", (Part(f"q{n}", f"{'门' * 60}{n}", tuple(chapters(f"a{n}-", 1))),))
        for n in range(420)
    ]
    book = books.book("书", *parts)
    found = contents(book, Layout(book), Settings())
    assert borne(found, LIMIT)
    assert {line[:6] for line in lines(found)} == {"1 part", "1 page"}


@pytest.mark.parametrize(("count", "step"), [(1400, 1), (2000, 2), (7000, 5)])
def test_a_page_list_names_every_page_as_far_as_there_is_room(count: int, step: int) -> None:
    folios = (
        Folio("i", "title-page", opens=True),
        *(Folio(str(n), "a0", "文", n, opens=n == 1) for n in range(1, count + 1)),
    )
    book = books.book("页", *chapters("a", 1, f"<p>{'文' * (count + 1)}</p>"), folios=folios)
    layout = Layout(book)
    named = [
        label for label, _ in pages(book, layout, contents(book, layout, Settings()))[2].context["page_list"]
    ]
    assert named == ["i", *(str(n) for n in range(1, count + 1) if n % step == 0)]
