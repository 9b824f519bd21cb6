"""Readings over characters: pinyin for Chinese, furigana for Japanese, as ruby in an article's body.

Chinese heteronyms are told by the phrase they stand in (pypinyin's dictionary of phrases), Japanese words by
morphological analysis (SudachiPy, the extra `furigana`). Headings, captions and what has ruby stay as it is.
"""

import functools
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from lxml import etree

from exporter.late import expression
from exporter.notices import ConfigurationError
from exporter.typography.phrases import pypinyin

Pair = tuple[str, str]
"""Characters and their reading; "" for none."""

Reader = Callable[[str], list[Pair]]

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = expression(f"[{HAN}]+")
_SKIPPED = frozenset("h2 h3 h4 h5 h6 figcaption caption pre code kbd samp math ruby var".split())
_SENTENCE = expression(r"[^。！？\n]{1,3000}[。！？\n]?|[。！？\n]")  # SudachiPy takes 49,149 bytes at once
_FIGURE = expression(r"\d")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def annotate(body: etree._Element, lang: str, *, pinyin: bool, furigana: bool) -> None:
    """Puts readings over the text of `body`, an article in `lang`, in place.

    Raises ConfigurationError where furigana are wanted and the extra is not installed.
    """
    readers = {"zh": pinyin_pairs if pinyin else None, "ja": furigana_pairs if furigana else None}
    _visit(body, lang, lambda tag: readers.get(tag.partition("-")[0]))


def _visit(element: etree._Element, lang: str, reader_of: Callable[[str], Reader | None]) -> None:
    stack = [(element, lang)]
    while stack:
        current, around = stack.pop()
        own = current.get("lang", around)
        children = list(current)
        if current.tag in _SKIPPED or current.get("class") in {"embed", "noteref"}:
            continue
        for child in children:
            _put(child, "tail", reader_of(own))
        _put(current, "text", reader_of(own))
        stack += ((child, own) for child in children)


def _put(element: etree._Element, place: str, reader: Reader | None) -> None:
    """The text at this place with its readings."""
    text: str = getattr(element, place) or ""
    parent = element if place == "text" else element.getparent()
    if reader is None or parent is None or not _HAN.search(text):
        return
    setattr(element, place, "")
    index = 0 if place == "text" else parent.index(element) + 1
    ruby: etree._Element | None = None
    for base, reading in reader(text):
        if reading:
            if ruby is None:
                ruby = etree.Element("ruby")
                parent.insert(index, ruby)
                index += 1
            _add(ruby, base, reading)
        elif index == 0 or (place == "tail" and parent[index - 1] is element):
            setattr(element, place, (getattr(element, place) or "") + base)
        else:
            parent[index - 1].tail = (parent[index - 1].tail or "") + base
            ruby = None


def _add(ruby: etree._Element, base: str, reading: str) -> None:
    """A pair, in brackets for readers that know no ruby."""
    if len(ruby):
        ruby[-1].tail = base
    else:
        ruby.text = base
    for tag, text in (("rp", "("), ("rt", reading), ("rp", ")")):
        etree.SubElement(ruby, tag).text = text


def pinyin_pairs(text: str) -> list[Pair]:
    """`text` character by character with pinyin, tones marked."""
    reader = pypinyin()
    pairs: list[Pair] = []
    for piece in re.split(f"({_HAN.pattern})", text):
        if _HAN.match(piece):
            said = (each[0] for each in reader.pinyin(piece, style=reader.Style.TONE))
            pairs += ((base, "" if base == one else one) for base, one in zip(piece, said, strict=True))
        elif piece:
            pairs.append((piece, ""))
    return pairs


def furigana_pairs(text: str) -> list[Pair]:
    """`text` word by word, kanji with their reading in hiragana. Raises ConfigurationError."""
    pairs: list[Pair] = []
    for sentence in _SENTENCE.findall(text):
        for word in _tokenizer()(sentence):
            pairs += furigana(word.surface(), word.reading_form())
    return pairs


def furigana(surface: str, reading: str) -> Iterator[Pair]:
    """A word with its reading (katakana) over its kanji alone: 食べ物 タベモノ gives 食 た, べ, 物 もの.

    A number in figures has none: SudachiPy reads it figure by figure, 12万 as イチニマン.
    """
    said = "" if _FIGURE.search(surface) else reading.translate(_KATAKANA)
    parts = [part for part in re.split(f"({_HAN.pattern})", surface) if part]
    form = "".join(
        "(.+?)" if _HAN.match(part) else f"({re.escape(part.translate(_KATAKANA))})" for part in parts
    )
    found = re.fullmatch(form, said)
    if not _HAN.search(surface) or not said:
        yield surface, ""
    elif found is None:
        yield surface, said
    else:
        for part, heard in zip(parts, found.groups(), strict=True):
            yield part, heard if _HAN.match(part) else ""


@functools.cache
def _tokenizer() -> Callable[[str], Any]:
    try:
        sudachi = import_module("sudachipy")
        tokenizer = sudachi.Dictionary(dict="core").create()
    except ImportError as error:
        hint = "pip install 'exporter[furigana]'"
        raise ConfigurationError("furigana need SudachiPy and its dictionary", hint=hint) from error
    split: Callable[[str], Any] = tokenizer.tokenize
    return split
