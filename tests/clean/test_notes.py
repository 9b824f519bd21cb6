"""Marks in the text and the notes they refer to."""

import time

import pytest

from exporter.model import Post


def ref(number, again=""):
    return f'<a class="noteref" id="fnref{number}{again}" href="#fn{number}">{number}</a>'


def notes(*texts):
    asides = (f'<aside class="footnote" id="fn{n}"><p>{text}</p></aside>' for n, text in enumerate(texts, 1))
    return f'<div class="footnotes">{"".join(asides)}</div>'


ONE = f"<p>船来了{ref(1)}。</p>" + notes("丙午年的船")
TWO = f"<p>船来了{ref(1)}，桥断了{ref(2)}。</p>" + notes("丙午年的船", "石桥")
HEADED = (
    f'<p>船来了{ref(1)}，桥断了{ref(2)}。</p><section id="s1"><h2>{{}}</h2>'
    + notes("丙午年的船", "石桥")
    + "</section>"
)

NOTES = [
    # -- linked both ways
    ("markdown-it",
     '<p>船来了<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>。</p><hr class="footnotes-sep">'
     '<section class="footnotes"><ol class="footnotes-list"><li id="fn1" class="footnote-item"><p>丙午年的船'
     ' <a href="#fnref1" class="footnote-backref">↩︎</a></p></li></ol></section>', ONE),
    ("markdown-it, referred to twice",
     '<p>船<sup><a href="#fn1" id="fnref1">[1]</a></sup>桥<sup><a href="#fn1" id="fnref1:1">[1:1]</a></sup></p><ol><li id="fn1">'
     '<p>注 <a href="#fnref1">↩︎</a> <a href="#fnref1:1">↩︎</a></p></li></ol>',
     f"<p>船{ref(1)}桥{ref(1, '-2')}</p>" + notes("注")),
    ("Pandoc",
     '<p>船来了<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>。</p>'
     '<section id="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>丙午年的船<a href="#fnref1" role="doc-backlink">↩︎</a></p>'
     "</li></ol></section>", ONE),
    ("WordPress, a plug-in",
     '<p>船来了<sup class="modern-footnotes-footnote"><a id="n1" href="#note-1">1</a></sup>。</p><div>1. <span id="note-1">丙午年的船</span>'
     ' <a href="#n1">↩</a></div>', f"<p>船来了{ref(1)}。</p>" + notes("丙午年的船")),
    ("MediaWiki",
     '<p>船来了<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup>，桥断了<sup id="cite_ref-a_1-1">'
     '<a href="#cite_note-a-1">[1]</a></sup></p><ol class="references"><li id="cite_note-a-1"><span>↑ <sup><a href="#cite_ref-a_1-0">1.0'
     '</a></sup> <sup><a href="#cite_ref-a_1-1">1.1</a></sup></span> <span class="reference-text">某书</span></li></ol>',
     f"<p>船来了{ref(1)}，桥断了{ref(1, '-2')}</p>" + notes("某书")),
    ("a word processor: each leads to the other",
     '<p>船来了<a href="#_ftn1" name="_ftnref1">[1]</a>，桥断了<a href="#_ftn2" name="_ftnref2">[2]</a>。</p><hr><div>'
     '<p><a href="#_ftnref1" name="_ftn1">[1]</a> 丙午年的船</p></div><div><p><a href="#_ftnref2" name="_ftn2">[2]</a> 石桥</p></div>', TWO),
    ("what stands between two notes goes on with the first",
     '<p>船来了<a href="#a" id="x">[1]</a>，桥断了<a href="#b" id="y">[2]</a>。</p><div id="a"><p><a href="#x">[1]</a> 甲</p><p>续甲</p></div>'
     '<div id="b"><p><a href="#y">[2]</a> 乙</p></div>',
     f"<p>船来了{ref(1)}，桥断了{ref(2)}。</p>" + notes("甲</p><p>续甲", "乙")),
    ("terms", '<p>船来了<a href="#a" id="x">1</a>。</p><dl><dt id="a"><a href="#x">1</a></dt><dd>丙午年的船</dd></dl>', ONE),
    ("anchors that hold nothing",
     '<p>船来了<a name="x"></a><sup><a href="#a">1</a></sup>。</p><p><a name="a"></a>丙午年的船 <a href="#x">返回</a></p>', ONE),
    ("an asterisk", '<p>船来了<a href="#a" id="x">*</a>。</p><p id="a">* 丙午年的船 <a href="#x">^</a></p>', ONE),
    ("brackets around the link", '<p>船来了<sup>[<a href="#a" id="x">1</a>]</sup>。</p><p id="a">丙午年的船<a href="#x">↑</a></p>', ONE),
    ("two marks in one superscript",
     '<p>船来了<sup><a href="#a">1</a>,<a href="#b">2</a></sup></p><ol><li id="a">甲</li><li id="b">乙</li></ol>',
     f"<p>船来了{ref(1)},{ref(2)}</p>" + notes("甲", "乙")),
    ("markup at the start of a note",
     '<p>船来了<a href="#a" id="x">[1]</a>。</p><p id="a"><b>[1]</b> <i>丙午</i>年的船<a href="#x">↑</a></p>',
     f"<p>船来了{ref(1)}。</p>" + notes("<em>丙午</em>年的船")),
    ("a note of several blocks",
     '<p>船来了<sup><a href="#a" id="x">1</a></sup>。</p><ol><li id="a"><p>甲</p><ul><li>乙</li></ul><p>丙 <a href="#x">↩</a></p></li></ol>',
     f"<p>船来了{ref(1)}。</p>" + notes("甲</p><ul><li>乙</li></ul><p>丙")),
    # -- linked one way
    ("raised, to the item of that number", '<p>船来了<sup><a href="#a">1</a></sup>。</p><ol><li id="a">丙午年的船</li></ol>', ONE),
    ("bracketed, to the paragraph of that number", '<p>船来了<a href="#a">【1】</a>。</p><p id="a">【1】丙午年的船</p>', ONE),
    ("under a title", '<p>船来了<a href="#a">注1</a>，桥断了<a href="#b">注2</a>。</p><p>注释：</p><ol><li id="a">丙午年的船</li><li id="b">石桥</li></ol>',
     HEADED.format("注释：")),
    ("numbered anew, as they come", '<p>船来了<sup><a href="#b">2</a></sup>，桥断了<sup><a href="#a">1</a></sup>。</p><ol><li id="a">石桥</li><li id="b">船</li></ol>',
     f"<p>船来了{ref(1)}，桥断了{ref(2)}。</p>"
     '<div class="footnotes"><aside class="footnote" id="fn2"><p>石桥</p></aside><aside class="footnote" id="fn1"><p>船</p></aside></div>'),
    ("items that nothing refers to stay items of their number",
     '<p>船<sup><a href="#a">1</a></sup>桥<sup><a href="#c">3</a></sup></p><ol><li id="a">甲</li><li>乙</li><li id="c">丙</li></ol>',
     f'<p>船{ref(1)}桥{ref(2)}</p>{notes("甲")}<ol start="2"><li>乙</li></ol>'
     '<div class="footnotes"><aside class="footnote" id="fn2"><p>丙</p></aside></div>'),
    ("a note may speak of another",
     '<p>船<sup><a href="#a">1</a></sup>桥<sup><a href="#b">2</a></sup></p><ol><li id="a">甲</li><li id="b">见注<a href="#a">1</a></li></ol>',
     f"<p>船{ref(1)}桥{ref(2)}</p>" + notes("甲", '见注<a href="#fn1">1</a>')),
    ("other links to a note lead to it",
     '<p>船来了<sup><a href="#a">1</a></sup>。<a href="#a">那条注里说过</a></p><ol><li id="a">甲</li></ol>',
     f'<p>船来了{ref(1)}。<a href="#fn1">那条注里说过</a></p>' + notes("甲")),
    # -- not linked
    ("raised, under a title", "<p>船来了<sup>[1]</sup>，桥断了<sup>[2]</sup>。</p><h3>参考资料</h3><p>[1] 丙午年的船</p><p>[2] 石桥</p>",
     HEADED.format("参考资料")),
    ("a plain title is a heading", "<p>船来了[1]，桥断了[2]。</p><p><b>References</b></p><ol><li>丙午年的船</li><li>石桥</li></ol>",
     HEADED.format("References")),
    ("circled, a note a line", "<p>船来了①，桥断了②。</p><p>注释</p><p>①丙午年的船<br>②石桥</p>", HEADED.format("注释")),
    ("a number on a line of its own", "<p>船来了<sup>[1]</sup>，桥断了<sup>[2]</sup>。</p><h3>参考</h3><section><span>[1] </span><p>丙午年的船</p>"
     "<span>[2] </span><p>石桥</p></section>", HEADED.format("参考")),
    ("raised numbers that are no exponents", "<p>船来了<sup>1</sup>，长5m<sup>2</sup>，桥断了<sup>2</sup>。</p><h3>注</h3><p>1. 丙午年的船</p><p>2. 石桥</p>",
     HEADED.format("注").replace("船来了", "船来了").replace("，桥", "，长5m<sup>2</sup>，桥")),
    # -- in attributes
    ("the words and address of the mark",
     '<p>船来了<sup data-text="丙午年的船" data-url="" data-numero="1">[1]</sup>，桥断了<sup data-text="" data-url="https://a.cn/q">[2]</sup>。</p>',
     f"<p>船来了{ref(1)}，桥断了{ref(2)}。</p>" + notes("丙午年的船", '<a href="https://a.cn/q">https://a.cn/q</a>')),
    ("the same words again are the same note", '<p>船<sup data-text="甲">[1]</sup>桥<sup data-text="甲">[1]</sup></p>',
     f"<p>船{ref(1)}桥{ref(1, '-2')}</p>" + notes("甲")),
]  # fmt: skip

