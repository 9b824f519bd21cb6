"""Which indexes a book has, and what they say."""

from typing import Any

import pytest

from exporter.bind import bind_collections
from exporter.bind.indexes import MANY, indexes
from exporter.model import Article, Book
from exporter.settings import Settings
from tests.articles import article

FEW = [
    article("重庆的雨", author="叶舟", source="山报", date="2021-03-05"),
    article("阿姨的信", author="林间", source="海报", date="2021-03-01"),
    article("银行", author="叶舟", source="山报", date="2022-01-01"),
    article("Zoo", author="", source="", date=None),
]


def bound(articles: list[Article], by: str = "all") -> Book:
    return bind_collections(articles, {}, Settings(by=by)).books[0]


def told(book: Book, *names: str) -> list[str]:
    return [index.kind for index in indexes(book, Settings(index=names or ("auto",)))]


def many(count: int = MANY + 1, **fields: Any) -> list[Article]:
    def valued(number: int) -> dict[str, Any]:
        return {name: value(number) for name, value in fields.items()}

    return [
        article(f"{'山水林'[number % 3]}{number}", f"<p>{number}</p>", **valued(number))
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("title", {"A": ["阿姨的信 海报"], "C": ["重庆的雨 山报"], "Y": ["银行 山报"], "Z": ["Zoo"]}),
        (
            "author",
            {
                "林间": ["阿姨的信 2021 年 3 月 1 日"],
                "叶舟": ["重庆的雨 2021 年 3 月 5 日", "银行 2022 年 1 月 1 日"],
            },
        ),
        (
            "source",
            {
                "海报": ["阿姨的信 2021 年 3 月 1 日"],
                "山报": ["重庆的雨 2021 年 3 月 5 日", "银行 2022 年 1 月 1 日"],
            },
        ),
        (
            "date",
            {"2021 年 3 月": ["1 阿姨的信", "5 重庆的雨"], "2022 年 1 月": ["1 银行"], "无日期": ["Zoo"]},
        ),
    ],
)
def test_what_an_index_says(kind: str, heads: dict[str, list[str]]) -> None:
    (index,) = indexes(bound(FEW), Settings(index=(kind,)))
    assert {
        head.title: [" ".join(filter(None, (r.lead, r.title, r.fact))) for r in head.rows]
        for head in index.heads
    } == heads
    assert list(heads) == [head.title for head in index.heads]


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({}, ["title"]),
        ({"author": lambda n: "叶林"[n % 2]}, ["title", "author"]),
        (
            {"author": lambda n: "叶林"[n % 2], "source": lambda n: "山海"[n % 2]},
            ["title", "source"],
        ),  # both say the same
        ({"date": lambda n: f"2021-0{n % 3 + 1}-01"}, ["title", "date"]),
        (
            {"source": lambda n: "山海"[n % 2], "author": lambda n: "叶林舟"[n % 3]},
            ["title", "author", "source"],
        ),
        (
            {"categories": lambda n: ("叶林"[n % 2],), "author": lambda n: "叶林"[n % 2]},
            ["title"],
        ),  # its parts say it
    ],
)
def test_a_large_book_has_those_that_tell_something(fields: dict[str, Any], kinds: list[str]) -> None:
    assert told(bound(many(**fields))) == kinds


def test_a_small_book_has_none_unless_it_is_asked_for() -> None:
    book = bound(many(MANY, author=lambda n: "叶林"[n % 2]))
    assert told(book) == []
    assert told(book, "author", "title") == ["title", "author"]
    assert told(book, "none") == []
    assert told(bound(many()), "none") == []


def test_months_as_parts_leave_the_date_index_out() -> None:
    book = bound(many(date=lambda n: f"2021-0{n % 3 + 1}-01"), by="year")
    assert told(book) == ["title"]
    assert told(book, "date") == ["date"]
