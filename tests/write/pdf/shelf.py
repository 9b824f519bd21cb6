"""Books bound by hand that show every kind of page."""

from pathlib import Path

from exporter.model import Asset, Book, Cover, Part, Picture
from exporter.store import Store
from tests.pictures.drawn import encoded, photograph
from tests.write.epub.books import address, book, chapter

MOUNTAIN = (
    "山路在雾里拐了三个弯，邮差把自行车靠在石墙上，取下帽子，朝屋里喊了一声。"
    "没有人应。院子里的柿子红了，有两只麻雀在屋檐下面说话，像是在商量今天的天气。"
)
HANT = "山路在霧裡拐了三個彎，郵差把自行車靠在石牆上，取下帽子，朝屋裡喊了一聲。「有人嗎？」沒有人應。"
JA = "山道は霧の中で三度曲がり、郵便屋は自転車を石垣に立てかけて、帽子を取り、家の中へ声をかけた。"
EN = (
    "The road bends three times in the fog. The postman leans his bicycle against the stone wall, takes off "
    "his cap and calls into the house: “Is anybody home?” Nobody answers. "
)


def paragraphs(text: str, count: int, start: int = 1) -> str:
    return "".join(f"<p>{number}　{text}</p>" for number in range(start, start + count))


def asset(cache: Path, width: int, height: int) -> Asset:
    """A photograph of that many pixels, in the store under `cache`."""
    content = encoded(photograph(width, height), "JPEG")
    with Store(cache) as store:
        digest = store.put(content)
    return Asset(digest, "image/jpeg", width, height, len(content), str(cache))


VARIETY = f"""
<p class="lead">一篇文章里会出现的东西，这里都有一份。</p>
{paragraphs(MOUNTAIN, 3)}
<section id="s1"><h2>列表与表格</h2><p class="subtitle">整齐，清楚</p>
<p>正文里有<strong>着重</strong>、<em>强调</em>、<code>inline_code()</code>、x<sup>2</sup>、H<sub>2</sub>O、<mark>标记</mark>和<a href="https://example.com/">链接</a>。</p>
<ul><li>第一项：柿子</li><li>第二项：麻雀<ul><li>屋檐下的一只</li><li>石墙上的一只</li></ul></li></ul>
<ol start="5"><li>从五开始</li><li value="9">第九</li><li><p>第十，写得长一些，好看它怎样换行：{MOUNTAIN}</p></li></ol>
<ol reversed=""><li>倒数三</li><li>倒数二</li><li>倒数一</li></ol>
<table><caption>表一　信件</caption><thead><tr><th>日期</th><th>从</th><th>到</th></tr></thead><tbody>
{"".join(f"<tr><td>三月 {day} 日</td><td>山下的镇子{day}</td><td>半山的第 {day} 户人家</td></tr>" for day in range(1, 41))}
</tbody></table>
<section id="s1-1"><h3>宽表</h3>
<table><tbody>{"".join("<tr>" + "".join(f"<td>第{row}行{column}</td>" for column in range(1, 11)) + "</tr>" for row in range(1, 4))}</tbody></table>
</section></section>
<section id="s2"><h2>代码</h2>
<pre><code data-language="python">def post(letters):
    # 把每一封信送到
    for letter in letters: deliver(letter, {"x" * 120})
    return "{"很长的字符串" * 12}"
</code></pre>
<blockquote><p>信比人走得慢，但是它不会累。</p><p>{MOUNTAIN}</p></blockquote>
<p class="poem">山中何所有，<br/>岭上多白云。<br/>只可自怡悦，<br/>不堪持赠君。</p>
<hr/>
<aside class="note"><p>提示：雾大的时候，山路要慢走。</p></aside>
<aside class="embed"><p>视频：https://video.example.com/watch/12345</p></aside>
<dl><dt>邮差</dt><dd>送信的人。</dd><dt>邮局</dt><dd>信出发的地方。</dd></dl>
</section>
<section id="s3"><h2>图片</h2>
<figure><img src="wide" alt="宽的照片"/><figcaption>宽的照片，图注在下面</figcaption></figure>
{paragraphs(MOUNTAIN, 2)}
<figure><img src="tall" alt="手机截屏"/></figure>
<p>这里有一个行内的小图<img src="small" alt="小图"/>，和字一样高。</p>
<figure><img src="little" alt="小照片"/><figcaption>{MOUNTAIN}</figcaption></figure>
<figure><img src="lost" alt="找不到的照片"/><figcaption>没有取到的图片</figcaption></figure>
<p>行内<img src="gone" alt="不在的小图"/>也会不见。</p>
<p>注音：<ruby>重<rt>chóng</rt>庆<rt>qìng</rt></ruby>，<ruby>漢字<rt>かんじ</rt></ruby>，<ruby>装<rt>zhuāng</rt></ruby><ruby>双<rt>shuāng</rt></ruby>。见<a href="#s1">第一节</a>，也见<a href="https://example.com/second">第二篇</a>。</p>
</section>
"""

SIZES = {"wide": (1600, 1000), "tall": (1080, 2200), "small": (40, 40), "little": (300, 220)}


def pictures(cache: Path) -> dict[str, Asset]:
    return {address(name): asset(cache, *size) for name, size in SIZES.items()}


def collection(cache: Path) -> Book:
    """Nested parts, four languages, every kind of block, pictures there and missing, links between articles."""
    return book(
        "山间杂志",
        chapter("a0001", "卷首语：给第一次翻开的人", paragraphs(MOUNTAIN, 3)),
        Part(
            "p-walk",
            "行走",
            (
                chapter(
                    "a0002",
                    "山路上的邮差，与一个写得很长很长、长到页眉里放不下、必须截断的题目：兼论柿子、麻雀、雾、自行车和一切值得写下来的东西",
                    VARIETY,
                ),
                chapter("a0003", "第二篇", f"{paragraphs(MOUNTAIN, 30)}", link="https://example.com/second"),
                Part(
                    "p-walk-far",
                    "远处",
                    (
                        chapter(
                            "a0004",
                            "霧裡的郵差",
                            f'<section id="s1"><h2>霧</h2>{paragraphs(HANT, 8)}</section>',
                            "zh-Hant",
                        ),
                    ),
                ),
            ),
        ),
        Part(
            "p-abroad",
            "他乡",
            (
                chapter(
                    "a0005",
                    "郵便屋さん",
                    f"{paragraphs(JA, 8)}",
                    "ja",
                    credits=(("原題", "山の郵便屋"), ("編集", "林")),
                ),
                chapter(
                    "a0006",
                    "The Postman",
                    f'<section id="s1"><h2>Fog</h2>{paragraphs(EN, 12)}<p>It was <em>late</em>, he thought.</p></section>',
                    "en",
                ),
                chapter("a0007", '"""', "<p>只有一行。</p>"),
            ),
        ),
        gallery=pictures(cache),
        cover=Cover("#3b5b47", address("wide")),
        links={"example.com/second": "a0003"},
        subtitle="7 篇 · 2021 年 5 月 至 2022 年 3 月",
    )


def picture(name: str) -> Picture:
    return Picture(name, address(name), (address(name),))
