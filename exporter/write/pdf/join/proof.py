"""Is the file that was joined whole? Read back from the disk, object by object, in memory that does not grow.

For files of our own writer alone: `check.py` judges those of anyone, and holds all of a file to do so.
"""

import os
import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from pathlib import Path
from typing import BinaryIO

from exporter.write.pdf.join.taking import REFERENCE
from exporter.write.pdf.join.writer import FREE, PACKED, PLAIN
from exporter.write.pdf.parts.part import STREAM

_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_WIDTHS = re.compile(rb"/W ?\[1 (\d+) 2\]")
_LENGTH = re.compile(rb"/Length (\d+)")
_FIRST = re.compile(rb"/First (\d+)")
_END = b"\nendobj\n"
_IS_PLAIN, _IS_PACKED = (bytes(each == kind for each in range(256)) for kind in (PLAIN, PACKED))
_IS_THERE = bytes(each != FREE for each in range(256))
_TAIL = 64  # bytes in which a file begins, or ends, and an object
BRIEF = 4096  # bytes: what has fewer is read at once


@dataclass(frozen=True, slots=True)
class Proved:
    """A block that has been proved in another file: its numbers from `first` on, by kinds (see `Block`).

    `named` are numbers that its objects refer to and that are not its own, `plates` those of its pictures.
    """

    first: int
    kinds: bytes
    named: frozenset[int]
    plates: frozenset[int] = frozenset()


def faults(path: Path, proved: Sequence[Proved] = ()) -> Iterator[str]:
    """What is wrong with the PDF joined at `path`: objects not in their place, references to none.

    Objects of blocks that were `proved` have to lie in their places, and what the blocks refer to has to be
    there; what they say is not read again.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        start = _START.search(_read(file, max(0, size - _TAIL), size))
        if start is None:
            yield "the file does not end as it should"
            return
        try:
            yield from _Proof(file, int(start[1]), size, proved).faults()
        except (ValueError, IndexError, zlib.error, TypeError) as error:
            yield f"an object cannot be read: {error}"


class _Proof:
    """A file under proof: kinds and places of its objects, as its table of them says."""

    def __init__(self, file: BinaryIO, table: int, size: int, proved: Sequence[Proved]) -> None:
        self._file, self._proved = file, proved
        last = _read(file, table, size)
        self._end = table + last.rfind(b"startxref")
        head, _, content = last.partition(STREAM)
        width = int(_matched(_WIDTHS, head))
        rows = zlib.decompress(content[: int(_matched(_LENGTH, head))])
        step = width + 3
        self._kinds = rows[::step]
        places = bytearray(8 * len(self._kinds))
        for byte in range(width):
            places[8 - width + byte :: 8] = rows[1 + byte :: step]
        self._places = array("Q", bytes(places))
        if sys.byteorder == "little":
            self._places.byteswap()

    def faults(self) -> Iterator[str]:
        plain = list(compress(count(), self._kinds.translate(_IS_PLAIN)))
        plain.sort(key=self._places.__getitem__)
        ends = [*(self._places[number] for number in plain[1:]), self._end]
        found = bytearray(len(self._kinds))
        yield from self._before(found)
        for number, end in zip(plain, ends, strict=True):
            place, opening = self._places[number], b"%d 0 obj\n" % number
            body = self._around(place, end) if found[number] else _read(self._file, place, end)
            if not body.startswith(opening) or not body.endswith(_END):
                yield f"object {number} is not in its place"
            elif not found[number]:
                found[number] = 1
                yield from self._object(number, body[len(opening) : -len(_END)], found)
        for number in compress(count(), self._kinds.translate(_IS_PACKED)):
            if not found[number]:
                yield f"object {number} is not where the table says"

    def _around(self, place: int, end: int) -> bytes:
        """An object of which only how it begins and ends is of interest."""
        if end - place < BRIEF:
            return _read(self._file, place, end)
        return _read(self._file, place, place + _TAIL) + _read(self._file, end - _TAIL, end)

    def _before(self, found: bytearray) -> Iterator[str]:
        """Marks what was found sound before as found."""
        for block in self._proved:
            if block.first + len(block.kinds) > len(self._kinds):
                yield f"there are not as many objects as a block from {block.first} on has"
                continue
            end = block.first + len(block.kinds)
            for number, kind in compress(enumerate(self._kinds[block.first : end], block.first), block.kinds):
                if kind != block.kinds[number - block.first]:
                    yield f"object {number} is not of the kind it was"
            found[block.first : end] = block.kinds.translate(_IS_THERE)
            for number in block.plates:
                found[number] = self._kinds[number] == PLAIN
            yield from self._missing(block.first, block.named)

    def _object(self, number: int, body: bytes, found: bytearray) -> Iterator[str]:
        head, mark, content = body.partition(STREAM)
        if mark:
            length = int(_matched(_LENGTH, head))
            if content[length:].lstrip() != b"endstream":
                yield f"object {number} is not as long as it says"
            elif b"/ObjStm" in head:
                head = self._unpacked(number, zlib.decompress(content[:length]), head, found)
        yield from self._astray(number, head)

    def _unpacked(self, number: int, content: bytes, head: bytes, found: bytearray) -> bytes:
        """The objects that are packed in one, which are found there."""
        first = int(_matched(_FIRST, head))
        for member in map(int, content[:first].split()[::2]):
            found[member] = self._kinds[member] == PACKED and self._places[member] == number
        return content[first:]

    def _astray(self, number: int, text: bytes) -> Iterator[str]:
        if b" 0 R" in text:
            yield from self._missing(number, {int(found) for found, _ in REFERENCE.findall(text) if found})

    def _missing(self, number: int, named: Iterable[int]) -> Iterator[str]:
        for other in sorted(named):
            if other >= len(self._kinds) or self._kinds[other] == FREE:
                yield f"object {number} refers to {other}, which is not there"


def _read(file: BinaryIO, start: int, end: int) -> bytes:
    """The bytes from `start` to `end`: read, for a file that is mapped counts whole as memory in use."""
    file.seek(start)
    return file.read(max(0, end - start))


def _matched(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    found = pattern.search(text)
    if found is None:
        raise ValueError(f"no {pattern.pattern!r}")
    return found[1]
