"""What is no part of the article: hidden, active, around it, before and after it."""

from datetime import datetime

import pytest

LEFT_OUT = [
    (
        "scripts and styles",
        "<script>alert('恶')</script><style>p{恶}</style><template>恶</template><!-- 恶 -->",
        None,
    ),
    ("hidden by style", "<div style='display:none'>恶</div>", "element-dropped"),
    ("white on white", "<font color='#ffffff'>恶</font>", "element-dropped"),
    ("buttons and fields", "<form><input value=恶><button>恶</button></form>", "element-dropped"),
    ("a share bar", "<div class='share-bar'><span>恶</span></div>", "boilerplate-dropped"),
    (
        "related posts",
        "<section id='related'><h3>恶</h3><ul><li>恶</li></ul></section>",
        "boilerplate-dropped",
    ),
    ("tags", "<div class='tags'><a href='https://a.cn/t'>恶</a></div>", "boilerplate-dropped"),
    ("its own contents", "<div class='toc'><a href='#a'>恶</a></div>", "boilerplate-dropped"),
    ("an invitation to scan", "<p>长按识别恶的二维码</p>", "boilerplate-dropped"),
    ("an invitation to follow", "<p>欢迎关注恶的公众号</p>", "boilerplate-dropped"),
    ("a claim of rights", "<p>恶的文章未经授权不得转载</p>", "boilerplate-dropped"),
    ("a disclaimer", "<p>免责声明：恶</p>", "boilerplate-dropped"),
    ("a line of its own contents", "<p id='main-toc'><a href='#a'>恶</a></p>", "boilerplate-dropped"),
    (
        "a link that leads back",
        "<p>船。<a href='https://a.cn'>返回顶部，查看更多</a></p>",
        "boilerplate-dropped",
    ),
    ("the head of its own contents", "<p id='main-toc'><b>目录</b></p>", "boilerplate-dropped"),
    ("the end", "<p>— END —</p>", "boilerplate-dropped"),
    ("the end in brackets", "<p>（END）</p>", "boilerplate-dropped"),
    ("buttons in brackets", "<p>【打印】【关闭】</p>", "boilerplate-dropped"),
    ("buttons that count", "<p>收起回复(3)</p>", "boilerplate-dropped"),
    ("a wish", "<p>本文首发于恶的专栏，欢迎关注。</p>", "boilerplate-dropped"),
    ("a wish for a sign of liking", "<p>恶的话记得一键三连哦！</p>", "boilerplate-dropped"),
    ("an editor without a name", "<p>责任编辑：</p>", "boilerplate-dropped"),
    (
        "other articles, named in lines of links",
        "<p><b>往期推荐</b></p><p><a href='https://a.cn/1'>恶的一</a></p><p>《<a href='https://a.cn/2'>恶的二</a>》</p>",
        "boilerplate-dropped",
    ),
    ("what counts the replies", "<p>3 posts - 2 participants</p>", "boilerplate-dropped"),
    ("the box that asks for money", "<div class='support-author'><p>恶</p></div>", "boilerplate-dropped"),
    (
        "a table of links around an encyclopedia",
        "<table class='navbox'><tr><th>恶</th><td>恶</td></tr></table>",
        "boilerplate-dropped",
    ),
    (
        "a view that is the author's alone",
        "<p>（恶的文章仅代表作者观点，不代表本站立场）</p>",
        "boilerplate-dropped",
    ),
    (
        "a claim of risk, in a box",
        "<div class=tip><p>恶声明：据此操作，风险自担。</p></div>",
        "boilerplate-dropped",
    ),
    ("who owns it", "<p>恶的文章版权归河边日报所有，欢迎转载</p>", "boilerplate-dropped"),
    ("a program to download", "<p>更多恶的内容，请下载河边日报客户端</p>", "boilerplate-dropped"),
    ("a group to join", "<p>恶的听友群请加微信</p>", "boilerplate-dropped"),
    ("a promise", "<p>好看的恶，河边日报为你呈现 🚀</p>", "boilerplate-dropped"),
    ("a wish in Japanese", "<p>恶が良ければサポートをお願いします</p>", "boilerplate-dropped"),
    (
        "a menu of links",
        "<p><a href='https://a.cn/1'>恶</a> | <a href='https://a.cn/2'>恶评</a> · <a href='https://a.cn/3'>恶博</a></p>",
        "boilerplate-dropped",
    ),
    (
        "a row of buttons that count",
        "<p>赞 12 踩 3</p><p>阅读 1.2万</p><p>恶的标签，关注我们</p>",
        "boilerplate-dropped",
    ),
    ("where to share", "<p>分享至：微信 微博 QQ空间</p><p>恶的文章转载请注明出处</p>", "boilerplate-dropped"),
    ("tags in a line", "<p>标签：恶 河流</p>", "boilerplate-dropped"),
    ("a plea against theft", "<p>恶的图片来自网络，如有侵权请联系删除</p>", "boilerplate-dropped"),
    ("a letter to sign up for", "<p>Sign up for our newsletter 恶</p>", "boilerplate-dropped"),
    ("a page to follow in traditional script", "<p>關注恶的粉絲專頁</p>", "boilerplate-dropped"),
    ("navigation between posts", "<div class='post-navigation'><p>恶</p></div>", "boilerplate-dropped"),
    ("the signature of a poster", "<div id=MySignature><p>恶</p></div>", "boilerplate-dropped"),
    ("a drawing", "<svg><text>恶</text></svg>", "element-dropped"),
]


