"""Which address a picture is known by, which pictures are none of the article, and whose words are captions."""

import pytest

DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAIAAACDRijCAAAADElEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

ADDRESSES = [
    ("src", "<img src='http://a.cn/1.jpg'>", ["http://a.cn/1.jpg"]),
    ("without a scheme", "<img src='//a.cn/1.jpg'>", ["https://a.cn/1.jpg"]),
    ("lazy before src", "<img src='http://a.cn/s.jpg' data-original='http://a.cn/l.jpg'>",
     ["http://a.cn/l.jpg", "http://a.cn/s.jpg"]),
    ("the large form before the lazy one", "<img data-src='http://a.cn/m.jpg' zoomfile='http://a.cn/l.jpg'>",
     ["http://a.cn/l.jpg", "http://a.cn/m.jpg"]),
    ("a stand-in is no candidate", "<img src='/static/loading.gif' data-src='http://a.cn/1.jpg'>", ["http://a.cn/1.jpg"]),
    ("nor is a dot", f"<img src='{DOT}' data-actualsrc='http://a.cn/1.jpg'>", ["http://a.cn/1.jpg"]),
    ("a set, largest first", "<img srcset='http://a.cn/1.jpg 1x,http://a.cn/2.jpg 2x'>",
     ["http://a.cn/2.jpg", "http://a.cn/1.jpg"]),
    ("a picture's sources after its own", "<picture><source srcset='http://a.cn/1.webp 800w'><img src='http://a.cn/1.jpg'></picture>",
     ["http://a.cn/1.jpg", "http://a.cn/1.webp"]),
    ("still before moving", "<img data-gif-url='http://a.cn/1.gif' data-original='http://a.cn/1.jpg'>",
     ["http://a.cn/1.jpg", "http://a.cn/1.gif"]),
    ("behind a proxy, after ?", "<img src='https://proxy.dev/?http://a.cn/1.jpg?w=2'>", ["http://a.cn/1.jpg?w=2", "https://proxy.dev/?http://a.cn/1.jpg?w=2"]),
    ("behind a proxy, in a parameter", "<img src='https://proxy.dev/get?w=1&url=https%3A%2F%2Fa.cn%2F1.jpg'>",
     ["https://a.cn/1.jpg", "https://proxy.dev/get?w=1&url=https%3A%2F%2Fa.cn%2F1.jpg"]),
    ("behind a proxy, as the rest of the path", "<img src='https://proxy.dev/800/https://a.cn/1.jpg'>",
     ["https://a.cn/1.jpg", "https://proxy.dev/800/https://a.cn/1.jpg"]),
    ("behind two", "<img src='https://p.dev/?https://q.dev/?http://a.cn/1.jpg'>",
     ["http://a.cn/1.jpg", "https://p.dev/?https://q.dev/?http://a.cn/1.jpg"]),
    ("behind one that leaves the scheme out", "<img src='https://i1.wp.com/a.cn/1.jpg'>",
     ["http://a.cn/1.jpg", "https://i1.wp.com/a.cn/1.jpg"]),
    ("who sends the reader is no address of a picture", "<img src='https://a.cn/1.jpg?referer=https://b.cn/2'>",
     ["https://a.cn/1.jpg?referer=https://b.cn/2"]),
    ("a link to the large form", "<a href='http://a.cn/l.jpg'><img src='http://a.cn/s.jpg'></a>",
     ["http://a.cn/s.jpg", "http://a.cn/l.jpg"]),
    ("data", f"<img src='{PNG}'>", [PNG]),
    ("an attribute that no list names, where src stands in", f"<img src='{DOT}' data-ks-lazyload='http://a.cn/1.jpg'>",
     ["http://a.cn/1.jpg"]),
    ("such a one before the src of a lazy picture", "<img class=lazyload src='http://a.cn/t.png' lazy-src='http://a.cn/1.jpg'>",
     ["http://a.cn/1.jpg", "http://a.cn/t.png"]),
    ("such a one after src elsewhere", "<img src='http://a.cn/1.jpg' data-large-file='http://a.cn/l.jpg'>",
     ["http://a.cn/1.jpg", "http://a.cn/l.jpg"]),
    ("an attribute that leads to a page", "<img src='http://a.cn/1.jpg' data-link-img='http://a.cn/page'>", ["http://a.cn/1.jpg"]),
    ("in noscript, where the picture beside it has no address", f"<span><img src='{DOT}'></span><noscript><img src='http://a.cn/1.jpg'></noscript>",
     ["http://a.cn/1.jpg"]),
    ("behind one that marks the scheme", "<img src='https://images.weserv.nl/?url=ssl:a.cn/1.jpg'>", ["http://a.cn/1.jpg", "https://images.weserv.nl/?url=ssl:a.cn/1.jpg"]),
    ("in noscript", "<noscript><img src='http://a.cn/1.jpg'></noscript>", ["http://a.cn/1.jpg"]),
    ("named like a stand-in, but loaded later", f"<img data-original='http://a.cn/lazy1.png' src='{DOT}'>",
     ["http://a.cn/lazy1.png"]),
    ("a file name is kept to be told", "<img src='images/1.jpg'>", ["images/1.jpg"]),
    ("one above the folder too", "<img src='../图/1.jpg'>", ["../图/1.jpg"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "expected"), [case[1:] for case in ADDRESSES], ids=[case[0] for case in ADDRESSES]
)
def test_addresses(cleaned, html, expected):
    picture = cleaned(f"§{html}§").pictures[0]
    assert (picture.url, list(picture.candidates)) == (expected[0], expected)


def test_relative_to_the_post(cleaned):
    html = "<img src='/i/1.jpg'>"
    assert cleaned(html, link="https://a.cn/posts/7").pictures[0].url == "https://a.cn/i/1.jpg"


STRANGERS = [
    ("a counter", "<img src='http://a.cn/c?id=1' width=1 height=1>"),
    ("a hidden one", "<img src='http://a.cn/1.jpg' style='display:none'>"),
    ("a stock cover", "<img src='https://picsum.photos/400/300?random=7'>"),
    ("a stand-in alone", "<img src='http://a.cn/images/loading.gif'>"),
    ("a code to scan", "<img src='http://a.cn/qrcode_258.jpg'>"),
    ("an avatar", "<img class='avatar' src='http://a.cn/u/7.jpg'>"),
    ("a file on this machine", "<img src='file:///etc/passwd.png'>"),
    ("the icon of a site", "<img src='https://a.cn/favicon.ico'>"),
    ("a smiley by its class", "<img class='BDE_Smiley' src='http://a.cn/face/i_f25.png'>"),
    ("an avatar that a program gives", "<img src='http://a.cn/uc_server/avatar.php?uid=9'>"),
    ("a code in a folder of codes", "<img src='http://a.cn/qr/258.png'>"),
    ("a banner to follow", "<img src='http://a.cn/258.gif' alt='关注我们'>"),
    ("no address", "<img alt='船'>"),
    ("a counter by its host", "<img src='https://track.a.cn/open/23'>"),
    ("a counter by its path", "<img src='https://a.cn/_/stat?event=read'>"),
    ("a stand-in with a number", "<img src='http://a.cn/i/img-loading_2.gif'>"),
    ("a stand-in for none", "<img src='http://a.cn/i/nopic.jpg'>"),
    ("an icon shown small", "<img src='http://a.cn/icons/258.png' width=20>"),
    ("the badge of a licence", "<img src='https://i.creativecommons.org/l/by/4.0/88x31.png'>"),
    ("a button by its name", "<img src='http://a.cn/share_weibo.png'>"),
    ("a script", "<img src='javascript:alert(1)'>"),
]


@pytest.mark.parametrize("html", [case[1] for case in STRANGERS], ids=[case[0] for case in STRANGERS])
def test_left_out_with_a_notice(cleaned, html):
    article = cleaned(f"§{html}§")
    assert not article.pictures
    assert "img" not in {element.tag for element in article.body.iter()}
    if "display:none" not in html:
        assert any(notice.code == "picture-dropped" for notice in article.notices)


def test_a_lazy_picture_hidden_until_it_is_loaded_is_shown(cleaned):
    article = cleaned("§<img style='display:none' data-src='http://a.cn/1.jpg'>§")
    assert [picture.url for picture in article.pictures] == ["http://a.cn/1.jpg"]


def test_words_that_only_resemble_a_stranger_are_none(cleaned):
    html = "<img src='http://a.cn/qrs/1.jpg' alt='关注渡口的人'>§<img src='http://a.cn/icons-of-rus.jpg'>"
    assert len(cleaned(html).pictures) == 2


def test_the_facts_of_a_file_are_no_caption(cleaned):
    html = (
        "<div class=lightbox-wrapper><a class=lightbox href='http://a.cn/l.png'><img src='http://a.cn/1.png'>"
        "<div class=meta><span class=filename>渡船</span><span>1380×776 88.1 KB</span></div></a></div>"
    )
    assert cleaned(f"§{html}§").pictures[0].caption == "渡船"
    assert "3×5" in "".join(cleaned("§<p>船长<span>3×5</span>丈</p>§").body.itertext())


def test_shown_twice_is_kept_once(cleaned):
    article = cleaned("<img src='http://a.cn/1.jpg'>§<img src='http://p.dev/?http://a.cn/1.jpg'>§")
    assert [picture.url for picture in article.pictures] == ["http://a.cn/1.jpg"]


def test_emoji_pictures_become_their_character(body):
    assert body("<p>船来了<img src='http://a.cn/emoji/1.png' alt='😀'></p>") == "<p>船来了😀</p>"


def test_the_cover_of_the_front_matter(cleaned):
    assert cleaned("§", headimg="https://p.dev/?http://a.cn/1.jpg").headimg.url == "http://a.cn/1.jpg"
    assert cleaned("§", headimg="https://picsum.photos/400?random=1").headimg is None


IMG = "<img src='http://a.cn/1.jpg' alt='渡船'>"
# Words that name strangers, in names of pictures that are none.
NAMESAKES = (
    "avatar-movie-poster.jpg qr-history.jpg share-price-2021.png grey-heron.jpg pixel-6-review.jpg blank-space.jpg"
    " arrow-keys.png transparent-phone.png avatars-2-still.jpg loading-dock-at-night.jpg count-dracula.jpg"
).split()


@pytest.mark.parametrize("name", NAMESAKES)
def test_namesakes_of_strangers_stay(cleaned, name):
    assert [picture.url for picture in cleaned(f"§<img src='http://a.cn/{name}'>").pictures] == [
        f"http://a.cn/{name}"
    ]


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        ("<img src='http://a.cn/e/xx.gif' alt='[哈哈]'>", "[哈哈]"),
        ("<img class=emoji src='http://a.cn/a.png' alt='😀'>", "😀"),
    ],
)
def test_emoji_leave_their_sign(body, html, sign):
    assert body(f"<p>船来了{html}</p>") == f"<p>船来了{sign}</p>"


