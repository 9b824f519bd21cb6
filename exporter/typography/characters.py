"""The classes of characters that the text rules speak of, as bodies of regular expression sets."""

import re

from exporter.late import expression

LATIN_OBJECT, HAN_OBJECT, INSIDE, PICTURE, BREAK = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
"""What stands in a run for things the rules must not change: an end of code or of a protected word that reads
as Latin, one that reads as Han, what is between two such ends, a picture, a `<br>`. Noncharacters: no article
holds them (clean/text.py takes them out)."""

IDEOGRAPHS = (
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff"
    f"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff{HAN_OBJECT}"
)
"""Han, kana and bopomofo: what is set solid, in squares."""
LETTERS = (
    "0-9A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u0481\u048a-\u052f"
    f"{LATIN_OBJECT}"
)
"""Latin, Greek and Cyrillic letters and digits: what is set with a gap beside Han."""
OPENING = "（《〈「『【〔〖［｛"
CLOSING = "）》〉」』】〕〗］｝"
STOPS = "，。、；：？！"
WIDE = OPENING + CLOSING + STOPS + "～"
"""Marks that are full width wherever they stand."""
SHARED = "“”‘’…—"
"""Marks that Chinese and Latin text share; their width is that of the words beside them."""
BLANKS = " \t\n\r\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

CJK = expression(f"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffe6\U00020000-\U0003ffff{HAN_OBJECT}]")
"""Any sign that a run may concern the rules at all."""
HAN = expression(f"[{IDEOGRAPHS}]")
LETTER = expression(f"[{LETTERS}]")

_KANA_SET, _HANGUL_SET = "\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d", "\uac00-\ud7a3\u1100-\u11ff"
_LATIN_SET = "A-Za-z\u00c0-\u024fＡ-Ｚａ-ｚ"
_KANA, _HANGUL = expression(f"[{_KANA_SET}]+"), expression(f"[{_HANGUL_SET}]+")
_HAN_RUN = expression(f"[{IDEOGRAPHS}\uff66-\uff9d]+")
_LATIN_RUN = expression(f"[{_LATIN_SET}]+")
_OTHER_THAN_HAN = expression(f"[{_KANA_SET}{_HANGUL_SET}{_LATIN_SET}]")
_KANA_SHARE = 0.15  # as in language.py
_HAN_SHARE = 0.15


def count(form: re.Pattern[str], text: str) -> int:
    """How many characters the runs of `form` have in a text."""
    return sum(map(len, form.findall(text)))


def language_of_run(text: str, lang: str) -> str:
    """The language whose rules `text` takes in an article of `lang`: its own where its script says so.

    zh in a block that is mostly kana gives ja, mostly hangul ko, a few Han in English words en.
    """
    if not lang.startswith(("zh", "ja")) or not CJK.search(text) or not _OTHER_THAN_HAN.search(text):
        return lang
    han, kana, hangul, latin = (count(form, text) for form in (_HAN_RUN, _KANA, _HANGUL, _LATIN_RUN))
    if hangul > han:
        return "ko"
    if han and han < _HAN_SHARE * (han + latin / 4):
        return "en"
    if lang.startswith("zh") and kana >= _KANA_SHARE * max(han, 1):
        return "ja"
    return lang
