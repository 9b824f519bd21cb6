"""Dashes, ellipses, ranges and stops: the marks that Chinese writes in its own form."""

import bisect
import re
from collections.abc import Iterator

from exporter.late import expression
from exporter.typography.characters import (
    BLANKS,
    BREAK,
    CLOSING,
    HAN,
    IDEOGRAPHS,
    LATIN_OBJECT,
    LETTER,
    LETTERS,
    OPENING,
    WIDE,
)
from exporter.typography.place import Place, having
from exporter.typography.runs import Edit

_FAR = 12  # characters: a mark and the blanks that scrapers leave beside it
_OPERATORS = frozenset("*+-/=^<>&|×÷")
_NEAR = expression(f"[{IDEOGRAPHS}{WIDE}“”‘’]")
_IDEOGRAPHS = expression(f"[{IDEOGRAPHS}]+")
_DOTS = expression("[.。…⋯]+|．{3,}|·{3,}|・{3,}")
_POINTS = frozenset(".…⋯")
_TIGHT = expression(f"[./A-Za-z0-9{LATIN_OBJECT}]")
_DASHES = expression("(?<!<)-{2,3}(?![A-Za-z0-9>-])|—{2,4}|[─━]{2,4}|―{2}|－{2}|–{2}")
_LINE = expression("[—─━―－–-]")
_TILDE = expression(
    rf"(?<=[0-9%℃°])(?: ?[~∼] ?)(?=[0-9{IDEOGRAPHS}$￥¥])|(?<=[{IDEOGRAPHS}])(?: ?[~∼] ?)(?=[{IDEOGRAPHS}])"
    r"|(?<=[年月日号號时時点點分秒])[~∼](?=[0-9])"
    rf"|(?<=[{IDEOGRAPHS}])[~∼]+(?=\Z|[\s{BREAK}{WIDE}“”‘’])"
)
_AFTER = f"{IDEOGRAPHS}{CLOSING}”’"
_BEFORE = f"{IDEOGRAPHS}{OPENING}“‘"
_END = rf"\Z|[\s{BREAK}]"
_OPENS = rf"[{_BEFORE}]|[{BLANKS}]+(?:[{OPENING}]|[“‘]{{1,2}}[{IDEOGRAPHS}{WIDE}])"
_STOP = expression(
    rf"(?:(?<=[{_AFTER}])|(?<=[{CLOSING}”’])[{BLANKS}]++)(?:[,;:](?![,;:=/])|[?!]++(?!=))"
    rf"|(?<=[{IDEOGRAPHS}])[{BLANKS}]++(?:[,;:]|[?!]++)(?=[{_BEFORE}]|{_END})"
    rf"|(?:(?<=[{IDEOGRAPHS}])|(?<=[{CLOSING}”’])[{BLANKS}]*)\.(?=[{CLOSING}”’{_BEFORE}]|{_END})"
    rf"|(?<=[{LETTERS})%])(?:[{BLANKS}]*[,;:](?= ?[{IDEOGRAPHS}])|(?:[,;:]|[?!]++)(?={_OPENS}))"
)
_LAST_POINT = expression(rf"(?<=[0-9%])\.(?=\Z|{BREAK})")
_PAUSE = expression("[,，;；。]")
_STOPS = dict(zip(",.;:?!", "，。；：？！", strict=True))
_NUMERALS = frozenset("一二三四五六七八九十百零〇壹贰叁肆伍陸陆柒捌玖拾甲乙丙丁")
_LONGEST_SENTENCE = 200
_LONG_ENOUGH = 8  # characters that no name has before the point in it
_CLAUSE = expression(rf"[{IDEOGRAPHS}{LETTERS}]{{{_LONG_ENOUGH}}}\Z")
# Characters that write foreign names: a point between two of them divides one.
_NAME = frozenset(
    "约翰密阿埃艾奥巴贝比伯布查达戴德迪蒂杜多恩尔法菲费弗福盖哈赫亨霍吉加贾杰卡凯克科拉莱兰劳雷里丽利琳林卢鲁路伦罗洛马玛迈曼梅米密莫姆纳奈"
    "内尼诺帕佩皮珀普奇乔切琼萨塞莎瑟沙舍史斯索苏塔泰汤特托瓦威维温沃乌西希夏谢雪亚伊英约扎泽詹爾蓋倫羅馬瑪麗盧魯萊蘭勞喬瓊薩蘇湯維溫烏謝亞約澤"
)
# A Han word or two in an English sentence: a Latin word before them, a small letter after the mark.
_IN_ENGLISH = expression(rf"[{LETTERS}] [{IDEOGRAPHS}]{{1,4}}\Z")
_SMALL_LETTER = expression(f" [a-z{LATIN_OBJECT}]")
_PARENTHESIS = expression("[()（）]")


@having("[.…⋯．·・]|。。")
def ellipses(text: str, place: Place) -> list[Edit]:
    """... and 。。。 become ……, two cells of three points; in Japanese a single … is one too."""
    edits = []
    for found in _DOTS.finditer(text):
        start, end = _without_stop(found)
        if not _POINTS.isdisjoint(_beside_blanks(text, start, end)):
            continue
        if text[start:end] != "……" and _is_ellipsis(text, start, end, place):
            edits.append((start, end, "……"))
    return edits


