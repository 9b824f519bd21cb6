"""Whatever a post holds, it becomes an article in the vocabulary, and every visible word is accounted for."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.clean import clean, text_lines
from exporter.clean.vocabulary import faults
from exporter.model import Article, Post

_TAGS = (
    "p div span b strong i em u font a ul ol li table tr td th caption blockquote h1 h2 h3 h4 pre code figure figcaption"
    " section center dl dt dd sup ruby rt details summary article aside small del ins foo-bar noscript address button select option textarea nav svg form"
).split()
_ATTRIBUTES = st.sampled_from(
    ["", " class='note'", " class='title'", " style='text-align:center'", " style='font-weight:bold'", " align=center",
     " style='color:#888;font-size:12px'", " class=share-bar", " class='copy'", " class=tags",
     " class='katex-html'", " style='display:none'", " style='color:white'", " hidden", " role=navigation", " class=code",
     " class='lineno'", " role=presentation", " class='MathJax'", " data-tex=''", " id=a", " href='#a'", " href='https://a.cn'", " colspan=3", " lang=ja"]
)  # fmt: skip
_LEAVES = [
    "<br>",
    "<br><br>",
    "<hr>",
    "\n",
    "　　",
    "&nbsp;",
    " ",
    "<img src='http://a.cn/1.jpg'>",
    "<img>",
    "<sup><a href='#a'>[1]</a></sup>",
    "<sup>[1]</sup>",
    "<p>注释</p>",
    "<p id=a>[1] ",
    "<a href='#a'>↩</a>",
]
_WORD = re.compile(r"w\d+w")


@st.composite
def pages(draw: st.DrawFn) -> str:
    """HTML of nested and misnested tags around words w1w, w2w ... that all show on the page."""
    parts: list[str] = []
    count = 0
    for _ in range(draw(st.integers(1, 25))):
        kind = draw(st.integers(0, 9))
        tag = draw(st.sampled_from(_TAGS))
        if kind <= 3:
            parts.append(f"<{tag}{draw(_ATTRIBUTES)}>")
        elif kind <= 5:
            parts.append(f"</{tag}>")
        elif kind == 6:
            parts.append(draw(st.sampled_from(_LEAVES)))
        else:
            count += 1
            mark = draw(st.sampled_from(["", "。", "：", "一、", "1. ", "▲", "【"]))
            parts.append(f"{mark}w{count}w")
    return "".join(parts)


def _accounted(article: Article) -> set[str]:
    told = [notice.about for notice in article.notices]
    credits = [value for pair in article.credits for value in pair]
    return set(_WORD.findall(" ".join([*text_lines(article.body), *told, *credits, article.title])))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_every_visible_word_is_kept_or_told(html):
    article = clean(Post("post.md", "渡口", html))
    assert faults(article.body) == []
    assert _accounted(article) >= set(_WORD.findall(html))


_BOXES = "article section blockquote aside ul ol dl table thead tbody tfoot tr figure".split()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_boxes_hold_blocks_and_sections_begin_with_their_heading(html):
    body = clean(Post("post.md", "渡口", html)).body
    for box in body.iter(*_BOXES):
        assert not "".join([box.text or "", *(child.tail or "" for child in box)]).strip()
    for section in body.iter("section"):
        depth = 1 + sum(1 for _ in section.iterancestors("section"))
        assert section[0].tag == f"h{1 + depth}"
        assert not list(section.iterchildren("h2", "h3", "h4", "h5", "h6"))[1:]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_words_keep_their_order(html):
    shown = _WORD.findall(" ".join(text_lines(clean(Post("post.md", "渡口", html)).body)))
    if (
        "<table" not in html and "<fig" not in html and "<img" not in html
    ):  # HTML itself moves text out of tables
        assert shown == [word for word in _WORD.findall(html) if word in shown]


@settings(max_examples=300, deadline=None)
@given(body=st.text(), title=st.text(), link=st.text(), headimg=st.text())
def test_never_raises(body, title, link, headimg):
    article = clean(Post("post.md", title, body, link=link, headimg=headimg, categories=(title,)))
    assert faults(article.body) == []
    etree.fromstring(etree.tostring(article.body))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/=\"' abdpiumgtrhlesc0!-&#;:%船。\n\x00\ud800", max_size=200))
def test_never_raises_on_broken_markup(html):
    assert faults(clean(Post("post.md", "渡口", html)).body) == []


@settings(max_examples=100, deadline=None)
@given(pages())
def test_the_same_page_gives_the_same_article(html):
    one, other = (clean(Post("post.md", "渡口", html)) for _ in range(2))
    assert etree.tostring(one.body) == etree.tostring(other.body)
    assert (one.sections, one.pictures, one.notices) == (other.sections, other.pictures, other.notices)
