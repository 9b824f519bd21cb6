"""Two things as one piece of bytes: what must be known of something, and the thing itself, not copied."""

from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from msgspec import msgpack

Told = TypeVar("Told")


def united(known: bytes, thing: bytes) -> bytes:
    """Both as one: the length of the first, it, the second."""
    return b"%d\n%b%b" % (len(known), known, thing)


def parted(content: bytes) -> tuple[memoryview, memoryview]:
    """The two that were `united`. Raises ValueError for what is none."""
    begin = content.index(b"\n") + 1
    end = begin + int(content[: begin - 1])
    whole = memoryview(content)
    return whole[begin:end], whole[end:]


def read_as(kind: type[Told], known: bytes | memoryview) -> Told:
    """What is known, as data of a type and nothing else; a path is told as text. Raises ValueError."""
    told: Told = _reader(cast("Any", kind)).decode(known)  # mypy: a type is hashable
    return told


@cache
def _reader(kind: Any) -> msgpack.Decoder[Any]:
    return msgpack.Decoder(kind, dec_hook=lambda _, text: Path(text))