@pytest.mark.parametrize(
    ("html", "code"), [case[1:] for case in LEFT_OUT], ids=[case[0] for case in LEFT_OUT]
)
def test_left_out(cleaned, html, code):
    article = cleaned(f"§§§{html}")
    text = "".join(article.body.itertext())
    assert "恶" not in text
    assert all(
        word not in text for word in ("END", "目录", "返回", "打印", "收起", "欢迎", "责任", "往期", "posts")
    )
    assert [notice.code for notice in article.notices][:1] == ([code] if code else [])


KEPT = [
    ("most of the article, though hidden", f"<div style='display:none'>{'船来了。' * 30}</div>"),
    ("an article in a box named share", f"<div class='share'>{'船来了。' * 30}</div>"),
    ("white on a colour", "<p><span style='background:#000;color:#fff'>船来了</span></p>"),
    ("an invitation within the text", "§<p>长按识别二维码，船来了</p>§"),
    ("a prompt that is a bold line of its own", "<p><b>广告</b></p><p>船来了</p>"),
    (
        "what the author set under a heading",
        "<h2>延伸阅读</h2><ul><li><a href='https://a.cn'>船来了</a></li></ul>",
    ),
    ("one who swept the quay", "<p>他扫了扫码头上的雪，船来了。</p>"),
    ("one who declared", "<p>他声明：船来了。</p>"),
    ("a program that is opened", "<p>打开客户端，就能看到船来了。</p>"),
    ("one who pays attention", "<p>关注河流，就会发现船来了。</p>"),
    ("two links", "<p><a href='https://a.cn/1'>船来了</a> | <a href='https://a.cn/2'>桥断了</a></p>"),
    ("a view within the text", "§<p>船来了，他说这不代表渡口的立场</p>§"),
    ("a box that says more", "<div class=tip><p>据此操作，风险自担。</p><p>船来了</p></div>"),
    ("links among words", "<p>相关阅读</p><p>先读<a href='https://a.cn'>船来了</a>，再读别的</p>"),
    ("an invitation that the story tells", "§<p>他说欢迎关注，船来了</p>§"),
    ("a speaker whose words follow", "<p>记者：</p><p>船来了</p>"),
    ("a word that only resembles", "<div class='shareholder-letter'>船来了</div>"),
    (
        "a list named tags that says more",
        "<ul class='tags'><li>船来了，而<a href='https://a.cn'>桥</a>断了</li></ul>",
    ),
]


@pytest.mark.parametrize("html", [case[1] for case in KEPT], ids=[case[0] for case in KEPT])
def test_kept(cleaned, html):
    assert "船来了" in "".join(cleaned(html).body.itertext())


CREDITS = [
    ("source", "§<p>来源：河边日报</p>", [("来源", "河边日报")]),
    ("several on a line", "§<p>责任编辑：李桥　校对：王岸</p>", [("责任编辑", "李桥"), ("校对", "王岸")]),
    ("in brackets", "§<p>（文/周渡）</p>", [("文", "周渡")]),
    ("a byline", "<p>文／周渡　攝影／李桥</p>§", [("文", "周渡"), ("攝影", "李桥")]),
    ("labels joined", "<p>文、图：周渡</p>§", [("文、图", "周渡")]),
    ("a date before", "<p>2021-05-06 10:00 来源：河边日报</p>§", [("来源", "河边日报")]),
    ("an address cut for show", "§<p>原文：<a href='https://a.cn/p/1'>https://a.cn/...</a></p>", [("原文", "https://a.cn/p/1")]),
    ("where the picture above is from", "§<p>题图来自 <i>Unsplash</i>，基于 CC0 协议。</p>", [("题图来自", "Unsplash，基于 CC0 协议")]),
    ("where all pictures are from", "§<p>【本文图片来自网络】</p>", [("图片来自", "网络")]),
    ("a label that names this text", "§<p>本文作者：周渡</p>", [("作者", "周渡")]),
    ("a sentence on pictures", "§<p>图片来自他的船。那年他十六岁。</p>", []),
    ("in the middle of the text", "§<p>来源：河边日报</p>§§", []),
    ("a sentence", "§<p>来源：河边日报。船来了。</p>", []),
    ("speakers", "<p>记者：船去哪里</p><p>船工：去对岸</p><p>记者：几时回来</p>", []),
    ("another label", "§<p>地点：渡口</p>", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "expected"), [case[1:] for case in CREDITS], ids=[case[0] for case in CREDITS]
)
def test_credits(cleaned, html, expected):
    article = cleaned(html)
    assert list(article.credits) == expected
    assert all(value not in "".join(article.body.itertext()) for _, value in expected)


