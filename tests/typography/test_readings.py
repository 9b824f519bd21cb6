"""Pinyin and furigana: which reading stands over which character."""

import pytest
from lxml import etree

from exporter.typography.readings import annotate, furigana, furigana_pairs, pinyin_pairs

PINYIN = [
    ("by the phrase", "重庆很重要", "chóng qìng hěn zhòng yào"),
    ("another", "银行行长", "yín háng háng zhǎng"),
    ("none on marks and letters", "山，A路", "shān lù"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=title) for title, *case in PINYIN])
def test_pinyin(text: str, expected: str) -> None:
    pairs = pinyin_pairs(text)
    assert " ".join(reading for _, reading in pairs if reading) == expected
    assert "".join(base for base, _ in pairs) == text


FURIGANA = [
    ("食べ物", "タベモノ", [("食", "た"), ("べ", ""), ("物", "もの")]),
    ("東京", "トウキョウ", [("東京", "とうきょう")]),
    ("お茶", "オチャ", [("お", ""), ("茶", "ちゃ")]),
    ("ひらがな", "ヒラガナ", [("ひらがな", "")]),
    ("消しゴム", "ケシゴム", [("消", "け"), ("しゴム", "")]),
    ("今日", "", [("今日", "")]),
    ("12万", "イチニマン", [("12万", "")]),
    ("１２万", "イチニマン", [("１２万", "")]),
    ("十二万", "ジュウニマン", [("十二万", "じゅうにまん")]),
]


@pytest.mark.parametrize(("surface", "reading", "expected"), FURIGANA)
def test_furigana_stand_over_kanji_alone(surface: str, reading: str, expected: list[tuple[str, str]]) -> None:
    assert list(furigana(surface, reading)) == expected


def test_japanese_is_read_word_by_word() -> None:
    pytest.importorskip("sudachidict_core")
    assert dict(furigana_pairs("山で手紙を読んだ。"))["手紙"] == "てがみ"


BODY = '<article><h2>山</h2><p>山<b>路</b>，雾。<code>字</code><span lang="ja">駅</span></p></article>'


def test_only_running_text_in_the_language_has_readings() -> None:
    body = etree.fromstring(BODY)
    annotate(body, "zh-Hans", pinyin=True, furigana=False)
    assert [ruby.text for ruby in body.iter("ruby")] == ["山", "路", "雾"]
    for part in body.iter("rt", "rp"):
        part.text = ""
    assert "".join(body.itertext()) == "".join(etree.fromstring(BODY).itertext())


def test_without_an_order_nothing_is_read() -> None:
    body = etree.fromstring(BODY)
    annotate(body, "zh-Hans", pinyin=False, furigana=False)
    assert etree.tostring(body, encoding="unicode") == BODY
