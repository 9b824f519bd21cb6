"""Takes objects of a part over into the book: as they are, their references renumbered."""

import re
from collections.abc import Iterable, Mapping

from exporter.notices import OutputError
from exporter.write.pdf.join.writer import Objects
from exporter.write.pdf.parts.part import STREAM, Part

# Strings are passed over, so that nothing in them is taken for a reference. pydyf writes no other forms.
REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]+>|\b(\d+) 0 R\b|/StructParents? (\d+)", re.DOTALL)


class Taking:
    """A part being taken over: its objects get the next numbers, unless the book has them already.

    `known` are objects of the book that stand for some of the part's. The key under which the tree of parents
    knows a page or a link is the number of the object itself, so that nothing has to be counted.
    """

    def __init__(self, part: Part, objects: Objects, known: Mapping[int, int]) -> None:
        self.part = part
        self.named: set[int] = set()
        self._objects = objects
        self._base = objects.reserve(len(part.offsets) - 1)
        self._known = dict(known)
        self._references: dict[bytes, bytes] = {}  # as the part writes them, as the book does
        self._absent = frozenset(part.left_out) - {leaf.number for leaf in part.leaves}
        self._own = 0

    def number(self, local: int) -> int:
        """The number in the book of an object of the part. Raises OutputError where it is in neither."""
        if local in self._known:
            return self._known[local]
        if local in self._absent:
            raise OutputError(f"part {self.part.file.stem[:12]}: object {local} is needed, but left out")
        return self._base + local

    def take(self, apart: Iterable[int]) -> None:
        """Writes all objects but those the book has, those left out and those `apart`."""
        passed = {*self.part.left_out, *self._known, *apart}
        for local in range(len(self.part.offsets) - 1):
            if local not in passed:
                number, body = self._base + local, self.renumbered(local)
                if STREAM in body:
                    self._objects.add_raw(body, number)
                else:
                    self._objects.add(body, number)

    def renumbered(self, local: int, body: bytes = b"") -> bytes:
        """An object, its references as they are in the book; its `body` instead if that is given."""
        self._own = self.number(local)
        head, mark, content = (body or self.part.body(local)).partition(STREAM)
        return REFERENCE.sub(self._replacement, head) + mark + content

    def _replacement(self, match: re.Match[bytes]) -> bytes:
        local = match[1]
        if local:
            known = self._references.get(local)
            if known is None:
                number = self.number(int(local))
                self.named.add(number)
                known = self._references[local] = b"%d 0 R" % number
            return known
        if match[2]:
            return match[0][: -len(match[2])] + b"%d" % self._own
        return match[0]