DATED = [
    # the article's own date, what it is in the end, what of the line becomes a credit or is told
    ("none", None, "2021-05-06", ["2021-05-06 10:00"]),
    ("the same", "2021-05-06", "2021-05-06", ["2021-05-06 10:00"]),
    ("another", "2020-01-01", "2020-01-01", ["2021-05-06 10:00"]),
]


@pytest.mark.parametrize(("own", "date", "kept"), [case[1:] for case in DATED], ids=[c[0] for c in DATED])
def test_a_date_before_a_credit_is_kept_or_told(cleaned, own, date, kept):
    front = {"date": datetime.fromisoformat(own)} if own else {}
    article = cleaned("<p>2021-05-06 10:00 来源：河边日报</p>§", **front)
    told = [notice.about for notice in article.notices if notice.code == "metadata-taken"]
    assert article.date.date().isoformat() == date
    assert [*told, *(value for _, value in article.credits if value != "河边日报")] == kept


# A sign in a heading: what leads to it or edits it is none of its words.
SIGNS = [
    ("a sharp", "<h2 id=a>渡船<a class=anchor href='#a'>#</a></h2>", "渡船"),
    ("a paragraph sign before", "<h2><a href='#a'>¶</a>渡船</h2>", "渡船"),
    ("a way to edit", "<h2>渡船<span class='mw-editsection'>[<a href='https://a.cn/e'>编辑</a>]</span></h2>", "渡船"),
    ("a link that says something", "<h2><a href='https://a.cn'>C#</a></h2>", "C#"),
    ("a sign that is no link", "<h2>渡船 #</h2>", "渡船 #"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in SIGNS], ids=[case[0] for case in SIGNS])
def test_signs_in_headings(cleaned, html, expected):
    assert [section.title for section in cleaned(f"§{html}§").sections] == [expected]


def test_a_place_marked_by_a_sign_is_its_headings(body):
    html = "<p><a href='#a'>见下</a></p><h2><a id=a href='#a'>#</a>渡船</h2>§"
    assert body(html).startswith('<p><a href="#n1">见下</a></p><section id="s1"><h2 id="n1">渡船</h2>')


def test_a_prompt_goes_wherever_it_stands(cleaned):
    article = cleaned("§<p>请继续往下阅读...</p>§")
    assert "请继续" not in "".join(article.body.itertext())
    assert article.notices[0].code == "boilerplate-dropped"


@pytest.mark.parametrize(("size", "cards"), [("width=300 height=250", 0), ("width=500 height=300", 1)])
def test_a_frame_in_the_size_of_an_advertisement_is_one(cleaned, size, cards):
    assert cleaned(f"§<iframe src='https://a.cn/f' {size}></iframe>§").embeds == cards


EMBEDS = [
    ("video", "<video><source src='https://a.cn/1.mp4'>恶</video>", "https://a.cn/1.mp4"),
    ("audio", "<audio src='https://a.cn/1.mp3'></audio>", "https://a.cn/1.mp3"),
    ("a frame", "<iframe src='//a.cn/frame?id=7'>恶</iframe>", "https://a.cn/frame?id=7"),
    ("a lazy frame", "<iframe src='' data-src='https://a.cn/f'></iframe>", "https://a.cn/f"),
    ("a known player", "<iframe src='//player.bilibili.com/player.html?aid=7&page=1'></iframe>", "https://www.bilibili.com/video/av7"),
    ("an object", "<object data='https://a.cn/1.swf'>恶</object>", "https://a.cn/1.swf"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "address"), [case[1:] for case in EMBEDS], ids=[case[0] for case in EMBEDS])
def test_embeds_become_cards(cleaned, body, html, address):
    card = f'<div class="embed"><p><a href="{address}">{address}</a></p></div>'
    assert body(f"<p>船{html}桥</p>").replace("&amp;", "&") == f"<p>船</p>{card}<p>桥</p>"
    assert cleaned(html).embeds == 1
    assert cleaned(html).notices[0].code == "embed-replaced"


def test_the_title_of_an_embed_is_shown(body):
    assert body("<iframe title='渡口的歌' src='https://a.cn/f'></iframe>").startswith(
        '<div class="embed"><p>渡口的歌</p>'
    )


def test_an_embed_that_leads_nowhere_is_told(cleaned):
    article = cleaned("<p>船</p><iframe src='javascript:x'></iframe>")
    assert (article.embeds, article.notices[0].code) == (0, "element-dropped")
