"""The gatherings of a book, kept between runs: what has not changed is put into the file as it lies there.

A block is a function of the parts in it, of its first number and of the pictures that the book has before it:
whether it is recalled or made anew, its bytes are the same. It is known again only once the file it was made
for has been proved, so that nothing is kept that no proof has read.
"""

import zlib
from collections.abc import Iterator, Sequence

from exporter.digests import digest
from exporter.write.pdf.join import Gathered, Join, gather
from exporter.write.pdf.join.packing import packed, unpacked
from exporter.write.pdf.join.proof import Proved
from exporter.write.pdf.kept import Kept
from exporter.write.pdf.printing import Printed

EVERY, MOST = 32, 64  # pieces of a gathering: on the average, and at most
PAGES = 400  # of a gathering at most, but for a piece that has more
FEW = 8  # pages: what has less is made again sooner than read


def gatherings(printed: Sequence[Printed]) -> Iterator[list[Printed]]:
    """The pieces of a book in runs that are laid together.

    Where a run begins is told by the name of its first piece: one that comes or goes changes its own run
    alone. What shows page numbers stands apart, for it changes with the others.
    """
    run: list[Printed] = []
    for each in printed:
        pages = sum(one.laid.pages for one in (*run, each))
        if run and (len(run) == MOST or pages > PAGES or _begins(each) or _stands_apart(run[-1])):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _begins(piece: Printed) -> bool:
    return _stands_apart(piece) or zlib.crc32(piece.laid.name.encode()) % EVERY == 0


def _stands_apart(piece: Printed) -> bool:
    return not piece.sections  # no article


class Blocks:
    """The blocks of one book, for its `join`; `proved` are those that were proved with another file."""

    def __init__(self, kept: Kept, join: Join) -> None:
        self._kept, self._join = kept, join
        self._made: list[tuple[str, str]] = []
        self.proved: list[Proved] = []

    def gathered(self, run: Sequence[Printed]) -> Gathered:
        """The gathering of some pieces, its pictures put into the book. Raises Spoilt."""
        key = self._key(run)
        content = self._kept.known(key) if key else None
        found = unpacked(content) if content else None
        if found is None or not found.suits(self._join.images):
            return self._anew(key, run)
        for piece, taken in zip(run, found.taken, strict=True):
            pdf = self._kept.pdf(piece) if taken.brought or taken.contents else memoryview(b"")
            for number, body in taken.apart(pdf, piece.numbers, self._join.variant):
                self._join.put(number, body)
        plates = frozenset(plate.number for taken in found.taken for plate in taken.brought)
        self.proved.append(Proved(found.block.first, found.block.kinds, frozenset(found.named), plates))
        return found

    def _key(self, run: Sequence[Printed]) -> str:
        """What the block of some pieces is made of; "" where it is not to be kept."""
        if sum(each.laid.pages for each in run) < FEW or not all(each.content for each in run):
            return ""
        join = self._join
        parts = [each.content for each in run]
        return f"block {digest((join.next, join.document, join.variant, parts))}"

    def _anew(self, key: str, run: Sequence[Printed]) -> Gathered:
        parts = ((self._kept.part(each), each.numbers if each.blanks else {}) for each in run)
        made = gather(parts, self._join, sum(each.pictures for each in run))
        content = self._kept.put(packed(made)) if key else ""
        if content:
            self._made.append((key, content))
        return made

    def keep(self) -> None:
        """The file has been proved: what was made for it is known from now on."""
        for key, content in self._made:
            self._kept.note(key, content)