PLACES = [
    ("alone in a paragraph", f"<p>{IMG}</p>", '<figure><img src="p1" alt="渡船"/></figure>'),
    ("before the text of its paragraph", f"<p>{IMG}船走了三天三夜，才到对岸。</p>",
     '<figure><img src="p1" alt="渡船"/></figure><p>船走了三天三夜，才到对岸。</p>'),
    ("between two lines", f"<p>船走了。<br>{IMG}<br>桥断了。</p>",
     '<p>船走了。</p><figure><img src="p1" alt="渡船"/></figure><p>桥断了。</p>'),
    ("small ones stay in the line", "<p>按<img src='http://a.cn/1.png' width=16 alt='锚'>起锚</p>",
     '<p>按<img src="p1" alt="锚"/>起锚</p>'),
    ("formulas beyond the converter stay in the line", r"<p>设<img src='https://a.cn/equation?tex=%5Cnope'>为</p>",
     r'<p>设<img src="p1" class="equation" alt="\nope"/>为</p>'),
    ("two in a row", "<p><img src='http://a.cn/1.jpg' alt='渡船'> <img src='http://a.cn/2.jpg' alt='石桥'></p>",
     '<figure><img src="p1" alt="渡船"/></figure><figure><img src="p2" alt="石桥"/></figure>'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "expected"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES]
)
def test_place(body, html, expected):
    assert body(html) == expected


