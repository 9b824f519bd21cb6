"""Where links lead, and what is plain text after all."""

import pytest

CASES = [
    ("absolute", "<a href='https://a.cn/1'>船</a>", '<a href="https://a.cn/1">船</a>'),
    ("mail", "<a href='mailto:a@b.cn'>船</a>", '<a href="mailto:a@b.cn">船</a>'),
    ("without a scheme", "<a href='//a.cn/1'>船</a>", '<a href="https://a.cn/1">船</a>'),
    ("to a place in the article", "<a href='#x'>船</a><b id=x>桥</b>", '<a href="#n1">船</a><strong id="n1">桥</strong>'),
    ("to a place that is not there", "<a href='#x'>船</a>", "船"),
    ("a script", "<a href='java\tscript:alert(1)'>船</a>", "船"),
    ("data", "<a href='data:text/html,x'>船</a>", "船"),
    ("a file", "<a href='file:///etc/passwd'>船</a>", "船"),
    ("relative, no base", "<a href='/1.html'>船</a>", "船"),
    ("no address", "<a>船</a><a name=y></a>", "船"),
    ("a host that hides signs", "<a href='http://127&%3Ca%3E%5C5.0.0.2:9/a'>船</a>", "船"),
    ("a host of a label too long", "<a href='http://" + "a" * 64 + ".cn/1'>船</a>", "船"),
    ("a host of Chinese", "<a href='https://例子.中国/页'>船</a>", '<a href="https://例子.中国/页">船</a>'),
    ("brackets and characters of no address", "<a href='https://a.cn/[1]?\ufffd\ue000'>船</a>",
     '<a href="https://a.cn/%5B1%5D?%EF%BF%BD%EE%80%80">船</a>'),
    ("a host that can be none", "<a href='http://[x'>船</a>", "船"),
    ("characters that no address holds", "<a href='https://a.cn/a b{c}'>船</a>", '<a href="https://a.cn/a%20b%7Bc%7D">船</a>'),
    ("through a redirector", "<a href='https://link.a.cn/?target=https%3A//b.cn/1'>船</a>", '<a href="https://b.cn/1">船</a>'),
    ("through a page that counts", "<a href='https://a.cn/track.php?id=1&t=https://b.cn/'>船</a>", '<a href="https://b.cn/">船</a>'),
    ("an address within an address that is meant", "<a href='https://validator.cn/?doc=https://b.cn/1'>船</a>",
     '<a href="https://validator.cn/?doc=https://b.cn/1">船</a>'),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_links(body, html, expected):
    assert body(f"<p>{html}</p>") == f"<p>{expected}</p>"


def test_relative_to_the_post(body):
    html = "<p><a href='2.html'>船</a><a href='https://a.cn/p/1.html#x'>桥</a></p><p id=x>雨</p>"
    assert body(html, link="https://a.cn/p/1.html") == (
        '<p><a href="https://a.cn/p/2.html">船</a><a href="#n1">桥</a></p><p id="n1">雨</p>'
    )


def test_equal_ids_lead_to_the_first(body):
    assert body("<p><a href='#x'>船</a></p><p id=x>桥</p><p id=x>雨</p>").count('id="n1"') == 1


def test_a_place_on_a_box_passes_to_what_is_in_it(body):
    assert body("<p><a href='#x'>船</a></p><div id=x><div><p>桥</p></div></div>").endswith(
        '<p id="n1">桥</p>'
    )
