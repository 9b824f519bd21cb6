"""Where parts stand in the book: pages counted, versos left blank, folios begun anew with the body."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from exporter.write.pdf.join.furniture import Heads

Zone = Literal["cover", "front", "body"]
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece of the book and how much room it takes: its pages, the side it must begin on ("" for any).

    `names` are the destinations in it that the contents lead to, with their pages in it.
    """

    name: str
    zone: Zone
    heads: Heads
    pages: int
    opens: str
    names: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """From page `index`, counted from 0: a `prefix`, then numbers in `style` (D, r or none) from `start`."""

    index: int
    prefix: str = ""
    style: str = ""
    start: int = 1

    def folio(self, index: int) -> int:
        """The number of page `index`."""
        return index - self.index + self.start


@dataclass(frozen=True, slots=True)
class Placing:
    """The first page of every piece, counted from 0; how many there are; how readers name them."""

    firsts: tuple[int, ...]
    count: int
    labels: tuple[Label, ...]
    folios: dict[str, str]

    def label(self, index: int) -> Label:
        """The labels that hold for page `index`."""
        return next(label for label in reversed(self.labels) if label.index <= index)

    def written(self, index: int) -> str:
        """The number of page `index` as it is printed, "" for one without."""
        return _written(self.label(index), index)


def place(pieces: Sequence[Laid], cover: str) -> Placing:
    """Lays the pieces one after the other; `cover` is what readers call the cover's pages.

    `folios` are the page numbers, as they are printed, of the pieces and of the names in them.
    """
    firsts = tuple(_firsts(pieces))
    total = firsts[-1] + pieces[-1].pages if pieces else 0
    labels = tuple(_labels(pieces, firsts, cover))
    placing = Placing(firsts, total, labels, {})
    for piece, first in zip(pieces, firsts, strict=True):
        for name, page in {piece.name: 0, **piece.names}.items():
            placing.folios[name] = placing.written(first + page)
    return placing


def _firsts(pieces: Sequence[Laid]) -> Iterator[int]:
    index, before = 0, ""
    for piece in pieces:
        begins = piece.zone == "body" != before  # with page 1, which is on the right
        wrong = 1 if begins else {"recto": 1, "verso": 0}.get(piece.opens)
        index += index % 2 == wrong
        yield index
        index, before = index + piece.pages, piece.zone


def _labels(pieces: Sequence[Laid], firsts: Sequence[int], cover: str) -> Iterator[Label]:
    """The cover by its name, the front in roman, from the body on in arabic."""
    begun: set[Zone] = set()
    for piece, first in zip(pieces, firsts, strict=True):
        if piece.zone in begun:
            continue
        begun.add(piece.zone)
        if piece.zone == "cover":
            yield Label(first, prefix=cover)
        elif piece.zone == "front":
            yield Label(first, style="r", start=1 if piece.name == "title-page" else first + 1)
        else:
            yield Label(first, style="D")


def _written(label: Label, index: int) -> str:
    number = label.folio(index)
    return roman(number) if label.style == "r" else str(number) if label.style else ""


def roman(number: int) -> str:
    """A small number in roman numerals."""
    text = ""
    for value, letters in ROMAN:
        text, number = text + letters * (number // value), number % value
    return text


def blank_before(pieces: Sequence[Laid], placing: Placing) -> Iterator[int]:
    """For each piece, how many pages before it are left blank."""
    ends = (0, *(first + piece.pages for first, piece in zip(placing.firsts, pieces, strict=True)))
    yield from (first - end for first, end in zip(placing.firsts, ends, strict=False))


def side(index: int) -> str:
    """The side of page `index`: the first of a book is on the right."""
    return "left" if index % 2 else "right"
