"""Attribute lists, places for tables of contents, and links to headings."""

import pytest

from exporter.read.markdown import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('雾散了。\n{: .center #a k="v w"}', "<p>雾散了。\n</p>\n"),
        ("{:.no_toc}\n雾", "<p>雾</p>\n"),
        ("*雾*{: .red}散", "<p><em>雾</em>散</p>\n"),
        ('![船](a.png){:width="300"}', '<p><img src="a.png" alt="船" /></p>\n'),
        ("## 票价 {#fare}", '<h2 id="fare">票价</h2>\n'),
        ("## 票价 {: #fare .x}", '<h2 id="fare">票价</h2>\n'),
        ("## 票价 {.unnumbered}", "<h2>票价</h2>\n"),
        # none
        ("`a`和`{: .red}`", "<p><code>a</code>和<code>{: .red}</code></p>\n"),
        ("集合 {:甲，乙}", "<p>集合 {:甲，乙}</p>\n"),
        ("雾散了。 {#fare}", "<p>雾散了。 {#fare}</p>\n"),
        ("## 集合{a}", "<h2>集合{a}</h2>\n"),
        ("~~~\n{: .red}\n~~~", "<pre><code>{: .red}\n</code></pre>\n"),
    ],
)
def test_attribute_lists(text: str, html: str) -> None:
    assert to_html(text).html == html
    assert not to_html(text).left_out


@pytest.mark.parametrize(
    "text", ["[TOC]", "[[toc]]", "[[_TOC_]]", "@[toc](目录)", "* TOC\n{:toc}", "1. 目录\n{: toc}"]
)
def test_places_for_a_table_of_contents(text: str) -> None:
    converted = to_html(f"雾\n\n{text}\n\n船")
    assert "toc" not in converted.html.lower()
    assert len(converted.left_out) == 1


@pytest.mark.parametrize("text", ["见 [TOC] 处", "`[TOC]`", "TOC"])
def test_words_that_only_speak_of_one(text: str) -> None:
    assert "TOC" in to_html(text).html
    assert not to_html(text).left_out


@pytest.mark.parametrize("link", ["#一、票价-Fare", "#一票价-fare", "#%E4%B8%80%E7%A5%A8%E4%BB%B7Fare"])
def test_links_find_their_heading(link: str) -> None:
    html = to_html(f"[到]({link})\n\n## 一、票价 Fare").html
    assert html == '<p><a href="#h-一票价fare">到</a></p>\n<h2 id="h-一票价fare">一、票价 Fare</h2>\n'


def test_headings_that_are_alike_are_numbered() -> None:
    html = to_html("[到](#票价-1)\n\n## 票价\n\n## 票价").html
    assert '<a href="#h-票价1">' in html
    assert html.endswith('<h2 id="h-票价">票价</h2>\n<h2 id="h-票价1">票价</h2>\n')


def test_names_of_their_own_are_found() -> None:
    assert to_html("[[#票价|到]]\n\n## 票价 {#fare}").html.startswith('<p><a href="#fare">到</a></p>')


def test_without_links_headings_need_no_names() -> None:
    assert (
        to_html("## 票价\n\n[别处](#船)").html
        == '<h2 id="h-票价">票价</h2>\n<p><a href="#%E8%88%B9">别处</a></p>\n'
    )
    assert to_html("## 票价").html == "<h2>票价</h2>\n"
