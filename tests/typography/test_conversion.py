"""Conversion between scripts: word by word, over elements, never in what is no prose."""

import pytest
from lxml import etree

from exporter.settings import CONVERSIONS
from exporter.typography.conversion import conversion

LINES = [
    ("s2t", "zh-Hans", "头发发展，后来里面", "頭髮發展，後來裏面", "zh-Hant"),
    ("s2tw", "zh-Hans", "里面的软件", "裡面的軟件", "zh-Hant-TW"),
    ("s2twp", "zh-Hans", "鼠标和内存", "滑鼠和記憶體", "zh-Hant-TW"),
    ("s2hk", "zh-Hans", "里面的线", "裏面的線", "zh-Hant-HK"),
    ("t2s", "zh-Hant", "頭髮發展", "头发发展", "zh-Hans"),
    ("tw2sp", "zh-Hant", "滑鼠和記憶體", "鼠标和内存", "zh-Hans"),
    ("hk2s", "zh-Hant", "裏面", "里面", "zh-Hans"),
    ("s2twp", "zh-Hans", "见 https://a.example/鼠标 和软件.docx", "見 https://a.example/鼠标 和软件.docx", "zh-Hant-TW"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lang", "text", "expected", "result"), LINES)
def test_line(name, lang, text, expected, result):
    change = conversion(name, lang)
    assert change.convert_line(text, lang) == expected
    assert change.lang == result


@pytest.mark.parametrize("name", CONVERSIONS)
def test_every_conversion_that_settings_name_is_there(name):
    langs = [lang for lang in ("zh-Hans", "zh-Hant") if conversion(name, lang)]
    assert langs
    assert conversion(name, langs[0]).convert_line("渡口", langs[0]) == "渡口"


@pytest.mark.parametrize(
    ("name", "lang", "used"),
    [
        ("s2t", "zh-Hant", None),  # what is Traditional already is not converted again
        ("s2tw", "zh-Hant", "t2tw"),  # but gets the forms of the region
        ("s2hkp", "zh-Hant-TW", "t2hk"),
        ("t2s", "zh-Hans", None),
        ("s2t", "ja", None),
        ("t2s", "ja", None),
        ("s2t", "ko", None),
        ("s2t", "en", None),
        ("s2t", "zh", "s2t"),
        ("s2t", "zh-CN", "s2t"),
        ("", "zh-Hans", None),
    ],
)
def test_what_is_converted(name, lang, used):
    change = conversion(name, lang)
    assert (change.name if change else None) == used


BODIES = [
    ("a word over two elements", "s2t", "<p>头<em>发</em></p>", "<p>頭<em>髮</em></p>"),
    ("a word that grows", "s2twp", "<p>内存<em>和鼠标</em>在这里</p>", "<p>記憶體<em>和滑鼠</em>在這裡</p>"),
    ("code, keys, samples", "s2t", "<p>这<code>变量</code><kbd>回车</kbd></p><pre>这里</pre>", "<p>這<code>变量</code><kbd>回车</kbd></p><pre>这里</pre>"),
    ("ruby without its reading", "s2t", "<p><ruby>汉<rt>汉</rt></ruby>字</p>", "<p><ruby>漢<rt>汉</rt></ruby>字</p>"),
    ("sup and notes", "s2t", "<p>这<sup>注释</sup></p>", "<p>這<sup>註釋</sup></p>"),
    ("Japanese stays", "s2t", "<p>这<span lang='ja'>国語</span></p>", "<p>這<span lang='ja'>国語</span></p>"),
    ("Traditional stays", "s2t", "<p>这<span lang='zh-Hant'>乾坤</span></p>", "<p>這<span lang='zh-Hant'>乾坤</span></p>"),
    ("its language follows", "s2hk", "<p lang='zh-CN'>这</p>", "<p lang='zh-Hant-HK'>這</p>"),
    ("what pictures show", "s2t", "<p><img src='p1' alt='这里'/></p>", "<p><img src='p1' alt='這裏'/></p>"),
    ("formulas", "s2t", "<p><math alttext='这'><mtext>这</mtext></math></p>", "<p><math alttext='这'><mtext>这</mtext></math></p>"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "markup", "expected"), [c[1:] for c in BODIES], ids=[c[0] for c in BODIES])
def test_body(name, markup, expected):
    body = etree.fromstring(f"<article>{markup}</article>")
    conversion(name, "zh-Hans").convert_body(body, "zh-Hans")
    assert etree.tostring(body) == etree.tostring(etree.fromstring(f"<article>{expected}</article>"))
