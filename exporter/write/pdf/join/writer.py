"""Writes a PDF object by object (ISO 32000-1, 7.5): memory holds where each object lies, never what it says.

No library writes a PDF as a stream: pikepdf and pydyf keep every object until the end, 1.7 GB for a book of
1,500 articles. What objects say is pydyf's business, or the parts'; here is the file around them.
"""

import io
import sys
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress, count
from typing import BinaryIO

import pydyf
from xxhash import xxh3_128

FREE, PLAIN, PACKED = 0, 1, 2  # types of entries in a cross-reference stream
UNUSED = 65535  # generation of a number that has no object (7.5.4)
PACK = 60_000  # bytes of objects that go into one object stream
LEVEL = 6  # of zlib
SWIFT = 4  # of streams of objects: a tenth larger, in half the time
FAST = 1  # of the table of all objects: a fifth larger, in a tenth of the time
LARGE = 4096  # bytes: what has more is not copied to be written in one
_UNUSED = UNUSED.to_bytes(2, "little")  # in any order of bytes
BRIEF = 256  # bytes of a stream that is left as it is
SLACK = 2  # bits: numbers left free are at most a half of those used, on the average a sixth


@dataclass(frozen=True, slots=True)
class Block:
    """Objects with the numbers from `first` on, as they lie in a file one after the other.

    For each number: its kind, its place (in `data`, or the object it is packed in), its index there.
    """

    first: int
    data: bytes | memoryview
    kinds: bytes
    places: "array[int]"
    indexes: "array[int]"

    def numbers(self) -> set[int]:
        """The numbers that have an object here."""
        return set(compress(count(self.first), self.kinds))


