"""Whole pages: head and body."""

import pytest

from exporter.read.page import is_page, take_apart

PAGE = """<?xml version="1.0"?>
<!-- saved from a browser -->
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>渡口的清晨 - 江边日报</title>
<style>body > p { color: red }</style>
<script>document.write("<body>")</script>
<noscript><link rel="stylesheet" href="x.css"></noscript>
<meta property="og:title" content="渡口的清晨">
<meta name="author" content="李一舟"/>
<meta property="article:published_time" content="2022-03-17T06:30:00+08:00">
<meta name='Description' content='雾 &amp; 船'>
<meta name="keywords" content="船,雾">
<meta property="og:image" content="https://a.example/1.jpg">
<link rel="canonical" href="https://a.example/p/1">
</head>
<body class="post" data-x="a>b">
<p>雾散了。</p>
</body>
</html>
"""


def test_what_the_head_states() -> None:
    assert take_apart(PAGE).fields == {
        "title": "渡口的清晨",
        "author": "李一舟",
        "date": "2022-03-17T06:30:00+08:00",
        "description": "雾 & 船",
        "tags": "船,雾",
        "headimg": "https://a.example/1.jpg",
        "link": "https://a.example/p/1",
        "lang": "zh-CN",
    }


def test_the_body_is_taken_out() -> None:
    assert take_apart(PAGE).body.strip() == "<p>雾散了。</p>"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<html><p>没有 head</p>", "<p>没有 head</p>"),
        ("<!doctype html><title>x</title><p>没有标签</p>", "<p>没有标签</p>"),
        ("<html><head><title>x</title></head>直接是字</html>", "直接是字"),
        ("<BODY><P>大写</P></BODY></HTML>", "<P>大写</P>"),
        ("<html><body><p>后面</p></body>还有字</html>", "<p>后面</p></body>还有字"),
        ("<html><head><script>没有合上<p>字</p>", "<script>没有合上<p>字</p>"),
    ],
)
def test_pages_with_parts_missing_lose_nothing(text: str, body: str) -> None:
    assert take_apart(text).body == body


def test_the_title_element_serves_where_nothing_better_is() -> None:
    assert take_apart("<html><title>渡口 &amp; 船</title><body>x").fields == {"title": "渡口 & 船"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAGE, True),
        ("<!-- a --><html>", True),
        ("<body>", True),
        ("<header>不是</header>", False),
        ("<p>x</p><html>", False),
        ("# 题\n<html>", False),
        ("", False),
    ],
)
def test_a_piece_is_no_page(text: str, expected: bool) -> None:
    assert is_page(text) is expected
