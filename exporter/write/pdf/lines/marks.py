"""What a character is to a line of Chinese or Japanese: its class, and where lines may not begin or end.

Classes follow clreq 3.1 (punctuation marks) and jlreq 3.1.2; each is one letter, so that a text becomes a
string of classes and rules are looked up by pairs of letters.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import AnyStr

OPENING = "“‘（《〈「『【〔〖｛［〘〚｟"
CLOSING = "”’）》〉」』】〕〗｝］〙〛｠"
PAUSES = "，、；："
FINALS = "。．！？"
DOTS = "·・‧"
LEADERS = "—―…⋯⸺～〜"  # dashes and ellipses: two of a kind are one mark

IDEOGRAPH, OPEN, CLOSE, PAUSE, FINAL, DOT, LEADER, SPACE, WORD, ATOM = "hocpfdeswa"
RAISED = "r"  # numbers of notes and the like, raised after Han or a mark: neither text nor mark of the line
MARKS = OPEN + CLOSE + PAUSE + FINAL
ENDING = CLOSE + PAUSE + FINAL
CJK = IDEOGRAPH + MARKS + DOT + LEADER + ATOM

_CLASSES = {
    **dict.fromkeys(OPENING, OPEN),
    **dict.fromkeys(CLOSING, CLOSE),
    **dict.fromkeys(PAUSES, PAUSE),
    **dict.fromkeys(FINALS, FINAL),
    **dict.fromkeys(DOTS, DOT),
    **dict.fromkeys(LEADERS, LEADER),
    " ": SPACE,
    "\u00a0": SPACE,
    "\ufffc": ATOM,
}
_IDEOGRAPHIC = (
    (0x2E80, 0x303F),  # radicals, CJK symbols and punctuation
    (0x3040, 0x30FF),  # kana
    (0x3105, 0x312F),  # bopomofo
    (0x31A0, 0x31BF),
    (0x31F0, 0x4DBF),  # small kana of Ainu, enclosed, compatibility, extension A
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x20000, 0x3FFFF),
)

SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿー々〻ゝゞヽヾ"
UNITS = "％‰℃°′″￠％"
# Where a line may not begin (行首禁则): `loose` is clreq's basic rule, `strict` adds what careful houses add.
NOT_AT_START = {
    "none": frozenset(),
    "loose": frozenset(CLOSING + PAUSES + FINALS + ")]},.;:!?%"),
    "strict": frozenset(CLOSING + PAUSES + FINALS + DOTS + LEADERS + SMALL_KANA + UNITS + ")]},.;:!?%／/-‐–"),
}
NOT_AT_END = {
    "none": frozenset(),
    "loose": frozenset(OPENING + "([{"),
    "strict": frozenset(OPENING + "([{￥＄￡№＃"),
}


class _Classes(dict[int, str]):
    """A table for str.translate that learns the characters it meets."""

    def __missing__(self, code: int) -> str:
        found = self[code] = class_of(chr(code))
        return found


def class_of(character: str) -> str:
    """The class of one character."""
    known = _CLASSES.get(character)
    if known:
        return known
    code = ord(character)
    return IDEOGRAPH if any(low <= code <= high for low, high in _IDEOGRAPHIC) else WORD


_TABLE = _Classes()


def classes(text: str) -> str:
    """A letter for every character of `text`. Quotes, dashes and dots between Latin letters are Latin."""
    found = text.translate(_TABLE)
    return _latin_marks(text, found) if WORD in found else found


def _latin_marks(text: str, found: str) -> str:
    """’ in don’t, – in 3–5 and … after a word belong to the word, unless Han stands on one of their sides."""
    letters = list(found)
    for at, character in enumerate(text):
        if character in "‘’“”·…—" and not _beside_ideograph(found, at):
            letters[at] = WORD
    return "".join(letters)


def _beside_ideograph(found: str, at: int) -> bool:
    """Whether one of the nearest letters, quotes, dashes and spaces aside, is of CJK, or there is none."""
    before = found[max(0, at - 40) : at].rstrip(OPEN + CLOSE + LEADER + DOT + SPACE)[-1:]
    after = found[at + 1 : at + 40].lstrip(OPEN + CLOSE + LEADER + DOT + SPACE)[:1]
    return before != WORD or after != WORD


@cache
def may_part(before: str, after: str, level: str) -> bool:
    """Whether a line may end after `before` and the next begin with `after`, one of them being of CJK."""
    if before == after and before in LEADERS:
        return False
    return after not in NOT_AT_START[level] and before not in NOT_AT_END[level]


def occurrences(kind: re.Pattern[AnyStr], text: AnyStr, first: int = 0) -> Iterator[int]:
    """Where a pattern is found in a string of classes, counted from `first` on."""
    return (match.start() + first for match in kind.finditer(text))
