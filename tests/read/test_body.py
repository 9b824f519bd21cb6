"""Bodies of all kinds end as HTML."""

import time

import pytest

from exporter.read.body import to_html


@pytest.mark.parametrize(
    ("name", "text", "html"),
    [
        ("a.md", "\n<div>   \n<p>雾</p>  \n</div>\n", "\n<div>   \n<p>雾</p>  \n</div>\n"),
        ("a.md", "<div>\n雾散了。\n\n 船来了。 \n</div>", "<p>雾散了。</p>\n<p> 船来了。</p>"),
        (
            "a.md",
            "<div>\n一 <b>二</b>\n<!-- more -->\n三 &lt;\n</div>",
            "<p>一 <b>二</b></p>\n<p>三 &lt;</p>",
        ),
        ("a.md", "<div>\n<div class='x'>\n## 票价\n</div>\n</div>", "<h2>票价</h2>\n"),
        ("a.md", "## 票价\n两元", "<h2>票价</h2>\n<p>两元</p>\n"),
        (
            "a.md",
            "<div>\n`&#123;&#123; x &#125;&#125;` [a](b)\n</div>",
            '<p><code>{{ x }}</code> <a href="b">a</a></p>\n',
        ),
        ("a.md", "`&#123;` [a](b)", '<p><code>&amp;#123;</code> <a href="b">a</a></p>\n'),
        (
            "a.md",
            "<p>写 {% note %} 和 [[渡口]]</p><p>==雾== %%船%%</p>",
            "<p>写 {% note %} 和 [[渡口]]</p><p>==雾== %%船%%</p>",
        ),
        (
            "a.md",
            "<div>\n雾散了。\n\n&#123;% asset_img boat.jpg 船 %&#125;\n</div>",
            '<p>雾散了。</p>\n<p><img src="boat.jpg" alt="船"></p>\n',
        ),
        ("a.md", "<div>甲</div><div>乙</div>", "<div>甲</div><div>乙</div>"),
        ("a.txt", "a < b & c\n雾", "<p>a &lt; b &amp; c</p>\n<p>雾</p>"),
        ("a.html", "<p>雾</p>", "<p>雾</p>"),
        ("a.md", "<!DOCTYPE html><html><body class='x'><p>雾</p></body></html>", "<p>雾</p>"),
        ("a.md", "", ""),
    ],
)
def test_bodies(name: str, text: str, html: str) -> None:
    assert to_html(text, name).html == html


def test_what_markdown_does_not_show_is_told() -> None:
    body = to_html("# 题\n\n{% weather %}甲 %%乙%%", "a.md")
    assert [(notice.code, notice.about, notice.article) for notice in body.notices] == [
        ("element-dropped", "tag {% weather %}", "a.md"),
        ("element-dropped", "comment 乙", "a.md"),
    ]


def test_markdown_nested_too_deep_becomes_text_and_is_told() -> None:
    body = to_html("# 题\n\n" + "> " * 500 + "最里面", "a.md")
    assert "最里面" in body.html
    assert [notice.code for notice in body.notices] == ["nesting-flattened"]


N = 30_000
HOSTILE = {
    "brackets": "[" * N,
    "links": "[](" * N,
    "comments": "<!--" * N,
    "closed comments": "<!-- -->" * N + "<p",
    "pre": "<pre>" * N,
    "tags": "<p " * N,
    "spaces": "\n " * N,
    "stars": "**a " * N,
    "ticks": "`" * N,
    "divs": "<div>" * N + "</div>" * N,
    "page of comments": "<html>" + "<!-- -->" * N + "<body>",
    "page of scripts": "<html><head>" + "<script>" * N,
    "page of quotes": "<html><meta " + '"' * N,
    "page of divs": "<html><head>" + "<div>" * N,
    "page of metas": "<html><head>" + '<meta name="a" content="b">' * N,
    "pictures": "{% img " * N,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_time_is_linear_in_the_length(case: str) -> None:
    start = time.process_time()
    to_html(HOSTILE[case], "a.md")
    assert time.process_time() - start < 10  # backtracking would take hours
