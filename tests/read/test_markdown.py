"""Markdown as people write it in blogs."""

import pytest

from exporter.read.markdown import MAX_NESTING, to_html


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
        ("{% asset_img boat.jpg 雾中的船 %}", '<p><img src="boat.jpg" alt="雾中的船"></p>\n'),
        ('{% img left /a/boat.png 400 300 "船 1" %}', '<p><img src="/a/boat.png" alt="船 1"></p>\n'),
        ("`{% asset_img boat.jpg %}`", "<p><code>{% asset_img boat.jpg %}</code></p>\n"),
        ("{% asset_img %} {{ x }}", "<p>{% asset_img %} {{ x }}</p>\n"),
        ('{% asset_img a.jpg "甲 & 乙" %}', '<p><img src="a.jpg" alt="甲 &amp; 乙"></p>\n'),
    ],
)
def test_small_pieces(text: str, html: str) -> None:
    assert to_html(text) == html


def test_tables_keep_their_alignment() -> None:
    html = to_html("| 时刻 | 票价 |\n|:--|--:|\n| 6:00 | 2 |")
    assert '<th style="text-align:left">时刻</th>' in html
    assert '<td style="text-align:right">2</td>' in html


def test_footnotes_are_linked_both_ways() -> None:
    html = to_html("雾[^1]散了。\n\n[^1]: 晨雾。")
    assert 'href="#fn1"' in html
    assert 'href="#fnref1"' in html
    assert "晨雾。" in html


def test_tasks_are_checkboxes() -> None:
    html = to_html("- [x] 买票\n- [ ] 上船")
    assert html.count('type="checkbox"') == 2
    assert html.count('checked="checked"') == 1


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
