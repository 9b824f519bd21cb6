"""What each kind of rule does, and what it must leave alone; rules of an invented site."""

import pytest

from exporter.clean.sites import schema

P = "<p>渡船清晨离岸，船工把缆绳绕了三圈，又数了数乘客，一共七个人。</p>"
SITE = "name: 渡口网\nrecognise: {sources: [渡口网], addresses: a.cn}\n"

# rule, page, body that is left (§ stands for a paragraph)
CASES = [
    ("body: the rest goes", "body: div.b", "<p>登录</p><div class=b>§</div><p>页脚</p>", "§"),
    ("body: every one of several", "body: div.b", "<div class=b><p>船来了</p></div><p>页脚</p><div class=b>§</div>", "<p>船来了</p>§"),
    ("body: the first selector that finds text", "body: [div.a, div.b, div.c]", "<div class=a></div><div class=c><p>船</p></div><div class=b>§</div>", "§"),
    ("body: none there, all stays", "body: div.x", "<p>船来了</p>§", "<p>船来了</p>§"),
    ("drop", "drop: div.x", "§<div class=x>投票</div>", "§"),
    ("drop: by attribute, child, list, not", "drop: ['div[data-k=v] > p:not(.y), em.z']", "§<div data-k=v><p>投票</p><p class=y>船</p></div><p>桥<em class=z>!</em></p>", "§<p>船</p><p>桥</p>"),
    ("drop: an element that HTML does not know", "drop: my-vote", "§<my-vote>投票</my-vote><your-vote>船</your-vote>", "§<p>船</p>"),
    ("drop: another class stays", "drop: div.x", "§<div class=xx>船来了</div>", "§<p>船来了</p>"),
    ("headings", "headings: p.h", "<p class=h>船工的一天</p>§", '<section id="s1"><h2>船工的一天</h2>§</section>'),
    ("captions", "captions: p.c", "§<p><img src='https://a.cn/1.jpg'></p><p class=c>船工说，这桥修了三年，他也等了三年。</p>§",
     '§<figure><img src="p1" alt="船工说，这桥修了三年，他也等了三年。"/><figcaption>船工说，这桥修了三年，他也等了三年。</figcaption></figure>§'),
    ("lead", "lead: p.l", "<p class=l>船工要走了。</p>§", '<p class="lead">船工要走了。</p>§'),
    ("gutters", "gutters: b.n", "§<pre><b class=n>1</b>a\n<b class=n>2</b>b</pre>", "§<pre><code>a\nb</code></pre>"),
    ("gutters: words are code", "gutters: b.n", "§<pre><b class=n>in</b>a</pre>", "§<pre><code>ina</code></pre>"),
    ("lines: the whole line", "lines: '投票结束于.*'", "§<p>投票结束于明天</p><ul><li>船</li><li>投票结束于明天</li></ul>", "§<ul><li>船</li></ul>"),
    ("lines: a part is not enough", "lines: '投票'", "§<p>投票结束于明天，船工说。</p>", "§<p>投票结束于明天，船工说。</p>"),
    ("redirectors", "redirectors: {a.cn/go: u, b.cn: path}",
     "§<p><a href='https://a.cn/go?u=https%3A%2F%2Fc.cn%2F1'>船</a>到<a href='https://b.cn/c.cn/2'>桥</a>到<a href='https://a.cn/no?u=https%3A%2F%2Fc.cn'>岸</a></p>",
     '§<p><a href="https://c.cn/1">船</a>到<a href="https://c.cn/2">桥</a>到<a href="https://a.cn/no?u=https%3A%2F%2Fc.cn">岸</a></p>'),
    ("players: an address", "players: [{select: div.v, address: data-v, title: data-t}]", "§<div class=v data-v='https://a.cn/v' data-t=过河>过河</div>",
     '§<div class="embed"><p>过河</p><p><a href="https://a.cn/v">https://a.cn/v</a></p></div>'),
    ("players: a name, and other words stay", "players: [{select: div.v, address: data-v, page: 'https://a.cn/v/{}'}]", "§<div class=v data-v='7 8'>看过河</div>",
     '§<p>看过河</p><div class="embed"><p><a href="https://a.cn/v/7%208">https://a.cn/v/7%208</a></p></div>'),
    ("players: without an address nothing plays", "players: [{select: div.v, address: data-v}]", "§<div class=v>看过河</div>", "§<p>看过河</p>"),
    ("emoji", "emoji: a.cn/face", "§<p>船来了<img src='https://a.cn/face/1.png' alt='[笑]'></p>", "§<p>船来了[笑]</p>"),
    ("strangers", "strangers: a.cn/ui", "§<p>船来了<img src='https://a.cn/ui/1.png' alt=投票></p>", "§<p>船来了</p>"),
]  # fmt: skip

PICTURES = [
    ("lazy", "lazy: data-x", "<img data-x='https://a.cn/1.jpg' data-original='https://a.cn/s.jpg'>", "https://a.cn/1.jpg"),
    ("lazy: none there", "lazy: data-x", "<img data-original='https://a.cn/s.jpg'>", "https://a.cn/s.jpg"),
    ("base", "base: https://a.cn", "<img src='/i/1.jpg'>", "https://a.cn/i/1.jpg"),
    ("base: not for other hosts", "base: https://a.cn", "<img src='//b.cn/1.jpg'>", "https://b.cn/1.jpg"),
    ("proxies: a parameter", "proxies: {p.cn: src}", "<img src='https://i.p.cn/x?src=b.cn%2F1.jpg&w=3'>", "https://b.cn/1.jpg"),
    ("proxies: the path", "proxies: {p.cn/get: path}", "<img src='https://p.cn/get/b.cn/1.jpg?w=3'>", "https://b.cn/1.jpg?w=3"),
    ("proxies: another host", "proxies: {p.cn: src}", "<img src='https://ap.cn/1.jpg?src=b.cn'>", "https://ap.cn/1.jpg?src=b.cn"),
    ("strangers: only what keeps the place", "strangers: a.cn/ui", "<img src='https://a.cn/ui/1.png' data-src='https://a.cn/1.jpg'>", "https://a.cn/1.jpg"),
]  # fmt: skip

