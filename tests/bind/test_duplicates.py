import pytest

from exporter.bind import bind_one
from exporter.bind.links import normalised
from exporter.model import Article, Picture
from exporter.settings import Settings
from tests.articles import article

LONG = "<p>" + "同一篇文章被两个人分别存了下来，连标点也一样。" * 3 + "</p>"
A = Picture("p1", "https://img.example/a.jpg", ("https://img.example/a.jpg",))
B = Picture("p1", "https://img.example/b.jpg", ("https://img.example/b.jpg",))

CASES = [
    ("same text", article("甲", LONG), article("乙", LONG), 1),
    ("same text but for white space", article("甲", LONG), article("乙", LONG.replace("，", "，\n ")), 1),
    ("same address", article("甲", link="https://a.example/p/1"), article("乙", "<p>改</p>", link="http://www.a.example/p/1/?utm_source=x#top"), 1),
    ("other address, other text", article("甲", link="https://a.example/p/1"), article("乙", "<p>改</p>", link="https://a.example/p/2"), 2),
    ("short text under other titles", article("甲", "<p>如题。</p>"), article("乙", "<p>如题。</p>"), 2),
    ("short text, same title and date", article("甲", "<p>如题。</p>", path="1"), article("甲", "<p>如题。</p>", path="2"), 1),
    ("same text, other pictures", article("甲", LONG, pictures=(A,)), article("甲", LONG, pictures=(B,)), 2),
    ("no text at all", article("甲", "<p/>", pictures=(A,)), article("乙", "<p/>", pictures=(B,)), 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "kept"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_same_article_is_bound_once(first: Article, second: Article, kept: int) -> None:
    bound = bind_one([first, second], {}, Settings())
    assert len(list(bound.books[0].chapters())) == kept
    assert [notice.code for notice in bound.notices] == ["duplicate-article"] * (2 - kept)


def test_an_address_leads_to_the_article_that_was_kept() -> None:
    first = article("甲", LONG, link="https://a.example/1")
    second = article("乙", LONG, link="https://b.example/2")
    book = bind_one([first, second], {}, Settings()).books[0]
    (chapter,) = book.chapters()
    assert book.links == {"a.example/1": chapter.key, "b.example/2": chapter.key}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.a.example/x/", "a.example/x"),
        ("http://a.example/x?b=2&a=1", "a.example/x?a=1&b=2"),
        ("https://a.example/x?utm_medium=mail&spm=1.2&id=7#c", "a.example/x?id=7"),
        ("https://A.example:443/X", "a.example/X"),
        ("mailto:a@b.example", ""),
        ("#note", ""),
        ("http://[broken", ""),
    ],
)
def test_normalised_address(address: str, expected: str) -> None:
    assert normalised(address) == expected