class Objects:
    """Objects on their way into `file`, which have the numbers from `first` on.

    Numbers are given out before the objects are written, or with them.
    """

    def __init__(self, file: BinaryIO, first: int) -> None:
        self._file = file
        self._first = first
        self._position = 0
        self._kinds, self._places, self._indexes = array("B"), array("Q"), array("H")
        self._waiting: list[tuple[int, bytes]] = []
        self._size = 0

    @property
    def next(self) -> int:
        """The next new number."""
        return self._first + len(self._kinds)

    def reserve(self, count: int = 1) -> int:
        """The first of so many new numbers."""
        first = self.next
        self._kinds.frombytes(bytes(count))
        self._places.frombytes(bytes(count * self._places.itemsize))
        self._indexes.frombytes(_UNUSED * count)
        return first

    def add(self, body: pydyf.Object | bytes, number: int = 0) -> int:
        """Writes an object that is no stream; its number, a new one unless it is given."""
        number = number or self.reserve()
        data = body if isinstance(body, bytes) else body.data
        self._kinds[number - self._first] = PACKED
        self._waiting.append((number, data))
        self._size += len(data)
        if self._size > PACK:
            self._pack()
        return number

    def add_stream(self, content: bytes, entries: Mapping[str, object] | None = None, number: int = 0) -> int:
        """Writes a stream of `content`, which is compressed here unless the entries name a filter.

        One of a few bytes would not be shorter for it, and there are some for every page.
        """
        if entries is None and len(content) < BRIEF:
            return self.add_raw(b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content), number)
        told = dict(entries or {})
        if "Filter" not in told:
            content = zlib.compress(content, LEVEL)
            told["Filter"] = "/FlateDecode"
        if told["Filter"] is None:
            del told["Filter"]
        return self.add_raw(pydyf.Stream([content], told).data, number)

    def add_raw(self, body: bytes | memoryview, number: int = 0) -> int:
        """Writes a stream that is already in the form of the file, its dictionary first."""
        number = number or self.reserve()
        place = number - self._first
        self._kinds[place], self._places[place], self._indexes[place] = PLAIN, self._position, 0
        if isinstance(body, bytes) and len(body) < LARGE:
            self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        else:
            for piece in (b"%d 0 obj\n" % number, body, b"\nendobj\n"):
                self._put(piece)
        return number

    def _pack(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting, self._size = self._waiting, [], 0
        number, position, head = self.reserve(), 0, []
        for index, (member, data) in enumerate(waiting):
            self._places[member - self._first], self._indexes[member - self._first] = number, index
            head.append(b"%d %d" % (member, position))
            position += len(data) + 1
        opening = b" ".join(head) + b"\n"
        content = zlib.compress(opening + b"\n".join([data for _, data in waiting]), SWIFT)
        entries = {"Type": "/ObjStm", "N": len(waiting), "First": len(opening), "Filter": "/FlateDecode"}
        self.add_stream(content, entries, number)

    def _put(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._position += len(data)


class Tray(Objects):
    """Objects that are set up by themselves, to be put into a file as they are."""

    def __init__(self, first: int) -> None:
        self._tray = io.BytesIO()
        super().__init__(self._tray, first)

    def block(self) -> Block:
        """All that was written."""
        self._pack()
        content = self._tray.getvalue()
        return Block(self._first, content, self._kinds.tobytes(), self._places, self._indexes)


class Writer(Objects):
    """A PDF in the making."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, 0)
        self._digest = xxh3_128()
        self.reserve()
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    @property
    def xxh128(self) -> str:
        """The XXH3, 128 bits in hex, of all that was written by now."""
        return self._digest.hexdigest()

    def append(self, block: Block) -> None:
        """Puts a block into the file. Its numbers are new ones from the next on, or have been reserved."""
        self.reserve(max(0, block.first + len(block.kinds) - self.next))
        moved = (0, self._position, 0)  # by kind
        rows = zip(block.kinds, block.places, block.indexes, strict=True)
        for number, (kind, place, index) in enumerate(rows, block.first):
            if kind:
                self._kinds[number], self._indexes[number] = kind, index
                self._places[number] = place + moved[kind]
        self._put(block.data)

    def leave(self, first: int) -> None:
        """Ends what begins with the number `first`, and leaves some numbers after it free.

        So what follows keeps its own numbers where that grows a little.
        """
        self._pack()
        used = self.next - first
        step = 1 << max(0, used.bit_length() - SLACK)
        self.reserve(-used % step)

    def close(self, root: int, info: int) -> None:
        """Writes what makes the objects a file; its identifier is a digest of them."""
        self._pack()
        number = self.reserve()
        start = self._position
        self._kinds[number], self._places[number], self._indexes[number] = PLAIN, start, 0
        width = (self._position.bit_length() + 7) // 8
        identifier = f"<{self.xxh128}>"
        entries = {
            "Type": "/XRef",
            "Size": len(self._kinds),
            "W": pydyf.Array((1, width, 2)),
            "Root": f"{root} 0 R",
            "Info": f"{info} 0 R",
            "ID": pydyf.Array((identifier, identifier)),
            "Filter": "/FlateDecode",
        }
        self.add_stream(zlib.compress(self._table(width), FAST), entries, number)
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _table(self, width: int) -> bytes:
        """For each number its kind, its place in `width` bytes, its index in two."""
        columns = [self._kinds.tobytes(), *_columns(self._places, width), *_columns(self._indexes, 2)]
        table = bytearray(len(columns) * len(self._kinds))
        for place, column in enumerate(columns):
            table[place :: len(columns)] = column
        return bytes(table)

    def _put(self, data: bytes | memoryview) -> None:
        super()._put(data)
        self._digest.update(data)


def _columns(numbers: "array[int]", width: int) -> list[bytes]:
    """The last `width` bytes of each number, the highest first: those of all numbers for each byte."""
    size, raw = numbers.itemsize, array(numbers.typecode, numbers)
    if sys.byteorder == "little":
        raw.byteswap()
    content = raw.tobytes()
    return [content[byte::size] for byte in range(size - width, size)]
