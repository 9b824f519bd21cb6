"""What is kept between runs."""

import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from exporter.notices import OutputError
from exporter.store import DAY, FILE, Card, Damaged, Store, discard


def test_keeps_contents_and_cards(tmp_path: Path) -> None:
    with Store(tmp_path / "new" / "folder") as store:
        digest = store.put(b"content")
        store.note("card", digest, "text 文")
    with Store(tmp_path / "new" / "folder") as store:
        assert (store.get(digest), store.recall("card")) == (b"content", Card(digest, "text 文"))
        assert (store.get("0" * 64), store.recall("other")) == (None, None)
        assert store.verify() == (2, 0)


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
        store.note("name", digest, "text")
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute(damage)
    base.close()
    with Store(tmp_path) as store:
        found = (store.get(digest), store.recall("name"), store.recall("card"))
    assert found in {(None, Card(digest, "text"), None), (b"content", None, None)}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, bytes]]:
    """The file of a store, and what is in it by digest."""
    folder, chance = tmp_path_factory.mktemp("store"), random.Random(1)
    contents = [chance.randbytes(3000 + 40 * number) for number in range(20)]
    with Store(folder) as store:
        kept = {store.put(content): content for content in contents}
        for number, digest in enumerate(kept):
            store.note(f"card {number}", digest)
    return (folder / FILE).read_bytes(), kept


def read(folder: Path, kept: dict[str, bytes]) -> bool:
    """Whether damage is found when everything is read: whatever is given is as it was put."""
    lost = 0
    try:
        with Store(folder) as store:
            for number, (digest, content) in enumerate(kept.items()):
                found, card = store.get(digest), store.recall(f"card {number}")
                assert found in {content, None}
                assert card in {Card(digest), None}
                lost += (found is None) + (card is None)
            checked, damaged = store.verify()
            assert checked - damaged <= 2 * len(kept) - lost
    except Damaged:
        return True
    return lost > 0


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder whose files are in memory, where there is one: a thousand syncs take their time on a disk."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


def broken(folder: Path, content: bytes) -> Path:
    for file in folder.glob(f"{FILE}*"):
        file.unlink()
    (folder / FILE).write_bytes(content)
    return folder


def test_a_thousand_flipped_bits_and_cuts_are_found(
    memory: Path, sound: tuple[bytes, dict[str, bytes]]
) -> None:
    whole, kept = sound
    chance = random.Random(2)
    inside = [
        whole.index(content[:64]) + chance.randrange(3000) for content in kept.values() for _ in range(30)
    ]
    for place in inside[:600]:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        assert read(broken(memory, bytes(flipped)), kept), place
    for _ in range(400):
        cut = whole[: chance.randrange(1, len(whole) - 1)]
        assert read(broken(memory, cut), kept), len(cut)


def test_a_bit_flipped_anywhere_never_gives_wrong_bytes(
    memory: Path, sound: tuple[bytes, dict[str, bytes]]
) -> None:
    whole, kept = sound
    chance = random.Random(3)
    for _ in range(200):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        read(broken(memory, bytes(flipped)), kept)


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
        "import sys, pathlib; from exporter.store import Store\n"
        "with Store(pathlib.Path(sys.argv[1])) as store:\n"
        "    for n in range(150): store.note(f'{sys.argv[2]} {n}', store.put(b'%d' % (n % 40) * 5000))\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in "abc"]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    with Store(tmp_path) as store:
        for name in "abc":
            for number in range(150):
                card = store.recall(f"{name} {number}")
                assert card is not None
                assert store.get(card.digest) == b"%d" % (number % 40) * 5000


def test_it_waits_for_another_run_that_makes_it(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE half (made)")
    other.execute("BEGIN IMMEDIATE")
    ready = threading.Timer(0.3, other.execute, ["COMMIT"])
    ready.start()
    with Store(tmp_path) as store:
        assert store.get(store.put(b"x")) == b"x"
    ready.join()
    other.close()


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"SECRET")
    (tmp_path / FILE).symlink_to("secret")
    with pytest.raises(Damaged):
        Store(tmp_path)
    discard(tmp_path)
    Store(tmp_path).close()
    assert (tmp_path / "secret").read_bytes() == b"SECRET"


def aged(folder: Path, digest: str, seconds: int) -> None:
    with sqlite3.connect(folder / FILE) as base:
        base.execute("UPDATE content SET used = used - ? WHERE digest = ?", (seconds, digest))
    base.close()


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        digests = [store.put(bytes([number]) * 100_000) for number in range(10)]
        for age, digest in enumerate(digests):
            store.note(f"address {age}", digest)
            aged(tmp_path, digest, (1 + age) * DAY)
        assert store.get(digests[9]) is not None  # read again: the youngest now
        assert store.prune(1_000_000, grace=DAY) == 0
        assert store.prune(450_000, grace=DAY) == 600_000
        left = [number for number, digest in enumerate(digests) if store.get(digest)]
        assert left == [0, 1, 2, 9]
        assert (store.recall("address 5"), store.census().addresses) == (None, 4)
        assert store.prune(0, grace=DAY) == 0  # all of it has been read just now
        assert store.prune(0) == 400_000
        assert store.census().contents == 0
    assert (tmp_path / FILE).stat().st_size < 200_000


def test_verify_takes_out_what_is_damaged(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        first, second = store.put(b"first"), store.put(b"second")
        store.note("name", first)
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute("UPDATE content SET bytes = x'00' WHERE digest = ?", (second,))
    base.close()
    with Store(tmp_path) as store:
        assert store.verify() == (3, 1)
        assert store.verify() == (2, 0)
        assert store.get(first) == b"first"


def test_a_content_under_the_name_of_another_is_found_damaged(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        one, two = store.put(b"one"), store.put(b"two")
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute("DELETE FROM content WHERE digest = ?", (two,))
        base.execute("UPDATE content SET digest = ?", (two,))
    base.close()
    with Store(tmp_path) as store:
        assert store.verify() == (1, 1)
        assert (store.get(one), store.get(two)) == (None, None)
