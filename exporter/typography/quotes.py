"""Quotation marks: which of them opens and which closes, told by their order in the block."""

import re
from collections.abc import Iterator, Sequence

from exporter.late import expression
from exporter.typography.characters import BREAK, CLOSING, HAN, OPENING, STOPS
from exporter.typography.place import Place, having
from exporter.typography.runs import Edit

_DOUBLE = expression('["＂“”「」]')
_ASCII = '"＂'
_SINGLE = expression(rf"(?<![A-Za-z0-9'])'(?P<words>[^'{BREAK}]{{1,80}})'(?![A-Za-z0-9'])")
_CORNERED = dict(zip("“”‘’", "「」『』", strict=True))
_BEFORE_OPENING = expression(rf"[\s{BREAK}{OPENING}，。、；：,:;—…“‘（(]")
_STARTS = expression(rf"[{BREAK}{OPENING}，。、；：,:;.—…‘（(]")
_AFTER_CLOSING = expression(rf"[\s{BREAK}{CLOSING}{STOPS},.;:?!—…”’）)]")
_INNER = "‘[^‘’“”「」『』]*’"


def style(text: str, place: Place) -> list[Edit]:
    """The marks asked for: 「」 and 『』 for “” and ‘’, or the other way."""
    change = {"corner": _corners, "curly": _curls}.get(place.quotes)
    return list(change(text)) if change else []


def double(text: str, place: Place) -> list[Edit]:
    """`" 慢生活 "` becomes “慢生活”; the spaces that scrapers left inside go with the marks' neighbours."""
    if '"' not in text and "＂" not in text:
        return []
    corner = place.quotes == "corner"
    edits = []
    for before, group, after in _groups(text):
        marks = _paired(text, before, group, after)
        edits += [(at, at + 1, _CORNERED.get(mark, mark) if corner else mark) for at, mark in marks]
    return edits


def single(text: str, place: Place) -> list[Edit]:
    """'瑞' becomes ‘瑞’; an apostrophe, a measure in feet and a pair around Latin words stay."""
    if "'" not in text:
        return []
    marks = "『』" if place.quotes == "corner" else "‘’"
    edits = []
    for found in _SINGLE.finditer(text):
        if HAN.search(found["words"]):
            edits += [(found.start(), found.start() + 1, marks[0]), (found.end() - 1, found.end(), marks[1])]
    return edits


