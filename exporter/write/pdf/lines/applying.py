"""The rules of clreq and jlreq on a paragraph: which marks lose a half, what stretches, what breaks."""

import re
from array import array
from collections.abc import Callable
from functools import cache
from itertools import accumulate

from weasyprint.text.ffi import ffi, pango, unicode_to_char_p

from exporter.write.pdf.lines.glyphs import Glyphs
from exporter.write.pdf.lines.marks import (
    ATOM,
    DOT,
    ENDING,
    FINAL,
    IDEOGRAPH,
    LEADER,
    MARKS,
    NOT_AT_END,
    NOT_AT_START,
    OPEN,
    RAISED,
    SPACE,
    WORD,
    may_part,
    occurrences,
)
from exporter.write.pdf.lines.paragraph import BREAK, UNKNOWN, Paragraph
from exporter.write.pdf.lines.rules import HALVED
from exporter.write.pdf.lines.shaping import Shaper

GAP = 0.25  # em between Han and Latin (clreq 3.2.6); at least LEAST_GAP where a line is squeezed
LEAST_GAP = 0.125
LEAST_SPACE = 1 / 6  # em, between words
SPARE_SPACE = 0.25  # em that spaces between words may grow by, beyond their shares
SPARE_MARK = 0.25  # em that the blank half of a mark may grow by (jlreq 3.8.4)
SPARE_LEADER = 0.125  # em that may come beside a dash or an ellipsis
YIELD_FINAL = 0.25  # em that the blank after the end of a sentence may be squeezed by, last of all
WORD_STRETCH = 3  # times as much between words as between Han
FULL = 0.9  # em: a mark narrower than this has no blank half to take away
HAN = IDEOGRAPH + ATOM
RULED = MARKS + DOT + LEADER  # classes whose breaks are ours to decide; the others' are Unicode's
SOLID = HAN + RULED
RULED_HAN = NOT_AT_START["strict"] | NOT_AT_END["strict"]
NUMBER = 6  # characters of one that was typed, with its space
LINE_BREAK = 1  # the bit of a PangoLogAttr
SPACED = "\u0020"
LONG = "\ufffd"  # for an item of several characters, of which no rule speaks
_MARKED = re.compile(f"[{MARKS + DOT}]")
_GAP = re.compile(f"{SPACE}(?=.)|{IDEOGRAPH}(?={WORD})|{WORD}(?={IDEOGRAPH})")
_LEADERS = re.compile(f"{LEADER}(?={LEADER})")
_BESIDE_LEADERS = re.compile(f"{LEADER}(?=[{HAN}])|[{HAN}](?={LEADER})")
_NUMBER = re.compile(r"\(?\d{1,3}[.)](?= )")
_APART = re.compile(b"\0")


def apply(paragraph: Paragraph, shaper: Shaper, lang: str) -> None:
    """Applies every rule, in this order, and sums up."""
    _find_blanks(paragraph, shaper)
    _squeeze_pairs(paragraph)
    _set_gaps(paragraph)
    _let_marks_yield(paragraph)
    kinds = paragraph.kinds
    paragraph.stretch += bytes(map(_share, kinds, kinds[1:] + BREAK))
    _join_leaders(paragraph)
    _keep_number(paragraph)
    paragraph.parts += _parts(paragraph, lang)
    paragraph.sum_up()


def _find_blanks(paragraph: Paragraph, shaper: Shaper) -> None:
    """Which marks have a blank half; those the scheme sets narrow lose it here."""
    halved = HALVED[paragraph.rules.punctuation]
    for item in occurrences(_MARKED, paragraph.kinds):
        piece = paragraph.owners[item]
        if piece.glyphs is None or len(paragraph.clusters[item]) != 1:
            continue
        advance, left, right = shaper.blank(paragraph.clusters[item], piece.box.style)
        actual = piece.glyphs.advance[item - piece.first]
        if actual == advance and actual >= FULL * piece.glyphs.type.em:
            paragraph.left[item], paragraph.right[item] = left, right
            if paragraph.kinds[item] in halved:
                paragraph.narrow(item, left, right)


def _squeeze_pairs(paragraph: Paragraph) -> None:
    """Adjoining marks take a width and a half (clreq 3.1.6.2): the blank half between them goes.

    Marks that stand in the middle of their square, as in Taiwan, keep their place; brackets beside them do
    not.
    """
    left, right, kinds = paragraph.left, paragraph.right, paragraph.kinds
    for item in left:
        before = item - 1
        if before not in left:
            continue
        if kinds[item] == OPEN:
            paragraph.narrow(item, left=left[item])
        elif kinds[item] in ENDING and kinds[before] in ENDING and not left[before]:
            paragraph.narrow(before, right=right[before])


