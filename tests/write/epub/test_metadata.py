from collections.abc import Callable

import pytest

from exporter.model import Book
from exporter.write.epub.titles import plain, titled
from tests.write.epub import books
from tests.write.epub.conftest import Made

META = "//o:meta[@property='{}' and not(@refines)]"
REFINED = "//o:meta[@refines='#{}' and @property='{}']"

COLLECTION = [
    ("//dc:title", ["生活", "5 篇 · 2021 年 5 月 至 2022 年 3 月"]),
    (REFINED.format("title-1", "title-type"), ["main"]),
    (REFINED.format("title-2", "title-type"), ["subtitle"]),
    (REFINED.format("title-1", "file-as"), ["sheng huo"]),
    ("//dc:language", ["zh-Hans", "zh-Hant", "ja", "ko", "en"]),
    ("//dc:creator", ["林间", "Ann Lee"]),
    (REFINED.format("creator-1", "role"), ["aut"]),
    (REFINED.format("creator-1", "file-as"), ["lin jian"]),
    (REFINED.format("creator-2", "file-as"), ["Ann Lee"]),
    (REFINED.format("creator-2", "display-seq"), ["2"]),
    ("//dc:date", ["2022-03-17"]),
    ("//dc:subject", ["生活", "旅行"]),
    ("//dc:publisher", ["山间邮报"]),
    ("//dc:source", []),
    ("//dc:rights", ["文章版权归原作者所有，仅供个人阅读。"]),
    (META.format("dcterms:modified"), ["2022-03-17T00:30:00Z"]),
    (META.format("schema:accessMode"), ["textual", "visual"]),
    (META.format("schema:accessModeSufficient"), ["textual,visual", "textual"]),
    (META.format("schema:accessibilityHazard"), ["none"]),
    ("//o:meta[@name='cover']/@content", ["cover-image"]),
    ("/o:package/@xml:lang", ["zh-Hans"]),
    ("/o:package/@version", ["3.0"]),
]


@pytest.mark.parametrize(("path", "expected"), COLLECTION, ids=[row[0] for row in COLLECTION])
def test_a_collection(shelf: dict[str, Made], path: str, expected: list[str]) -> None:
    assert shelf["collection"].find("content.opf", path) == expected


def test_identifier_is_the_books_own(shelf: dict[str, Made]) -> None:
    made = shelf["collection"]
    assert made.find("content.opf", "//dc:identifier[@id=/o:package/@unique-identifier]") == [
        made.book.identifier
    ]
    assert made.find("toc.ncx", "//n:meta[@name='dtb:uid']/@content") == [made.book.identifier]


def test_a_single_article_names_its_source(shelf: dict[str, Made]) -> None:
    assert shelf["post_office"].find("content.opf", "//dc:source") == ["https://example.com/post/1"]


def test_han_is_filed_by_pinyin_in_chinese_books_alone(made: Callable[[Book], Made]) -> None:
    japanese = books.book(
        "山の駅", books.chapter("a1", "駅", "<p>駅。</p>", "ja"), lang="ja", creators=("森 一",)
    )
    found = made(japanese).find("content.opf", "//o:meta[@property='file-as']")
    assert found == ["森 一"]


def test_markup_and_control_characters(shelf: dict[str, Made]) -> None:
    made = shelf["odd"]
    assert made.find("content.opf", "//dc:title") == ['<&"]]>', "&amp;<b>"]
    assert made.find("content.opf", "//dc:creator") == ['<&"]]>']
    assert made.find("content.opf", "//dc:subject") == ["<"]
    assert made.find("content.opf", "//dc:date") == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("渡口", "渡口"),
        (" a\n\tb ", "a b"),
        ("a\x00b\ud800", "ab"),
        ("", "无题"),
        ("\x01 \n", "无题"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    assert titled(title, "zh-Hans") == expected
    assert plain(title) in {expected, ""}


SERIES = [
    ("//o:meta[@id='series' and @property='belongs-to-collection']", ["山报"]),
    (REFINED.format("series", "collection-type"), ["series"]),
    (REFINED.format("series", "group-position"), ["2"]),
    ("//o:meta[@name='calibre:series']/@content", ["山报"]),
    ("//o:meta[@name='calibre:series_index']/@content", ["2"]),
]


def test_a_volume_names_its_series(made: Callable[[Book], Made], shelf: dict[str, Made]) -> None:
    volume = made(books.book("山报 卷二", books.chapter("a1", "站", "<p>站。</p>"), series="山报", volume=2))
    assert [(path, volume.find("content.opf", path)) for path, _ in SERIES] == SERIES
    assert [shelf["collection"].find("content.opf", path) for path, _ in SERIES] == [[]] * len(SERIES)
