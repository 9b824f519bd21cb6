"""How a page's boxes become paragraphs, lists, tables and figures."""

import pytest

CASES = [
    # -- paragraphs
    ("bare text is gathered", "船<b>来</b>了<p>桥断了</p>雨停了", "<p>船<strong>来</strong>了</p><p>桥断了</p><p>雨停了</p>"),
    ("text after a closing div", "<div>船来了</div></div>桥断了", "<p>船来了</p><p>桥断了</p>"),
    ("boxes in boxes vanish", "<div><section><div>船来了</div></section></div>", "<p>船来了</p>"),
    ("two breaks part paragraphs", "<p>船来了<br><br>桥断了</p>", "<p>船来了</p><p>桥断了</p>"),
    ("one break stays", "<p>船来了<br>桥断了</p>", "<p>船来了<br/>桥断了</p>"),
    ("an indent after a break begins a paragraph", "<p>船来了<br>　　桥断了</p>", "<p>船来了</p><p>桥断了</p>"),
    ("full-width and no-break blanks at the ends go", "<p>　　船来了&nbsp;</p>", "<p>船来了</p>"),
    ("within a line they stay", "<p>船　来&nbsp;了</p>", "<p>船　来\u00a0了</p>"),
    ("white space folds across tags", "<p>船 <b> 来</b>\n <i> 了</i></p>", "<p>船 <strong>来</strong> <em>了</em></p>"),
    ("line feeds part bare text", "<div>\n地点 渡口\n时间 傍晚\n</div>", "<p>地点 渡口</p><p>时间 傍晚</p>"),
    ("line feeds within a paragraph do not", "<p>船来了\n桥断了</p>", "<p>船来了 桥断了</p>"),
    ("text wrapped at a column is not parted",
     "<div>The ferry left in the rain and nobody on the bank\nwaved, because the bank was dark and the people were\n"
     "tired of waving at ferries that came back anyway.</div>",
     "<p>The ferry left in the rain and nobody on the bank waved, because the bank was dark and the people were"
     " tired of waving at ferries that came back anyway.</p>"),
    ("empty paragraphs and boxes go", "<p></p><p>&nbsp;</p><p><br></p><div> </div><p>船</p><ul><li></li></ul>", "<p>船</p>"),
    ("inline markup around blocks is brought inside", "<b><div>船</div><p>桥</p></b>",
     "<p><strong>船</strong></p><p><strong>桥</strong></p>"),
    ("a style takes boldness away", "<b><span style='font-weight:normal'>船</span></b>", "<p>船</p>"),
    ("markup of the same kind does not nest", "<b><strong>船<b>来</b></strong></b>", "<p><strong>船来</strong></p>"),
    ("old names become new ones", "<p><strike>船</strike><tt>a</tt><ins>桥</ins><font color=red>雨</font></p>",
     "<p><s>船</s><code>a</code><u>桥</u>雨</p>"),
    ("verse is a poem", "<p>船在水上<br>桥在岸上<br>雨在天上<br>人在路上</p>",
     '<p class="poem">船在水上<br/>桥在岸上<br/>雨在天上<br/>人在路上</p>'),
    ("stars stay in the middle", "§<p align=center>* * *</p>§", None),
    ("language of a run", "<p>船叫<span lang='ja'>ふね</span></p>", '<p>船叫<span lang="ja">ふね</span></p>'),
    # -- ruby
    ("ruby", "<p><ruby>渡<rp>(</rp><rt>わた</rt><rp>)</rp></ruby>し</p>",
     "<p><ruby>渡<rp>(</rp><rt>わた</rt><rp>)</rp></ruby>し</p>"),
    ("ruby that goes on after its reading", "<p><ruby>渡<rt>わた</rt>し<b>船</b>の</ruby>中</p>",
     "<p><ruby>渡<rt>わた</rt></ruby>し<strong>船</strong>の中</p>"),
    ("ruby without a reading", "<p><ruby>渡</ruby>し<rt>わ</rt></p>", "<p>渡しわ</p>"),
    # -- lists
    ("nested lists", "<ul><li>船<ul><li>橹</li></ul></li><li><p>桥</p></li></ul>",
     "<ul><li>船<ul><li>橹</li></ul></li><li>桥</li></ul>"),
    ("a list right in a list belongs to the item before", "<ul><li>船</li><ul><li>橹</li></ul></ul>",
     "<ul><li>船<ul><li>橹</li></ul></li></ul>"),
    ("text right in a list is an item", "<ol>船<li>桥</li></ol>", "<ol><li>船</li><li>桥</li></ol>"),
    ("items without a list", "<li>船</li><li>桥</li>", "<ul><li>船</li><li>桥</li></ul>"),
    ("where a list starts", "<ol start='3x' type=a><li value=7>船</li></ol>", '<ol start="3" type="a"><li value="7">船</li></ol>'),
    ("what a list counts by", "<ol style='list-style-type: cjk-ideographic'><li>船</li></ol><ol class=stems><li>桨</li></ol>",
     '<ol class="han"><li>船</li></ol><ol class="stems"><li>桨</li></ol>'),
    ("lines beside titles and names", "<p><u class=work>史记</u><u style='text-decoration: underline wavy'>汉书</u><u class=name>班固</u><u class=x>船</u></p>",
     '<p><u class="work">史记</u><u class="work">汉书</u><u class="name">班固</u><u>船</u></p>'),
    ("tasks", "<ul><li><input type=checkbox checked disabled> 橹</li><li><input type=checkbox>桨</li></ul>",
     "<ul><li>☑ 橹</li><li>☐ 桨</li></ul>"),
    ("terms", "<dl><dt>橹</dt><dd>摇的</dd></dl>", "<dl><dt>橹</dt><dd>摇的</dd></dl>"),
    ("terms out of order are paragraphs", "<dl><dd>摇的</dd><dt>橹</dt></dl>", "<p>摇的</p><p>橹</p>"),
    ("a gallery is no list", "<ul><li><img src='http://a.cn/1.jpg' alt='渡船'></li></ul>",
     '<figure><img src="p1" alt="渡船"/></figure>'),
    # -- tables
    ("a data table", "<table><caption>渡船</caption><tr><th>名<th>价<tr><td rowspan=2>橹<td>3<tr><td>4</table>",
     "<table><caption>渡船</caption><thead><tr><th>名</th><th>价</th></tr></thead>"
     '<tbody><tr><td rowspan="2">橹</td><td>3</td></tr><tr><td>4</td></tr></tbody></table>'),
    ("figures without a head are data", "<table><tr><td>橹<td>3<tr><td>桨<td>4</table>",
     "<table><tbody><tr><td>橹</td><td>3</td></tr><tr><td>桨</td><td>4</td></tr></tbody></table>"),
    ("one cell lays out", "<table><tr><td>船来了<br><br>桥断了</td></tr></table>", "<p>船来了</p><p>桥断了</p>"),
    ("a first row in bold is the head", "<table><tr><td><b>名</b><td><b>价</b><tr><td>橹<td>3</table>",
     "<table><thead><tr><th>名</th><th>价</th></tr></thead><tbody><tr><td>橹</td><td>3</td></tr></tbody></table>"),
    ("an empty cell keeps its place", "<table><tr><td></td><td>3</td></tr><tr><td>桨</td><td>4</td></tr></table>",
     "<table><tbody><tr><td/><td>3</td></tr><tr><td>桨</td><td>4</td></tr></tbody></table>"),
    ("a frame around a table is opened",
     "<table><tr><td><table><tr><th>名</th></tr><tr><td>橹</td></tr></table></td></tr></table>",
     "<table><thead><tr><th>名</th></tr></thead><tbody><tr><td>橹</td></tr></tbody></table>"),
    ("spans are held in bounds", "<table><tr><th colspan=99999>名</th></tr><tr><td>橹<td>桨</table>",
     '<table><thead><tr><th colspan="100">名</th></tr></thead><tbody><tr><td>橹</td><td>桨</td></tr></tbody></table>'),
    # -- the rest
    ("quotations", "<blockquote>船来了<br>桥断了</blockquote>", "<blockquote><p>船来了<br/>桥断了</p></blockquote>"),
    ("notes", "<div class='tip'>莫夜渡</div>", '<aside class="note"><p>莫夜渡</p></aside>'),
    ("the article in a box named note", f"<div class='note-body'><h2>船</h2><p>{'船来了。' * 30}</p></div>",
     f'<section id="s1"><h2>船</h2><p>{"船来了。" * 30}</p></section>'),
    ("a rule parts paragraphs", "<hr><p>船</p><hr><hr><p>桥</p><hr>", "<p>船</p><hr/><p>桥</p>"),
    ("details are open", "<details><summary>船</summary>桥</details>", "<p>船</p><p>桥</p>"),
    ("unknown elements are their content", "<foo-bar>船</foo-bar>", "<p>船</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_blocks(body, html, expected):
    if expected is None:
        assert '<p class="centred">* * *</p>' in body(html)
    else:
        assert body(html) == expected


def test_layout_of_two_columns_is_opened(body):
    cell = "船来了。<br>桥断了。<br>雨停了。<br>天黑了。<br>" * 3
    assert "<table>" not in body(f"<table><tr><td>{cell}</td><td>旁白</td></tr></table>")


def test_what_is_nested_too_deep_is_flattened_and_kept(cleaned):
    for tag in ("div", "b", "ul><li", "table><tr><td", "blockquote"):
        article = cleaned(f"<{tag}>" * 3000 + "船来了")
        assert "".join(article.body.itertext()).endswith("船来了")
        assert max(sum(1 for _ in element.iterancestors()) for element in article.body.iter()) <= 110
        assert any(notice.code == "nesting-flattened" for notice in article.notices)
