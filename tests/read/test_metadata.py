"""Front matter's names and shapes -> the fields of a Post."""

from typing import Any

import pytest

from exporter.read.metadata import MAX_TITLE, understand


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("渡口", "渡口"),
        ("  渡口\n的\t清晨 ", "渡口 的 清晨"),
        ("_原创_&nbsp;《渡口》", "_原创_ 《渡口》"),
        ("渡口&amp;船夫 &lt;上&gt; &#8220;雾&#8221;", "渡口&船夫 <上> “雾”"),
        ("AT&T 与 &copy2020", "AT&T 与 &copy2020"),
        ("渡口　清晨", "渡口　清晨"),
        ("a\x00b\x1b[31m\ud800", "ab[31m"),
        ("&#0;&#x1f;x", "\ufffdx"),
        ("ok\rFAKE", "ok FAKE"),
        ("{{7*7}}", "{{7*7}}"),
        (["上", "下"], "上 下"),
        ({"a": "b"}, ""),
        ("字" * MAX_TITLE, "字" * MAX_TITLE),
        ("字" * (MAX_TITLE + 1), "字" * MAX_TITLE + "…"),
    ],
)
def test_titles(value: Any, title: str) -> None:
    assert understand({"title": value}).title == title


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"author": "江边日报"}, "江边日报"),
        ({"author": "1draw 深夜 - 投稿一览"}, "1draw 深夜 - 投稿一览"),
        ({"author": ["李一舟", "王二"]}, "李一舟、王二"),
        ({"authors": ["Ann Lee", "Bo Chen"]}, "Ann Lee, Bo Chen"),
        ({"author": {"name": "李一舟", "email": "a@b"}}, "李一舟"),
        ({"author": [{"name": "李一舟"}, "5", "<b>"]}, "李一舟、5、<b>"),
        ({"author": "李一舟, 王二"}, "李一舟、王二"),
        ({"author": "", "creator": "王二"}, "王二"),
        ({}, ""),
    ],
)
def test_authors(fields: dict[str, Any], author: str) -> None:
    assert understand(fields).author == author


@pytest.mark.parametrize(
    ("value", "categories", "tags"),
    [
        (["地方", "江边日报", "source"], ("地方", "江边日报", "source"), ()),
        ("地方", ("地方",), ()),
        ("地方, 渡口", ("地方", "渡口"), ()),
        ("地方 > 渡口", ("地方", "渡口"), ()),
        ("C/C++", ("C/C++",), ()),
        ([["地方", "渡口"]], ("地方", "渡口"), ()),
        ([["地方", "渡口"], ["人物"]], ("地方", "渡口"), ("人物",)),
        ([["a", "b"], {"c": "d"}, "", "5"], ("a", "b"), ("c", "d", "5")),
        ({"地方": "渡口"}, ("地方", "渡口"), ()),
        (["../../etc", "..", ""], ("../../etc", ".."), ()),
        ([], (), ()),
        ("", (), ()),
        ([[[]], {}], (), ()),
    ],
)
def test_categories_are_one_path_and_other_paths_become_tags(
    value: Any, categories: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    known = understand({"categories": value})
    assert (known.categories, known.tags) == (categories, tags)


def test_several_category_paths_are_told() -> None:
    assert understand({"categories": [["a"], ["b"]]}).odd
    assert not understand({"categories": ["a", "b"]}).odd


@pytest.mark.parametrize(
    ("fields", "headimg"),
    [
        (
            {"headimg": "https://a.example/1.jpg", "thumbnail": "https://a.example/2.jpg"},
            "https://a.example/1.jpg",
        ),
        ({"headimg": "", "thumbnail": "https://a.example/2.jpg"}, "https://a.example/2.jpg"),
        ({"cover": "false", "top_img": "/img/a.png"}, "/img/a.png"),
        ({"image": {"path": "a.png", "alt": "渡口"}}, "a.png"),
        ({"cover": "data:image/png;base64,iVBORw0KGgo="}, "data:image/png;base64,iVBORw0KGgo="),
        ({"headimg": "https://a.example/?a=1&amp;b=2&copy=3"}, "https://a.example/?a=1&b=2&copy=3"),
        ({"cover": "true"}, ""),
    ],
)
def test_headimg(fields: dict[str, Any], headimg: str) -> None:
    assert understand(fields).headimg == headimg


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"link": "https://a.example/1"}, "https://a.example/1"),
        ({"permalink": "/2022/03/渡口/"}, ""),
        ({"permalink": "/x/", "source": "http://a.example/1"}, "http://a.example/1"),
        ({"source": "江边日报"}, ""),
        ({"url": "javascript:alert(1)"}, ""),
    ],
)
def test_only_an_address_of_the_web_is_a_link(fields: dict[str, Any], link: str) -> None:
    assert understand(fields).link == link


def test_the_other_fields() -> None:
    known = understand(
        {
            "tags": "船, 雾",
            "language": "zh-CN",
            "excerpt": "一段\n话",
            "date": "2022-03-17",
            "comments": "false",
        }
    )
    assert known.tags == ("船", "雾")
    assert known.lang == "zh-CN"
    assert known.description == "一段 话"
    assert known.date is not None
    assert known.unread_date == ""


def test_a_date_that_cannot_be_read_is_kept_for_the_notice() -> None:
    known = understand({"date": "Invalid Date"})
    assert known.date is None
    assert known.unread_date == "Invalid Date"
