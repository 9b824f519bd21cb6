import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.notices import OutputError
from exporter.write.atomic import prove_writable, replacing


def test_the_old_file_stays_whole_until_the_new_one_is(tmp_path: Path) -> None:
    target = tmp_path / "book.epub"
    target.write_text("old")
    with pytest.raises(RuntimeError), replacing(target) as draft:
        draft.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    with replacing(target) as draft:
        draft.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_folders_are_made(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "b" / "book.pdf") as draft:
        draft.write_bytes(b"x")
    assert (tmp_path / "a" / "b" / "book.pdf").read_bytes() == b"x"


def test_a_file_where_a_folder_should_be_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError) as caught, replacing(tmp_path / "a" / "book.pdf") as draft:
        draft.write_bytes(b"x")
    assert caught.value.exit_code == 5
    assert caught.value.place.endswith("book.pdf")


def test_a_symbolic_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("theirs")
    target = tmp_path / "book.epub"
    target.symlink_to(tmp_path / "elsewhere")
    with replacing(target) as draft:
        draft.write_text("ours")
    assert (tmp_path / "elsewhere").read_text() == "theirs"
    assert not target.is_symlink()
    assert target.read_text() == "ours"


def write_and_die(folder: Path) -> None:
    with replacing(folder / "book.epub") as draft:
        draft.write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)


def in_a_process_of_its_own(function: Callable[[Path], None], folder: Path) -> None:
    process = multiprocessing.get_context("fork").Process(target=function, args=(folder,))
    process.start()
    process.join()


def test_what_a_killed_run_left_is_removed_by_the_next_and_by_none_that_runs_beside_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "book.epub").write_text("old")
    in_a_process_of_its_own(write_and_die, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    with replacing(tmp_path / "book.epub") as draft:
        assert {file.name for file in tmp_path.iterdir()} == {"book.epub", draft.name}
        draft.write_text("new")
        in_a_process_of_its_own(write_and_die, tmp_path)
        assert draft.exists()
        assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / "book.epub").read_text() == "new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_clear_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "book.epub"
    target.write_text("old")
    with pytest.raises(OutputError, match="No space left"), replacing(target):
        Path("/dev/full").write_text("x")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


UNWRITABLE = [
    ("a folder", lambda folder: folder, "is not a file"),
    ("a device", lambda _: Path(os.devnull), "is not a file"),
    ("below a file", lambda folder: folder / "file" / "book.epub", "Not a directory"),
    ("a name too long", lambda folder: folder / ("n" * 300), "File name too long"),
    ("a path too long", lambda folder: folder.joinpath(*["n" * 200] * 30), "File name too long"),
]


@pytest.mark.parametrize(
    ("place", "said"), [row[1:] for row in UNWRITABLE], ids=[row[0] for row in UNWRITABLE]
)
def test_what_cannot_be_written_is_known_before_the_work(
    tmp_path: Path, place: Callable[[Path], Path], said: str
) -> None:
    (tmp_path / "file").write_text("theirs")
    with pytest.raises(OutputError, match=said):
        prove_writable(place(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_what_can_be_written_leaves_no_trace_of_the_question(tmp_path: Path) -> None:
    prove_writable(tmp_path / "a" / "b" / "book.epub")
    assert list(tmp_path.iterdir()) == []
