"""The plain text of a body, and the characters it may hold."""

import pytest
from lxml import etree

from exporter.clean import text, text_lines

LINES = [
    ("a block a line", "<h2>船</h2><p>来<strong>了</strong></p>", ["船", "来了"]),
    ("after a break a new line", "<p>船<br/>桥</p>", ["船", "桥"]),
    ("items, also nested", "<ul><li>船<ul><li>橹</li></ul></li></ul>", ["船", "橹"]),
    ("cells and caption", "<table><caption>价</caption><tr><td>橹</td><td>3</td></tr></table>", ["价", "橹", "3"]),
    ("caption of a picture, not its alt", '<figure><img src="p1" alt="x"/><figcaption>船</figcaption></figure>', ["船"]),
    ("code line by line, indents kept, blank lines left out", "<pre><code>a\n\n  b</code></pre>", ["a", "  b"]),
    ("ruby with its reading, without brackets", "<p><ruby>渡<rp>(</rp><rt>わた</rt><rp>)</rp></ruby>し</p>", ["渡わたし"]),
    ("white space folded", "<p> 船 \n 来 </p>", ["船 来"]),
    ("the lines of a card", '<div class="embed"><p>歌</p><p><a href="https://a.cn">a</a></p></div>', ["歌", "a"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "lines"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_text_lines(markup, lines):
    assert text_lines(etree.fromstring(f"<article>{markup}</article>")) == lines
    assert (
        text_lines(etree.fromstring(f'<body xmlns="http://www.w3.org/1999/xhtml">{markup}</body>')) == lines
    )


CHARACTERS = [
    ("controls go", "船\x00\x08来\x0b\x7f\x9f", "船来", 5),
    ("halves of characters go", "船\ud800来", "船来", 1),
    ("non-characters go", "船\ufffe\uffff\ufdd0\U0001ffff", "船", 4),
    ("separators of lines are line breaks", "船\u2028来\u2029了", "船\n来\n了", 0),
    ("a form feed is a space", "船\f来", "船 来", 0),
    ("Kangxi radicals become letters", "⼤⼈⽔", "大人水", 0),
    ("so do radicals of the supplement that are whole letters", "⻓⻚⻔⺠", "长页门民", 0),
    ("parts of letters stay", "⺡⺮⻊", "⺡⺮⻊", 0),
    ("rare letters and emoji stay", "𰻞👩‍🚀︎", "𰻞👩‍🚀︎", 0),
]


@pytest.mark.parametrize(
    ("given", "kept", "gone"), [case[1:] for case in CHARACTERS], ids=[c[0] for c in CHARACTERS]
)
def test_legal(given, kept, gone):
    assert text.legal(given) == (kept, gone)


def test_illegal_characters_are_counted_in_a_notice(cleaned):
    article = cleaned("<p>船\x01&#2;来</p>")
    assert text_lines(article.body) == ["船来"]
    assert [(notice.code, notice.about) for notice in article.notices] == [("text-illegal-character", "2")]
