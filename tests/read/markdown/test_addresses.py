"""Addresses that are template tags, hold spaces, or name a size."""

import pytest

from exporter.read.markdown import to_html
from exporter.read.markdown.addresses import ADDRESSES


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[甲]({{ site.baseurl }}/a)", '<a href="/a">甲</a>'),
        ("![甲]({{site.url}}{{site.baseurl}}/a.png)", '<img src="/a.png" alt="甲" />'),
        ('船<img src="{{ site.baseurl }}/a.png">', '船<img src="/a.png">'),
        ("[甲]({{ '/a' | relative_url }})", '<a href="/a">甲</a>'),
        ('[甲]({{ "a.png" | prepend: site.baseurl }})', '<a href="a.png">甲</a>'),
        ("[甲]({% post_url 2020-01-01-ferry %})", '<a href="">甲</a>'),
        ("[甲]({% link _posts/a.md %})", '<a href="">甲</a>'),
        ('[甲]({{< ref "b.md" >}})', '<a href="">甲</a>'),
        ('[甲]({{< relref "#票价" >}})', '<a href="#%E7%A5%A8%E4%BB%B7">甲</a>'),
        ("![甲]({% asset_path a.png %})", '<img src="a.png" alt="甲" />'),
        ("![甲](a b.png)", '<img src="a%20b.png" alt="甲" />'),
        ('![甲](a b.png "题")', '<img src="a%20b.png" alt="甲" title="题" />'),
        ("![甲](https://a.example/b.png =300x200)", '<img src="https://a.example/b.png" alt="甲" />'),
        ("![甲](b.png#pic_center =500x)", '<img src="b.png#pic_center" alt="甲" />'),
        # none
        ("`[甲]({{ site.baseurl }}/a)`", "<code>[甲]({{ site.baseurl }}/a)</code>"),
        ("设 {{ site.baseurl }} 为空", "设 {{ site.baseurl }} 为空"),
        ("`![甲](a b.png)`", "<code>![甲](a b.png)</code>"),
        ("[甲](乙 丙)", "[甲](乙 丙)"),
        ("[甲](a =b)", "[甲](a =b)"),
    ],
)
def test_addresses(text: str, html: str) -> None:
    assert to_html(text).html == f"<p>{html}</p>\n"
    assert not to_html(text).left_out


def test_definitions() -> None:
    assert to_html("[甲]\n\n[甲]: {{ site.baseurl }}/a").html == '<p><a href="/a">甲</a></p>\n'
    text = "~~~\n[甲]: {{ site.baseurl }}/a\n~~~"
    assert "{{ site.baseurl }}/a" in to_html(text).html


def test_each_row_says_why() -> None:
    assert all(reason for _pattern, _build, reason in ADDRESSES)
