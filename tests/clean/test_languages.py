"""Blocks and words in another language than the article's say so; what is not sure does not."""

import pytest

P = "<p>这一天的雨从清晨下到傍晚，河水涨了半尺，渡口的老船工们把缆绳又多绕了一圈，才肯回家吃饭。</p>"

# page (§ stands for four paragraphs in simplified Chinese), what is marked
CASES = [
    ("the article's own", "§§", []),
    ("a paragraph in Japanese", "§<p>渡し場の雨は朝から夕方まで降りつづいた。</p>", [("p", "ja")]),
    ("a paragraph in Korean", "§<p>나루터의 비는 아침부터 저녁까지 내렸다.</p>", [("p", "ko")]),
    ("a paragraph in English", "§<blockquote><p>It rained at the ferry from dawn to dusk, and the river was high.</p></blockquote>", [("p", "en")]),
    ("a quotation in traditional Chinese", "§<p>這裡的船工們說，對岸的橋還沒有開。</p>", [("p", "zh-Hant")]),
    ("two traditional letters are a name", "§<p>船工们说，對岸。</p>", []),
    ("Latin that is not English", "§<p>Il pleuvait au bac depuis le matin, et la rivière était haute.</p>", []),
    ("a few English words", "§<p>FerryOS 2.0 release notes</p>", []),
    ("a heading and an item", "§<h2>渡し場の朝について</h2><ul><li>わたしの船です</li><li>船</li></ul>", [("h2", "ja"), ("li", "ja")]),
    ("Japanese words in a Chinese line", "<p>船身上写着“渡し場のうた”四个字，船工们说这是对岸的人留下来的。</p>§", [("span", "ja")]),
    ("kana beside Chinese", "<p>船工们说わたし这三个字是对岸的人留下来的。</p>§", [("span", "ja")]),
    ("one kana is a sign", "<p>对岸の人留下来的，船工们说。</p>§", []),
    ("Korean words", "<p>船工们说“나루 터”是渡口的<b>나루</b>。</p>§", [("span", "ko"), ("span", "ko")]),
    ("in code nothing is marked", "§<p>用 <code>わたし</code> 作名字</p><pre>わたしのうた</pre>", []),
    ("what the page states stays", "<p>船工们说<span lang='ja'>わたし</span>。</p>§", [("span", "ja")]),
]  # fmt: skip


@pytest.mark.parametrize(("html", "marked"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_marked(cleaned, html, marked):
    article = cleaned(html.replace("§", P * 4))
    assert article.lang == "zh-Hans"
    assert [
        (element.tag, element.get("lang")) for element in article.body.iter() if element.get("lang")
    ] == marked


def test_text_stays_as_it_is(cleaned, body):
    html = "<p>船工们说“나루 터”是<b>渡口</b>、わたし、나루的意思。</p>"
    assert (
        "".join(cleaned(html + P).body.itertext())
        == "船工们说“나루 터”是渡口、わたし、나루的意思。" + P[3:-4]
    )
    assert body(html + P).startswith(
        '<p>船工们说“<span lang="ko">나루 터</span>”是<strong>渡口</strong>、<span lang="ja">わたし</span>、<span lang="ko">나루</span>的意思。</p>'
    )


def test_in_a_japanese_article(cleaned):
    japanese = "<p>渡し場の雨は朝から夕方まで降りつづいた。船頭は綱をもう一巻きして帰った。</p>"
    article = cleaned(japanese * 3 + P)
    assert article.lang == "ja"
    assert [element.get("lang") for element in article.body.iter("p")] == [None, None, None, "zh-Hans"]
