"""The built-in rules, each on a page of invented text in that site's markup."""

import pytest

from exporter import resources
from exporter.clean.sites import load

P = "<p>渡船清晨离岸，船工把缆绳绕了三圈，又数了数乘客，一共七个人。</p>"

# file, what the post says, its page with § for the paragraph, the body that is left, fields, what is told
CASES = [
    ("zhihu", {"link": "https://zhuanlan.zhihu.com/p/7"},
     "<h1 class=Post-Title>渡口</h1><div class=Post-Author><span class=AuthorInfo-name>周渡</span></div>"
     "<div class=Post-RichTextContainer><div class='RichText ztext'>§<p><a href='https://link.zhihu.com/?target=https%3A//b.cn/1'>船期</a></p>"
     "<a class=video-box href='https://www.zhihu.com/video/9' data-name='过河'></a></div></div>"
     "<div class=ContentItem-time>编辑于 2021-03-04 10:20</div><div class=ContentItem-actions>赞同 71 添加评论</div>",
     "§<p><a href=\"https://b.cn/1\">船期</a></p><div class=\"embed\"><p>过河</p><p><a href=\"https://www.zhihu.com/video/9\">https://www.zhihu.com/video/9</a></p></div>",
     {"author": "周渡", "date": "2021-03-04T10:20:00"}, ["赞同 71 添加评论"]),
    ("weixin", {},
     "<h1 id=activity-name>渡口</h1><span id=js_author_name>周渡</span><a id=js_name>河岸通讯</a><em id=publish_time>2021-03-04 10:20</em>"
     "<div id=js_content>§<p><mpvoice name='桨声' voice_encode_fileid='MzA9='></mpvoice></p>"
     "<p>船到了<img src='https://res.wx.qq.com/t/wx_fed/we-emoji/res/1.png' alt='[微笑]'></p><mp-common-profile>河岸通讯</mp-common-profile></div>"
     "<p>微信扫一扫关注该公众号</p>",
     "§<div class=\"embed\"><p>桨声</p><p><a href=\"https://res.wx.qq.com/voice/getvoice?mediaid=MzA9%3D\">https://res.wx.qq.com/voice/getvoice?mediaid=MzA9%3D</a></p></div><p>船到了[微笑]</p>",
     {"author": "周渡", "source": "河岸通讯", "date": "2021-03-04T10:20:00"}, ["河岸通讯", "微信扫一扫关注该公众号"]),
    ("juejin", {"author": "掘金"},
     "<article class=article><h1 class=article-title>渡口</h1><div class=markdown-body>§"
     "<div class=code-block-extension-header>go 复制代码</div><pre><code class='hljs language-go'>a</code></pre>"
     "<p>见<a href='https://link.juejin.cn/?target=https%3A%2F%2Fb.cn%2F1'>船期</a></p></div></article>",
     "§<pre><code data-language=\"go\">a</code></pre><p>见<a href=\"https://b.cn/1\">船期</a></p>", {"author": "掘金"}, ["go 复制代码"]),
    ("jianshu", {},
     "<div class=show-content-free>§<div class=image-package><img data-original-src='//upload-images.jianshu.io/u/1.png' src='//a.cn/s.png'>"
     "<div class=image-caption>渡船与桥</div></div><p>见<a href='https://links.jianshu.com/go?to=https%3A%2F%2Fb.cn%2F1'>船期</a>的最后一页</p></div>"
     "<div class=support-author>赞赏支持</div>",
     "§<figure><img src=\"p1\" alt=\"渡船与桥\"/><figcaption>渡船与桥</figcaption></figure><p>见<a href=\"https://b.cn/1\">船期</a>的最后一页</p>", {}, ["赞赏支持"]),
    ("csdn", {"title": "渡口_CSDN博客"},
     "<h1 class=title-article>渡口</h1><div class=bar-content><a class=follow-nickName>周渡</a><span class=time>于 2021-03-04 10:20:30 发布</span></div>"
     "<div id=content_views>§<pre><code class='language-go'>a\nb</code><ul class=pre-numbering><li>1</li><li>2</li></ul></pre>"
     "<p>版权声明：本文为博主原创文章，遵循 CC 4.0 BY-SA 版权协议。</p></div><div class=recommend-box>另一个渡口</div>",
     "§<pre><code data-language=\"go\">a\nb</code></pre>", {"title": "渡口", "author": "周渡", "date": "2021-03-04T10:20:30"}, ["另一个渡口"]),
    ("36kr", {"categories": ("新媒体", "36kr")},
     "<div class=articleDetailContent>§<p><img src='https://img.36krcdn.com/1.jpg'></p><p class=img-desc>渡船与桥，图片来自周渡</p>"
     "<p>该文观点仅代表作者本人，36氪平台仅提供信息存储空间服务。</p></div>",
     "§<figure><img src=\"p1\" alt=\"渡船与桥，图片来自周渡\"/><figcaption>渡船与桥，图片来自周渡</figcaption></figure>", {}, ["该文观点仅代表作者本人"]),
    ("zaker", {"author": "ZAKER"},
     "<div class=article_header><h1>渡口</h1></div><div class=article_content>§<div class=img_box><div class=content_img_div>"
     "<img data-original='http://zkres1.myzaker.com/1.jpg' src='https://p.dev/?http://zkres1.myzaker.com/s.jpg' alt=渡船></div></div><p>查看原文</p></div>"
     "<div id=recommend_bottom>另一个渡口</div>",
     "§<figure><img src=\"p1\" alt=\"渡船\"/></figure>", {}, ["另一个渡口", "查看原文"]),
    ("dockone", {"author": "Dockone"},
     "<div class=aw-question-detail><h1>渡口</h1><div class=markitup-box>§<p><img src='/uploads/article/1.jpg' alt=渡船></p></div></div>"
     "<div class=aw-article-vote>赞 7</div>",
     "§<figure><img src=\"p1\" alt=\"渡船\"/></figure>", {}, ["赞 7"]),
    ("sspai", {"title": "渡口 - 少数派"},
     "<div id=article-title>渡口</div><div class=article__main__wrapper><div class=wangEditor-txt>§"
     "<figure class=ss-img-wrapper><img src='https://cdn.sspai.com/1.png' data-original='https://cdn.sspai.com/l.png'><figcaption>渡船与桥</figcaption></figure>"
     "<p>&gt; 下载少数派客户端、关注少数派公众号，了解更多的渡口</p></div></div>",
     "§<figure><img src=\"p1\" alt=\"渡船与桥\"/><figcaption>渡船与桥</figcaption></figure>", {"title": "渡口"}, ["> 下载少数派客户端"]),
    ("cnblogs", {},
     "<a id=cb_post_title_url>渡口</a><div id=cnblogs_post_body>§<div class=cnblogs_code><div class=cnblogs_code_toolbar><span class=cnblogs_code_copy>复制代码</span></div>"
     "<pre><span style='color: #008080;'>1</span> a = 1\n<span style='color: #008080;'>2</span> b</pre></div></div><div id=MySignature>周渡的渡口</div>"
     "<p>posted @ 2021-03-04 10:20 周渡 阅读(71) 评论(0) 编辑</p>",
     "§<pre><code> a = 1\n b</code></pre>", {}, ["周渡的渡口", "posted @ 2021-03-04"]),
    ("segmentfault", {"author": "思否"},
     "<article class='article-content fmt'>§<p><img data-src='/img/bVa1' src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7' alt=渡船></p>"
     "<div class=widget-clipboard>复制</div></article><div class=article-operation>赞 7 收藏 1</div>",
     "§<figure><img src=\"p1\" alt=\"渡船\"/></figure>", {}, ["赞 7 收藏 1"]),
    ("douban", {},
     "<div class=note-header><h1>渡口</h1></div><a class=note-author>周渡</a><span class=pub-date>2021-03-04 10:20:30</span>"
     "<div id=link-report><div class=note>§<p>见<a href='https://www.douban.com/link2/?url=https%3A%2F%2Fb.cn%2F1'>船期</a></p>"
     "<div class=image-container><img src='https://img1.doubanio.com/view/note/l/public/p1.jpg'><div class=image-caption>渡船与桥</div></div>"
     "<p>© 本文版权归作者 周渡 所有，任何形式转载请联系作者。</p></div></div>",
     "§<p>见<a href=\"https://b.cn/1\">船期</a></p><figure><img src=\"p1\" alt=\"渡船与桥\"/><figcaption>渡船与桥</figcaption></figure>",
     {"author": "周渡", "date": "2021-03-04T10:20:30"}, ["本文版权归作者"]),
    ("thepaper", {"title": "渡口_澎湃新闻-The Paper"},
     "<h1 class='index_title__B8mhI'>渡口</h1><div class='index_cententWrap__Jv8jK'>§<p>澎湃新闻报料：021-0000000 澎湃新闻，未经授权不得转载</p></div>"
     "<div class='index_keyword__x1'>渡口 船工</div>",
     "§", {"title": "渡口"}, ["渡口 船工", "澎湃新闻报料"]),
    ("ithome", {"author": "IT 之家"},
     "<div id=dt><h1>渡口</h1><span id=pubtime_baidu>2021/3/4 10:20:30</span><span id=source_baidu>来源：<a>河岸通讯</a></span><span id=author_baidu>作者：<strong>周渡</strong></span></div>"
     "<div id=paragraph>§<p><img data-original='https://img.ithome.com/newsuploadfiles/1.png' src='//img.ithome.com/images/v2/t.png' alt=渡船></p>"
     "<p>广告声明：文内含有的对外跳转链接，用于传递更多信息，节省甄选时间，结果仅供参考。</p></div>",
     "§<figure><img src=\"p1\" alt=\"渡船\"/></figure>", {"author": "IT 之家", "source": "河岸通讯", "date": "2021-03-04T10:20:30"}, ["广告声明"]),
    ("huxiu", {},
     "<h1 class=article__title>渡口</h1><div class=article__content><p class=text-big-title>船工的一天</p>§<p class=img-center-box><img src='https://img.huxiucdn.com/1.jpg'></p>"
     "<p class=text-img-note>渡船与桥</p><div class=neirong-shouquan>本内容为作者独立观点，不代表立场</div></div>",
     "<section id=\"s1\"><h2>船工的一天</h2>§<figure><img src=\"p1\" alt=\"渡船与桥\"/><figcaption>渡船与桥</figcaption></figure></section>", {}, ["本内容为作者独立观点"]),
    ("bilibili", {},
     "<div id=read-article-holder>§<figure class=img-box><img class='cut-off-5' src='//i0.hdslb.com/bfs/article/line.png'></figure>"
     "<figure class=img-box><img class='video-card nomal' aid='BV1x' src='//i0.hdslb.com/bfs/archive/1.jpg'></figure>"
     "<figure class=img-box><img data-src='//i0.hdslb.com/bfs/article/1.jpg'><figcaption class=caption>渡船与桥</figcaption></figure></div><p>本文禁止转载或摘编</p>",
     "§<div class=\"embed\"><p><a href=\"https://www.bilibili.com/video/BV1x\">https://www.bilibili.com/video/BV1x</a></p></div>"
     "<figure><img src=\"p1\" alt=\"渡船与桥\"/><figcaption>渡船与桥</figcaption></figure>", {}, ["本文禁止转载或摘编"]),
    ("sohu", {"title": "渡口_搜狐网"},
     "<div class=text-title><h1>渡口</h1><span id=news-time>2021-03-04 10:20</span></div><article id=mp-editor>§"
     "<p>河水涨了<a id=backsohucom><span class=backword>返回搜狐，查看更多</span></a></p></article><div class=statement>平台声明：该文观点仅代表作者本人</div>",
     "§<p>河水涨了</p>", {"title": "渡口", "date": "2021-03-04T10:20:00"}, ["返回搜狐，查看更多", "平台声明"]),
    ("oschina", {"author": "开源中国"},
     "<div class=article-detail><h1 class=article-box__title>渡口</h1><div class=content>§<p>见<a href='https://www.oschina.net/action/GoToLink?url=https%3A%2F%2Fb.cn%2F1'>船期</a></p></div></div>"
     "<p>点赞 7 收藏 1</p>",
     "§<p>见<a href=\"https://b.cn/1\">船期</a></p>", {}, ["点赞 7 收藏 1"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_page_of_a_site(cleaned, body, case):
    _, fields, html, left, known, told = case
    article = cleaned(html.replace("§", P), **fields)
    assert body(html.replace("§", P), **fields) == left.replace("§", P)
    assert article.title == "渡口"
    shown = {
        "date": article.date and article.date.isoformat(),
        "author": article.author,
        "source": article.source,
    }
    assert {name: shown.get(name, article.title) for name in known} == known
    assert {"site-recognised"} <= {notice.code for notice in article.notices}
    notices = " ".join(notice.about for notice in article.notices)
    assert all(words in notices for words in told)


def test_every_built_in_site_has_a_page():
    assert sorted(f"{case[0]}.yaml" for case in CASES) == resources.names("sites")


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_each_page_is_known_for_its_site_alone(cleaned, case):
    article = cleaned(case[2].replace("§", P), **case[1])
    names = {site.name for site in load()}
    told = [notice.about for notice in article.notices if notice.code == "site-recognised"]
    assert len(told) == 1
    assert told[0] in names


def test_a_page_of_no_site_is_read_by_no_rules(cleaned):
    article = cleaned(
        "<div class=content>§</div><p>赞同 7 添加评论的人都走了，渡口只剩下船工自己。</p>", author="周渡"
    )
    assert not [notice for notice in article.notices if notice.code.startswith("site-")]
