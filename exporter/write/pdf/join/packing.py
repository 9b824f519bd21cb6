"""What the join keeps between runs as bytes, and back: data alone, nothing of it is ever executed."""

import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import msgpack

from exporter.write.pdf.join.furniture import Written
from exporter.write.pdf.join.gathering import Gathered, Taken
from exporter.write.pdf.join.pen import Inked
from exporter.write.pdf.join.writer import Block
from exporter.write.pdf.parts.faces import Use
from exporter.write.pdf.twofold import parted, read_as, united

FAST = 1  # of zlib


@dataclass(frozen=True, slots=True)
class _Known:
    """What the join must know of a gathering, and where the objects of its block lie."""

    node: int
    taken: list[Taken]
    fonts: list[tuple[int, dict[str, Use]]]
    named: list[int]
    first: int
    kinds: bytes
    places: bytes
    indexes: bytes


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts as they are drawn in margins: their operators, and by face the texts and widths of glyphs."""

    faces: dict[str, Use]
    drawn: list[tuple[Written, bytes, dict[str, tuple[dict[int, str], dict[int, float]]]]]


def packed(gathered: Gathered) -> bytes:
    """The gathering as one piece."""
    block = gathered.block
    lie = (block.first, block.kinds, block.places.tobytes(), block.indexes.tobytes())
    known = _Known(gathered.node, gathered.taken, gathered.fonts, sorted(gathered.named), *lie)
    return united(msgpack.encode(known), bytes(block.data))


def unpacked(content: bytes) -> Gathered:
    """The gathering that was `packed`. Raises ValueError for what is none."""
    told, data = parted(content)
    known = read_as(_Known, told)
    places, indexes = array("Q", known.places), array("H", known.indexes)
    block = Block(known.first, data, known.kinds, places, indexes)
    return Gathered(block, known.node, known.taken, known.fonts, set(known.named))


def inked(drawn: Mapping[Written, Inked]) -> bytes:
    """The texts drawn in margins as one piece, those that are plain."""
    plain = {written: ink for written, ink in drawn.items() if ink.is_plain}
    faces: dict[str, Use] = {}
    for ink in plain.values():
        faces = {**ink.faces, **faces}
    bare = {name: use.of({}, {}) for name, use in faces.items()}
    texts = [
        (written, ink.operators, {name: (use.texts, use.widths) for name, use in ink.faces.items()})
        for written, ink in plain.items()
    ]
    return zlib.compress(msgpack.encode(_Texts(bare, texts)), FAST)


def uninked(content: bytes) -> dict[Written, Inked]:
    """The texts that were `inked`. Raises ValueError or zlib.error for what is none."""
    told = read_as(_Texts, zlib.decompress(content))
    return {
        written: Inked(operators, faces={name: told.faces[name].of(*each) for name, each in glyphs.items()})
        for written, operators, glyphs in told.drawn
    }
