"""The trees of a PDF: pages, names, numbers, outline. None is deeper than it must be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pydyf

from exporter.write.pdf.join.writer import Writer

LEAF = 64  # entries of a node


def reference(number: int) -> bytes:
    """An object's number as a reference."""
    return b"%d 0 R" % number


def references(numbers: Iterable[int]) -> pydyf.Array:
    """An array of references."""
    return pydyf.Array(map(reference, numbers))


class Pages:
    """A page tree of two levels, whose nodes have their numbers before the pages are written."""

    def __init__(self, writer: Writer, count: int) -> None:
        self._writer = writer
        self.root = writer.reserve()
        self._nodes = [writer.reserve() for _ in range(-(-count // LEAF))]
        self.numbers: list[int] = []

    def parent(self) -> int:
        """The node of the next page."""
        return self._nodes[len(self.numbers) // LEAF]

    def write(self) -> None:
        """Writes the tree once all pages are there."""
        for index, node in enumerate(self._nodes):
            kids = self.numbers[index * LEAF : (index + 1) * LEAF]
            entries = {"Type": "/Pages", "Count": len(kids), "Kids": references(kids)}
            self._writer.add(pydyf.Dictionary(entries | {"Parent": reference(self.root)}), node)
        entries = {"Type": "/Pages", "Count": len(self.numbers), "Kids": references(self._nodes)}
        self._writer.add(pydyf.Dictionary(entries), self.root)


def names(writer: Writer, destinations: Iterable[tuple[str, int, float, float]]) -> int:
    """A name tree of destinations: name, page object, place on it in points. The first of a name holds."""
    first: dict[bytes, pydyf.Array] = {}
    for name, page, x, y in destinations:
        first.setdefault(pydyf.String(name).data, pydyf.Array((reference(page), "/XYZ", x, y, 0)))
    ordered = sorted(first)
    leaves = pydyf.Array()
    for start in range(0, len(ordered), LEAF):
        keys = ordered[start : start + LEAF]
        pairs = pydyf.Array(item for key in keys for item in (key, first[key]))
        limits = pydyf.Array((keys[0], keys[-1]))
        leaves.append(reference(writer.add(pydyf.Dictionary({"Limits": limits, "Names": pairs}))))
    return writer.add(pydyf.Dictionary({"Kids": leaves}))


@dataclass(slots=True)
class Entry:
    """An entry of the outline, on a page of the book (its object), with those under it."""

    title: str
    page: int
    x: float
    y: float
    closed: bool = False
    entries: "list[Entry]" = field(default_factory=list)


class Outline:
    """The outline in the making: levels as CSS counts them close up where some are skipped."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._open: list[tuple[int, list[Entry]]] = [(0, self.entries)]

    def add(self, level: int, entry: Entry) -> None:
        """Adds the next entry in reading order."""
        while self._open[-1][0] >= level:
            self._open.pop()
        self._open[-1][1].append(entry)
        self._open.append((level, entry.entries))

    def write(self, writer: Writer) -> int:
        """Writes the outline; its number."""
        root = writer.reserve()
        numbers = _written(writer, self.entries, root)
        entries = {
            "Count": _shown(self.entries),
            "First": reference(numbers[0]),
            "Last": reference(numbers[-1]),
        }
        return writer.add(pydyf.Dictionary(entries), root)


def _written(writer: Writer, entries: Sequence[Entry], parent: int) -> list[int]:
    numbers = [writer.reserve() for _ in entries]
    for entry, number, before, after in zip(
        entries, numbers, [0, *numbers[:-1]], [*numbers[1:], 0], strict=True
    ):
        destination = pydyf.Array((reference(entry.page), "/XYZ", entry.x, entry.y, 0))
        told = {"Title": pydyf.String(entry.title), "Dest": destination, "Parent": reference(parent)}
        told |= {"Prev": reference(before)} if before else {}
        told |= {"Next": reference(after)} if after else {}
        if entry.entries:
            below = _written(writer, entry.entries, number)
            told |= {"First": reference(below[0]), "Last": reference(below[-1])}
            told["Count"] = _shown(entry.entries) * (-1 if entry.closed else 1)
        writer.add(pydyf.Dictionary(told), number)
    return numbers


def _shown(entries: Sequence[Entry]) -> int:
    """How many entries are seen while those that are closed stay so."""
    return len(entries) + sum(_shown(entry.entries) for entry in entries if not entry.closed)


def parents(writer: Writer, leaves: Sequence[tuple[int, list[bytes]]]) -> int:
    """The tree that leads from marked contents and links to their elements: first key and values, by part."""
    kids = pydyf.Array()
    for first, values in leaves:
        if values:
            limits = pydyf.Array((first, first + len(values) - 1))
            numbers = pydyf.Array(item for key, value in enumerate(values, first) for item in (key, value))
            kids.append(reference(writer.add(pydyf.Dictionary({"Limits": limits, "Nums": numbers}))))
    return writer.add(pydyf.Dictionary({"Kids": kids}))
