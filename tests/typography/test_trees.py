"""The rules over a tree: one text across inline elements, and what in it is not touched."""

import sys

import pytest
from lxml import etree

from exporter.typography.rules import Typography

CASES = [
    ("a gap stands outside of a link", "中文<a href='x'>API</a>中文", "中文 <a href='x'>API</a> 中文"),
    ("a gap stands between two marks", "<strong>中文</strong><em>API</em>", "<strong>中文</strong> <em>API</em>"),
    ("a gap stands outside of what is nested", "<strong>用<em>API</em></strong>写", "<strong>用 <em>API</em></strong> 写"),
    ("quotes across elements", '他说"好<strong>的</strong>"。', "他说“好<strong>的</strong>”。"),
    ("quotes at the ends of elements", '<strong>" 好</strong> "<em>的</em>', "<strong>“好</strong>”<em>的</em>"),
    ("a mark at the end of an element", "<strong>注意:</strong>没有船", "<strong>注意：</strong>没有船"),
    ("an ellipsis in two elements", "<strong>好.</strong>..<em>的</em>", "<strong>好…</strong>…<em>的</em>"),
    ("brackets in two elements", "渡口<em>(旧称</em>津)", "渡口<em>（旧称</em>津）"),
    ("spaces between elements", "<strong>中</strong> <em>文</em>。", "<strong>中</strong><em>文</em>。"),
    ("line end between elements", "<strong>中</strong>\n<em>文</em>", "<strong>中</strong><em>文</em>"),
    ("code is a Latin word", "用<code>a,中</code>写,好", "用 <code>a,中</code>写，好"),
    ("code between Latin ends", "用<code>a(b)</code>写,好", "用 <code>a(b)</code> 写，好"),
    ("Han in code has no gap", "用<code>中</code>写", "用<code>中</code>写"),
    ("keys and samples", "按<kbd>Ctrl</kbd>键得<samp>1,中</samp>", "按 <kbd>Ctrl</kbd> 键得 <samp>1,中</samp>"),
    ("a formula", "设<math alttext='x,y'><mi>x</mi></math>为正,好", "设 <math alttext='x,y'><mi>x</mi></math> 为正，好"),
    ("ruby is left alone", "<ruby>漢<rt>kan \"a\",中</rt></ruby>字,好", "<ruby>漢<rt>kan \"a\",中</rt></ruby>字，好"),
    ("a note's number is not in the text", "船没有来<sup><a class='noteref' id='fnref1' href='#fn1'>1</a></sup>,走吧", "船没有来<sup><a class='noteref' id='fnref1' href='#fn1'>1</a></sup>，走吧"),
    ("sub is not in the text", "喝H<sub>2</sub>O吧", "喝 H<sub>2</sub>O 吧"),
    ("a picture of a formula is one", "设<img class='equation' src='p1' alt=''/>为正，<img class='equation' src='p2' alt=''/>，（<img class='equation' src='p3' alt=''/>）", "设 <img class='equation' src='p1' alt=''/> 为正，<img class='equation' src='p2' alt=''/>，（<img class='equation' src='p3' alt=''/>）"),
    ("a picture is no letter", "图<img src='p1' alt='a,中'/>图 <img src='p2' alt=''/>图", "图<img src='p1' alt='a,中'/>图 <img src='p2' alt=''/>图"),
    (
        "kana that shrink stay in their element",
        "<em>ﾗｼﾞｵ</em><sup>1</sup>ｶﾞ字",
        "<em>ラジオ</em><sup>1</sup>ガ字",
    ),
    ("br ends a line", "船没有来.<br/>走吧", "船没有来。<br/>走吧"),
    ("quotes over a br", '他说"走<br/>吧"', "他说“走<br/>吧”"),
    ("Japanese in Chinese", "他说<span lang='ja'>はい,API です</span>,好", "他说<span lang='ja'>はい,API です</span>，好"),
    ("Korean in Chinese", "他说<span lang='ko'>네, 가요</span>,好", "他说<span lang='ko'>네, 가요</span>,好"),
    ("English in Chinese", "他说<span lang='en'>\"no\", 他</span>,好", "他说<span lang='en'>\"no\", 他</span>，好"),
    ("address as a link", "见<a href='http://a.cn'>http://a.cn/b,c</a>,好", "见 <a href='http://a.cn'>http://a.cn/b,c</a>，好"),
]  # fmt: skip


def typeset(markup: str, lang: str = "zh-Hans") -> str:
    body = etree.fromstring(f"<article>{markup}</article>")
    Typography().set_body(body, lang)
    first = etree.tostring(body, encoding="unicode")
    Typography().set_body(body, lang)
    assert etree.tostring(body, encoding="unicode") == first
    return first.removeprefix("<article>").removesuffix("</article>")


def canonical(markup: str) -> str:
    whole = etree.tostring(etree.fromstring(f"<article>{markup}</article>"), encoding="unicode")
    return whole.removeprefix("<article>").removesuffix("</article>")


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_inline(text, expected):
    assert typeset(f"<p>{text}</p>") == canonical(f"<p>{expected}</p>")


BLOCKS = [
    ("blocks are texts apart", '<p>他说"好</p><p>吧"他说</p>', '<p>他说"好</p><p>吧"他说</p>'),
    ("a list item and its blocks", "<ul><li>甲,乙<p>丙,丁</p>戊,己</li></ul>", "<ul><li>甲，乙<p>丙，丁</p>戊，己</li></ul>"),
    ("a heading's space is meant", "<section id='s1'><h2>争分夺秒 始终都在</h2><p>走 吧。</p></section>", "<section id='s1'><h2>争分夺秒　始终都在</h2><p>走吧。</p></section>"),
    ("a caption's too", "<figure><img src='p1' alt=''/><figcaption>渡口 陈川摄</figcaption></figure>", "<figure><img src='p1' alt=''/><figcaption>渡口　陈川摄</figcaption></figure>"),
    ("verse", "<p class='poem'>月落乌啼 霜满天<br/>江枫渔火 对愁眠</p>", "<p class='poem'>月落乌啼　霜满天<br/>江枫渔火　对愁眠</p>"),
    ("cells", "<table><tr><td>甲,乙</td><td>1,000</td></tr></table>", "<table><tr><td>甲，乙</td><td>1,000</td></tr></table>"),
    ("code blocks", '<pre>"中",a</pre>', '<pre>"中",a</pre>'),
    ("a block in another language", "<p lang='en'>He said \"渡口\", twice.</p><p>甲,乙</p>", "<p lang='en'>He said \"渡口\", twice.</p><p>甲，乙</p>"),
    ("blank nodes", "<ul>\n <li>甲</li>\n</ul>", "<ul>\n <li>甲</li>\n</ul>"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), [c[1:] for c in BLOCKS], ids=[c[0] for c in BLOCKS])
def test_blocks(markup, expected):
    assert typeset(markup) == canonical(expected)


def test_a_chinese_passage_in_an_english_article():
    markup = "<p>He wrote “<span lang='zh-Hans'>天黑了,用API</span>”, and left.</p>"
    assert "天黑了，用 API</span>”, and left." in typeset(markup, "en")


def test_many_elements_in_a_paragraph_take_time_in_proportion():
    few, many = (
        etree.fromstring("<article><p>" + '中<em>a</em>,"文"' * n + "</p></article>") for n in (20, 2_000)
    )
    assert _steps(many) < 200 * _steps(few)


def _steps(body: etree._Element) -> int:
    """How many lines of Python the rules take: a measure that knows no clock."""
    count = 0

    def tracer(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        Typography().set_body(body, "zh-Hans")
    finally:
        sys.settrace(before)
    return count
