"""Index pages in the EPUB: in the spine, the contents and the landmarks, in files that readers bear."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from exporter.model import Book
from exporter.settings import Settings
from exporter.write.epub import epubcheck, write
from exporter.write.epub.split import LIMIT
from tests.write.epub import books
from tests.write.epub.conftest import NAMES, Made


def large(count: int = 400) -> Book:
    """Articles of two authors and many months, with titles so long that an index needs several files."""
    return books.book(
        "很多",
        *(
            books.chapter(
                f"a{n}",
                f"{'安波陈杜'[n % 4]}{'很长的一个题目' * 30}{n}",
                f"<p>第 {n} 篇。</p>",
                author="林间" if n % 3 else "叶舟",
                source="",
                date=datetime(2020 + n % 3, n % 12 + 1, 5, tzinfo=UTC),
            )
            for n in range(count)
        ),
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    book = large()
    return Made(book, write(book, Settings(), tmp_path_factory.mktemp("indexed") / "很多.epub"))


INDEXES = {"index-title": "篇名索引", "index-author": "作者索引", "index-date": "日期索引"}


def test_every_article_is_in_every_index_once(made: Made) -> None:
    spine = made.find("content.opf", "//o:itemref/@idref")
    for name in INDEXES:
        files = [file for file in spine if file.startswith(name)]
        assert len(files) > 1
        found = [href for file in files for href in made.find(f"{file}.xhtml", "//h:li/h:a/@href")]
        assert sorted(found) == sorted(f"a{n}.xhtml" for n in range(400))


def test_no_page_is_larger_than_readers_bear(made: Made) -> None:
    pages = [name.removeprefix("EPUB/") for name in made.names() if "index-" in name]
    assert max(len(made.read(name)) for name in pages) < LIMIT


def test_contents_and_landmarks_lead_to_the_indexes(made: Made) -> None:
    lines = made.tree("nav.xhtml").xpath("//*[@id='toc']/h:ol/h:li[@class='page']/h:a", namespaces=NAMES)
    assert [(a.get("href"), a.text) for a in lines] == [
        *((f"{name}.xhtml", words) for name, words in INDEXES.items()),
        ("colophon.xhtml", "版权与来源"),
    ]
    marks = "//*[@id='landmarks']//h:a[@e:type='index']/@href"
    assert made.find("nav.xhtml", marks) == [f"{name}.xhtml" for name in INDEXES]


def test_a_head_that_goes_on_is_named_again(made: Made) -> None:
    pages = [
        f"{name}.xhtml" for name in made.find("content.opf", "//o:itemref/@idref") if "index-author" in name
    ]
    for before, after in pairwise(pages):
        last, first = made.find(before, "//h:h2")[-1], made.find(after, "//h:h2")[0]
        assert (last == first) == (made.find(after, "(//h:h2)[1]/@id") == [])
    assert any(made.find(page, "(//h:h2)[1]/@id") == [] for page in pages)


def test_readers_jump_to_letters_and_years(made: Made) -> None:
    assert made.find("index-title.xhtml", "//*[@class='jumps']/h:a") == ["A", "B", "C", "D"]
    assert made.find("index-date.xhtml", "//*[@class='jumps']/h:a") == ["2020 年", "2021 年", "2022 年"]


@pytest.mark.skipif(not epubcheck.command(), reason="needs Java")
def test_epubcheck_finds_nothing(made: Made) -> None:
    assert list(epubcheck.validated([made.written.path])) == [[]]


def test_titles_that_are_markup_stay_text(tmp_path: Path) -> None:
    book = books.odd(tmp_path)
    odd = Made(book, write(book, Settings(index=("title", "author")), tmp_path / "odd.epub"))
    assert len(odd.find("index-title.xhtml", "//h:li/h:a")) == len(list(book.chapters()))
    if epubcheck.command():
        assert list(epubcheck.validated([odd.written.path])) == [[]]