NONE = [
    ("a table of contents", '<p><a href="#a">1</a> <a href="#b">2</a></p><h2 id="a">甲</h2><p>船</p><h2 id="b">乙</h2><p>桥</p>'),
    ("a list of chapters", '<ol><li><a href="#a">1</a></li></ol><p id="a">1. 船来了。<a href="#top">返回</a></p>'),
    ("a way to the top", '<p id="a">船来了。</p><p>桥断了。<a href="#a">↑</a></p>'),
    ("a section spoken of", '<p>见第<a href="#a">2</a>节。</p><h2 id="a">乙</h2><p>桥</p>'),
    ("a paragraph spoken of", '<p>见第<a href="#a">2</a>段。</p><p id="a">桥断了。</p>'),
    ("exponents", "<p>5m<sup>2</sup>，10<sup>3</sup></p><h3>注</h3><p>1. 甲</p><p>2. 乙</p><p>3. 丙</p>"),
    ("more notes than references", "<p>船<sup>[1]</sup></p><h3>参考文献</h3><ol><li>甲</li><li>乙</li></ol>"),
    ("more references than notes", "<p>船<sup>[1]</sup>桥<sup>[2]</sup></p><h3>参考文献</h3><ol><li>甲</li></ol>"),
    ("out of order", "<p>船<sup>[2]</sup>桥<sup>[1]</sup></p><h3>参考文献</h3><ol><li>甲</li><li>乙</li></ol>"),
    ("no title", "<p>船①桥②</p><p>①甲</p><p>②乙</p>"),
    ("in code", "<pre>a[1] = b[2]</pre><h3>注释</h3><p>[1] 甲</p><p>[2] 乙</p>"),
    ("a note that says nothing", '<p>船<sup><a href="#a" id="x">1</a></sup></p><p id="a"><a href="#x">↩</a></p>'),
    ("a target that is gone", '<p>船<sup><a href="#a">[1]</a></sup></p>'),
    ("a superscript with words of its own", '<p>船<sup data-text="甲">大</sup></p>'),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), [pytest.param(*case, id=title) for title, *case in NOTES])