def _without_stop(found: re.Match[str]) -> tuple[int, int]:
    """Where a row of points begins and ends without the one 。 that ends the sentence before or after."""
    start, end = found.span()
    if found[0].count("。") == 1 and len(found[0]) > 1:
        start += found[0][0] == "。"
        end -= found[0][-1] == "。"
    return start, end


def _is_ellipsis(text: str, start: int, end: int, place: Place) -> bool:
    dots = text[start:end]
    kinds = set(dots)
    if "。" in kinds:
        return dots.count("。") > 1
    if kinds & {"…", "⋯"}:
        return not place.lang.startswith("ja") and _near(text, start, end)
    if kinds == {"."} and len(dots) == 2:
        return bool(HAN.match(text[start - 1 : start]) and not _TIGHT.match(text[end : end + 1]))
    return len(dots) > 2 and (kinds != {"."} or _near(text, start, end))


@having("[-—─━―－–][-—─━―－–]")
def dashes(text: str, _place: Place) -> list[Edit]:
    """-- becomes ——, one stroke of two cells; a longer row of strokes is an ornament."""
    edits = []
    for found in _DASHES.finditer(text):
        start, end = found.span()
        before, after = _beside_blanks(text, start, end)
        alone = not _LINE.match(before) and not _LINE.match(after)
        if alone and found[0] != "——" and _near(text, start, end):
            edits.append((start, end, "——"))
    return edits


def ranges(text: str, _place: Place) -> list[Edit]:
    """3~5 天 becomes 3～5 天, and so does the ~ that draws out a word."""
    if "~" not in text and "∼" not in text:
        return []
    return [(found.start(), found.end(), "～" * len(found[0].strip())) for found in _TILDE.finditer(text)]


def parentheses(text: str, _place: Place) -> list[Edit]:
    """(…) becomes （…） where there is Han in it, before it, or after one that follows no Latin word."""
    if "(" not in text and ")" not in text:
        return []
    words = [found.span() for found in _IDEOGRAPHS.finditer(text)]
    starts = [start for start, _ in words]
    edits, opened = [], []
    for found in _PARENTHESIS.finditer(text):
        end = found.start()
        if found[0] in "(（":
            opened.append(end)
        elif opened:
            start = opened.pop()
            last = bisect.bisect_left(starts, end) - 1  # the last Han before the bracket closes
            inside = last >= 0 and words[last][1] > start
            if not _in_formula(text, start, end) and (
                inside or _beside(text, start, end) or text[start] + text[end] in {"(）", "（)"}
            ):
                edits += [(start, start + 1, "（"), (end, end + 1, "）")]
    return sorted(edit for edit in edits if text[edit[0]] != edit[2])


@having("[,.;:?!]")
def stops(text: str, place: Place) -> list[Edit]:
    """, . ; : ? ! beside Han become ，。；：？！; in Japanese , and . are left."""
    japanese, full = place.lang.startswith("ja"), "。" in text or "……" in text
    edits = []
    for found in _STOP.finditer(text):
        start, end = found.span()
        marks = found[0].strip()
        if japanese and marks in ",.":
            continue
        if marks == "." and not _ends_sentence(text, end - 1, full=full):
            continue
        if _SMALL_LETTER.match(text, end) and _IN_ENGLISH.search(text, max(0, start - 6), start):
            continue
        edits.append((start, end, "".join(_STOPS[mark] for mark in marks)))
    if not japanese:
        edits += _last_points(text)
    return sorted(edits)


def _last_points(text: str) -> Iterator[Edit]:
    """The point after a number that ends a sentence of several parts: 同比增长 8%."""
    for found in _LAST_POINT.finditer(text):
        if _PAUSE.search(text, max(0, found.start() - _LONGEST_SENTENCE), found.start()):
            yield found.start(), found.end(), "。"


def _beside_blanks(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a span, blanks aside; "" where there is none."""
    return text[max(0, start - _FAR) : start].rstrip()[-1:], text[end : end + _FAR].lstrip()[:1]


def _near(text: str, start: int, end: int) -> bool:
    """Whether Han or a full-width mark stands beside a span, blanks aside."""
    before, after = _beside_blanks(text, start, end)
    return bool(_NEAR.match(before) or _NEAR.match(after))


def _in_formula(text: str, start: int, end: int) -> bool:
    """Whether an operator stands at a bracket; -- is none."""
    before, after = text[max(0, start - 2) : start], text[end + 1 : end + 3]
    if "--" in {before, after}:
        return False
    return before[-1:] in _OPERATORS or after[:1] in _OPERATORS


def _beside(text: str, start: int, end: int) -> bool:
    """Whether a bracket belongs to Han before it, or after it where no Latin word is before."""
    before, after = _beside_blanks(text, start, end + 1)
    return bool(HAN.match(before) or (HAN.match(after) and not LETTER.match(before)))


def _ends_sentence(text: str, at: int, *, full: bool) -> bool:
    """Whether the point at `at` is a full stop: no numeral before it, and no name it divides.

    A point straight between two Han divides a name where both write foreign names, and after a few characters
    in a text that has 。 of its own (`full`).
    """
    before, after = text[at - 1], text[at + 1 : at + 2]
    if before in _NUMERALS and after.strip():
        return False
    if at < 4 and _NUMERALS.issuperset(text[:at]):
        return False
    if not HAN.match(before) or not HAN.match(after):
        return True
    short = full and not _CLAUSE.search(text, max(0, at - _LONG_ENOUGH), at)
    return not (short or (before in _NAME and after in _NAME))
