"""Where a run of lines falls into paragraphs: at blank lines, indents, changes of weight, in bare text."""

import itertools
import re
from collections.abc import Sequence
from typing import Literal

from exporter.clean.runs import Line, Piece, lines_of

Frame = Literal["p", "bare", "cell", "heading"]
"""What held the run: a `p`; a box that is none; a cell, item, term or caption; a heading."""

_NUMBER_ALONE = re.compile(r"(?:No\.?\s*)?[0-9０-９]{1,2}[.、．]?\Z")
_SENTENCE_END = re.compile(r"[。！？!?.…：；;:][”’」』）)\"']?\Z")
_LONG = 50  # characters: two such lines are paragraphs, whatever parted them
_VERSE = 24  # characters: a line of verse, of an address, of a list is no longer
_WRAP_LEAST, _WRAP_MOST = 40, 100  # columns at which editors wrap plain text


def paragraphs(pieces: Sequence[Piece], frame: Frame) -> list[list[Line]]:
    """The run as paragraphs of lines. Each picture that is no part of a sentence is a paragraph by itself."""
    if frame == "bare" and not any(piece.is_break for piece in pieces):
        pieces = _broken_at_feeds(pieces)
    found: list[list[Line]] = []
    for group in _groups(lines_of(pieces)):
        found += [group] if frame == "heading" else _parted(group, frame)
    return found


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Lines between blank lines; pictures set apart."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if not line.pieces:
            groups.append([])
            continue
        for part in _pictures_apart(line):
            if part.is_picture:
                groups += [[part], []]
            else:
                groups[-1].append(part)
    return [group for group in groups if group]


def _pictures_apart(line: Line) -> list[Line]:
    """The line cut around each picture that stands before or after its text or between two sentences."""
    if all(piece.image is None or piece.inline for piece in line.pieces):
        return [line]
    parts: list[list[Piece]] = [[]]
    for piece in line.pieces:
        if piece.image is None or piece.inline:
            parts[-1].append(piece)
        else:
            parts += [[piece], []]
    cut = [lines_of(part)[0] for part in parts]
    return [part for part in cut if part.pieces]


def _parted(group: list[Line], frame: Frame) -> list[list[Line]]:
    if len(group) == 1:
        return [group]
    each = _each_a_paragraph(group, frame)
    parted = [[group[0]]]
    for before, line in itertools.pairwise(group):
        if each or line.indented or before.is_bold != line.is_bold or _numbers(before, line):
            parted.append([line])
        else:
            parted[-1].append(line)
    return parted


def _each_a_paragraph(group: list[Line], frame: Frame) -> bool:
    """Whether the breaks of the group part paragraphs rather than lines of verse or of an address."""
    lengths = [len(line.text) for line in group]
    if frame == "bare":
        headed = any(_NUMBER_ALONE.match(line.text) for line in group)
        return len(group) < 3 or max(lengths) > _VERSE or headed
    prose = [
        length > _LONG and bool(_SENTENCE_END.search(line.text))
        for length, line in zip(lengths, group, strict=True)
    ]
    return sum(prose) >= 2 and sum(prose) * 2 >= len(prose)


def _numbers(before: Line, line: Line) -> bool:
    """Whether one of the two is a number set on a line of its own, as above a heading."""
    return bool(_NUMBER_ALONE.match(before.text) or _NUMBER_ALONE.match(line.text))


def _broken_at_feeds(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Bare text parted by line feeds only: each line a paragraph, unless an editor wrapped it there."""
    rows = [row.strip() for row in "".join(piece.text for piece in pieces).split("\n")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or _wrapped(rows):
        return pieces
    broken: list[Piece] = []
    for piece in pieces:
        for index, part in enumerate(piece.text.split("\n")):
            if index:
                broken += [Piece(), Piece()]
            if part or piece.image is not None:
                broken.append(piece.saying(part))
    return broken


def _wrapped(rows: list[str]) -> bool:
    """Whether the lines were wrapped at a column: alike in width, mostly ending within a sentence."""
    body = rows[:-1]
    widths = [sum(2 if char > "\u2e80" else 1 for char in row) for row in body]
    inside = sum(1 for row in body if not _SENTENCE_END.search(row))
    within = sum(1 for width in widths if _WRAP_LEAST <= width <= _WRAP_MOST)
    return inside * 3 >= len(body) * 2 and within * 3 >= len(body) * 2
