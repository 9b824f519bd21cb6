"""Gatherings: parts that follow one another, taken over into one block of the book's file.

A block holds what parts say wherever they stand: texts, tags, forms. What the place of a page decides is laid
down when the book is joined: pages with their furniture, the rectangles of links, the names of fonts. So the
same parts are the same block, if only their numbers begin alike; it is kept from run to run (`kept.py`), and
a book of which an article changed takes the blocks of the others as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from exporter.write.pdf.join import trees
from exporter.write.pdf.join.taking import Taking
from exporter.write.pdf.join.writer import Block, Tray
from exporter.write.pdf.parts import Part, filled
from exporter.write.pdf.parts.faces import Use
from exporter.write.pdf.parts.part import STREAM, Blank, Bookmark, Leaf, Link, Paint

_KEY = re.compile(rb"/StructParents? (\d+)")
_MASK = re.compile(rb"/SMask (\d+) 0 R")


class Book(Protocol):
    """The book that a gathering goes into: its next number, the element that parts stand under, its variant.

    `images` are the pictures that it has, by their digests.
    """

    @property
    def next(self) -> int:
        """The first number of the next gathering."""

    document: int
    variant: str
    images: dict[str, int]

    def put(self, number: int, body: bytes | memoryview) -> None:
        """Takes a picture or a page with blanks into the file."""


@dataclass(slots=True)
class Plate:
    """A picture that a part brings into the book: its number there, that of its mask or 0.

    It lies in the part's PDF from byte `begin` to `end`.
    """

    number: int
    mask: int
    begin: int
    end: int

    def body(self, pdf: memoryview, variant: str) -> bytes | memoryview:
        """The object as it is in a book of this `variant`, out of the PDF of its part."""
        body = pdf[self.begin : self.end]
        if not self.mask and variant != "a":
            return body
        head, mark, content = bytes(body).partition(STREAM)
        if self.mask:
            head = _MASK.sub(b"/SMask %d 0 R" % self.mask, head, count=1)
        if variant == "a":  # ISO 19005-2, 6.2.8
            head = head.replace(b"/Interpolate true", b"/Interpolate false", 1)
        return head + mark + content


@dataclass(slots=True)
class Taken:
    """A part that has been taken over: all numbers are those of the book.

    `loose` are bodies of objects that are not in the block: pages without their contents, links, patterns,
    and the dictionaries of `pictures` and `states`. `images` are digests; `brought` those that the book did
    not have. `parents` is its leaf in the tree of parents, or 0. `contents` are those of pages with `blanks`
    for page numbers: their own numbers, and where they lie in the part's PDF, from byte to byte.
    """

    leaves: list[Leaf]
    loose: dict[int, bytes]
    pictures: int
    states: int
    images: dict[str, int]
    brought: list[Plate]
    contents: list[tuple[int, int, int]]
    blanks: list[Blank]
    destinations: list[tuple[str, int, float, float]]
    targets: list[str]
    bookmarks: list[Bookmark]
    elements: list[int]
    parents: int

    def apart(
        self, pdf: memoryview, folios: Mapping[str, str], variant: str
    ) -> Iterator[tuple[int, bytes | memoryview]]:
        """The objects that are in no block, with their numbers, out of the PDF of the part.

        Those are its pictures, and pages with the numbers of `folios` in their blanks.
        """
        for plate in self.brought:
            yield plate.number, plate.body(pdf, variant)
        for number, begin, end in self.contents:
            yield number, filled(bytes(pdf[begin:end]), self.blanks, folios)


@dataclass(slots=True)
class Gathered:
    """Parts in a block; `node` is the number of the node of their pages, `fonts` what they draw by names.

    `named` are numbers that the block refers to, whose objects are not in it.
    """

    block: Block
    node: int
    taken: list[Taken] = field(default_factory=list)
    fonts: list[tuple[int, dict[str, Use]]] = field(default_factory=list)
    named: set[int] = field(default_factory=set)

    def suits(self, images: Mapping[str, int]) -> bool:
        """Whether it can be put into a book that has these pictures."""
        brought = {plate.number for taken in self.taken for plate in taken.brought}
        return all(
            images.get(digest, 0) == (0 if number in brought else number)
            for taken in self.taken
            for digest, number in taken.images.items()
        )


def gather(parts: Iterable[tuple[Part, Mapping[str, str]]], book: Book, room: int) -> Gathered:
    """Takes parts over, each with the page numbers for its blanks.

    There are at most `room` pictures in them: their numbers come first, so that they stay when a text
    changes, for what follows refers to them.
    """
    tray, known = Tray(book.next), dict(book.images)
    node, plates = tray.reserve(), tray.reserve(room)
    free = iter(range(plates, plates + room))
    taken: list[Taken] = []
    fonts: list[tuple[int, dict[str, Use]]] = []
    named = {node, book.document}
    for part, folios in parts:
        pictures = {local: known.get(digest) or next(free) for local, digest in part.images.items()}
        stand = _known(part, book.document, node, _fonts(part, tray, fonts))
        taking = Taking(part, tray, pictures | stand)
        took = _taken(taking, tray, known, numbered=bool(folios))
        for number, body in took.apart(memoryview(part.pdf), folios, book.variant):
            book.put(number, body)
        taken.append(took)
        known |= took.images
        named |= taking.named
    block = tray.block()
    return Gathered(block, node, taken, fonts, named - block.numbers())


def _fonts(part: Part, tray: Tray, fonts: list[tuple[int, dict[str, Use]]]) -> int:
    """The dictionary of fonts that a part shares with those before it, a new one where they disagree."""
    shared = next((each for each in fonts if _agree(each[1], part.faces)), None)
    if shared is None:
        shared = (tray.reserve(), {})
        fonts.append(shared)
    number, uses = shared
    for name, use in part.faces.items():
        uses.setdefault(name, use).unite(use)
    return number


def _agree(known: Mapping[str, Use], new: Mapping[str, Use]) -> bool:
    return all(name not in known or known[name].takes(use) for name, use in new.items())


def _known(part: Part, document: int, node: int, fonts: int) -> dict[int, int]:
    """Objects of the book that stand for those of a part that are no pictures."""
    around = {1: node, part.fonts: fonts}
    return around | ({part.structure[0]: document} if part.structure[0] else {})


def _taken(taking: Taking, tray: Tray, images: Mapping[str, int], *, numbered: bool) -> Taken:
    part = taking.part
    loose = {part.pictures: b"", part.states: b""}
    for leaf in part.leaves:
        content = b"/Contents %d 0 R" % leaf.contents
        loose[leaf.number] = part.body(leaf.number).replace(content, b"/Contents []", 1)
        loose |= dict.fromkeys(_numbers(leaf.links, leaf.paints), b"")
    brought = [number for number, digest in part.images.items() if digest not in images]
    contents = [leaf.contents for leaf in part.leaves] if numbered else []
    taking.take({*loose, *brought, *contents})
    return Taken(
        leaves=[_leaf(leaf, taking) for leaf in part.leaves],
        loose={taking.number(local): taking.renumbered(local, body) for local, body in loose.items()},
        pictures=taking.number(part.pictures),
        states=taking.number(part.states),
        images={digest: taking.number(number) for number, digest in part.images.items()},
        brought=[_plate(number, taking) for number in brought],
        contents=[(taking.number(number), *part.span(number)) for number in contents],
        blanks=part.blanks if numbered else [],
        destinations=part.destinations,
        targets=part.targets,
        bookmarks=part.bookmarks,
        elements=[taking.number(number) for number in part.structure[1]],
        parents=_parents(taking, tray),
    )


def _plate(local: int, taking: Taking) -> Plate:
    head, _, _ = taking.part.body(local).partition(STREAM)
    mask = _MASK.search(head)
    return Plate(taking.number(local), taking.number(int(mask[1])) if mask else 0, *taking.part.span(local))


def _leaf(leaf: Leaf, taking: Taking) -> Leaf:
    links = [Link(taking.number(link.number), link.box) for link in leaf.links]
    paints = [Paint(taking.number(paint.number), paint.matrix) for paint in leaf.paints]
    number, contents = taking.number(leaf.number), taking.number(leaf.contents)
    return replace(leaf, number=number, contents=contents, links=links, paints=paints)


def _numbers(*things: Iterable[Leaf | Link | Paint]) -> Iterator[int]:
    return (each.number for some in things for each in some)


def _parents(taking: Taking, tray: Tray) -> int:
    """Writes what leads from the marked contents and links of a part to their elements; its number."""
    part = taking.part
    marked = [trees.references(map(taking.number, page)) for page in part.marked]
    values = [*marked, *(trees.reference(taking.number(number)) for number in part.linked)]
    entries: dict[int, bytes] = {}
    for local in _numbers(part.leaves, *(leaf.links for leaf in part.leaves)):
        key = _KEY.search(taking.part.body(local))
        if key:
            entries[taking.number(local)] = values[int(key[1])]
    return trees.leaf(tray, entries) if entries else 0
