"""How Chinese and Western headings number themselves, and which numbering stands above which."""

import re
from typing import NamedTuple

_HAN = "零〇一二三四五六七八九十百"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_WESTERN = (
    r"(?:PART|CHAPTER|SECTION)\s*\.?\s*([0-9]{1,2}|[IVX]{1,5}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE)\b"
)
_AFTER = r"[\s\u3000：:、.．|｜/\-—]*"
# Words that headings count: 方法一：, 误区2：, Step 1, NO.3; not those that count pictures and tables.
_COUNTED = r"(?![图圖表附])[\u4e00-\u9fff]{2,3}(?<![年月日周期天第])"
_LABELS = r"(?:NO|TOP|DAY|STEP|TIPS?|CASE|SCENE|ROUND|LESSON|RULE|CHAPTER|VOL)"

# Systems: (name, form). The first that fits a line names its system.
SYSTEMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s*([0-9{_HAN}]+)\s*(?:部分|部|编|編|篇|卷|章|幕){_AFTER}")),
    ("part", re.compile(_WESTERN + _AFTER, re.I)),
    ("step", re.compile(rf"第\s*([0-9{_HAN}]+)\s*(?:节|節|步|条|條|点|點|个|個|回|招|件){_AFTER}")),
    ("label", re.compile(rf"{_COUNTED}\s*([0-9]{{1,2}}|[{_HAN}]{{1,2}})\s*(?:[：:、．|｜]|\.(?![0-9]))\s*")),
    ("label", re.compile(rf"{_LABELS}\s*[.．]?\s*#?([0-9]{{1,2}})(?![0-9.]){_AFTER}", re.I)),
    ("han", re.compile(rf"([{_HAN}]{{1,3}}|[{_FORMAL}])\s*[、.．：:]\s*")),
    ("han-brackets", re.compile(rf"[（(]\s*([{_HAN}]{{1,3}})\s*[）)]\s*[、.．：:]?\s*")),
    ("zero-digits", re.compile(rf"(0[1-9])(?![0-9.]){_AFTER}")),
    ("digits", re.compile(r"([0-9０-９]{1,2})\s*(?:[、．]|\.(?![0-9])|[：:|｜])\s*")),
    ("decimal", re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,3})[\s\u3000、]+")),
    ("digits-brackets", re.compile(r"[（(]?\s*([0-9]{1,2})\s*[）)]\s*[、.．]?\s*")),
    ("circled", re.compile(r"([①-⑳])\s*")),
)
# What numbers headings where they are known to be some, and counts things elsewhere: 1 渡船, 一 渡船.
_BARE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("han", re.compile(rf"([{_HAN}]{{1,3}})[\s\u3000]+")),
    ("digits", re.compile(r"([0-9]{1,2})[\s\u3000]+(?![0-9])")),
)
_ALONE = re.compile(
    rf"[—\-·\s]*(?:(?:No|NO|PART|Part|Chapter|CHAPTER)\s*\.?\s*)?([0-9０-９]{{1,2}}|[{_HAN}]{{1,3}}|[{_FORMAL}]|[IVX]{{1,4}})\s*[.、．]?[—\-·\s]*\Z"
)
_NAMES = {
    **{
        name: value
        for value, name in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), 1)
    },
    **{name: value for value, name in enumerate("ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE".split(), 1)},
    **{name: value for value, name in enumerate(_FORMAL, 1)},
}
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}


class Number(NamedTuple):
    """A heading's number: its system, its value, the words after it, and its depth (2 for 2.1.3)."""

    system: str
    value: int
    title: str
    depth: int = 0


def number_of(line: str, *, heading: bool = False) -> Number | None:
    """The number that `line` begins with; None where there is none or nothing follows it.

    In a line known to be a heading a number needs no sign after it, only a space.
    """
    for name, form in (*SYSTEMS, *(_BARE if heading else ())):
        match = form.match(line)
        title = line[match.end() :].strip() if match else ""
        if match and title:
            return Number(name, value_of(match[1]), title, match[1].count("."))
    return None


def alone(line: str) -> int:
    """The value of a number that is the whole line, 0 where the line is none."""
    match = _ALONE.match(line) if len(line) <= 16 else None
    return value_of(match[1]) if match else 0


def value_of(digits: str) -> int:
    """The value of a number in digits (the last group of 2.1.3), Chinese or Roman numerals, ① or English."""
    if digits.upper() in _NAMES:
        return _NAMES[digits.upper()]
    last = digits.rpartition(".")[2]
    if last.isdecimal():
        return int(last)
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