CAPTIONS = [
    ("figcaption", "<figure>{}<figcaption>渡船与桥</figcaption></figure>", "渡船与桥"),
    ("figcaption and figure exchanged", "<figcaption>{}</figcaption><figure>渡船与桥</figure>", "渡船与桥"),
    ("a paragraph that points up", "<p>{}</p><p>▲ 渡船与桥</p>", "渡船与桥"),
    ("a paragraph that points down", "<p>▼ 渡船与桥</p><p>{}</p>", "渡船与桥"),
    (
        "small and grey",
        "<p>{}</p><p><span style='color:#888;font-size:12px'>渡船与桥。</span></p>",
        "渡船与桥。",
    ),
    ("centred and short", "<p>{}</p><p align=center>渡船与桥</p>", "渡船与桥"),
    ("who took it", "<p>{}</p><p>渡船与桥。周渡 摄</p>", "渡船与桥。周渡 摄"),
    ("numbered", "<p>{}</p><p>图3 渡船与桥</p>", "图3 渡船与桥"),
    ("the alt text", "<p>{}</p><p>雨后初晴，河水退了下去</p>", "雨后初晴，河水退了下去"),
    ("bare text right after the box", "<div>{}</div>渡船与桥<p></p>", "渡船与桥"),
    ("in brackets", "<p>{}</p><p>（渡船与桥）</p>", "（渡船与桥）"),
    (
        "in the middle, a sentence",
        "<p>{}</p><p align=center>船工在补渡船，桥还没有修好。</p>",
        "船工在补渡船，桥还没有修好。",
    ),
    ("in italics", "<p>{}</p><p><em>渡船与桥</em></p>", "渡船与桥"),
    ("an agency of pictures", "<p>{}</p><p>图虫创意</p>", "图虫创意"),
    ("a class that names it", "<p>{}</p><p class=picture-title>船工在补渡船。</p>", "船工在补渡船。"),
    (
        "a box of that name with the whole text",
        "<div class=pic-text><p>{}</p><p>船走了三天，才到对岸。</p><p>桥断了。</p></div>",
        "",
    ),
    ("a warning", "<div>{}</div>以上据此操作，风险自担<p></p>", ""),
    ("a sentence with a sign of mood", "<div>{}</div>船走了。[笑]<p></p>", ""),
    ("a link to a place", "<p>{}</p><div><a href='https://a.cn/map'>北岸渡口</a></div>", ""),
    ("a sentence that leads on", "<div>{}</div>那么问题来了——<p></p>", ""),
    (
        "in the middle, like all the text",
        "<p>{}</p><p align=center>船走了三天，才到对岸。</p>"
        + "<p align=center>船走了三天三夜，船上的人都睡着了，只有船工还醒着，看着水，一句话也没有说。</p>"
        * 4,
        "",
    ),
    ("who wrote when", "<div>{}</div><div>船工 3 小时前</div>", ""),
    ("the next sentence", "<p>{}</p><p>船走了三天，才到对岸。</p>", ""),
    ("a long bare text", "<div>{}</div>船走了三天，才到对岸；船上的人都睡着了，只有船工醒着。<p></p>", ""),
    ("a heading", "<p>{}</p><p align=center><b>二、石桥</b></p>", ""),
    ("a line that points at the next picture", "<p>{}</p><p align=center>▼ 石桥</p>", ""),
]