def _set_gaps(paragraph: Paragraph) -> None:
    """Han and Latin stand a quarter em apart, whether by a space of the text or, if asked, without one."""
    kinds, gaps = paragraph.kinds, paragraph.squeeze["gap"]
    for item in occurrences(_GAP, kinds):
        before, kind, after = kinds[item - 1] if item else BREAK, kinds[item], kinds[item + 1]
        if kind == SPACE and paragraph.clusters[item] == SPACED:
            if _meet(before, after) or _beside_box(before, after):
                em = paragraph.em(_sized(before, after, item))
                glyphs, place = paragraph.owners[item].glyphs, item - paragraph.owners[item].first
                paragraph.widen(item, int(GAP * em) - (glyphs.advance[place] if glyphs else 0))
                gaps[item] = int((GAP - LEAST_GAP) * em)
            elif before == after == WORD:
                em = paragraph.em(item)
                paragraph.reserve[item] = int(SPARE_SPACE * em)
                paragraph.squeeze["space"][item] = max(0, paragraph.width[item] - int(LEAST_SPACE * em))
        elif paragraph.rules.autospace and _meet(kind, after) and _lettered(paragraph, item):
            em = paragraph.em(item if kind == IDEOGRAPH else item + 1)
            paragraph.gaps[item] = int(GAP * em)
            paragraph.widen(item, int(GAP * em))
            owner = paragraph.owners[item]
            if owner.glyphs:
                owner.glyphs.parted.append(item - owner.first)
            gaps[item] = int((GAP - LEAST_GAP) * em)


def _meet(before: str, after: str) -> bool:
    return (before == IDEOGRAPH and after == WORD) or (before == WORD and after == IDEOGRAPH)


def _beside_box(before: str, after: str) -> bool:
    """Whether a space of the text parts Han or a word from a box: a formula's picture, a fraction, ruby."""
    return (before == ATOM and after in HAN + WORD) or (after == ATOM and before in HAN + WORD)


def _sized(before: str, after: str, item: int) -> int:
    """The item whose type tells how wide the gap is that a space makes: the Han, or the space itself."""
    if before == IDEOGRAPH:
        return item - 1
    return item + 1 if after == IDEOGRAPH else item


def _lettered(paragraph: Paragraph, item: int) -> bool:
    """Whether letters or digits meet Han here, no symbols, and no ideographic space."""
    here, there = paragraph.clusters[item], paragraph.clusters[item + 1]
    return here[-1:].isalnum() and there[:1].isalnum()


def _let_marks_yield(paragraph: Paragraph) -> None:
    """By how much marks may be squeezed in a line: their blank half, at the side where it is."""
    marks, dots, finals = (paragraph.squeeze[step] for step in ("mark", "dot", "final"))
    for item, left in paragraph.left.items():
        kind, right = paragraph.kinds[item], paragraph.right[item]
        if right and kind != DOT and paragraph.kinds[item + 1 : item + 2] in HAN + WORD:
            paragraph.reserve[item] = int(SPARE_MARK * paragraph.em(item))
        if left and kind == OPEN and item and paragraph.kinds[item - 1] in HAN + WORD:
            paragraph.reserve[item - 1] = int(SPARE_MARK * paragraph.em(item))
        if kind in paragraph.custom.stiff:
            if kind == FINAL and "final" in paragraph.custom.squeeze:
                finals[item] = min(right, int(YIELD_FINAL * paragraph.em(item)))
            continue
        step = dots if kind == DOT else marks
        if right:
            step[item] = step.get(item, 0) + right
        if left and item:
            step[item - 1] = step.get(item - 1, 0) + left


@cache
def _share(kind: str, after: str) -> int:
    """How much the place between two items takes of the stretching of a line."""
    if kind in MARKS and after in MARKS:
        return 0
    if kind in SOLID and after in SOLID:
        return 1
    if kind == SPACE and after not in (BREAK, UNKNOWN):
        return WORD_STRETCH if after == WORD else 1
    return int((kind in MARKS and after == WORD) or (kind == WORD and after in MARKS))


def _join_leaders(paragraph: Paragraph) -> None:
    """The halves of a dash or an ellipsis do not come apart; gaps between Han and Latin do not stretch."""
    for item in occurrences(_LEADERS, paragraph.kinds):
        if paragraph.clusters[item] == paragraph.clusters[item + 1]:
            paragraph.stretch[item] = 0
    for item in occurrences(_BESIDE_LEADERS, paragraph.kinds):
        paragraph.reserve.setdefault(item, int(SPARE_LEADER * paragraph.em(item)))
    for item in paragraph.squeeze["gap"]:
        paragraph.stretch[item] = 0


