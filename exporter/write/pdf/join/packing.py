"""What the join keeps between runs as bytes, and back: data alone, nothing of it is ever executed."""

import json
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from exporter.write.pdf.join.furniture import Written
from exporter.write.pdf.join.gathering import Gathered, Plate, Taken
from exporter.write.pdf.join.pen import Inked
from exporter.write.pdf.join.writer import Block
from exporter.write.pdf.parts.faces import Use
from exporter.write.pdf.parts.part import Blank, Bookmark, leaf_of, told_of, use_of

CODING = "latin-1"  # bytes as text
FAST = 1  # of zlib


def packed(gathered: Gathered) -> bytes:
    """The gathering as one piece: lengths, what the join must know of it, where its objects lie, these."""
    block = gathered.block
    told = told_of(gathered) | {"block": block.first, "named": sorted(gathered.named)}
    known = json.dumps(told, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()
    places = b"".join((block.kinds, block.places.tobytes(), block.indexes.tobytes()))
    known, places = zlib.compress(known, FAST), zlib.compress(places, FAST)
    return b"%d %d\n%b%b%b" % (len(known), len(places), known, places, block.data)


def _plain(thing: Any) -> Any:
    return thing.decode(CODING) if isinstance(thing, bytes) else told_of(thing)


def unpacked(content: bytes) -> Gathered:
    """The gathering that was `packed`. Raises ValueError, KeyError or TypeError for what is none."""
    head, _, _ = content.partition(b"\n")
    known, places = map(int, head.split())
    begin = len(head) + 1
    told: dict[str, Any] = json.loads(zlib.decompress(content[begin : begin + known]))
    begin += known
    block = _block(told["block"], zlib.decompress(content[begin : begin + places]), content[begin + places :])
    fonts = [(number, {name: use_of(use) for name, use in uses.items()}) for number, uses in told["fonts"]]
    taken = [_taken(each) for each in told["taken"]]
    return Gathered(block, told["node"], taken, fonts, set(told["named"]))


def _block(first: int, table: bytes, data: bytes) -> Block:
    places, indexes = array("Q"), array("H")
    count = len(table) // (1 + places.itemsize + indexes.itemsize)
    end = count * (1 + places.itemsize)
    places.frombytes(table[count:end])
    indexes.frombytes(table[end:])
    return Block(first, data, table[:count], places, indexes)


def _taken(told: dict[str, Any]) -> Taken:
    told["leaves"] = [leaf_of(leaf) for leaf in told["leaves"]]
    told["bookmarks"] = [Bookmark(**entry) for entry in told["bookmarks"]]
    told["loose"] = {int(number): body.encode(CODING) for number, body in told["loose"].items()}
    told["brought"] = [Plate(**plate) for plate in told["brought"]]
    told["blanks"] = [Blank(**each) for each in told["blanks"]]
    return Taken(**told)


def inked(drawn: Mapping[Written, Inked]) -> bytes:
    """The texts drawn in margins as one piece, those that are plain."""
    faces: dict[str, Use] = {}
    texts = []
    for written, ink in drawn.items():
        if ink.is_plain:
            glyphs = {
                name: (list(use.texts.items()), list(use.widths.items())) for name, use in ink.faces.items()
            }
            texts.append((written, ink.operators, glyphs))
            faces = {**ink.faces, **faces}
    told = {"faces": {name: replace(use, texts={}, widths={}) for name, use in faces.items()}, "texts": texts}
    return zlib.compress(json.dumps(told, default=_plain, ensure_ascii=False).encode(), FAST)


def uninked(content: bytes) -> dict[Written, Inked]:
    """The texts that were `inked`."""
    told = json.loads(zlib.decompress(content))
    faces = {name: use_of(use) for name, use in told["faces"].items()}
    return {
        tuple(written): Inked(
            operators.encode(CODING),
            faces={name: faces[name].of(*map(dict, drawn)) for name, drawn in glyphs.items()},
        )
        for written, operators, glyphs in told["texts"]
    }
