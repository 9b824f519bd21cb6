"""Simplified Chinese to Traditional and back, word by word, through OpenCC."""

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from exporter.typography.protection import hidden, shown
from exporter.typography.runs import Run, line_of, runs_of

# Conversion: the script it reads, the language it gives.
_CONVERSIONS = {
    "s2t": ("zh-Hans", "zh-Hant"),
    "s2tw": ("zh-Hans", "zh-Hant-TW"),
    "s2twp": ("zh-Hans", "zh-Hant-TW"),
    "s2hk": ("zh-Hans", "zh-Hant-HK"),
    "s2hkp": ("zh-Hans", "zh-Hant-HK"),
    "t2s": ("zh-Hant", "zh-Hans"),
    "tw2s": ("zh-Hant", "zh-Hans"),
    "tw2sp": ("zh-Hant", "zh-Hans"),
    "hk2s": ("zh-Hant", "zh-Hans"),
    "hk2sp": ("zh-Hant", "zh-Hans"),
    "t2tw": ("zh-Hant", "zh-Hant-TW"),
    "t2hk": ("zh-Hant", "zh-Hant-HK"),
    "tw2t": ("zh-Hant", "zh-Hant"),
    "hk2t": ("zh-Hant", "zh-Hant"),
}
# What an article needs that is in the script wanted already: the forms of the region.
_IN_REGION = {"s2tw": "t2tw", "s2twp": "t2tw", "s2hk": "t2hk", "s2hkp": "t2hk"}


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion of OpenCC by its `name`, from texts in `source` to `lang` (BCP 47 tags)."""

    name: str
    source: str
    lang: str

    def convert_body(self, body: etree._Element, lang: str) -> None:
        """Converts every block of `body` in place, and the lang of what it converts. `lang` is the article's.

        Code, formulas, addresses, readings of ruby and runs in other languages stay.
        """
        for run in runs_of(body, lang, ruby=True):
            if reads(self.source, run.lang):
                self._convert(run)
        for element in body.iter():
            for name in {"alt", "title"} & set(element.attrib):
                element.set(name, self.convert_line(element.get(name, ""), lang))
            if element.get("lang") and reads(self.source, element.get("lang", "")):
                element.set("lang", self.lang)

    def convert_line(self, text: str, lang: str) -> str:
        """`text` converted, where `lang` is what the conversion reads."""
        if not text or not reads(self.source, lang):
            return text
        run = line_of(text, lang, line=True)
        self._convert(run)
        return run.text

    def _convert(self, run: Run) -> None:
        """Words go over the borders of nodes, unless a conversion of words makes them longer or shorter."""
        text, behind = hidden(run.text)
        converted = _convert(self.name, text)
        if converted == text:
            return
        if len(converted) != len(text):
            starts = [0, *run.ends[:-1]]
            parts = [_convert(self.name, text[a:b]) for a, b in zip(starts, run.ends, strict=True)]
            converted = "".join(parts)
            run.ends = list(itertools.accumulate(map(len, parts)))
        run.text = shown(converted, behind)
        run.write()


def conversion(name: str, lang: str) -> Conversion | None:
    """The conversion `name` for an article in `lang`; None where it has nothing to do there."""
    wanted = name if name and reads(_CONVERSIONS[name][0], lang) else _IN_REGION.get(name, "")
    if not wanted or not reads(_CONVERSIONS[wanted][0], lang):
        return None
    return Conversion(wanted, *_CONVERSIONS[wanted])


def reads(source: str, lang: str) -> bool:
    """Whether a text in `lang` is in the script `source`; plain zh and zh-CN are simplified."""
    if not lang.startswith("zh"):
        return False
    traditional = bool({"hant", "tw", "hk", "mo"} & set(lang.lower().split("-")))
    return traditional == (source == "zh-Hant")


@functools.cache
def _converter(name: str) -> Callable[[str], str]:
    from opencc import OpenCC  # noqa: PLC0415 - loaded with the first conversion: its dictionaries take .1 s

    convert: Callable[[str], str] = OpenCC(name).convert
    return convert


def _convert(name: str, text: str) -> str:
    return _converter(name)(text)
