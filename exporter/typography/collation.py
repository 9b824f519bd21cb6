"""What a name is filed under in an index, and where there: pinyin, strokes, kana, Hangul, letters.

| language | order | heads |
|---|---|---|
| zh (Simplified), and whatever is named below nowhere | pinyin, then tone; Latin words among them | A to Z |
| zh-Hant | number of strokes, then radical; Latin words after them | 1 畫, 2 畫 ... A to Z |
| ja | kana by rows, kanji as they are read (the extra `furigana`; else by strokes) | あ, か ... A to Z |
| ko | Hangul by their initials | ㄱ, ㄴ ... A to Z |

Letters count without case and accents. What begins with neither stands at the end, under #.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.resources import files
from typing import NamedTuple

from exporter.late import expression
from exporter.notices import ConfigurationError
from exporter.typography.phrases import pypinyin
from exporter.typography.pinyin import surname
from exporter.typography.readings import furigana_pairs

OTHER = "#"
TOLD = 8  # characters of a name whose pinyin is told by phrase: no two names are alike for longer
FIRST, SECOND, THIRD, LAST = range(4)  # the scripts of an order
ROWS = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
ROW = dict(zip(ROWS, "あ" * 5 + "か" * 5 + "さ" * 5 + "た" * 5 + "な" * 5 + "は" * 5 + "ま" * 5 + "や" * 3
               + "ら" * 5 + "わ" * 3, strict=True))  # fmt: skip
SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # a doubled initial is filed under the plain one
SYLLABLE, SYLLABLES = 0xAC00, 588  # the first of Hangul, and how many share an initial
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_PIECE = expression(r"[a-z0-9]+|[^\W_]", re.IGNORECASE)
_ARTICLE = expression(r"(?:the|an?)\s+(?=\w)", re.IGNORECASE)
_HAN = expression("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTER = expression("[a-z]")

Weight = tuple[int, str, int, str]
"""Of a word or character: its script, what it is filed by, tone, itself."""


class Filed(NamedTuple):
    """Where a name stands: `key` orders names, `head` is what they are grouped under.

    A head is a letter, a kana, a Hangul initial, OTHER, or a number of strokes in digits.
    """

    key: tuple[Weight, ...]
    head: str


def filed(name: str, lang: str, *, person: bool = False) -> Filed:
    """Where `name` stands in an index in a language (BCP 47); surnames of a `person` are read as such."""
    text = unicodedata.normalize("NFKC", name)
    text = _ARTICLE.sub("", text, count=1) if lang.startswith("en") and _ARTICLE.match(text) else text
    way = next((way for tag, way in ORDERS.items() if lang.startswith(tag)), _by_letters)
    weights = tuple(way(text))
    if person and way is _by_letters and (said := surname(text)):
        weights = ((FIRST, said[:-1], int(said[-1]), text[0]), *weights[1:])
    own = (LAST, name, 0, "")  # the same in any order that the names come in
    return Filed((*weights, own), _head(weights[0]) if weights else OTHER)


def _by_letters(text: str) -> Iterator[Weight]:
    """Latin words as they are written, Han as they are said in Chinese."""
    said = _syllables("".join(_HAN.findall(text)[:TOLD]))
    for piece in _PIECE.findall(_plain(text)):
        if _HAN.match(piece):
            syllable, tone = next(said, (piece, 0))
            yield FIRST if tone else LAST, syllable, tone, piece
        else:
            yield _other(piece, FIRST)


def _by_strokes(text: str) -> Iterator[Weight]:
    for piece in _PIECE.findall(_plain(text)):
        yield _strokes(piece, FIRST) if _HAN.match(piece) else _other(piece)


def _by_kana(text: str) -> Iterator[Weight]:
    for piece in _PIECE.findall(_plain(_read(text))):
        kana = _kana(piece)
        if kana in ROW:
            yield FIRST, kana, 0, piece
        else:
            yield _strokes(piece, SECOND) if _HAN.match(piece) else _other(piece)


def _by_hangul(text: str) -> Iterator[Weight]:
    for piece in _PIECE.findall(unicodedata.normalize("NFC", _plain(text))):
        is_hangul = SYLLABLE <= ord(piece[0]) < SYLLABLE + len(INITIALS) * SYLLABLES
        yield (FIRST, piece, 0, "") if is_hangul else _other(piece)


ORDERS: dict[str, Callable[[str], Iterator[Weight]]] = {
    "zh-Hant": _by_strokes,
    "ja": _by_kana,
    "ko": _by_hangul,
}


def _head(first: Weight) -> str:
    script, word, number, _ = first
    if script == LAST:
        return OTHER
    if number and word.isdigit():  # a place among the strokes
        return str(number)
    letter = word[:1]
    if _LETTER.match(letter):
        return letter.upper()
    if letter in ROW:
        return ROW[letter]
    if letter and SYLLABLE <= ord(letter) < SYLLABLE + len(INITIALS) * SYLLABLES:
        return INITIALS[(ord(letter) - SYLLABLE) // SYLLABLES]
    return OTHER


def _other(piece: str, latin: int = THIRD) -> Weight:
    return latin if _LETTER.match(piece) else LAST, piece, 0, ""


def _plain(text: str) -> str:
    """Letters without case and accents; kana and Hangul stay as they are written."""
    parts = unicodedata.normalize("NFD", text)
    bare = re.sub("(?<=[a-zA-Z])[\u0300-\u036f]+", "", parts)
    return unicodedata.normalize("NFC", bare).casefold()


def _syllables(han: str) -> Iterator[tuple[str, int]]:
    """The pinyin of each character, told by the phrase it stands in, and its tone; "" for one unknown."""
    if not han:
        return
    reader = pypinyin()
    style = reader.Style.TONE3
    said = reader.pinyin(han, style=style, neutral_tone_with_five=True, errors=lambda unknown: [*unknown])
    for character, (syllable, *_) in zip(han, said, strict=True):
        known = syllable != character
        yield (syllable[:-1].replace("ü", "v"), int(syllable[-1])) if known else (character, 0)


@functools.cache
def _table() -> dict[str, tuple[int, int]]:
    """Every character's number of strokes, and its place among all."""
    lines = files("exporter.typography").joinpath("strokes.txt").read_text("utf-8").splitlines()
    rows = (line.split(" ", 1) for line in lines if not line.startswith("#"))
    ordered = ((character, int(number)) for number, characters in rows for character in characters)
    return {character: (number, place) for place, (character, number) in enumerate(ordered)}


def _strokes(character: str, script: int) -> Weight:
    number, place = _table().get(character, (0, 0))
    return (script, f"{place:05}", number, character) if number else (LAST, character, 0, "")


def _kana(character: str) -> str:
    """The plain hiragana of a kana: without voicing and size."""
    return unicodedata.normalize("NFD", character.translate(_KATAKANA).translate(SMALL))[0]


def _read(text: str) -> str:
    """Japanese text with its kanji as they are read, as far as that can be told."""
    with suppress(ConfigurationError):
        text = "".join(reading or base for base, reading in furigana_pairs(text))
    return text.replace("ー", "")


def reads_kanji() -> bool:
    """Whether kanji are filed by their readings: the extra `furigana` is there."""
    try:
        return bool(furigana_pairs("字"))
    except ConfigurationError:
        return False
