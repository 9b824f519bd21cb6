"""Where names stand in an index, by the language of the book."""

import pytest

from exporter.typography import collation
from exporter.typography.collation import filed
from exporter.typography.pinyin import SURNAMES, person, pinyin
from exporter.typography.readings import furigana_pairs

ORDERED = [
    # language, names in their order, the heads they are under
    (
        "zh-Hans",
        "阿 爱 Apple发布会 长江 重庆森林 éclair 《红楼梦》 吕 “你好” 女 行走 一 银行 长大 5G时代",
        "A C E H L N X Y Z #",
    ),
    ("zh-Hant", "一個人 人 海 臺灣 龍 灣 Apple 5G", "1 2 10 14 16 25 A #"),
    ("ko", "가나다 까치 나무 서울 한국 Apple 5G", "ㄱ ㄴ ㅅ ㅎ A #"),
    ("en", "Apple Éclair zebra 中文 5G", "A E Z #"),
    ("fr", "abc élan Étude zut", "A E Z"),
]


@pytest.mark.parametrize(("lang", "names", "heads"), ORDERED)
def test_order_and_heads(lang: str, names: str, heads: str) -> None:
    expected = names.split()
    unordered = expected[::-1]
    places = {name: filed(name, lang) for name in expected}
    assert sorted(unordered, key=lambda name: places[name].key) == expected
    assert list(dict.fromkeys(places[name].head for name in expected)) == heads.split()


@pytest.mark.parametrize(
    ("name", "lang", "head"),
    [
        ("The Zoo", "en", "Z"),
        ("A zoo", "en-GB", "Z"),
        ("An ape", "en", "A"),
        ("A", "en", "A"),
        ("重庆", "zh-Hans", "C"),  # not Zhong: the phrase tells
        ("重要", "zh-Hans", "Z"),
        ("　「", "zh-Hans", "#"),
        ("", "ja", "#"),
        ("ガ", "ja", "か"),
        ("ぱん", "ja", "は"),
        ("ﾊﾝ", "ja", "は"),
        ("っ", "ja", "た"),
        ("を", "ja", "わ"),
        ("Ｗｅｂ", "ja", "W"),
        ("ん", "zh-Hant", "#"),
        ("𰀀", "zh-Hans", "#"),  # nobody knows how it is said
        ("𠀀", "zh-Hant", "#"),
        ("각", "ko", "ㄱ"),
        ("뿌리", "ko", "ㅂ"),
        ("漢字", "ko", "#"),
        ("Ωmega", "en", "#"),
    ],
)
def test_head(name: str, lang: str, head: str) -> None:
    assert filed(name, lang).head == head


PERSONS = [
    # name, how a library has it, its head in an index of authors
    ("曾国藩", "zeng guo fan", "Z"),
    ("单田芳", "shan tian fang", "S"),
    ("仇英", "qiu ying", "Q"),
    ("查良镛", "zha liang yong", "Z"),
    ("翟天临", "zhai tian lin", "Z"),
    ("尉迟恭", "yu chi gong", "Y"),  # a surname of two characters is a phrase
    ("王曾", "wang ceng", "W"),
    ("解放日报", "jie fang ri bao", "J"),
    ("解放报", "jie fang bao", "J"),  # begins with a word
    ("单独", "dan du", "D"),
    ("区块链铅笔", "qu kuai lian qian bi", "Q"),  # too long for such a name
    ("单单", "dan dan", "D"),
    ("曾A", "ceng A", "C"),
]


@pytest.mark.parametrize(("name", "said", "head"), PERSONS)
def test_surnames_are_read_as_such(name: str, said: str, head: str) -> None:
    assert (person(name), filed(name, "zh-Hans", person=True).head) == (said, head)
    assert filed(name, "zh-Hant", person=True) == filed(name, "zh-Hant")


def test_surnames_are_those_that_are_read_otherwise_than_words() -> None:
    assert [name for name, said in SURNAMES.items() if pinyin(name) == said[:-1]] == []


def test_kanji_come_by_strokes_where_nobody_can_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collation, "_read", lambda text: text)
    assert [filed(name, "ja").head for name in ("かき", "日本", "食べ物", "Apple")] == ["か", "4", "9", "A"]


def test_kanji_come_by_their_readings() -> None:
    pytest.importorskip("sudachipy")
    assert furigana_pairs("日本")
    assert [filed(name, "ja").head for name in ("食べ物", "日本", "山")] == ["た", "な", "や"]


def test_every_common_character_has_its_strokes() -> None:
    table = collation._table()
    assert len(table) > 20_000
    assert {table[each][0] for each in "一丨"} == {1}
    assert [table[each][0] for each in "人海龍鬱"] == [2, 10, 16, 29]
    assert sorted(place for _, place in table.values()) == list(range(len(table)))
