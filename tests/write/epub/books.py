"""Books bound by hand, for tests that begin after binding."""

import io
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image

from exporter.model import Article, Asset, Book, Chapter, Cover, Gallery, Missing, Part, Picture, Section
from exporter.store import Store

NEWEST = datetime(2022, 3, 17, 0, 30, tzinfo=UTC)


def chapter(key: str, title: str, body: str, lang: str = "zh-Hans", **fields: Any) -> Chapter:
    """A chapter of `body`, whose sections and pictures are found in it: `<img src="p1"/>` is https://…/p1.jpg."""
    tree = etree.fromstring(f"<article>{body}</article>")
    sections = tuple(
        Section(int(heading.tag[1]) - 1, "".join(heading.itertext()), section.get("id", ""))
        for section in tree.iter("section")
        for heading in section[:1]
    )
    pictures = tuple(
        Picture(name, address(name), (address(name),), alt=image.get("alt", ""))
        for image in tree.iter("img")
        for name in [image.get("src", "")]
    )
    defaults: dict[str, Any] = {"path": f"{key}.md", "author": "林间", "source": "山间邮报", "date": NEWEST}
    return Chapter(
        key,
        Article(
            title=title, body=tree, lang=lang, sections=sections, pictures=pictures, **(defaults | fields)
        ),
    )


def address(name: str) -> str:
    return f"https://pictures.example.com/{name}.jpg"


def asset(cache: Path, colour: str = "teal", form: str = "JPEG") -> Asset:
    """A picture in the store under `cache`."""
    file = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(file, form)
    content = file.getvalue()
    with Store(cache) as store:
        digest = store.put(content)
    return Asset(digest, f"image/{form.lower()}", 640, 400, len(content), str(cache))


def book(title: str, *contents: Part | Chapter, gallery: Gallery | None = None, **fields: Any) -> Book:
    """A book of the contents; pictures not in `gallery` could not be had."""
    defaults: dict[str, Any] = {
        "lang": "zh-Hans",
        "identifier": uuid.uuid5(uuid.NAMESPACE_DNS, repr(title)).urn,
        "modified": NEWEST,
        "cover": Cover("#2f4f5f"),
        "creators": ("林间", "Ann Lee"),
        "publisher": "山间邮报",
        "subjects": ("生活", "旅行"),
        "first": datetime(2021, 5, 1, tzinfo=UTC),
        "last": NEWEST,
    }
    made = Book(title=title, contents=contents, gallery=gallery or {}, **(defaults | fields))
    urls = [each.url for within in made.chapters() for each in within.article.pictures]
    return Book(
        **{**_fields(made), "gallery": {url: Missing("HTTP 404") for url in urls} | dict(made.gallery)}
    )


def _fields(made: Book) -> dict[str, Any]:
    return {name: getattr(made, name) for name in made.__dataclass_fields__}


POST_OFFICE = """
<p class="lead">邮局在半山腰，信一天来两次。</p>
<section id="s1"><h2>信</h2><p class="subtitle">一天两次</p>
<p>早上的信走<em>山路</em>，下午的信走水路；“快信”要 3 天，“慢信”没有人等。见<a href="#s2">下一节</a>和<a href="https://example.com/post?a=1&amp;b=2">旧报</a>。</p>
<figure><img src="p1" alt="邮局的门"/><figcaption>邮局的门，朝东开。</figcaption></figure>
<p>门前一行字 <img src="p2" alt="门牌"/> 已经看不清。</p>
<section id="s11"><h3>寄往</h3><ul><li>北面：<ruby>郵<rt>ゆう</rt>便<rt>びん</rt></ruby></li><li>南面</li></ul></section></section>
<section id="s2"><h2>人</h2><blockquote><p>等信的人不说话。</p></blockquote>
<pre><code data-language="python">def post(letter):
    return letter &lt; 20  # 克</code></pre>
<table><caption>邮资</caption><thead><tr><th scope="col">去处</th><th scope="col">分</th></tr></thead>
<tbody><tr><td>本城</td><td>4</td></tr><tr><td>外埠</td><td></td></tr></tbody></table>
<p lang="en">The post office opens at nine; “fast” letters go first.</p>
<aside class="embed"><p>视频：山路</p><p><a href="https://video.example.com/1">https://video.example.com/1</a></p></aside>
<p class="poem">山高<br/>水长</p><p class="centred">* * *</p><hr/>
<ol start="3" reversed="reversed"><li>三</li><li>二</li><li>一</li></ol>
<dl><dt>邮戳</dt><dd>圆的。</dd></dl><p>H<sub>2</sub>O，x<sup>2</sup>，<mark>重点</mark>，<kbd>Enter</kbd>，<s>旧</s><u>新</u>，<cite>《信》</cite>。</p></section>
"""


