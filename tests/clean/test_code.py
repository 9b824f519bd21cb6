"""Code blocks: one line a line, with a language, without what the page put around them."""

import pytest

CASES = [
    ("lines alone in a paragraph", "<p><code lang='go'>a()\nb()</code></p>", "a()\nb()", "go"),
    ("paragraphs shown as code", "<pre><p>船来了</p>\n<p>桥断了</p></pre>", "船来了\n桥断了", None),
    ("plain", "<pre>a\n  b</pre>", "a\n  b", None),
    ("language of the class", "<pre><code class='language-go'>a</code></pre>", "a", "go"),
    ("language of the highlighter", "<pre><code class='hljs lang-js'>a</code></pre>", "a", "js"),
    ("language of the box", "<figure class='highlight python'><pre>a</pre></figure>", "a", "python"),
    ("no language", "<pre class='language-text hljs'>a</pre>", "a", None),
    ("spans of a highlighter", "<pre><span class='line'><b>a</b> = 1</span><br><span>b</span></pre>", "a = 1\nb", None),
    ("line numbers in a column", "<table><tr><td class='gutter'><pre>1\n2</pre></td><td class='code'><pre>a\nb</pre></td></tr></table>",
     "a\nb", None),
    ("line numbers in a list", "<pre><ul class='pre-numbering'><li>1</li><li>2</li></ul><code>a\nb</code></pre>", "a\nb", None),
    ("line numbers in the text", "<pre>1 a\n2   b\n3\n4 c</pre>", "a\n  b\n\nc", None),
    ("lines that begin with numbers", "<pre>1 a\n3 b\n5 c</pre>", "1 a\n3 b\n5 c", None),
    ("blanks without end", f"<pre>a{' ' * 5000}b</pre>", f"a{' ' * 400}b", None),
    ("a button", "<pre><code>a<button>复制代码</button></code></pre>", "a", None),
    ("words that copy", "<pre><code>a<span class='copy-code-btn'>复制代码</span></code></pre>", "a", None),
    ("a bar above", "<div class='code-box'><div class='toolbar'>go<i>展开</i></div><pre>a</pre></div>", "a", None),
    ("one element a line", "<pre><code>a</code><code>b</code></pre>", "a\nb", None),
    ("a box a line", "<pre><div>a</div><div>b</div></pre>", "a\nb", None),
    ("no-break spaces are spaces", "<pre>a&nbsp;=&nbsp;1</pre>", "a = 1", None),
    ("braces written as entities", "<pre>&#123;&#125;</pre>", "{}", None),
    ("tags left unescaped", "<pre><dependency>\n  <id>x</id>\n</dependency></pre>", "<dependency>\n  <id>x</id>\n</dependency>", None),
    ("markup left unescaped, by the language", "<pre><code class='language-html'><div>\n<script>a < b</script></div></code></pre>",
     "<div>\n<script>a < b</script></div>", "html"),
    ("escaped markup", "<pre><code class='language-html'>&lt;div&gt;</code></pre>", "<div>", "html"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "code", "language"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_code(cleaned, html, code, language):
    article = cleaned(f"<p>船</p>{html}<p>桥</p>")
    block = article.body.find("pre/code")
    assert (block.text, block.get("data-language")) == (code, language)
    assert article.code_blocks == 1
    assert "".join(article.body.itertext()) == f"船{code}桥"


def test_unescaped_tags_in_a_line_of_text(body):
    assert body("<p>用 <code><my-panel></code> 元素</p>") == "<p>用 <code>&lt;my-panel&gt;</code> 元素</p>"


def test_markup_within_code_in_a_line_stays_markup(body):
    assert body("<p><code>a<b>c</b></code></p>") == "<p><code>a<strong>c</strong></code></p>"


def test_a_picture_in_code_follows_it(body):
    html = "<pre>a<img src='http://a.cn/1.jpg' alt='渡船'></pre>"
    assert body(html) == '<pre><code>a</code></pre><figure><img src="p1" alt="渡船"/></figure>'


def test_a_line_of_code_alone_stays_a_paragraph(body):
    assert body("<p><code>a()</code></p>") == "<p><code>a()</code></p>"


def test_an_article_that_an_editor_wrapped_in_pre_is_text(body):
    html = f"<pre><style>p{{}}</style><h2>船</h2><p>{'船来了。' * 20}</p><p>{'桥断了。' * 20}</p></pre>"
    assert body(html) == (
        f'<section id="s1"><h2>船</h2><p>{"船来了。" * 20}</p><p>{"桥断了。" * 20}</p></section>'
    )


def test_a_frame_is_no_code_whatever_is_in_it(cleaned):
    html = "<iframe src='https://a.cn/f'><code>a</iframe><pre><code>b</code></pre><p>船来了</p>"
    article = cleaned(html)
    assert [block.text for block in article.body.iter("code")] == ["b"]
    assert "".join(article.body.itertext()).endswith("b船来了")