FIELDS = [
    ("author", "author: .a", "<p class=a>作者：周渡</p>§", {}, {"author": "周渡", "credits": ()}),
    ("author: the front matter is believed", "author: .a", "<p class=a>周渡</p>§", {"author": "渡口网"}, {"author": "渡口网", "credits": (("作者", "周渡"),)}),
    ("date", "date: .d", "<p class=d>发布于 2021年3月4日 10:20</p>§", {}, {"day": "2021-03-04", "credits": ()}),
    ("date: none", "date: .d", "<p class=d>昨天</p>§", {}, {"day": "", "credits": (("发布", "昨天"),)}),
    ("source", "source: .s", "<p class=s>来源：河岸通讯</p>§", {}, {"source": "河岸通讯"}),
    ("source: the site of the address", "author: .a", "§", {"link": "https://a.cn/1"}, {"source": "渡口网"}),
    ("source: not the site of a name alone", "author: .a", "§", {}, {"source": ""}),
    ("title: not that of the article", "title: .t", "<p class=t>今日要闻</p>§", {}, {"title": "渡口", "text": "今日要闻"}),
    ("title: shown again", "title: .t", "<p class=t>渡 口</p>§", {}, {"title": "渡 口", "text": "渡船"}),
    ("title: its end", "title-ends: [' - 渡口网']", "§", {"title": "渡口 - 渡口网"}, {"title": "渡口"}),
    ("title: all of it", "title-ends: [渡口]", "§", {}, {"title": "渡口"}),
]  # fmt: skip


def _sites(rule):
    return (schema.read(SITE + rule, "x.yaml"),)


@pytest.mark.parametrize(
    ("rule", "html", "left"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_rule(body, rule, html, left):
    fields = {"author": "渡口网", "sites": _sites(rule)}
    assert body(html.replace("§", P), **fields) == left.replace("§", P)


@pytest.mark.parametrize(
    ("rule", "html", "url"), [case[1:] for case in PICTURES], ids=[case[0] for case in PICTURES]
)
def test_picture(cleaned, rule, html, url):
    assert cleaned(f"{P}<p>{html}</p>", author="渡口网", sites=_sites(rule)).pictures[0].url == url


@pytest.mark.parametrize(
    ("rule", "html", "fields", "known"), [case[1:] for case in FIELDS], ids=[case[0] for case in FIELDS]
)
def test_statement(cleaned, rule, html, fields, known):
    article = cleaned(html.replace("§", P), categories=("渡口网",), sites=_sites(rule), **fields)
    text = "".join(article.body.itertext())
    assert known.get("text", "") in text
    day = article.date.date().isoformat() if article.date else ""
    for name in known.keys() - {"text"}:
        assert (day if name == "day" else getattr(article, name)) == known[name]


def test_a_rule_that_takes_most_of_the_article_away_is_not_followed(cleaned):
    article = cleaned(f"<div class=x>{P}</div><p>完。</p>", author="渡口网", sites=_sites("drop: div.x"))
    assert "渡船清晨" in "".join(article.body.itertext())
    assert ("site-rule-refused", "渡口网: div.x") in [
        (notice.code, notice.about) for notice in article.notices
    ]


RECOGNISED = [
    ("its address", "addresses: a.cn", {"link": "https://m.a.cn/1"}, "", True),
    ("another address", "addresses: a.cn", {"link": "https://ba.cn/1"}, "", False),
    ("a part of an address", "addresses: a.cn/blog", {"link": "https://a.cn/news"}, "", False),
    ("its author, blanks and case aside", "sources: [Du Kou]", {"author": "DuKou"}, "", True),
    ("a category", "sources: 渡口网", {"categories": ("新媒体", "渡口网")}, "", True),
    ("a name that only begins so", "sources: 渡口", {"author": "渡口网"}, "", False),
    ("markup", "markup: div.x", {}, "<div class=x>船</div>", True),
    ("other markup", "markup: div.x", {}, "<p class=x>船</p>", False),
    ("half of the pictures", "pictures: a.cn", {}, "<img src='https://p.dev/?https://i.a.cn/1.jpg'><img src='https://b.cn/1.jpg'>", True),
    ("a borrowed picture", "pictures: a.cn", {}, "<img src='https://a.cn/1.jpg'><img src='https://b.cn/1.jpg'><img src='https://b.cn/2.jpg'>", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "fields", "html", "is_one"), [c[1:] for c in RECOGNISED], ids=[c[0] for c in RECOGNISED]
)
def test_recognition(cleaned, by, fields, html, is_one):
    site = schema.read(f"name: 渡口网\nrecognise: {{{by}}}\n", "x.yaml")
    codes = {notice.code for notice in cleaned(P + html, sites=(site,), **fields).notices}
    assert ("site-recognised" in codes) is is_one


def test_of_two_sites_the_surest_speaks_first(cleaned):
    first = schema.read("name: 乙\nrecognise: {addresses: a.cn}\nauthor: .a", "b.yaml")
    second = schema.read("name: 甲\nrecognise: {markup: p}\nauthor: .b", "a.yaml")
    article = cleaned(
        f"<p class=b>船工</p><p class=a>周渡</p>{P}", link="https://a.cn/1", sites=(second, first)
    )
    assert (article.author, article.credits) == ("周渡", (("作者", "船工"),))