def post_office(cache: Path) -> Book:
    """One article with everything an article may hold."""
    gallery = {address("p1"): asset(cache)}
    only = chapter(
        "a1",
        "山间的邮局",
        POST_OFFICE,
        link="https://example.com/post/1",
        credits=(("编辑", "小满"),),
        description="记一间邮局。",
    )
    return book("山间的邮局", only, gallery=gallery, single=True, creators=("林间",))


def collection(cache: Path) -> Book:
    """Parts within parts, five languages, links between articles, two sections of one name."""
    hans = chapter(
        "a1",
        "渡口",
        '<section id="s1"><h2>船</h2><p>渡船每半小时一班，见<a href="https://example.com/tea">茶馆</a>。</p></section>'
        '<section id="s2"><h2>船</h2><p>第二条船是新的。</p></section>',
    )
    hant = chapter(
        "a2", "茶館", "<p>老茶館開在河邊，早上五點就有人來。</p>", "zh-Hant", link="https://example.com/tea"
    )
    ja = chapter(
        "a3",
        "駅の<ruby>",
        "<p>駅は<em>山の中</em>にある。</p><figure><img src='p3' alt='駅'/></figure>".replace("'", '"'),
        "ja",
        author="森 一",
    )
    ko = chapter("a4", "우체국", "<p>우체국은 산 중턱에 있다.</p>", "ko", source="")
    en = chapter(
        "a5",
        "Lathe notes",
        '<section id="s1"><h2>Tools</h2><p>Keep the tool <em>sharp</em>.</p></section>',
        "en",
        author="",
        date=None,
    )
    gallery = {address("p3"): asset(cache, "maroon", "PNG")}
    parts = (hans, Part("p1", "饮食", (hant, Part("p2", "外面", (ja, ko)))), Part("p3", "Workshop", (en,)))
    return book(
        "生活",
        *parts,
        gallery=gallery,
        subtitle="5 篇 · 2021 年 5 月 至 2022 年 3 月",
        links={"example.com/tea": "a2"},
    )


def odd(_cache: Path) -> Book:
    """Titles that are markup, empty, or not text at all; a language without labels; nothing dated."""
    names = [
        '<&"]]>',
        "",
        "一\n行\t又\x00一行\ud800",
        "]]><script>alert(1)</script>",
        "٠ مرحبا",
        "{{ book }} {% raw %}",
        "'" * 300,
        "\x01",
    ]
    chapters = [
        chapter(f"a{n}", name, f"<p>第 {n} 篇。</p>", author=name, date=None, source=name, link=name)
        for n, name in enumerate(names)
    ]
    parts = (Part("p0", '<&"]]>', (chapters[0],)), Part("p1", "", tuple(chapters[1:])))
    return book(
        '<&"]]>',
        *parts,
        subtitle="&amp;<b>",
        creators=('<&"]]>', "\x01"),
        publisher="&",
        subjects=("<", "\x02"),
        description="</dc:description>\x0b",
        first=None,
        last=None,
        lang="fr",
    )


def huge(_cache: Path) -> Book:
    """An article of a megabyte: sections, one giant paragraph, list, table and listing, pictures that fail."""
    sentence = "山路很长，信要走三天，走信的人一路不说话。"
    sections = "".join(
        f'<section id="s{n}"><h2>第 {n} 程</h2>{f"<p>{sentence * 20}</p>" * 12}</section>'
        for n in range(1, 16)
    )
    giant = f'<section id="g"><h2>一口气</h2><p id="one">{sentence * 6000}</p></section>'
    rows = "".join(f"<tr><td>{n}</td><td>{sentence * 3}</td></tr>" for n in range(1200))
    lines = "".join(f"line {n}: letters and more letters\n" for n in range(9000))
    items = "".join(f'<li id="i{n}">{sentence * 2}</li>' for n in range(2500))
    failed = "".join(f'<figure><img src="q{n}" alt=""/></figure>' for n in range(400))
    links = '<p><a href="#i2499">到末尾</a> <a href="#s15">第 15 程</a> <a href="#nowhere">没有</a></p>'
    body = f'{links}{sections}{giant}<table id="t"><tbody>{rows}</tbody></table><pre id="c"><code>{lines}</code></pre><ol id="l">{items}</ol>{failed}'
    before = chapter("a1", "短", '<p>见<a href="https://example.com/long">长的</a>。</p>')
    return book(
        "长路",
        before,
        chapter("a2", "长路", body, link="https://example.com/long"),
        gallery={},
        links={"example.com/long": "a2"},
    )


def wordy(_cache: Path) -> Book:
    """Few articles, of many sections with endless headings."""
    sections = "".join(
        f'<section id="s{n}"><h2>{"很长的一个小标题" * 60}{n}</h2><p>文。</p></section>' for n in range(20)
    )
    return book("很多", *(chapter(f"a{n}", f"第 {n} 篇", sections) for n in range(10)))


ALL = (post_office, collection, odd, huge, wordy)
