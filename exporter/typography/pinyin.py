"""Chinese names in pinyin, for the order of names and for readers' libraries (file-as)."""

import functools
import unicodedata


@functools.lru_cache(maxsize=4096)
def pinyin(text: str) -> str:
    """`text` with every Han character as its pinyin without tones; the rest stays.

    Readings of several characters are chosen by pypinyin's phrase dictionary.
    """
    if text.isascii():
        return text
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionaries cost .1 s, and Latin names need none

    return " ".join(syllable.strip() for syllable in lazy_pinyin(text) if syllable.strip())


def sort_key(name: str) -> tuple[str, str]:
    """What names are ordered by: pinyin for Han, letters for the rest, then the name itself."""
    return unicodedata.normalize("NFKC", pinyin(name)).casefold(), name