def _keep_number(paragraph: Paragraph) -> None:
    """The space after a number that was typed before a paragraph is as wide as beside the next one."""
    number = _NUMBER.match("".join(paragraph.clusters[:NUMBER]))
    space = number.end() if number else 0
    if number and paragraph.clusters[space : space + 1] == [SPACED]:
        paragraph.stretch[space] = 0
        paragraph.reserve.pop(space, None)
        paragraph.squeeze["space"].pop(space, None)


def _parts(paragraph: Paragraph, lang: str) -> bytes:
    """1 for every item before which a line may begin."""
    level, kinds, clusters = paragraph.rules.line_start, paragraph.kinds, paragraph.clusters
    found = bytearray(len(clusters) if paragraph.kept else _between_plain(kinds, clusters))
    left = []  # to Unicode
    for item in occurrences(_APART, bytes(found[1:]), 1):
        cluster, after = clusters[item], kinds[item]
        if not cluster or after in SPACE + BREAK + RAISED or (paragraph.kept and _kept(paragraph, item)):
            continue
        before = item - 1
        while before and kinds[before] == SPACE and clusters[before] == SPACED:
            before -= 1
        kind = kinds[before]
        if kind in RULED or after in RULED or (kind in HAN and after in HAN):
            found[item] = may_part(clusters[before][-1:], cluster[0], level)
        else:
            left.append(item)
    if left:
        allowed = _unicode_breaks("".join(clusters), lang)
        starts = [0, *accumulate(map(len, clusters))]
        for item in left:
            found[item] = allowed[starts[item]] & LINE_BREAK
    return bytes(found)


def _between_plain(kinds: str, clusters: list[str]) -> bytes:
    """1 for every item that, as the one before, is plain: Han of which no rule speaks.

    All items at once, a byte each in one long number.
    """
    text = "".join(clusters)
    if len(text) != len(clusters):
        text = "".join(cluster if len(cluster) == 1 else LONG for cluster in clusters)
    han, free = (int.from_bytes(told.encode()) for told in (kinds.translate(_HAN), text.translate(_FREE)))
    plain = han & free
    return (plain & plain >> 8).to_bytes(len(clusters))


class _Signs(dict[int, str]):
    """A table for str.translate: 1 for what `holds`, else 0. It learns the characters it meets."""

    def __init__(self, holds: Callable[[str], bool]) -> None:
        self._holds = holds

    def __missing__(self, code: int) -> str:
        found = self[code] = "\1" if self._holds(chr(code)) else "\0"
        return found


_HAN = _Signs(lambda kind: kind in HAN)
_FREE = _Signs(lambda character: character not in RULED_HAN)


def _kept(paragraph: Paragraph, item: int) -> bool:
    """Whether an item and the one before are in one text whose style forbids to break it."""
    owner = paragraph.owners[item]
    return owner is paragraph.owners[item - 1] and owner.glyphs is not None and not owner.glyphs.type.wraps


def unicode_parts(glyphs: Glyphs) -> tuple[list[int], list[int]]:
    """Where lines of a text without rules of CJK may part: glyphs to resume at, and where lines end.

    The last place is the text's end. Spaces at the end of a line are not part of it. Korean whose style says
    `--words: whole` parts between words alone (CSS Text 3: `word-break: keep-all`, which WeasyPrint lacks).
    """
    if not glyphs.resumes:
        allowed = _unicode_breaks(glyphs.text, glyphs.type.lang)
        clusters = glyphs.clusters()
        starts = [0, *accumulate(map(len, clusters))]
        parts = [i for i in range(1, glyphs.count) if clusters[i] and allowed[starts[i]] & LINE_BREAK]
        if glyphs.type.solid:
            parts = [i for i in parts if not (glyphs.text[starts[i] - 1] + clusters[i][0]).isalnum()]
        glyphs.resumes = [*parts, glyphs.count]
        glyphs.ends = [*(_before_spaces(clusters, part) for part in parts), glyphs.count]
    return glyphs.resumes, glyphs.ends


def _before_spaces(clusters: list[str], end: int) -> int:
    while end and clusters[end - 1] == SPACED:
        end -= 1
    return end


def _unicode_breaks(text: str, lang: str) -> "array[int]":
    """Pango's attributes of every character, by UAX 14."""
    pointer, encoded = unicode_to_char_p(text)
    code, _ = unicode_to_char_p(lang)
    language = pango.pango_language_from_string(code) if lang else pango.pango_language_get_default()
    attributes = ffi.new("PangoLogAttr[]", len(text) + 1)
    pango.pango_get_log_attrs(pointer, len(encoded), -1, language, attributes, len(text) + 1)
    found = array("I")
    found.frombytes(ffi.buffer(attributes))
    return found
