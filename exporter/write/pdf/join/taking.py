"""Takes objects of a part over into the book: as they are, their references renumbered."""

import re
from collections.abc import Iterable, Iterator, Mapping

from exporter.notices import OutputError
from exporter.write.pdf.join.writer import Writer
from exporter.write.pdf.parts import Part

# Strings are passed over, so that nothing in them is taken for a reference. pydyf writes no other forms.
REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]+>|\b(\d+) 0 R\b|/StructParents? (\d+)", re.DOTALL)
STREAM = b"\nstream\n"


class Taking:
    """A part being taken over: its objects get the numbers from `base` on, unless the book has them already.

    `known` are objects of the book that stand for some of the part's; `key` is added to the keys of its
    structure.
    """

    def __init__(self, part: Part, writer: Writer, known: Mapping[int, int], key: int) -> None:
        self._part = part
        self._data = part.pdf or part.file.read_bytes()
        self._writer = writer
        self._base = writer.reserve(len(part.offsets) - 1)
        self._known = dict(known)
        self._references: dict[bytes, bytes] = {}  # as the part writes them, as the book does
        self._key = key
        self._absent = frozenset(part.left_out) - {leaf.number for leaf in part.leaves}

    def stand(self, number: int, local: int) -> None:
        """From now on an object of the book stands for one of the part."""
        self._known[local] = number
        self._references.pop(b"%d" % local, None)

    def number(self, local: int) -> int:
        """The number in the book of an object of the part. Raises OutputError where it is in neither."""
        if local in self._known:
            return self._known[local]
        if local in self._absent:
            raise OutputError(f"part {self._part.file.stem[:12]}: object {local} is needed, but left out")
        return self._base + local

    def take(self, apart: Iterable[int], changes: Mapping[int, tuple[bytes, bytes]]) -> None:
        """Writes all objects but those the book has, those left out and those `apart`.

        `changes` are a piece of an object and what takes its place.
        """
        passed = {*self._part.left_out, *self._known, *apart}
        for local in range(len(self._part.offsets) - 1):
            if local not in passed:
                body = self.body(local)
                if local in changes:
                    body = body.replace(*changes[local], 1)
                self._write(local, body)

    def body(self, local: int) -> bytes:
        """An object as it is in the part."""
        start, end = self._part.offsets[local : local + 2]
        return self._data[start + len(b"%d 0 obj\n" % local) : end - len(b"\nendobj\n")]

    def renumbered(self, body: bytes) -> bytes:
        """The body of an object, its references as they are in the book."""
        return REFERENCE.sub(self._replacement, body)

    def _replacement(self, match: re.Match[bytes]) -> bytes:
        local = match[1]
        if local:
            known = self._references.get(local)
            if known is None:
                known = self._references[local] = b"%d 0 R" % self.number(int(local))
            return known
        if match[2]:
            return match[0][: -len(match[2])] + b"%d" % (int(match[2]) + self._key)
        return match[0]

    def _write(self, local: int, body: bytes) -> None:
        head, mark, content = body.partition(STREAM)
        if mark:
            self._writer.add_raw(self.renumbered(head) + mark + content, self._base + local)
        else:
            self._writer.add(self.renumbered(body), self._base + local)

    def elements(self, locals_: Iterable[int]) -> Iterator[int]:
        """The numbers in the book of several objects."""
        return (self.number(local) for local in locals_)
