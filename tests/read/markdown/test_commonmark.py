"""CommonMark, tables, strikethrough, and what becomes of fenced code, tasks and emphasis in Chinese."""

import pytest

from exporter.read.markdown import MAX_NESTING
from exporter.read.markdown import to_html as convert


def to_html(text: str) -> str:
    return convert(text).html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# 题\n\n段", "<h1>题</h1>\n<p>段</p>\n"),
        ("~~旧~~", "<p><s>旧</s></p>\n"),
        ("```python\na < b\n```", '<pre><code class="language-python">a &lt; b\n</code></pre>\n'),
        ("<b>粗</b>", "<p><b>粗</b></p>\n"),
        ("<https://a.example>", '<p><a href="https://a.example">https://a.example</a></p>\n'),
        ("https://a.example", "<p>https://a.example</p>\n"),
        ("[图][1]\n\n[1]: https://a.example", '<p><a href="https://a.example">图</a></p>\n'),
    ],
)
def test_small_pieces(text: str, html: str) -> None:
    assert to_html(text) == html


def test_tables_keep_their_alignment() -> None:
    html = to_html("| 时刻 | 票价 |\n|:--|--:|\n| 6:00 | 2 |")
    assert '<th style="text-align:left">时刻</th>' in html
    assert '<td style="text-align:right">2</td>' in html


def test_alignment_of_a_pipe_within_code() -> None:
    assert "<code>a|b</code>" in to_html("| 甲 |\n|---|\n| `a\\|b` |")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "- [x] 买票\n- [X] 上船\n- [ ] 到岸",
            "<ul>\n<li>☑ 买票</li>\n<li>☑ 上船</li>\n<li>☐ 到岸</li>\n</ul>\n",
        ),
        ("1. [ ] 买票", "<ol>\n<li>☐ 买票</li>\n</ol>\n"),
        # none
        ("- [x]买票\n- [y] 上船", "<ul>\n<li>[x]买票</li>\n<li>[y] 上船</li>\n</ul>\n"),
        ("[ ] 买票", "<p>[ ] 买票</p>\n"),
        ("- `[x] 买票`", "<ul>\n<li><code>[x] 买票</code></li>\n</ul>\n"),
    ],
)
def test_tasks(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("js", "js"),
        ("js:app.js", "js"),
        ("python {1,3-5}", "python"),
        ("go{1,3}", "go"),
        ("{python}", "python"),
        ("{r, echo=FALSE}", "r"),
        ("{.ruby .numberLines}", "ruby"),
        ("c++", "c++"),
        ("objective-c 标题", "objective-c"),
    ],
)
def test_languages_of_fences(info: str, language: str) -> None:
    assert f'class="language-{language}"' in to_html(f"~~~{info}\nx\n~~~")


@pytest.mark.parametrize("info", ["", "{}", "1", "代码"])
def test_a_fence_without_a_language(info: str) -> None:
    assert to_html(f"~~~{info}\nx\n~~~") == "<pre><code>x\n</code></pre>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**重点。**后面", "<strong>重点。</strong>后面"),
        ("前面**“引号”**后面", "前面<strong>“引号”</strong>后面"),
        ("**（括号）**后", "<strong>（括号）</strong>后"),
        ("*《书名》*是", "<em>《书名》</em>是"),
        ("**a.**b", "**a.**b"),  # as CommonMark has it
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("** 重点 **", "** 重点 **"),
        ("`**重点。**后`", "<code>**重点。**后</code>"),
        ("snake_case_名", "snake_case_名"),
    ],
)
def test_emphasis_beside_chinese_signs(text: str, html: str) -> None:
    assert to_html(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[注]: 票价含税。", "<p>[注]: 票价含税。</p>\n"),
        ("[1]: 晨雾，见上文1.2节。", "<p>[1]: 晨雾，见上文1.2节。</p>\n"),
        ("[图]\n\n[图]: 图片/甲.png", '<p><a href="%E5%9B%BE%E7%89%87/%E7%94%B2.png">图</a></p>\n'),
        ("[a]\n\n[a]: b", '<p><a href="b">a</a></p>\n'),
        ("[a]\n\n[a]: <甲 乙>", '<p><a href="%E7%94%B2%20%E4%B9%99">a</a></p>\n'),
    ],
)
def test_a_definition_without_an_address_is_text(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('<div markdown="1">\n**粗**\n</div>', '<div markdown="1">\n<p><strong>粗</strong></p>\n</div>'),
        ("<div>\n**粗**\n</div>", "<div>\n**粗**\n</div>"),
        ("<div>\n\n**粗**\n\n</div>", "<div>\n<p><strong>粗</strong></p>\n</div>"),
        ('`<div markdown="1">`', "<p><code>&lt;div markdown=&quot;1&quot;&gt;</code></p>\n"),
    ],
)
def test_markdown_in_html(text: str, html: str) -> None:
    assert to_html(text) == html


def nested(levels: int, kind: str) -> str:
    if kind == "list":
        return (
            "".join("  " * level + f"- 第{level}层\n" for level in range(levels)) + "  " * levels + "最里面"
        )
    return "> " * levels + "最里面"


@pytest.mark.parametrize("kind", ["list", "quotation"])
def test_no_depth_loses_text(kind: str) -> None:
    """The parser leaves out what is nested beyond its limit: it must be noticed at every depth."""
    deepest = 0
    for levels in range(20, MAX_NESTING + 10):
        try:
            assert "最里面" in to_html(nested(levels, kind))
            deepest = levels
        except RecursionError:
            assert levels > 30
    assert 30 <= deepest < MAX_NESTING
