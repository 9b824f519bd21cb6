"""The picture store."""

import random
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from exporter.notices import OutputError
from exporter.pictures.store import FILE, Damaged, Store


def test_keeps_contents_and_cards(tmp_path: Path) -> None:
    with Store(tmp_path / "new" / "folder") as store:
        digest = store.put(b"content")
        store.note("card", "text 文")
    with Store(tmp_path / "new" / "folder") as store:
        assert (store.get(digest), store.recall("card")) == (b"content", "text 文")
        assert (store.get("0" * 64), store.recall("other")) == (None, None)


def test_equal_contents_are_kept_once(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        digests = {store.put(b"x" * 100_000) for _ in range(50)}
    assert len(digests) == 1
    assert (tmp_path / FILE).stat().st_size < 500_000


@pytest.mark.parametrize(
    "damage",
    ["UPDATE content SET bytes = x'00'", "UPDATE card SET text = 'other'", "UPDATE card SET name = 'card'"],
)
def test_altered_entries_are_as_good_as_none(tmp_path: Path, damage: str) -> None:
    with Store(tmp_path) as store:
        digest = store.put(b"content")
        store.note("name", "text")
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute(damage)
    base.close()
    with Store(tmp_path) as store:
        found = (store.get(digest), store.recall("name"), store.recall("card"))
    assert found in {(None, "text", None), (b"content", None, None)}


def test_flipped_bits_never_give_wrong_bytes(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - damage, not secrets
    contents = [chance.randbytes(3000 + number) for number in range(20)]
    with Store(tmp_path) as store:
        digests = [store.put(content) for content in contents]
        for number, digest in enumerate(digests):
            store.note(f"card {number}", digest)
    sound = (tmp_path / FILE).read_bytes()
    lost = 0
    for _ in range(150):
        broken = bytearray(sound)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        (tmp_path / FILE).write_bytes(broken)
        try:
            with Store(tmp_path) as store:
                for number, (digest, content) in enumerate(zip(digests, contents, strict=True)):
                    found = store.get(digest)
                    assert found in {content, None}
                    assert store.recall(f"card {number}") in {digest, None}
                    lost += found is None
        except Damaged:
            lost += 1
    assert lost > 0


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    if content:
        with pytest.raises(Damaged):
            Store(tmp_path)
    else:
        Store(tmp_path).close()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be used"):
        Store(tmp_path / "file" / "cache")


def test_threads_share_it(tmp_path: Path) -> None:
    contents = [bytes([number]) * 1000 for number in range(200)]
    with Store(tmp_path) as store, ThreadPoolExecutor(8) as pool:
        digests = list(pool.map(store.put, contents))
        assert list(pool.map(store.get, digests)) == contents


def test_runs_share_it(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from exporter.pictures.store import Store\n"
        "with Store(pathlib.Path(sys.argv[1])) as store:\n"
        "    for n in range(150): store.note(f'{sys.argv[2]} {n}', store.put(b'%d' % (n % 40) * 5000))\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in "abc"]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    with Store(tmp_path) as store:
        for name in "abc":
            for number in range(150):
                digest = store.recall(f"{name} {number}")
                assert digest is not None
                assert store.get(digest) == b"%d" % (number % 40) * 5000
