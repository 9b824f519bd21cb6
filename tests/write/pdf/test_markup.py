"""Markup that Expat reads: the tree that HTML's own parser makes of it, or it is left to that one."""

from io import StringIO
from typing import Any

import pytest
import tinyhtml5
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.write.pdf.savings.markup import BLOCKS, INLINES, TABLES, _tree

PAGE = '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head><meta charset="utf-8"/><title>题</title></head>\n<body>{}</body></html>'
BODIES: list[tuple[str, str, bool]] = [
    # what it is, a body, whether Expat reads it
    ("a paragraph", "<p>渡口</p>", True),
    ("references", "<p title='&quot;&#39;'>&lt;a&gt; &amp; &#38;</p>", True),
    ("a line break and a picture", '<p>渡<br/>口<img src="asset:1" alt=""/></p>', True),
    ("code that begins with a blank line", "<pre>\n\nfor a in b:\n</pre>", True),
    ("a whole table", "<table><tbody><tr><td>甲</td></tr></tbody></table>", True),
    ("a list in a list", "<ul><li>甲<ul><li>乙</li></ul></li></ul>", True),
    ("readings", "<ruby>雾<rp>(</rp><rt>wù</rt><rp>)</rp></ruby>", True),
    ("a drawing", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>码</title><path d="M0 0"/></svg>', True),
    ("what is not closed", "<p>渡<br>口</p>", False),
    ("a name that HTML knows", "<p>渡&nbsp;口</p>", False),
    ("a row without a group", "<table><tr><td>甲</td></tr></table>", False),
    ("text in a table", "<table>甲<tbody><tr><td>乙</td></tr></tbody></table>", False),
    ("a cell outside a table", "<div><td>甲</td></div>", False),
    ("a block in a paragraph", "<p>渡<span><div>口</div></span></p>", False),
    ("a link in a link", '<a href="#a">渡<b><a href="#b">口</a></b></a>', False),
    ("a heading in a heading", "<h2>渡<h3>口</h3></h2>", False),
    ("an item outside a list", "<div><li>甲</li></div>", False),
    ("what only XML ends", "<p>渡<span class='a'/>口</p>", False),
    ("an element it does not know", "<p>渡<blink>口</blink></p>", False),
    ("a form", "<form><input/></form>", False),
    ("a document type's entity", "<p>&a;</p>", False),
]  # fmt: skip
TAGS = sorted((BLOCKS | TABLES | INLINES) - {"html", "head", "body", "br", "img", "wbr", "col"})
TEXTS = st.sampled_from(["", "", "渡口", " ", "\n", "\n\n山"])


def shown(element: Any) -> tuple[Any, ...]:
    """An element as a tree of tuples; white space before and after what is in the body shows nothing."""
    within = [shown(child) for child in element]
    text = (element.text or "", element.tail or "")
    if element.tag in {"html", "head", "body", "meta", "title"}:
        text = (text[0].strip(), "")
    return element.tag, sorted(element.attrib.items()), *text, within


def alike(page: str) -> bool:
    """Whether Expat reads the page; then as HTML's parser does."""
    found = _tree(page)
    if found is None:
        return False
    expected = tinyhtml5.parse(StringIO(page), namespace_html_elements=False)
    for element in expected.iter():
        element.attrib.pop("{http://www.w3.org/2000/xmlns/}xmlns", None)
    assert shown(found) == shown(expected)
    return True


@pytest.mark.parametrize(("body", "by_expat"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_bodies(body: str, *, by_expat: bool) -> None:
    assert alike(PAGE.format(body)) is by_expat


def element(tag: str, text: str, within: list[str], tail: str) -> str:
    return f"<{tag}>{text}{''.join(within)}</{tag}>{tail}"


ELEMENTS = st.recursive(
    st.builds(element, st.sampled_from(TAGS), TEXTS, st.just([]), TEXTS)
    | st.sampled_from(["<br/>", "<img/>山"]),
    lambda within: st.builds(element, st.sampled_from(TAGS), TEXTS, st.lists(within, max_size=4), TEXTS),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(ELEMENTS)
def test_whatever_expat_reads(body: str) -> None:
    alike(PAGE.format(body))
