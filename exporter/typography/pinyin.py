"""Chinese names in pinyin, for the order of names and for readers' libraries (file-as)."""

import unicodedata

from exporter.typography.phrases import pypinyin

MOST = 4096  # names that are remembered
SURNAMES = {  # read otherwise than the same character as a word
    "曾": "zeng1", "单": "shan4", "單": "shan4", "仇": "qiu2", "解": "xie4", "查": "zha1", "翟": "zhai2",
    "朴": "piao2", "缪": "miao4", "繆": "miao4", "薄": "bo2", "洗": "xian3", "隗": "wei3", "区": "ou1",
    "區": "ou1", "郇": "xun2", "阚": "kan4",
}  # fmt: skip
LONGEST = 3  # characters of a name with such a surname: longer ones are mostly of firms and papers
known: dict[str, str] = {}
"""The pinyin of names that have been asked for; what an earlier run has kept of it may be added."""


def pinyin(text: str) -> str:
    """`text` with every Han character as its pinyin without tones; the rest stays.

    Readings of several characters are chosen by pypinyin's phrase dictionary.
    """
    if text.isascii():
        return text
    if text not in known:
        if len(known) >= MOST:
            known.clear()
        known[text] = _read(text)
    return known[text]


def _read(text: str) -> str:
    return " ".join(syllable.strip() for syllable in pypinyin().lazy_pinyin(text) if syllable.strip())


def surname(name: str) -> str:
    """How the first character of a person's name is read, with its tone, where names have a reading of it.

    "" for all other names, and for what begins with a word (解放, 曾经) and so is no person's name.
    """
    reading = SURNAMES.get(name[:1], "")
    if not reading or not 1 < len(name) <= LONGEST or name[0] == name[1] or not _is_han(name):
        return ""
    phrases = pypinyin().constants.PHRASES_DICT
    return "" if name[:2] in phrases or name in phrases else reading


def _is_han(text: str) -> bool:
    return all(unicodedata.name(character, "").startswith("CJK UNIFIED") for character in text)


def person(name: str) -> str:
    """As `pinyin`, for the name of a person: 曾国藩 is Zeng, 查良镛 Zha."""
    said = surname(name)
    return f"{said[:-1]} {pinyin(name[1:])}" if said else pinyin(name)


def sort_key(name: str) -> tuple[str, str]:
    """What names are ordered by: pinyin for Han, letters for the rest, then the name itself."""
    return unicodedata.normalize("NFKC", pinyin(name)).casefold(), name
