"""What Obsidian adds: links between notes, embeddings, callouts, highlights, comments, formulas, block names."""

import pytest

from exporter.read.markdown import to_html

NOTE = '<aside class="note">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[渡口]]", "渡口"),
        ("[[渡口|那里]]", "那里"),
        ("[[渡口#票价]]", "渡口 &gt; 票价"),
        ("[[渡口#票价|价]]", "价"),
        ("[[渡口#^abc123]]", "渡口"),
        ("[[目录/渡口]]", "目录/渡口"),
        ("**[[渡口]]**", "<strong>渡口</strong>"),
        ("![[船.png]]", '<img src="船.png" alt="">'),
        ("![[雾 中.png|300]]", '<img src="雾%20中.png" alt="" width="300">'),
        ("![[船.png|300x200]]", '<img src="船.png" alt="" width="300">'),
        ("![[船.png|雾中的船]]", '<img src="船.png" alt="雾中的船">'),
        ("![船|300](a.png)", '<img src="a.png" alt="船" width="300" />'),
        # none
        ("`[[渡口]]`", "<code>[[渡口]]</code>"),
        ("[[1]](https://a.example)", '<a href="https://a.example">[1]</a>'),
        ("[[1]] [[1, 2]]", "[[1]] [[1, 2]]"),
        ("if [[ -f x ]]; then", "if [[ -f x ]]; then"),
        ("[[1,2],[3,4]]", "[[1,2],[3,4]]"),
        ("[[ ]] [[]]", "[[ ]] [[]]"),
        ("![a|b](a.png)", '<img src="a.png" alt="a|b" />'),
    ],
)
def test_links(text: str, html: str) -> None:
    assert to_html(text).html == f"<p>{html}</p>\n"
    assert not to_html(text).left_out


def test_a_definition_is_stronger_than_a_note() -> None:
    assert (
        to_html("[[甲]]\n\n[甲]: https://a.example").html == '<p>[<a href="https://a.example">甲</a>]</p>\n'
    )


def test_a_pipe_in_a_table_is_escaped() -> None:
    assert "<td>那里</td>" in to_html("| 甲 |\n|---|\n| [[渡口\\|那里]] |").html


