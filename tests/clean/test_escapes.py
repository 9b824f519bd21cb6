"""HTML escaped once too often: undone, unless the text may mean what it shows."""

import pytest

UNDONE = [
    ("a reference", "<p>船&amp;nbsp;桥</p>", "<p>船\xa0桥</p>"),
    ("escaped three times", "<p>船&amp;amp;amp;桥</p>", "<p>船&amp;桥</p>"),
    ("by number", "<p>船&amp;#8212;桥</p>", "<p>船—桥</p>"),
    ("no tag comes of it", "<p>船 &amp;lt; 桥</p>", "<p>船 &lt; 桥</p>"),
    ("all of the markup", "&lt;p&gt;船&amp;nbsp;来了&lt;/p&gt;&lt;p&gt;桥&lt;/p&gt;", "<p>船\xa0来了</p><p>桥</p>"),
    ("all of it, in a paragraph", "<p>&lt;div&gt;&lt;b&gt;船&lt;/b&gt;来了&lt;/div&gt;</p>", "<p><strong>船</strong>来了</p>"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "expected"), [case[1:] for case in UNDONE], ids=[case[0] for case in UNDONE]
)
def test_undone(cleaned, body, html, expected):
    assert body(html) == expected
    assert "text-unescaped" in [notice.code for notice in cleaned(html).notices]


MEANT = [
    ("an ampersand", "<p>船 &amp; 桥</p>"),
    ("a text about markup", "<p>写 HTML 时用 &amp;nbsp; 空一格</p>"),
    ("code", "<p>写作 <code>&amp;nbsp;</code></p>"),
    ("no reference", "<p>船&amp;来了;</p>"),
    ("a tag among words", "<p>渡口 &lt;p&gt; 船 &lt;/p&gt; 桥</p>"),
]


@pytest.mark.parametrize("html", [case[1] for case in MEANT], ids=[case[0] for case in MEANT])
def test_meant(cleaned, body, html):
    assert body(html) == html
    assert cleaned(html).notices == ()
