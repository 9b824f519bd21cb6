"""What holds for any text: the rules are idempotent, lose nothing, and touch nothing they should not.

An example holds many texts, so that the cost of drawing is paid once.
"""

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.typography.rules import Typography

TEXTS = 10  # in an example: 500 examples are 5,000 texts
EXAMPLES = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))

_MARKS = [
    *"，。、；：？！“”‘’（）《》「」『』…—～·\"',.:;?!()-~/%=*#@$<>[]|&+＂％．︰﹐",
    *"-- ... 。。 ──".split(),
]
_BLANKS = [" ", " ", " ", "  ", "\n", "\u3000", "\u00a0", "\u2005", "\u200b", "\u2060"]
_WORDS = "人生 的 天地 一 慢生活 中文 尔 かな カ ｶﾞ 한글 ⽂ API Vue b 3 12 Ａ １ 🙂 C++".split()
PROTECTED = [
    "https://a.example/b?c=1,d:2", "www.b.example/中文/x", "a.b@c.example", "v1.2.3", "12:30:45", "2021-03-04",
    "1,000.5", "index.html", "报告.docx", "/usr/local/bin", "$x,y:z$", "`a,中:b`",
    "She said it was there, or so; nobody knows.",
]  # fmt: skip
_pieces = st.sampled_from(_MARKS + _BLANKS + _WORDS + PROTECTED)
texts = st.lists(_pieces, max_size=14).map("".join)
langs = st.sampled_from(["zh-Hans", "zh-Hans", "zh-Hant", "ja", "ko", "en"])
quotes = st.sampled_from(["", "", "corner", "curly"])

_INLINE = ("strong", "em", "a", "span", "q")
_KEPT = (
    '<code>a,中 "b"</code>', "<kbd>Ctrl,中</kbd>", "<samp>1:中</samp>", "<var>x,中</var>",
    "<ruby>漢<rt>kan,中</rt></ruby>", '<math alttext="x,中"><mi>x</mi><mtext>中,a</mtext></math>',
    '<img src="p1" alt="a,中"/>', '<span lang="ko">네, "가"</span>', '<span lang="en">"no", 中,x</span>',
    '<a class="noteref" id="fnref1" href="#fn1">1</a>',
)  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn) -> etree._Element:
    """Paragraphs of texts cut up by inline elements, with things in them that must be kept."""
    body = etree.Element("article")
    for _ in range(draw(st.integers(1, TEXTS))):
        parts = []
        for text in draw(st.lists(texts, min_size=1, max_size=4)):
            escaped = text.replace("&", "&amp;").replace("<", "&lt;")
            tag = draw(st.sampled_from(["", "", *_INLINE]))
            parts.append(f"<{tag}>{escaped}</{tag}>" if tag else escaped)
            parts.append(draw(st.sampled_from(["", "", "<br/>", *_KEPT])))
        tag = draw(st.sampled_from(["p", "p", "p", "h2", "li", "td", "figcaption"]))
        body.append(etree.fromstring(f"<{tag}>{''.join(parts)}</{tag}>"))
    return body


def markup(body: etree._Element) -> str:
    return etree.tostring(body, encoding="unicode", with_tail=False)


def letters(text: str) -> str:
    """The letters and digits of a text, with those that the rules fold folded."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LNS" and char not in "~～∼─")


@EXAMPLES
@given(st.lists(texts, min_size=TEXTS, max_size=TEXTS), langs, quotes, st.booleans())
def test_a_second_time_changes_nothing(lines, lang, quotes, line):
    typography = Typography(quotes=quotes)
    for text in lines:
        once = typography.set_line(text, lang, line=line)
        assert typography.set_line(once, lang, line=line) == once


@EXAMPLES
@given(st.lists(texts, min_size=TEXTS, max_size=TEXTS), langs, quotes, st.booleans())
def test_letters_and_digits_stay_in_their_order(lines, lang, quotes, line):
    typography = Typography(quotes=quotes)
    for text in lines:
        assert letters(typography.set_line(text, lang, line=line)) == letters(text)


@EXAMPLES
@given(bodies(), langs, quotes)
def test_trees_keep_their_letters_their_elements_and_what_is_not_prose(body, lang, quotes):
    typography = Typography(quotes=quotes)
    before = letters("".join(body.itertext()))
    shape = [(element.tag, dict(element.attrib)) for element in body.iter()]
    kept = [markup(element) for element in _kept(body)]
    typography.set_body(body, lang)
    assert letters("".join(body.itertext())) == before
    assert [(element.tag, dict(element.attrib)) for element in body.iter()] == shape
    assert [markup(element) for element in _kept(body)] == kept
    once = markup(body)
    typography.set_body(body, lang)
    assert markup(body) == once


@EXAMPLES
@given(st.lists(st.tuples(texts, st.sampled_from(PROTECTED)), min_size=TEXTS, max_size=TEXTS), langs)
def test_protected_words_come_through(lines, lang):
    """Set apart by Han on both sides, an address or a number is the same afterwards."""
    for text, word in lines:
        around = re.sub(r"[A-Za-z0-9/.@$`_-]", "", text)
        result = Typography().set_line(f"{around}之 {word} 也{around}", lang, line=False)
        assert word in result


def test_what_no_e_reader_shows_is_nowhere():
    text = "渡\u200b口\u2060和\ufeffAPI\u2005与\u200a船"
    assert not set("\u200b\u2060\ufeff\u2005\u200a") & set(Typography().set_line(text, "zh-Hans"))


def _kept(body: etree._Element) -> list[etree._Element]:
    elements = body.iter("code", "kbd", "samp", "var", "ruby", "math")
    return [*elements, *(e for e in body.iter("span") if e.get("lang"))]
