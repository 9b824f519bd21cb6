"""Writes a PDF object by object (ISO 32000-1, 7.5): memory holds where each object lies, never what it says.

No library writes a PDF as a stream: pikepdf and pydyf keep every object until the end, 1.7 GB for a book of
1,500 articles. What objects say is pydyf's business, or the parts'; here is the file around them.
"""

import hashlib
import zlib
from array import array
from collections.abc import Mapping
from typing import BinaryIO

import pydyf

FREE, PLAIN, PACKED = 0, 1, 2  # types of entries in a cross-reference stream
PACK = 60_000  # bytes of objects that go into one object stream
LEVEL = 6


class Writer:
    """A PDF in the making. Numbers of objects are given out before the objects are written, or with them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.md5(usedforsecurity=False)
        self._position = 0
        self._kinds, self._places, self._indexes = array("B", [FREE]), array("Q", [0]), array("H", [65535])
        self._waiting: list[tuple[int, bytes]] = []
        self._size = 0
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self, count: int = 1) -> int:
        """The first of so many new numbers."""
        first = len(self._kinds)
        for numbers in (self._kinds, self._places, self._indexes):
            numbers.extend([0] * count)
        return first

    def add(self, body: pydyf.Object | bytes, number: int = 0) -> int:
        """Writes an object that is no stream; its number, a new one unless it is given."""
        number = number or self.reserve()
        data = body if isinstance(body, bytes) else body.data
        self._kinds[number] = PACKED
        self._waiting.append((number, data))
        self._size += len(data)
        if self._size > PACK:
            self._pack()
        return number

    def add_stream(self, content: bytes, entries: Mapping[str, object] | None = None, number: int = 0) -> int:
        """Writes a stream of `content`, which is compressed here unless the entries name a filter."""
        told = dict(entries or {})
        if "Filter" not in told:
            content = zlib.compress(content, LEVEL)
            told["Filter"] = "/FlateDecode"
        if told["Filter"] is None:
            del told["Filter"]
        return self.add_raw(pydyf.Stream([content], told).data, number)

    def add_raw(self, body: bytes, number: int = 0) -> int:
        """Writes a stream that is already in the form of the file, its dictionary first."""
        number = number or self.reserve()
        self._kinds[number], self._places[number] = PLAIN, self._position
        self._put(b"%d 0 obj\n" % number)
        self._put(body)
        self._put(b"\nendobj\n")
        return number

    def close(self, root: int, info: int) -> None:
        """Writes what makes the objects a file; its identifier is a digest of them."""
        self._pack()
        number = self.reserve()
        start = self._position
        self._kinds[number], self._places[number] = PLAIN, start
        width = (self._position.bit_length() + 7) // 8
        table = b"".join(
            bytes((kind,)) + place.to_bytes(width, "big") + index.to_bytes(2, "big")
            for kind, place, index in zip(self._kinds, self._places, self._indexes, strict=True)
        )
        identifier = f"<{self._digest.hexdigest()}>"
        entries = {
            "Type": "/XRef",
            "Size": len(self._kinds),
            "W": pydyf.Array((1, width, 2)),
            "Root": f"{root} 0 R",
            "Info": f"{info} 0 R",
            "ID": pydyf.Array((identifier, identifier)),
        }
        self.add_stream(table, entries, number)
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting, self._size = self._waiting, [], 0
        number, position, head = self.reserve(), 0, []
        for index, (member, data) in enumerate(waiting):
            self._places[member], self._indexes[member] = number, index
            head.append(b"%d %d" % (member, position))
            position += len(data) + 1
        opening = b" ".join(head) + b"\n"
        entries = {"Type": "/ObjStm", "N": len(waiting), "First": len(opening)}
        self.add_stream(opening + b"\n".join(data for _, data in waiting), entries, number)

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._position += len(data)
