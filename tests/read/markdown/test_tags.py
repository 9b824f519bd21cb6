"""Template tags of Hexo, Jekyll and Hugo: what each becomes, and where it is only text."""

import pytest

from exporter.read.markdown import to_html
from exporter.read.markdown.tags import tag_at
from exporter.read.markdown.templates import CONTAINERS, SINGLE, VERBATIM

NOTE = '<aside class="note">'

IN_A_LINE = [
    # names of the rows, text, html
    ("asset_img", "{% asset_img boat.jpg 雾中的船 %}", '<img src="boat.jpg" alt="雾中的船">'),
    ("asset_img", '{% asset_img "雾 1.jpg" %}', '<img src="雾%201.jpg" alt="">'),
    ("asset_img", '{% asset_img a.jpg "甲 & 乙" %}', '<img src="a.jpg" alt="甲 &amp; 乙">'),
    ("asset_img", "&#123;% asset_img boat.jpg 船 %&#125;", '<img src="boat.jpg" alt="船">'),
    ("asset_img", '{% img left /a/boat.png 400 300 "船 1" %}', '<img src="/a/boat.png" alt="船 1">'),
    ("asset_img", "{%- asset_img boat.jpg -%}", '<img src="boat.jpg" alt="">'),
    ("asset_img", "{% asset_img %}", "{% asset_img %}"),
    (
        "figure",
        '{{< figure src="a.png" alt="图" caption="船 <1>" >}}',
        '<figure><img src="a.png" alt="图"><figcaption>船 &lt;1&gt;</figcaption></figure>',
    ),
    ("figure", "{{< figure >}}", "{{&lt; figure &gt;}}"),
    ("link", "{% link 原 文 https://a.example/1 external 题 %}", '<a href="https://a.example/1">原 文</a>'),
    ("link", "{% link 原文 %}", "{% link 原文 %}"),
    ("button", "{% button https://a.example, 买票, ticket %}", '<a href="https://a.example">买票</a>'),
    ("button", "{% button 买票 %}", "{% button 买票 %}"),
    ("post_link", "{% post_link 2020-ferry 渡口 %}", "渡口"),
    ("post_link", "{% post_link %}", "{% post_link %}"),
    ("asset_link", "{% asset_link a.pdf 时刻表 %}", '<a href="a.pdf">时刻表</a>'),
    ("asset_link", "{% asset_link %}", "{% asset_link %}"),
    ("asset_path", "{% asset_path a.pdf %}", "a.pdf"),
    ("asset_path", "{% asset_path %}", "{% asset_path %}"),
    ("label", "{% label primary@新 %}", "新"),
    ("label", "{% label %}", "{% label %}"),
    ("more", "前{% more %}后", "前后"),
    ("youtube", "{% youtube abc-1 %}", '<iframe src="https://www.youtube.com/embed/abc-1"></iframe>'),
    (
        "youtube",
        '{{< youtube id="abc" title="船" >}}',
        '<iframe src="https://www.youtube.com/embed/abc" title="船"></iframe>',
    ),
    ("youtube", "{% youtube %}", "{% youtube %}"),
    ("vimeo", "{% vimeo 12 %}", '<iframe src="https://player.vimeo.com/video/12"></iframe>'),
    (
        "bilibili",
        "{{< bilibili BV1 >}}",
        '<iframe src="https://player.bilibili.com/player.html?bvid=BV1"></iframe>',
    ),
    ("gist", "{% gist me/12 %}", '<iframe src="https://gist.github.com/me/12"></iframe>'),
    ("tweet", '{{< tweet user="me" id="12" >}}', '<iframe src="https://twitter.com/i/status/12"></iframe>'),
    ("instagram", "{{< instagram Bx >}}", '<iframe src="https://www.instagram.com/p/Bx"></iframe>'),
    ("jsfiddle", "{% jsfiddle a1 %}", '<iframe src="https://jsfiddle.net/a1"></iframe>'),
    ("codepen", "{% codepen me/pen/a %}", '<iframe src="https://codepen.io/me/pen/a"></iframe>'),
    ("iframe", "{% iframe https://a.example/f %}", '<iframe src="https://a.example/f"></iframe>'),
    ("*", '{{</* ref "a.md" */>}}', "{{&lt; ref &quot;a.md&quot; &gt;}}".replace("&quot;", '"')),
    ("*", "{{%/* note */%}}", "{{% note %}}"),
    ("raw", "{% raw %}{{ 用户 }} **粗**{% endraw %}，", "{{ 用户 }} <strong>粗</strong>，"),
    ("raw", "甲{% raw %}{% x %}{% endraw %}乙", "甲{% x %}乙"),
]

