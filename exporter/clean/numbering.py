"""How Chinese and Western headings number themselves, and which numbering stands above which."""

import re
from typing import NamedTuple

_HAN = "零〇一二三四五六七八九十百"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

# Systems from the outermost in: (name, form). The rank of a system is its place here.
SYSTEMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"(?:第\s*([0-9{_HAN}]+)\s*(?:部分|部|编|篇|卷|章|幕)|(?:PART|Part|Chapter|CHAPTER)\s*\.?\s*([0-9]{{1,2}}|[IVX]{{1,5}}|One|Two|Three|Four|Five|Six|Seven)\b)[\s\u3000：:、.．|｜—-]*")),
    ("section", re.compile(rf"第\s*([0-9{_HAN}]+)\s*(?:节|節|步|条|點|点|个|個|回)[\s\u3000：:、.．]*")),
    ("han", re.compile(rf"([{_HAN}]{{1,3}})\s*[、.．：:]\s*")),
    ("han-brackets", re.compile(rf"[（(]\s*([{_HAN}]{{1,3}})\s*[）)]\s*[、.．：:]?\s*")),
    ("zero-digits", re.compile(r"(0[1-9])(?![0-9.])[\s\u3000、.．|｜/：:—-]*")),
    ("decimal", re.compile(r"([0-9]{1,2})(?:\.[0-9]{1,2}){1,3}[\s\u3000、]+")),
    ("digits", re.compile(r"([0-9０-９]{1,2})\s*(?:[、．]|\.(?![0-9])|[：:|｜])\s*")),
    ("digits-brackets", re.compile(r"(?:[（(]\s*([0-9]{1,2})\s*[）)]|([0-9]{1,2})\s*[）)])\s*[、.．]?\s*")),
    ("circled", re.compile(r"([①-⑳])\s*")),
)  # fmt: skip
_ALONE = re.compile(r"(?:No\.?\s*|PART\s*|Part\s*|Chapter\s*)?([0-9０-９]{1,2})\s*[.、．]?\Z")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_WORDS = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6, "Seven": 7}


class Number(NamedTuple):
    """A heading's number: its system, the rank of that (0 outermost), its value, and the words after it."""

    system: str
    rank: int
    value: int
    title: str


def number_of(line: str) -> Number | None:
    """The number that `line` begins with; None where there is none or nothing follows it."""
    for rank, (name, form) in enumerate(SYSTEMS):
        match = form.match(line)
        title = line[match.end() :].strip() if match else ""
        if match and title:
            return Number(name, rank, _value(next(filter(None, match.groups()), "")), title)
    return None


def alone(line: str) -> int:
    """The value of a number that is the whole line, 0 where the line is none."""
    match = _ALONE.match(line)
    return int(match[1]) if match else 0


def _value(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    if digits in _ROMAN or digits in _WORDS:
        return _ROMAN.get(digits) or _WORDS[digits]
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    return _han_value(digits)


def _han_value(digits: str) -> int:
    """The value of a Chinese numeral below a thousand, such as 二十一 or 一百零三."""
    total, unit = 0, 0
    for char in digits:
        if char in "十百":
            total += (unit or 1) * (10 if char == "十" else 100)
            unit = 0
        else:
            unit = _DIGITS.get(char, 0)
    return total + unit
