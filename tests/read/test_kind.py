"""HTML, Markdown or plain text: what tips the balance."""

import pytest

from exporter.read.kind import kind_of

LINES = "雾散了以后，船夫解开缆绳。\n对岸的人已经等了一刻钟。\n3. 票价两元"


@pytest.mark.parametrize(
    ("content", "wrapped", "kind"),
    [
        ("<p>雾散了。</p><p>船来了。</p>", True, "html"),
        ("雾散了。<br>船来了。<br>", True, "html"),
        ("雾散了。<img src='a.jpg'>", True, "html"),
        (LINES, True, "text"),
        (LINES, False, "markdown"),
        ("<a href='https://a.example'>原文</a>", True, "text"),
        ("<a\nhref='https://a.example'>原文</a>\n第二行", True, "html"),
        ("*ST江水，量比 5*3，_下划线_。", True, "text"),
        ("用 `抵押/提现` 操作\n1.第一步\n2.第二步", True, "text"),
        ("#话题# 今天\n第二行", True, "text"),
        ("## 票价\n\n两元", True, "markdown"),
        ("一段\n\n```sh\nls\n```\n", True, "markdown"),
        ("| 时刻 | 票价 |\n|---|---|\n| 6:00 | 2 |", True, "markdown"),
        ("看[原文](https://a.example/1)", True, "markdown"),
        ("![船](a.jpg)", True, "markdown"),
        ("# 题\n\n<br>\n\n<center>居中</center>\n\n- 甲\n- 乙\n\n**粗**", False, "markdown"),
        ("一段。\n\n又一段。<br>换行", False, "markdown"),
        ("<p>雾</p>\n---\n<p>船</p>\n---\n尾", False, "html"),
        # marks in code are code
        ("<p>a</p><pre># 注释\n## 注释\n[a](b)\n- x\n- y</pre>", False, "html"),
        ("<pre># 注释\n# 注释\n# 注释</pre>", True, "html"),
        ("<!-- # 题\n## 题 -->\n雾", True, "text"),
        ("<p>一</p><p>二</p><p>三 [注](https://a.example)</p>", True, "html"),
        ("", False, "markdown"),
        # template tags speak for Markdown where they stand at the beginning of a line
        ("雾散了。\n\n{% asset_img boat.jpg 船 %}", True, "markdown"),
        ("雾散了。\n\n&#123;% note %&#125;\n小心", True, "markdown"),
        ('{{< figure src="a.png" >}}\n雾', True, "markdown"),
        ("![[船.png]]\n雾", True, "markdown"),
        ("<p>雾</p>\n<p>船</p>\n<p>{% asset_img a.jpg %} 是 Hexo 的标签</p>", False, "html"),
        ("<p>雾</p><p>船</p><p>岸</p>\n{% raw %}", True, "html"),
        ("<pre>\n{% note %}\n</pre><p>雾</p>", False, "html"),
        ("写作 {% asset_img a.jpg %} 即可\n第二行", True, "text"),
        ("{% 雾 %}\n船", True, "text"),
    ],
)
def test_kind_of_a_md_file(content: str, wrapped: bool, kind: str) -> None:
    assert kind_of(content, "a.md", wrapped=wrapped) == kind


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (LINES, "a.txt", "text"),
        ("# 不是标题\n- 也不是列表", "a.txt", "text"),
        ("<p>其实是 HTML</p>", "a.TXT", "html"),
        ("a < b\n<p> 是段落标记", "a.txt", "text"),
        (LINES, "a.html", "html"),
        ("## 票价\n\n- 两元", "a.html", "markdown"),
        (LINES, "-", "markdown"),
    ],
)
def test_the_extension_decides_what_the_content_leaves_open(content: str, name: str, kind: str) -> None:
    assert kind_of(content, name) == kind