def test_notes(body, html, expected):
    assert body(html) == expected


@pytest.mark.parametrize("html", [pytest.param(html, id=title) for title, html in NONE])
def test_no_notes(body, html):
    assert "note" not in body(html)


def test_a_mark_is_no_part_of_a_heading_s_words(cleaned):
    article = cleaned(
        '<h2>船<sup><a href="#a" id="x">1</a></sup></h2>§<ol><li id="a">甲<a href="#x">↩</a></li></ol>'
    )
    assert [section.title for section in article.sections] == ["船"]


def test_credits_before_the_notes_are_found(cleaned):
    article = cleaned('§<p>船<sup><a href="#a" id="x">1</a></sup></p><p>来源：渡口报</p><ol><li id="a">编辑：老船工<a href="#x">↩</a></li></ol>')  # fmt: skip
    assert article.credits == (("来源", "渡口报"),)


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + '船<sup><a href="#a" id="x">1</a></sup>' * 4000 + '</p><p id="a">甲' + '<a href="#x">↩</a>' * 4000,
        "<p>" + "船[1]" * 20000 + "</p><h2>注释</h2><p>[1] 甲</p>",
        "".join(f'<p>船<sup><a href="#a{n}" id="x{n}">{n % 900}</a></sup>' for n in range(3000))
        + "".join(f'<li id="a{n}">甲<a href="#x{n}">↩</a>' for n in range(3000)),
        "<p>注</p>" * 3000 + "<p>[1] 甲<br>[2] 乙</p>" * 3000,
    ],
    ids=["one note, many marks", "many in a line", "many notes", "many titles"],
)  # fmt: skip
def test_time_grows_with_length_only(html):
    from exporter.clean import clean  # noqa: PLC0415 - timed without the fixture's checks

    begun = time.process_time()
    clean(Post("post.md", "渡口", html))
    assert time.process_time() - begun < 5
