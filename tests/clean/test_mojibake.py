"""Text read in the wrong encoding: put right where that is certain, told where not, sound text left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.clean.mojibake import mended
from exporter.model import Post

SOUND = "<p>渡口的灯亮到深夜，老船工把最后一根缆绳推回船舱。</p><p>“今天又下雨了。”她说，岸边的树叶发亮——没有人回答。</p>"


def western(text: str) -> str:
    """UTF-8 shown as windows-1252 shows it, bytes without a letter as controls."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def latin(text: str) -> str:
    return text.encode("gbk").decode("latin-1")


def gbk(text: str) -> str:
    """UTF-8 shown as browsers show GBK: a lone 80 is €, what makes no pair U+FFFD."""
    data, shown, at = text.encode(), [], 0
    while at < len(data):
        pair = data[at : at + 2]
        if data[at] <= 0x80:
            shown.append("€" if data[at] == 0x80 else chr(data[at]))
            at += 1
        elif len(letter := pair.decode("gbk", "replace")) == 1 and letter != "\ufffd":
            shown.append(letter)
            at += 2
        else:
            shown.append("\ufffd")
            at += 1
    return "".join(shown)


def told(post: Post) -> list[str]:
    return [code for code, _ in mended(post)[1]]


@pytest.mark.parametrize("damage", [western, latin], ids=["UTF-8 as windows-1252", "GBK as Latin-1"])
def test_put_right_to_the_last_character(damage):
    post, notices = mended(
        Post("a.md", damage("渡口"), damage(SOUND), damage("周渡"), None, (damage("报刊"), "ZAKER"))
    )
    assert (post.title, post.body, post.author, post.categories) == ("渡口", SOUND, "周渡", ("报刊", "ZAKER"))
    assert [code for code, _ in notices] == ["text-misdecoded"]


def test_utf8_read_as_gbk_is_put_right_but_for_what_is_lost():
    post, notices = mended(Post("a.md", gbk("渡口的灯火"), gbk(SOUND)))
    assert post.title == "渡口的灯\ufffd"
    assert "”她说，" in post.body
    assert sum(a == b for a, b in zip(post.body, SOUND, strict=False)) > len(SOUND) * 0.8
    assert [code for code, _ in notices] == ["text-misdecoded", "text-damaged"]
    assert notices[1][1].endswith("places are lost")


@pytest.mark.parametrize("damage", [western, gbk, latin])
def test_a_title_alone(damage):
    assert mended(Post("a.md", damage("渡口停摆的雨天里"), SOUND))[0].title == "渡口停摆的雨天里"


def test_accents_and_quotes_of_the_west():
    sound = "<p>Le café était fermé — “déjà”, dit-il, l’été à peine fini…</p>"
    assert mended(Post("a.md", "Été", western(sound)))[0] == Post("a.md", "Été", sound)


def test_kana():
    sound = "<p>渡し舟が来ました。雨の日も風の日も。</p>"
    assert mended(Post("a.md", "x", western(sound)))[0].body == sound


TOLD = [
    ("what decoders gave up", "<p>锟斤拷锟斤拷船来了</p>", ["text-damaged"]),
    ("replacement characters", "<p>船\ufffd\ufffd了</p>", ["text-damaged"]),
    ("quoted in sound text", SOUND + f"<p>乱码常是这样：{western('渡口的灯')}。</p>", ["text-damaged"]),
    (
        "quoted in sound text, as GBK",
        SOUND + f"<p>{gbk('渡口的灯亮了')}</p>",
        ["text-damaged", "text-damaged"],
    ),
]


@pytest.mark.parametrize(("html", "codes"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD])
def test_told_and_left_as_it_is(html, codes):
    assert mended(Post("a.md", "渡口", html))[0].body == html
    assert told(Post("a.md", "渡口", html)) == codes


SOUND_TEXTS = [
    ("French", "« Voilà », créée à l’été, où l’on a été ; déjà… “à”", "fr"),
    ("German", "Größe, Öl, ‚öde‘ Straße – „übermütig“", "de"),
    ("Portuguese", "NÃO HÁ AÇÃO; “maçã”, pão, coração", "pt"),
    ("Icelandic", "Þórður æði út í vötnin", "is"),
    ("Japanese", "浜松の鐡道、涓滴岩を穿つ。鏡よ鏡", "ja"),
    ("rare letters", "鍥鍒鐨涓浜鍦銆鈥、禤、囧、龘靐齉爩、朙", "zh"),
    ("traditional", "鐵路、鏡子、鍊金、錦衣、閱讀", "zh"),
    ("censored", "××××·······×××××", "zh"),
    ("money", "£5 ±½ ¼ ¾ §¶ ¥100 ©®", "en"),
    ("Russian", "Ёлка, объём «щука»", "ru"),
    ("Vietnamese", "Đường phố Hà Nội, tiếng Việt", "vi"),
    ("code", 'x = "\\xe5\\x9b\\xbe"; s.encode("latin-1") # é', "py"),
]


@pytest.mark.parametrize("text", [case[1] for case in SOUND_TEXTS], ids=[case[0] for case in SOUND_TEXTS])
def test_sound_text_is_left_alone(text):
    for times in (1, 40):
        post = Post("a.md", text, f"<p>{text}</p>" * times)
        assert mended(post) == (post, [])


_WORDS = (
    "Voilà l’été « déjà » où naïve œuvre, çà et là… créée réélue aïeul (français) à — 5 € !",
    "Größe Öl Straße „übermütig“ ‚öde‘ Äußerung – süß ÖPNV fünf € heißt Bühne",
    "NÃO HÁ AÇÃO “maçã” pão coração ¿qué? ¡año! niño mañana «señal»",
    "þórður æði ðaðan ålesund øøy blåbærsyltetøy ÅÄÖ räksmörgås",
    "渡口 的灯 ，亮到 深夜 。 涓滴 “好” —— …… ×× 浜 鏡 囧 龘 ，。",
    "渡し舟 が 来ました 。 浜松 の 鏡 「雨」 ー ・ ジャズ",
    "鐵路 鏡子 閱讀 錦衣 ，「 國家 」 。 說 為 們",
)


@settings(max_examples=400, deadline=None)
@given(data=st.data(), words=st.sampled_from(_WORDS), gap=st.sampled_from([" ", "</p><p>", "\xa0"]))
def test_whatever_is_written_in_sound_words_stays(data, words, gap):
    drawn = data.draw(st.lists(st.sampled_from(words.split()), max_size=60))
    post = Post("a.md", " ".join(drawn[:5]), gap.join(drawn))
    assert mended(post) == (post, [])


_LETTERS = "渡口的灯亮到深夜老船工把最后一根缆绳推回舱，。"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_LETTERS), min_size=6, max_size=60, unique=True).map("".join))
def test_what_was_mixed_up_and_long_enough_comes_back(text):
    assert mended(Post("a.md", "x", western(text)))[0].body == text
    assert mended(Post("a.md", "x", latin(text)))[0].body == text
