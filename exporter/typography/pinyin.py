"""Chinese names in pinyin, for the order of names and for readers' libraries (file-as)."""

import unicodedata

from exporter.typography.phrases import pypinyin

MOST = 4096  # names that are remembered
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


def sort_key(name: str) -> tuple[str, str]:
    """What names are ordered by: pinyin for Han, letters for the rest, then the name itself."""
    return unicodedata.normalize("NFKC", pinyin(name)).casefold(), name