AS_BLOCKS = [
    ("codeblock", "{% codeblock %}\n\na < b {{ x }} **c**\n{% endcodeblock %}", "<pre><code>a &lt; b {{ x }} **c**\n</code></pre>\n"),
    (
        "codeblock",
        "{% codeblock 求和 lang:js line_number:false https://a.example 出处 %}\na\n{% endcodeblock %}",
        '<figure class="highlight"><figcaption>求和 <a href="https://a.example">出处</a></figcaption>'
        '<pre><code class="language-js">a\n</code></pre></figure>\n',
    ),
    ("codeblock", "{% codeblock %}\n{% note %}\n{% endcodeblock %}", "<pre><code>{% note %}\n</code></pre>\n"),
    ("highlight", "{% highlight ruby linenos %}\n  x = 1\n{% endhighlight %}", '<pre><code class="language-ruby">  x = 1\n</code></pre>\n'),
    ("highlight", '{{< highlight go "linenos=table" >}}\nx\n{{< /highlight >}}', '<pre><code class="language-go">x\n</code></pre>\n'),
    ("raw", "{% raw %}\n~~~html\n{{ x }} {% y %}\n~~~\n{% endraw %}", '<pre><code class="language-html">{{ x }} {% y %}\n</code></pre>\n\n'),
    ("mermaid", "{{< mermaid >}}\ngraph TD\n{{< /mermaid >}}", '<pre><code class="language-mermaid">graph TD\n</code></pre>\n'),
    ("math", "{{< math >}}$$a_1$${{< /math >}}", '<p><span class="math-display" data-tex="a_1"></span></p>\n'),
    ("rawhtml", "{{< rawhtml >}}\n<b>粗</b> **非**\n{{< /rawhtml >}}", "\n<b>粗</b> **非**\n\n"),
    ("note", "{% note info %}\n甲\n\n- 乙\n{% endnote %}", f"{NOTE}\n<p>甲</p>\n<ul>\n<li>乙</li>\n</ul>\n</aside>\n"),
    ("note", "{% note warning 小 心 %}甲{% endnote %}", f"{NOTE}<p><strong>小 心</strong></p>\n<p>甲</p>\n</aside>\n"),
    ("note", '{{< admonition type=tip title="小心" open=true >}}\n甲\n{{< /admonition >}}', f"{NOTE}<p><strong>小心</strong></p>\n<p>甲</p>\n</aside>\n"),
    ("note", "{% note %}{% note %}甲{% endnote %}{% endnote %}", f"{NOTE}\n{NOTE}\n<p>甲</p>\n</aside>\n</aside>\n"),
    ("note", "前\n{% note %}\n甲\n{% endnote %} 后", f"<p>前</p>\n{NOTE}\n<p>甲</p>\n</aside>\n<p>后</p>\n"),
    ("note", "> {% note %}\n> 甲\n> {% endnote %}\n> 乙", f"<blockquote>\n{NOTE}\n<p>甲</p>\n</aside>\n<p>乙</p>\n</blockquote>\n"),
    ("note", "- {% note %}\n  甲\n  {% endnote %}\n- 乙", f"<ul>\n<li>\n{NOTE}\n<p>甲</p>\n</aside>\n</li>\n<li>乙</li>\n</ul>\n"),
    (
        "blockquote",
        "{% blockquote 张三, 渡口志 https://a.example %}\n**雾**\n{% endblockquote %}",
        '<blockquote>\n<p><strong>雾</strong></p>\n<p>— 张三, <cite><a href="https://a.example">渡口志</a></cite></p></blockquote>\n',
    ),
    ("blockquote", "{% quote %}\n雾\n{% endquote %}", "<blockquote>\n<p>雾</p>\n</blockquote>\n"),
    ("pullquote", "{% cq %}\n雾\n{% endcq %}", "<blockquote>\n<p>雾</p>\n</blockquote>\n"),
    ("details", '{{< details "更多" >}}\n雾\n{{< /details >}}', "<div><p><strong>更多</strong></p>\n<p>雾</p>\n</div>\n"),
    ("center", "{{< center >}}\n雾\n{{< /center >}}", "<center>\n<p>雾</p>\n</center>\n"),
    ("tabs", "{% tabs 票 %}\n<!-- tab 成人@x -->\n两元\n<!-- endtab -->\n{% endtabs %}", "<p><strong>成人</strong></p>\n<p>两元</p>\n<!-- endtab -->\n"),
]  # fmt: skip


@pytest.mark.parametrize(("_row", "text", "html"), IN_A_LINE)
def test_tags_in_a_line(_row: str, text: str, html: str) -> None:
    assert to_html(text).html == f"<p>{html}</p>\n"
    assert not to_html(text).left_out