@pytest.mark.parametrize(
    ("html", "expected"), [case[1:] for case in CAPTIONS], ids=[case[0] for case in CAPTIONS]
)
def test_caption(cleaned, html, expected):
    image = "<img src='http://a.cn/1.jpg' alt='雨后初晴，河水退了下去'>"
    article = cleaned(f"§{html.format(image)}§")
    assert article.pictures[0].caption == expected
    assert ["".join(caption.itertext()) for caption in article.body.iter("figcaption")] == [expected][
        : len(expected)
    ]


def test_a_caption_of_several_lines(body):
    html = "<figure><img src='http://a.cn/1.jpg' alt='渡'><p>周渡／河边日报</p><figcaption>渡船与桥</figcaption></figure>"
    figure = '<figure><img src="p1" alt="渡"/><figcaption>周渡／河边日报<br/>渡船与桥</figcaption></figure>'
    assert figure in body(f"§{html}<p>桥断了</p>§")


ALTS = [
    ("kept", "<img src='http://a.cn/1.jpg' alt='河边的渡船'>", "河边的渡船"),
    ("a file name", "<img src='http://a.cn/1.jpg' alt='IMG_2031.jpg'>", "图 1"),
    ("a word that says nothing", "<img src='http://a.cn/1.jpg' alt='image'>", "图 1"),
    ("the caption instead", "<img src='http://a.cn/1.jpg'><p>▲ 渡船</p>", "渡船"),
]


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in ALTS], ids=[case[0] for case in ALTS])
def test_alt(cleaned, html, expected):
    article = cleaned(f"§{html}§")
    assert article.pictures[0].alt == next(article.body.iter("img")).get("alt") == expected
    assert any(n.code == "alt-generated" for n in article.notices) is expected.startswith("图 ")
