"""Spaces: none between Han and beside full-width marks, one between Han and Latin, the em of a caesura."""

import re
from collections.abc import Iterator

from exporter.late import expression
from exporter.typography.characters import BLANKS, BREAK, IDEOGRAPHS, LETTERS, SHARED, WIDE
from exporter.typography.place import Place, having
from exporter.typography.runs import Edit

_GAP = " "
_BLANK_SET = frozenset(" \t\n\r\f\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
_CAESURA = "\u3000"
# Begins where blanks begin, or a long row would be tried at each; looks back from the first of them, so that
# the engine goes from blank to blank and not from letter to letter.
_SPACE = f"[{BLANKS}](?<![{BLANKS}]{{2}})[{BLANKS}]*+"
_FORBIDDEN = expression("[\u200b\u2060\ufeff]+|[\u2005\u200a]+")
_SOLID = f"{IDEOGRAPHS}{WIDE}"
_BETWEEN_SOLID = expression(rf"(?<=[{_SOLID}“”‘’])[{BLANKS}]++(?=[{_SOLID}“”‘’])")
_AT_WIDE = expression(rf"{_SPACE}(?=[{WIDE}])|[{BLANKS}](?<=[{WIDE}][{BLANKS}])[{BLANKS}]*+")
_SHARED = expression(rf"[{SHARED}](?:[{BLANKS}]*[{SHARED}])*")
_JOINS = frozenset(".-")
_IS_SOLID = expression(f"[{_SOLID}]")
_BETWEEN_HAN = expression(rf"[{BLANKS}](?<=[{IDEOGRAPHS}][{BLANKS}])[{BLANKS}]*+(?=[{IDEOGRAPHS}])")
# A title in its marks, a remark without a sentence, and a line that is a row of names keep their caesuras.
_WORD = f"[{IDEOGRAPHS}]{{2,4}}"
_SPACED = expression(
    rf"《[^《》]{{1,60}}》|〈[^〈〉]{{1,60}}〉|（[^（），。！？；]{{1,40}}）"
    rf"|(?:\A|(?<=[：{BREAK}]))(?:{_WORD}[ {_CAESURA}]){{2,40}}{_WORD}(?=\Z|[{BREAK}。；，、（])"
)
_LONGEST_CREDIT = 80
_SEPARATOR = expression("[|｜/／:：]")
_IN_SENTENCE = expression("[,，.。!！?？;；“”…—]")
_GAPS = expression(
    rf"(?<=[{IDEOGRAPHS}])[{BLANKS}]*(?=[{LETTERS}]|[$€£¥@#][A-Za-z0-9])"
    rf"|(?<=[{LETTERS}%‰°℃℉])[{BLANKS}]*(?=[{IDEOGRAPHS}])"
    rf"|(?<=[A-Za-z0-9][+#)])[{BLANKS}]*(?=[{IDEOGRAPHS}])|(?<=\+\+)[{BLANKS}]*(?=[{IDEOGRAPHS}])"
)


@having("[\u200b\u2060\ufeff\u2005\u200a]")
def blanks(text: str, _place: Place) -> list[Edit]:
    """Signs that e-readers show as boxes: zero-width ones go, quarter and hair spaces become a space."""
    return [
        (found.start(), found.end(), " " if found[0][0] in "\u2005\u200a" else "")
        for found in _FORBIDDEN.finditer(text)
    ]


def newlines(text: str, _place: Place) -> list[Edit]:
    """A line end of the source between two Han is no space."""
    if "\n" not in text:
        return []
    return [(found.start(), found.end(), "") for found in _BETWEEN_SOLID.finditer(text) if "\n" in found[0]]


def at_marks(text: str, _place: Place) -> list[Edit]:
    """No space beside a full-width mark, which brings its own."""
    return [(found.start(), found.end(), "") for found in _AT_WIDE.finditer(text)]


@having(f"[{BLANKS}]")
def at_shared_marks(text: str, _place: Place) -> list[Edit]:
    """No space beside “ ” ‘ ’ … — next to Han; between Latin words they keep the spaces around them."""
    edits, least = list[Edit](), 0
    for found in _SHARED.finditer(text):
        start, end = _widened(text, found, least)
        least = end
        around = text[start - 1 : start] + text[end : end + 1]
        if not _JOINS.isdisjoint(around):
            continue  # brought together, these would make another mark
        if _IS_SOLID.search(around):
            spans = [start, *_ends_of_marks(found), end]
            edits += [(a, b, "") for a, b in zip(spans[0::2], spans[1::2], strict=True) if a < b]
        elif found[0][-1] in "“‘" and end > found.end():
            edits.append((found.end(), end, ""))
        elif found[0][0] == "”" and start < found.start():
            edits.append((start, found.start(), ""))
    return edits


def _widened(text: str, found: re.Match[str], least: int) -> tuple[int, int]:
    """Where the blanks around a match begin and end."""
    start, end = found.span()
    while start > least and text[start - 1] in _BLANK_SET:
        start -= 1
    while end < len(text) and text[end] in _BLANK_SET:
        end += 1
    return start, end


def _ends_of_marks(found: re.Match[str]) -> list[int]:
    """Beginning and end of every mark of a row."""
    places = (found.start() + at for at, mark in enumerate(found[0]) if mark in SHARED)
    return [end for place in places for end in (place, place + 1)]


def between_han(text: str, place: Place) -> list[Edit]:
    """No space between Han in prose; in headings, titles and rows of names it is a caesura of one em."""
    found = [match.span() for match in _BETWEEN_HAN.finditer(text)]
    if not found:
        return []
    kept = (
        [] if place.line else sorted([*(match.span() for match in _SPACED.finditer(text)), *_credits(text)])
    )
    edits, at, reach = [], 0, 0
    for start, end in found:
        while at < len(kept) and kept[at][0] <= start:
            reach = max(reach, kept[at][1])
            at += 1
        meant = place.line or text[start] == _CAESURA or start < reach
        edits.append((start, end, _CAESURA if meant else ""))
    return [edit for edit in edits if text[edit[0] : edit[1]] != edit[2]]


def _credits(text: str) -> Iterator[tuple[int, int]]:
    """Where a line says who did what, without a sentence: 文 / 张三 图 / 李四."""
    start = 0
    for line in text.split(BREAK):
        if len(line) <= _LONGEST_CREDIT and _SEPARATOR.search(line) and not _IN_SENTENCE.search(line):
            yield start, start + len(line)
        start += len(line) + 1


@having(f"[{LETTERS}%‰°℃℉+]")
def gaps(text: str, place: Place) -> list[Edit]:
    """One space between Han and a Latin word or number, whether the source had it or not.

    In a heading or caption an em that the source has is kept: 表 1 and what follows.
    """
    edits = []
    for found in _GAPS.finditer(text):
        gap = _CAESURA if place.line and _CAESURA in found[0] else _GAP
        if found[0] != gap:
            edits.append((found.start(), found.end(), gap))
    return edits
