"""The trees of a PDF: pages, names, numbers, outline. None is deeper than it must be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pydyf

from exporter.write.pdf.join.writer import Objects, Writer

LEAF = 64  # entries of a node


def reference(number: int) -> bytes:
    """An object's number as a reference."""
    return b"%d 0 R" % number


def references(numbers: Iterable[int]) -> bytes:
    """An array of references, as pydyf writes it."""
    return b"[%b]" % b" ".join(map(reference, numbers))


class Pages:
    """A page tree of two levels: a node for each gathering, which has its number before its pages."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.root = writer.reserve()
        self.numbers: list[int] = []
        self._nodes: list[tuple[int, int]] = []

    def begin(self, node: int) -> None:
        """The pages that follow are those of this node."""
        self._nodes.append((node, len(self.numbers)))

    @property
    def parent(self) -> int:
        """The node of the next page."""
        return self._nodes[-1][0]

    def write(self) -> None:
        """Writes the tree once all pages are there."""
        ends = [*(first for _, first in self._nodes[1:]), len(self.numbers)]
        for (node, first), end in zip(self._nodes, ends, strict=True):
            entries = {"Type": "/Pages", "Count": end - first, "Kids": references(self.numbers[first:end])}
            self._writer.add(pydyf.Dictionary(entries | {"Parent": reference(self.root)}), node)
        kids = references(node for node, _ in self._nodes)
        entries = {"Type": "/Pages", "Count": len(self.numbers), "Kids": kids}
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


def leaf(objects: Objects, values: Mapping[int, bytes]) -> int:
    """A leaf of a number tree, of values by their keys; its number."""
    keys = sorted(values)
    numbers = pydyf.Array(item for key in keys for item in (key, values[key]))
    return objects.add(pydyf.Dictionary({"Limits": pydyf.Array((keys[0], keys[-1])), "Nums": numbers}))