@having("[“”]")
def turned(text: str, _place: Place) -> list[Edit]:
    """“甲“ and ”甲” become “甲”: an even number of marks that look the same way, no second one opening."""
    found = [(match.start(), match[0]) for match in re.finditer("[“”]", text)]
    if not found or len(found) % 2 or len({mark for _, mark in found}) > 1:
        return []
    if any(_STARTS.match(text[max(0, at - 12) : at].rstrip()[-1:]) for at, _ in found[1::2]):
        return []
    pairs = zip(found, "“”" * (len(found) // 2), strict=True)
    return [(at, at + 1, right) for (at, mark), right in pairs if mark != right]


@having("[“”]")
def nested(text: str, _place: Place) -> list[Edit]:
    """“……“……”……” becomes “……‘……’……”, where every mark has its partner."""
    depth, edits = 0, []
    for found in re.finditer("[“”]", text):
        depth += found[0] == "“"
        if depth > 1:
            edits.append((found.start(), found.end(), "‘" if found[0] == "“" else "’"))
        depth -= found[0] == "”"
        if depth < 0:
            return []
    return edits if depth == 0 else []


def _groups(text: str) -> Iterator[tuple[str, list[int], str]]:
    """The plain marks between one typographic mark and the next, with those ("" at the ends)."""
    before, group = "", list[int]()
    for found in _DOUBLE.finditer(text):
        if found[0] in _ASCII:
            group.append(found.start())
        else:
            if group:
                yield before, group, found[0]
            before, group = found[0], []
    if group:
        yield before, group, ""


def _paired(text: str, before: str, group: list[int], after: str) -> Iterator[tuple[int, str]]:
    """Each plain mark of a group with the mark it should be; those that have no partner are left out."""
    inside, closes = before in {"“", "「"}, after in {"”", "」"}
    inner = "『』" if before == "「" else "‘’"
    group = _without_inches(text, group)
    odd = len(group) % 2 == 1
    if inside and not odd and closes and _closes_first(text, group):
        marks: Sequence[str] = "”“" * (len(group) // 2)
    elif inside and not odd:
        marks = inner * (len(group) // 2)
    elif inside and odd and not closes:
        marks = "”" + "“”" * (len(group) // 2)
    elif not inside and odd and closes:
        marks = "“”" * (len(group) // 2) + "“"
    elif not inside and not odd:
        marks = "“”" * (len(group) // 2)
    elif not inside and odd:
        marks = _around_the_odd(text, group)
    else:
        return
    yield from ((at, mark) for at, mark in zip(group, marks, strict=True) if mark)


def _closes_first(text: str, group: list[int]) -> bool:
    """Whether the first of an even number of marks within a pair closes what the pair opens."""
    told = [_opens(text, at, padded=False) for at in group]
    return sum(told[0::2]) < sum(told[1::2])


def _without_inches(text: str, group: list[int]) -> list[int]:
    """The group without the inches: all that follow numbers, or the one of them that makes the rest odd."""
    measures = [at for at in group if text[at - 1 : at].isdigit()]
    if len(measures) == len(group):
        return []
    if len(group) % 2 == 0 or not measures:
        return group
    return [at for at in group if at != _first_outside(group, measures)]


def _first_outside(group: list[int], measures: list[int]) -> int:
    """The first measure at which no quotation is open."""
    return next((at for place, at in enumerate(group) if place % 2 == 0 and at in set(measures)), -1)


def _around_the_odd(text: str, group: list[int]) -> list[str]:
    """Marks for an odd number: the one whose absence makes the spaces agree best is left without.

    At the beginning of the block it opens a quotation that goes on in the next, at the end it closes one.
    """
    guesses = (_best_without(text, group, padded=True), _best_without(text, group, padded=False))
    best = max(guesses)[1]
    marks = ["“" if (place < best) == (place % 2 == 0) else "”" for place in range(len(group))]
    marks[best] = _lone(text, group[best], first=best == 0, last=best == len(group) - 1)
    return marks


def _best_without(text: str, group: list[int], *, padded: bool) -> tuple[int, int]:
    """How well the spaces agree when marks alternate, one left out, at best; and which."""
    told = [_opens(text, at, padded=padded) for at in group]
    straight = [way if place % 2 == 0 else -way for place, way in enumerate(told)]
    rest = -sum(straight)
    scores = []
    for place, worth in enumerate(straight):
        rest += worth  # what follows the one left out alternates the other way
        scores.append((rest, place))
        rest += worth
    return max(scores)


def _lone(text: str, at: int, *, first: bool, last: bool) -> str:
    if first and not text[:at].strip():
        return "“"
    return "”" if last and not text[at + 1 :].strip() and at else ""


def _opens(text: str, at: int, *, padded: bool) -> int:
    """1 where the neighbours of a mark say that it opens, -1 where that it closes, 0 where neither.

    `padded` reads a space as scrapers leave it, within the marks; else it stands outside of them.
    """
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before and after and before.isspace() != after.isspace():
        return 1 if after.isspace() == padded else -1
    opens = not before or bool(_BEFORE_OPENING.match(before))
    closes = not after or bool(_AFTER_CLOSING.match(after))
    return opens - closes


def _corners(text: str) -> Iterator[Edit]:
    depth = 0
    for found in re.finditer(f"[“”「」]|{_INNER}", text):
        if len(found[0]) == 1:
            opens = found[0] in "“「"
            depth = max(0, depth - (not opens))
            if found[0] in "“”":
                yield found.start(), found.end(), ("「『" if opens else "」』")[min(depth, 1)]
            depth += opens
        elif HAN.search(found[0]):
            marks = "『』" if depth else "「」"
            yield found.start(), found.start() + 1, marks[0]
            yield found.end() - 1, found.end(), marks[1]


def _curls(text: str) -> Iterator[Edit]:
    depth = 0
    for found in re.finditer("[「」『』]", text):
        opens = found[0] in "「『"
        depth = max(0, depth - (not opens))
        yield found.start(), found.end(), ("“‘" if opens else "”’")[min(depth, 1)]
        depth += opens
