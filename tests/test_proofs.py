"""Finished files are known by their stamps: which are read again to know their digest."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from xxhash import xxh3_128_hexdigest

from exporter.proofs import Proofs
from exporter.settings import Settings

NOTED = "0" * 32  # told of a file that is not read


def later(book: Path) -> None:
    """Other bytes, as many, under the time of change that the file had."""
    told = book.stat()
    time.sleep(0.02)  # a tick of the system's clock
    book.write_bytes(b"paper")
    os.utime(book, ns=(told.st_atime_ns, told.st_mtime_ns))


CHANGES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "nothing": (lambda _book: None, False),
    "other bytes": (lambda book: book.write_bytes(b"other"), True),
    "its time": (lambda book: os.utime(book, (1, 1)), True),
    "other bytes, its time set back": (later, True),
}


@pytest.mark.parametrize(("change", "read"), CHANGES.values(), ids=CHANGES)
def test_what_is_read_again(tmp_path: Path, change: Callable[[Path], object], *, read: bool) -> None:
    book = tmp_path / "book.pdf"
    book.write_bytes(b"pages")
    proofs = Proofs(Settings(cache=tmp_path / "cache"))
    proofs.written(book, NOTED)
    change(book)
    true = xxh3_128_hexdigest(book.read_bytes())
    assert proofs.xxh128(book) == (true if read else NOTED)


def test_without_a_cache_all_is_read(tmp_path: Path) -> None:
    book = tmp_path / "book.pdf"
    book.write_bytes(b"pages")
    Proofs(Settings(cache=tmp_path / "cache")).written(book, NOTED)
    bare = Proofs(Settings(cache=tmp_path / "cache", no_cache=True))
    assert bare.xxh128(book) == xxh3_128_hexdigest(b"pages")
