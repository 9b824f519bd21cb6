"""A run: the text, pictures and breaks of one stretch of lines, each piece with the markup around it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from exporter.clean import text, tree

_SPACES = re.compile(r"[ \t\n\r\f]+")
_INDENT = re.compile(r"[ \t\n\r\f]*(?:\u3000|[\u2002\u2003]|\u00a0{2})")


@dataclass(eq=False, slots=True)
class Wrap:
    """One inline element of the source: pieces that share it share the element made of it."""

    tag: str
    attributes: dict[str, str]


class Piece(NamedTuple):
    """A leaf of a run. `image` is a picture or a formula; a piece with neither it nor text breaks the line.

    `marks` says how the page showed it: centred, grey, small, large.
    """

    text: str = ""
    image: etree._Element | None = None
    path: tuple[Wrap, ...] = ()
    marks: frozenset[str] = frozenset()
    inline: bool = False

    def saying(self, data: str) -> "Piece":
        """The same piece with other text."""
        return Piece(data, self.image, self.path, self.marks, self.inline)

    @property
    def is_break(self) -> bool:
        """Whether the piece ends its line."""
        return self.image is None and not self.text

    @property
    def is_blank(self) -> bool:
        """Whether the piece shows nothing."""
        return self.image is None and text.blank(self.text)

    def has(self, *tags: str) -> bool:
        """Whether an element of that name is around the piece."""
        return any(wrap.tag in tags for wrap in self.path)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a run. `indented` says that it began with the blanks Chinese paragraphs begin with."""

    pieces: tuple[Piece, ...]
    indented: bool = False

    @property
    def text(self) -> str:
        """The line's text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_bold(self) -> bool:
        """Whether all of its text is bold, and there is some."""
        shown = [piece for piece in self.pieces if not piece.is_blank]
        return bool(shown) and all(piece.image is None and piece.has("strong") for piece in shown)

    @property
    def is_formula(self) -> bool:
        """Whether it shows a formula set apart."""
        return self.is_picture and any(
            piece.image is not None and piece.image.tag == "math" for piece in self.pieces
        )

    @property
    def is_picture(self) -> bool:
        """Whether it shows nothing but pictures that are not part of a sentence."""
        shown = [piece for piece in self.pieces if not piece.is_blank]
        return bool(shown) and all(piece.image is not None and not piece.inline for piece in shown)


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The run cut at its breaks; white space folded across pieces as HTML does, none at a line's ends."""
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.is_break:
            rows.append([])
        else:
            rows[-1].append(piece)
    return [
        Line(_trimmed(row), bool(_INDENT.match("".join(piece.text for piece in row[:8])))) for row in rows
    ]


def _trimmed(row: list[Piece]) -> tuple[Piece, ...]:
    kept: list[Piece] = []
    after_space = True
    for piece in row:
        data = _SPACES.sub(" ", piece.text)
        if after_space and data.startswith(" "):
            data = data[1:]
        if piece.image is not None:
            kept.append(piece)
            after_space = False
        elif data:
            kept.append(piece.saying(data))
            after_space = data.endswith(" ")
    return _stripped(kept)


def _stripped(row: list[Piece]) -> tuple[Piece, ...]:
    """The row without blanks of any sort at its ends, over as many pieces as they fill."""
    first, last = 0, len(row)
    while first < last and row[first].is_blank:
        first += 1
    while last > first and row[last - 1].is_blank:
        last -= 1
    kept = row[first:last]
    if kept and kept[0].image is None:
        kept[0] = kept[0].saying(kept[0].text.lstrip(text.BLANKS))
    if kept and kept[-1].image is None:
        kept[-1] = kept[-1].saying(kept[-1].text.rstrip(text.BLANKS))
    return tuple(kept)


def marks_of(lines: Iterable[Line]) -> frozenset[str]:
    """The marks that every visible piece of text bears."""
    shared: frozenset[str] | None = None
    for line in lines:
        for piece in line.pieces:
            if piece.image is None and not piece.is_blank:
                shared = piece.marks if shared is None else shared & piece.marks
    return shared or frozenset()


def write(lines: Iterable[Line], box: etree._Element) -> None:
    """Writes lines into `box`, a `br` between two; pieces under one Wrap share its element."""
    for index, line in enumerate(lines):
        if index:
            etree.SubElement(box, "br")
        _write_line(line, box)


def _write_line(line: Line, box: etree._Element) -> None:
    opened: list[tuple[Wrap, etree._Element]] = []
    for piece in _joined(line.pieces):
        depth = 0
        while depth < min(len(opened), len(piece.path)) and opened[depth][0] is piece.path[depth]:
            depth += 1
        del opened[depth:]
        for wrap in piece.path[depth:]:
            inside = opened[-1][1] if opened else box
            opened.append((wrap, _element(wrap, inside)))
        target = opened[-1][1] if opened else box
        if piece.image is not None:
            target.append(piece.image)
        else:
            tree.append(target, piece.text)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, neighbouring texts in one: lxml copies all of a text to add to it."""
    pending: list[Piece] = []
    for piece in pieces:
        if pending and (piece.image is not None or not _beside(pending[-1].path, piece.path)):
            yield pending[0].saying("".join(each.text for each in pending))
            pending = []
        if piece.image is not None:
            yield piece
        else:
            pending.append(piece)
    if pending:
        yield pending[0].saying("".join(each.text for each in pending))


def _beside(path: tuple[Wrap, ...], other: tuple[Wrap, ...]) -> bool:
    """Whether two pieces are in the very same elements."""
    return len(path) == len(other) and all(one is two for one, two in zip(path, other, strict=True))


def _element(wrap: Wrap, inside: etree._Element) -> etree._Element:
    """A new element of the wrap; an id is given to the first only."""
    element = etree.SubElement(inside, wrap.tag, wrap.attributes)
    wrap.attributes.pop("id", None)
    return element
