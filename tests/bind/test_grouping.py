from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from exporter.bind import bind_collections, bind_one, selected
from exporter.model import Article, Book, Part
from exporter.settings import Settings
from tests.articles import article

ARTICLES = [
    article("春", categories=("新媒体", "山报", "头条"), tags=("季节",), source="山报", date="2021-03-01"),
    article("夏", categories=("新媒体", "海报"), tags=("季节", "水"), source="海报", date="2021-06-01"),
    article("秋", categories=("编程", "博客"), author="叶", date="2020-09-01"),
    article("冬", date=None, author=""),
    article("年", categories=("新媒体",), date="2022-01-01"),
]


def shape(book: Book) -> str:
    def walk(contents: tuple[object, ...]) -> str:
        return " ".join(
            f"{entry.title}[{walk(entry.contents)}]" if isinstance(entry, Part) else entry.article.title  # type: ignore[attr-defined]
            for entry in contents
        )

    return f"{book.title}: {walk(book.contents)}"


@pytest.mark.parametrize(
    ("by", "depth", "books"),
    [
        ("category", 1, ["编程: 博客[秋]", "未分类: 冬", "新媒体: 年 海报[夏] 山报 · 头条[春]"]),
        (
            "category",
            2,
            ["编程 · 博客: 秋", "未分类: 冬", "新媒体: 年", "新媒体 · 海报: 夏", "新媒体 · 山报: 头条[春]"],
        ),
        ("tag", 1, ["季节: 春 夏", "水: 夏", "未分类: 秋 年 冬"]),
        ("author", 1, ["林间: 春 夏 年", "叶: 秋", "佚名: 冬"]),
        ("source", 1, ["海报: 夏", "林间: 年", "山报: 春", "叶: 秋", "佚名: 冬"]),
        (
            "year",
            1,
            [
                "2020 年: 2020 年 9 月[秋]",
                "2021 年: 2021 年 3 月[春] 2021 年 6 月[夏]",
                "2022 年: 2022 年 1 月[年]",
                "无日期: 冬",
            ],
        ),
        (
            "month",
            1,
            ["2020 年 9 月: 秋", "2021 年 3 月: 春", "2021 年 6 月: 夏", "2022 年 1 月: 年", "无日期: 冬"],
        ),
        ("all", 1, ["全部文章: 冬 编程 · 博客[秋] 新媒体[年 海报[夏] 山报 · 头条[春]]"]),
    ],
)
def test_a_book_a_group(by: str, depth: int, books: list[str]) -> None:
    bound = bind_collections(ARTICLES, {}, Settings(by=by, depth=depth))
    assert sorted(shape(book) for book in bound.books) == sorted(books)


def test_order_is_that_of_names_or_of_time_never_of_the_files() -> None:
    for by in ("category", "year"):
        forward = bind_collections(ARTICLES, {}, Settings(by=by))
        backward = bind_collections(ARTICLES[::-1], {}, Settings(by=by))
        assert [shape(b) for b in forward.books] == [shape(b) for b in backward.books]
        assert [b.identifier for b in forward.books] == [b.identifier for b in backward.books]


@pytest.mark.parametrize(
    ("paths", "titles"),
    [
        ((), "春夏秋冬年"),
        (("新媒体",), "春夏年"),
        (("新媒体/山报/",), "春"),
        (("新媒体/山报", "编程"), "春秋"),
        (("新",), ""),
    ],
)
def test_select(paths: tuple[str, ...], titles: str) -> None:
    assert "".join(a.title for a in ARTICLES if selected(a, paths)) == titles


def test_one_book_keeps_the_order_given_and_takes_its_title_from_what_the_articles_share() -> None:
    book = bind_one([ARTICLES[1], ARTICLES[0]], {}, Settings()).books[0]
    assert shape(book) == "新媒体: 夏 春"
    assert not book.single


def test_a_single_article_gives_the_book_its_title() -> None:
    book = bind_one([ARTICLES[0]], {}, Settings()).books[0]
    assert (book.title, book.single, book.creators, book.publisher) == ("春", True, ("林间",), "山报")


@pytest.mark.parametrize(
    ("by", "chinese", "english"),
    [
        ("category", "未分类", "Uncategorised"),
        ("author", "佚名", "Unknown author"),
        ("month", "无日期", "Undated"),
    ],
)
def test_a_name_of_ours_is_in_the_language_of_its_book_alone(by: str, chinese: str, english: str) -> None:
    """Whatever the others of the run are in; and whatever it is called, its identifier is the same."""
    bare = {"author": "", "date": None}
    ours, theirs = article("冬", **bare), article("Winter", lang="en", **bare)
    others = [
        article(f"Spring {n}", f"<p>{n}</p>", lang="en", categories=("Seasons",), date="2021-03-01")
        for n in range(9)
    ]

    def titles(*articles: Article) -> dict[str, str]:
        bound = bind_collections([*articles], {}, Settings(by=by)).books
        return {book.title: book.identifier for book in bound}

    assert chinese in titles(ours)
    assert chinese in titles(ours, *others)
    assert english in titles(theirs, *others)
    assert titles(ours)[chinese] == titles(theirs)[english]


def test_a_book_is_dated_by_the_days_that_its_articles_say() -> None:
    """Half past midnight in China is the day before in UTC."""
    china = timezone(timedelta(hours=8))
    dates = (datetime(2024, 1, 1, 0, 30, tzinfo=china), datetime(2023, 12, 31, 18, tzinfo=UTC))
    book = bind_one(
        [replace(article(f"{n}"), date=date) for n, date in enumerate(dates)], {}, Settings()
    ).books[0]
    assert (book.first, book.last, book.modified) == (*dates, dates[1])
    assert (book.first.isoformat(), book.modified.tzinfo) == ("2024-01-01T00:30:00+08:00", UTC)
