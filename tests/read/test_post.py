"""A post, read: files in, Post out, nothing but InputError for whatever bytes."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.model import Post
from exporter.notices import NOTICES, InputError
from exporter.read.post import load
from exporter.read.sources import discover

POST = """
---
title: '晨雾里的渡口'
categories:\x20
 - 地方
 - 江边日报
headimg: 'https://img.example/a.jpg'
author: 江边日报
comments: false
date: Thu, 17 Mar 2022 01:17:15 GMT
---

<div>\x20\x20
<p>雾散了以后，船夫解开缆绳。</p>
</div>
            """


def read(text: str | bytes) -> Post:
    return load("-", io.BytesIO(text if isinstance(text, bytes) else text.encode()))


def codes(post: Post) -> list[str]:
    return [notice.code for notice in post.notices]


def test_a_saved_article(tmp_path: Path) -> None:
    file = tmp_path / "渡口.md"
    file.write_text(POST, "utf-8")
    post = load(*discover([str(tmp_path)]))
    assert post.path == str(file)
    assert post.title == "晨雾里的渡口"
    assert post.author == "江边日报"
    assert post.categories == ("地方", "江边日报")
    assert post.headimg == "https://img.example/a.jpg"
    assert post.date is not None
    assert post.date.isoformat() == "2022-03-17T01:17:15+00:00"
    assert "<p>雾散了以后，船夫解开缆绳。</p>" in post.body
    assert post.notices == ()


@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_give_the_same_post(codec: str, end: str) -> None:
    post, plain = read(POST.replace("\n", end).encode(codec)), read(POST)
    assert (post.title, post.body, post.categories) == (plain.title, plain.body, plain.categories)


@pytest.mark.parametrize(
    ("name", "text", "title", "told"),
    [
        ("a.md", "# 第一个标题\n\n字", "第一个标题", "the first heading"),
        (
            "a.md",
            "<h2><a href='#x'>票价 &amp; <b>时刻</b></a></h2><p>字</p>",
            "票价 & 时刻",
            "the first heading",
        ),
        ("a.md", "<h2> </h2><h3>时刻</h3>", "时刻", "the first heading"),
        ("渡口的清晨.txt", "雾散了。", "渡口的清晨", "the file name"),
        ("a.md", "---\ntitle: {a: b}\n---\n<p>字</p>", "a", "the file name"),
        ("a.md", "---\ntitle: ''\n---\n<p>字</p>", "a", "the file name"),
        ("a.html", "<html><title>页</title><body><h1>不用</h1>", "页", ""),
    ],
)
def test_where_the_title_comes_from(name: str, text: str, title: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    post = load(str(tmp_path / name))
    assert post.title == title
    assert "".join(notice.about for notice in post.notices if notice.code == "front-matter-missing") == told


def test_front_matter_beats_the_head_of_a_page() -> None:
    post = read(
        "---\ntitle: 前\n---\n<html><title>页</title><meta name=author content=李一舟><body><p>字</p>"
    )
    assert (post.title, post.author, post.body) == ("前", "李一舟", "<p>字</p>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: x\ndate: Invalid Date\n---\n<p>a</p>", ["date-unreadable"]),
        ("---\ntitle: x\ndate:\n---\n<p>a</p>", []),
        ('---\ntitle: "a" b\n---\n<p>a</p>', ["front-matter-repaired"]),
        ("---\ntitle: [a, b]\n---\n<p>a</p>", ["front-matter-odd"]),
        ("<p>a</p>", ["front-matter-missing"]),
        ("---\ntitle: x\n---\n<p>一\0二三四五六七八九十</p>", ["text-illegal-character"]),
    ],
)
def test_notices(text: str, expected: list[str]) -> None:
    assert codes(read(text)) == expected


def test_notices_name_the_post() -> None:
    assert {notice.article for notice in read('---\ntitle: "a" b\ndate: never 1\n---\nx').notices} == {"-"}


def test_a_post_without_body_is_a_post() -> None:
    assert read("---\ntitle: 只有题目\n---\n").body == ""


NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def check(data: bytes) -> None:
    """Either an InputError that says where, or a Post every string of which XML can hold."""
    try:
        post = read(data)
    except InputError as error:
        assert error.place == "-"
        return
    strings = [post.title, post.body, post.author, post.lang, post.headimg, post.link, post.description]
    strings += [*post.categories, *post.tags, *(notice.text for notice in post.notices)]
    assert not any(NOT_XML.search(text) for text in strings)
    assert post.title.strip()
    assert "\n" not in post.title
    assert all(code in NOTICES for code in codes(post))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(data)


PIECES = st.sampled_from(
    (
        "---\n¦+++\n¦title: ¦title = ¦date: ¦categories: ¦- ¦[¦]¦{¦}¦: ¦\"¦'¦&a ¦*a¦!x ¦| \n¦\t¦\n¦\r¦\0¦\\ud800¦"
        "\\0¦&#0;¦&nbsp;¦<div>¦</div>¦<html>¦<head>¦<meta name=date content='¦<body>¦<!--¦-->¦<p>¦# ¦```\n¦> ¦"
        "|---|¦![¦](¦[^1]¦{% img ¦%}¦渡口¦\ufffe¦\U0001f6a2¦Thu, 17 Mar 2022 01:17¦2022-03-17¦99"
    ).split("¦")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_any_mixture_of_what_posts_are_made_of(text: str) -> None:
    check(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, len(POST.encode())),
    st.integers(0, 30),
    st.binary(max_size=12) | PIECES.map(str.encode),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_any_damage_to_a_post(at: int, gone: int, new: bytes, codec: str) -> None:
    data = POST.encode(codec)
    check(data[:at] + new + data[at + gone :])


@settings(max_examples=150, deadline=None)
@given(st.text("0123456789-/:.,年月日 TZ+MarchGMT上下午AP", max_size=30) | st.text(max_size=20))
def test_any_date(date: str) -> None:
    check(f"---\ntitle: x\ndate: '{date}'\n---\nx".encode("utf-8", "surrogatepass"))
