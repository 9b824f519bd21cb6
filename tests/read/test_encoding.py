"""Bytes become text by evidence, never by the locale."""

import codecs

import pytest

from exporter.notices import InputError
from exporter.read.encoding import decode

HANS = "这座小城的清晨是从豆浆摊开始的，老板把灯拧亮，街上还没有什么人。“要甜的还是咸的？”他问。"
HANT = "這座小城的清晨是從豆漿攤開始的，老闆把燈擰亮，街上還沒有什麼人。「要甜的還是鹹的？」他問。"
JA = "この町の朝は豆乳の屋台から始まる。店主が明かりをつけると、通りにはまだ誰もいない。"
KO = "이 도시의 아침은 두유 가게에서 시작된다. 주인이 불을 켜면 거리에는 아직 아무도 없다."
FR = "Le café ouvre tôt; l'été, la rue est déjà pleine de lumière."


def text_and_name(data: bytes) -> tuple[str, str]:
    text, notices = decode(data, "x.md")
    return text, "".join(notice.about for notice in notices if notice.code == "encoding-guessed")


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (HANS, "utf-8", ""),
        (HANS, "utf-8-sig", ""),
        (HANS, "gb18030", "GB18030"),
        (HANS, "gb2312", "GB18030"),
        (HANS + "𠮷野家的招牌", "gb18030", "GB18030"),
        (HANT, "gbk", "GB18030"),
        (HANT, "big5", "Big5"),
        (HANT, "cp950", "Big5"),
        (HANS, "utf-16", "UTF-16"),
        (HANT, "utf-32", "UTF-32"),
        (JA, "shift_jis", "Shift_JIS"),
        (JA, "euc_jp", "EUC-JP"),
        (KO, "euc_kr", "EUC-KR"),
        (FR, "cp1252", "windows-1252"),
        (FR, "utf-8", ""),
        ("新闻：灯", "gb18030", "GB18030"),
        ("新聞：在這裡", "big5", "Big5"),
    ],
)
def test_the_encoding_is_found_and_named(text: str, codec: str, name: str) -> None:
    assert text_and_name(text.encode(codec)) == (text, name)


@pytest.mark.parametrize("codec", ["gb18030", "big5", "shift_jis", "euc_kr"])
def test_markup_around_the_words_does_not_sway_it(codec: str) -> None:
    words = {"gb18030": HANS, "big5": HANT, "shift_jis": JA, "euc_kr": KO}[codec]
    text = f"---\ntitle: '{words[:12]}'\n---\n\n<div>\n<p style=\"text-indent:2em\">{words}</p>\n</div>\n"
    assert text_and_name(text.encode(codec))[0] == text


def test_byte_order_mark_is_taken_off_and_believed() -> None:
    data = codecs.BOM_UTF16_BE + HANS.encode("utf-16-be")
    assert text_and_name(data) == (HANS, "UTF-16")


def test_one_damaged_character_does_not_turn_the_rest_into_something_else() -> None:
    data = HANS.encode()[:31] + b"\xe6" + HANS.encode()[33:]
    text, name = text_and_name(data)
    assert name == "UTF-8 with damaged characters"
    assert text.startswith(HANS[:10])
    assert text.endswith(HANS[-20:])
    assert "\ufffd" in text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("你好，世界".encode() + b"\xff\xfe", "你好，世界\ufffd\ufffd"),
        ("短文。".encode() + b"\x80", "短文。\ufffd"),
        (b"plain caf\xc3\xa9\xff", "plain café\ufffd"),
        ("“quoted” it’s".encode() + b"\xa0", "“quoted” it’s\ufffd"),
    ],
)
def test_damage_in_a_few_words_does_not_make_them_western(data: bytes, text: str) -> None:
    assert text_and_name(data) == (text, "UTF-8 with damaged characters")


def test_a_line_glued_in_from_another_encoding_is_read_in_its_own() -> None:
    data = f"{HANS}\n".encode() * 3 + HANS.encode("gb18030") + f"\n{HANS}".encode()
    assert text_and_name(data)[0] == "\n".join([HANS] * 5)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0c"])
def test_line_ends_are_unified(end: str) -> None:
    assert decode(f"甲{end}乙{end}{end}丙".encode(), "x")[0] == "甲\n乙\n\n丙"


def test_characters_no_xml_may_hold_go_and_are_counted() -> None:
    text, notices = decode(f"甲\0乙\x08丙\x1b丁\ufffe戊\uffff\x0b {HANS}".encode(), "x")
    assert text == f"甲乙丙丁戊 {HANS}"
    assert [(notice.code, notice.about) for notice in notices] == [("text-illegal-character", "6")]


def test_characters_xml_may_hold_stay() -> None:
    text = "甲\t乙\u2028丙\x85丁\u202e戊\u200d己\ue000庚𠮷\U0001fffe"
    assert decode(text.encode(), "x") == (text, ())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n" + b"plain enough " * 9, "a PDF"),
        (b"PK\x03\x04" + b"word/document.xml" * 9, "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "a PNG picture"),
        (bytes(range(256)) * 8, "binary data"),
        (b"\0" * 500, "binary data"),
        (HANS.encode("utf-16-le"), "binary data"),  # no byte order mark
    ],
)
def test_binary_data_is_an_input_error(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind) as caught:
        decode(data, "some/where.md")
    assert caught.value.place == "some/where.md"