@pytest.mark.parametrize(("_row", "text", "html"), AS_BLOCKS)
def test_tags_around_lines(_row: str, text: str, html: str) -> None:
    assert to_html(text).html == html
    assert not to_html(text).left_out


def test_every_row_has_a_case() -> None:
    rows = {names.split()[0] for names, *_ in (*SINGLE, *VERBATIM, *CONTAINERS)} - {"comment"}
    assert rows == {row for row, *_ in (*IN_A_LINE, *AS_BLOCKS)}


@pytest.mark.parametrize(
    "text",
    [
        "`{% note %}甲{% endnote %}`",
        "``{% youtube a %}``",
        "```\n{% note %}\n甲\n{% endnote %}\n```",
        '~~~\n{{< figure src="a.png" >}}\n~~~',
        "- 甲\n\n  ```\n  {% unknown %}\n  ```",
        "    {% note %}\n    甲\n    {% endnote %}",
        "<pre>\n{% unknown %}\n</pre>",
        "<pre><code>{% asset_img a.png %}</code></pre>",
        "前<code>{% unknown %}</code>后",
        "<!-- {% unknown %} -->",
        r"\{% unknown %}",
        "{{ 变量 }} {{ site.title }}",
        "{%%} {% %} { % x % }",
        "百分之{%50}",
    ],
)
def test_in_code_tags_are_text(text: str) -> None:
    converted = to_html(text)
    assert not converted.left_out
    assert not any(made in converted.html for made in ("<aside", "<iframe", "<img"))
    assert converted.html.count("{") == text.count("{")


@pytest.mark.parametrize(
    ("text", "html", "left_out"),
    [
        ('甲{% foo a="1" %}乙', "<p>甲乙</p>\n", ['tag {% foo a="1" %}']),
        ("{% foo %}\n内 **文**\n{% endfoo %}", "<p>内 <strong>文</strong></p>\n", ["tag {% foo %}"]),
        ("{% endfoo %}", "", ["tag {% endfoo %}"]),
        ("{{< foo >}}甲{{< /foo >}}", "<p>甲</p>\n", ["tag {{< foo >}}"]),
        ("| 甲 |\n|---|\n| 乙 |\n{% foo %}", None, ["tag {% foo %}"]),
        ("{% note %}\n没有结束", "<p>没有结束</p>\n", ["tag {% note %}"]),
        ("{% if a %}甲{% endif %}", "<p>甲</p>\n", ["tag {% if a %}"]),
        ("{% comment %}秘 密{% endcomment %}", "", ["comment 秘 密"]),
        ("<center>\n{% foo %}甲\n</center>", "<center>\n甲\n</center>", ["tag {% foo %}"]),
    ],
)
def test_unknown_tags_are_left_out_but_not_what_they_hold(
    text: str, html: str | None, left_out: list[str]
) -> None:
    converted = to_html(text)
    assert list(converted.left_out) == left_out
    assert html is None or converted.html == html
    assert "{" not in converted.html


def test_tags_in_raw_html_are_tags() -> None:
    assert (
        to_html("<center>{% asset_img a.jpg 甲 %}</center>").html
        == '<center><img src="a.jpg" alt="甲"></center>'
    )


def test_a_tag_may_be_written_over_several_lines() -> None:
    text = '{{< figure\n  src="a.png"\n  caption="甲"\n>}}'
    assert (
        to_html(text).html == '<p><figure><img src="a.png" alt=""><figcaption>甲</figcaption></figure></p>\n'
    )
    assert 'src="a.png"\n  caption' in to_html(f"~~~\n{text}\n~~~").html.replace("&quot;", '"')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% x a 'b c' \"d\" %}", [("", "a"), ("", "b c"), ("", "d")]),
        ('{{< x k="v w" n=1 `t` >}}', [("k", "v w"), ("n", "1"), ("", "t")]),
        ('{% x "a b %}', [("", "a"), ("", "b")]),
        ("{{< x />}}", []),
        ("{%- x a -%}", [("", "a")]),
        ("{% x 50% a %}", [("", "50%"), ("", "a")]),
    ],
)
def test_arguments(text: str, words: list[tuple[str, str]]) -> None:
    tag = tag_at(text, 0)
    assert tag is not None
    assert (tag.name, tag.end) == ("x", len(text))
    assert [(word.key, word.value) for word in tag.words()] == words


@pytest.mark.parametrize(
    "text", ["{% %}", "{%x", "{{ x }}", "{{< >}}", "{% x\n\ny %}", "{% x {% y %}", "{x}", "{% 甲 %}"]
)
def test_what_is_no_tag(text: str) -> None:
    assert tag_at(text, 0) is None