def test_embedded_notes_are_named_and_told() -> None:
    converted = to_html("![[渡口#票价]]")
    assert converted.html == "<p>渡口 &gt; 票价</p>\n"
    assert converted.left_out == ("embedded note 渡口#票价; its name stands in its place",)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("> [!note]- 小心 *雾*\n> 甲\n>\n> 乙", f"{NOTE}<p><strong>小心 <em>雾</em></strong></p>\n<p>甲</p>\n<p>乙</p>\n</aside>"),
        ("> [!WARNING]\n> 甲", f"{NOTE}<p><strong>Warning</strong></p>\n<p>甲</p>\n</aside>"),
        ("> [!tip] 只有题", f"{NOTE}<p><strong>只有题</strong></p>\n<p></p>\n</aside>"),
        ("> [!quote]\n> 甲", "<blockquote><p>甲</p>\n</blockquote>"),
        ("> [!note] 外\n> > 引", f"{NOTE}<p><strong>外</strong></p>\n<p></p>\n<blockquote>\n<p>引</p>\n</blockquote>\n</aside>"),
        # none
        ("> 甲\n> [!note] 乙", "<blockquote>\n<p>甲\n[!note] 乙</p>\n</blockquote>\n"),
        ("> [!不是]\n> 甲", "<blockquote>\n<p>[!不是]\n甲</p>\n</blockquote>\n"),
        ("> `[!note]` 甲", "<blockquote>\n<p><code>[!note]</code> 甲</p>\n</blockquote>\n"),
        ("[!note] 甲", "<p>[!note] 甲</p>\n"),
    ],
)  # fmt: skip
def test_callouts(text: str, html: str) -> None:
    assert to_html(text).html == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("这==重点==呢", "这<mark>重点</mark>呢"),
        ("==**重** `a`==", "<mark><strong>重</strong> <code>a</code></mark>"),
        # none
        ("a == b == c", "a == b == c"),
        ("if (a==b && c==d)", "if (a==b &amp;&amp; c==d)"),
        ("`==重点==`", "<code>==重点==</code>"),
        ("a ===b=== c", "a ===b=== c"),
        ("==没有结束", "==没有结束"),
    ],
)
def test_highlights(text: str, html: str) -> None:
    assert to_html(text).html == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html", "left_out"),
    [
        ("雾%%秘 密%%散", "<p>雾散</p>\n", ["comment 秘 密"]),
        ("雾\n\n%%\n秘\n\n密\n%%\n\n散", "<p>雾</p>\n<p>散</p>\n", ["comment 秘 密"]),
        # none
        ("涨了50%%，跌了20%%。", "<p>涨了50%%，跌了20%%。</p>\n", []),
        ("`%%秘密%%`", "<p><code>%%秘密%%</code></p>\n", []),
        ("~~~\n%%秘密%%\n~~~", "<pre><code>%%秘密%%\n</code></pre>\n", []),
        ("%%\n没有结束", "<p>%%\n没有结束</p>\n", []),
        ("%%%%", "<p>%%%%</p>\n", []),
    ],
)
def test_comments(text: str, html: str, left_out: list[str]) -> None:
    assert to_html(text).html == html
    assert list(to_html(text).left_out) == left_out


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("设 $a_1*b*c$，", '设 <span data-tex="a_1*b*c"></span>，'),
        ("$$a<b$$ 则", '<span class="math-display" data-tex="a&lt;b"></span> 则'),
        ("$x$ 的值为 3", '<span data-tex="x"></span> 的值为 3'),
        (r"$\text{价格}=3$", r'<span data-tex="\text{价格}=3"></span>'),
        ("the $n$th", 'the <span data-tex="n"></span>th'),
        (r"$a\$b$", r'<span data-tex="a\$b"></span>'),
        # none
        ("从$5涨到$6", "从$5涨到$6"),
        ("$5 和 $10", "$5 和 $10"),
        ("$甲乙$", "$甲乙$"),
        ("US$5,HK$6", "US$5,HK$6"),
        ("$PATH:$HOME", "$PATH:$HOME"),
        (r"\$a$", "$a$"),
        ("`$a$`", "<code>$a$</code>"),
    ],
)
def test_formulas_in_a_line(text: str, html: str) -> None:
    assert to_html(text).html == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("$$\na\n= b_*c*\n$$", '<p><span class="math-display" data-tex="a\n= b_*c*"></span></p>\n'),
        ("$$a = b$$", '<p><span class="math-display" data-tex="a = b"></span></p>\n'),
        (
            "- 甲\n  $$\n  a\n  $$",
            '<ul>\n<li>甲<p><span class="math-display" data-tex="a"></span></p>\n</li>\n</ul>\n',
        ),
        # none
        ("$$\n没有结束", "<p>$$\n没有结束</p>\n"),
        ("~~~\n$$\na\n$$\n~~~", "<pre><code>$$\na\n$$\n</code></pre>\n"),
    ],
)
def test_formulas_set_apart(text: str, html: str) -> None:
    assert to_html(text).html == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("雾散了。 ^abc123", '<p id="^abc123">雾散了。</p>\n'),
        ("- 甲 ^fog\n- 乙", '<ul>\n<li id="^fog">甲</li>\n<li>乙</li>\n</ul>\n'),
        ("甲 ^7\n\n[[#^7|上]]", '<p id="^7">甲</p>\n<p><a href="#^7">上</a></p>\n'),
        # none
        ("E = mc ^2", "<p>E = mc ^2</p>\n"),
        ("甲^abc123", "<p>甲^abc123</p>\n"),
        ("甲 ^雾", "<p>甲 ^雾</p>\n"),
        ("`甲 ^abc123`", "<p><code>甲 ^abc123</code></p>\n"),
    ],
)
def test_names_of_blocks(text: str, html: str) -> None:
    assert to_html(text).html == html
