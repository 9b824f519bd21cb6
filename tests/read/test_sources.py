"""Where posts come from, and what is refused."""

import io
import os
import unicodedata
from pathlib import Path

import pytest

from exporter.notices import InputError
from exporter.read import sources
from exporter.read.sources import discover


def touch(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("文", "utf-8")


def found(folder: Path, *paths: str) -> list[str]:
    return [os.path.relpath(path, folder) for path in discover([str(folder / path) for path in paths])]


def test_a_folder_is_searched_through_and_sorted(tmp_path: Path) -> None:
    touch(tmp_path, "b.md", "a/z.HTML", "a/b/c.txt", "c.htm", "d.markdown")
    assert found(tmp_path, ".") == ["a/b/c.txt", "a/z.HTML", "b.md", "c.htm", "d.markdown"]


def test_what_is_no_post_or_hidden_is_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "picture.jpg", "notes.md.bak", ".hidden.md", ".git/x.md", "md")
    assert found(tmp_path, ".") == ["a.md"]


def test_files_named_keep_their_order_and_may_have_any_extension(tmp_path: Path) -> None:
    touch(tmp_path, "b.md", "a.md", "c.post")
    assert found(tmp_path, "b.md", "c.post", "a.md") == ["b.md", "c.post", "a.md"]


def test_a_file_reached_twice_is_listed_once(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.md", "a/y.md")
    assert found(tmp_path, "a/y.md", "a", "a/../a/y.md") == ["a/y.md", "a/x.md"]


def test_order_is_that_of_composed_names_wherever_they_were_stored(tmp_path: Path) -> None:
    composed, decomposed = unicodedata.normalize("NFC", "é.md"), unicodedata.normalize("NFD", "é2.md")
    touch(tmp_path, composed, decomposed, "f.md", "文.md")
    assert found(tmp_path, ".") == ["f.md", composed, decomposed, "文.md"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "outside/secret.md", "in/a.md", "in/sub/b.md")
    (tmp_path / "in/leak.md").symlink_to(tmp_path / "outside/secret.md")
    (tmp_path / "in/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/broken.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "in/z.md").symlink_to(tmp_path / "in/sub/b.md")
    assert found(tmp_path, "in") == ["in/a.md", "in/sub/b.md"]
    assert found(tmp_path, "in/leak.md") == ["in/leak.md"]  # named by the user, so meant


def test_standard_input_stays_itself() -> None:
    assert discover(["-", "-"]) == ["-"]


@pytest.mark.parametrize("path", ["missing.md", "no/such/folder", "nul\0.md", "\udcff.md"])
def test_a_path_that_is_not_there_is_an_input_error(path: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        discover([str(tmp_path / path)])
    assert caught.value.place == str(tmp_path / path)
    assert caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list any folder")
def test_a_folder_that_may_not_be_listed_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(InputError, match="cannot be listed"):
        discover([str(tmp_path)])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder", "cannot be read|ordinary file"),
        ("missing.md", "cannot be read"),
        ("empty.md", "is empty"),
        ("blank.md", "is empty"),
        ("pipe.md", "ordinary file"),
        ("zero.md", "ordinary file"),
        ("nul\0.md", "no file can have this name"),
        ("x" * 300 + ".md", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_an_input_error(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "blank.md").write_bytes(b"\n \r\n\t\n")
    os.mkfifo(tmp_path / "pipe.md")  # nobody writes to it: opening must not wait
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    with pytest.raises(InputError, match=message) as caught:
        sources.read_bytes(str(tmp_path / name))
    assert caught.value.place == str(tmp_path / name)


def test_size_is_bounded_for_files_and_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    (tmp_path / "large.md").write_bytes(b"x" * 11)
    (tmp_path / "fits.md").write_bytes(b"x" * 10)
    assert sources.read_bytes(str(tmp_path / "fits.md")) == b"x" * 10
    with pytest.raises(InputError, match="larger than"):
        sources.read_bytes(str(tmp_path / "large.md"))
    with Path("/dev/zero").open("rb") as endless, pytest.raises(InputError, match="larger than"):
        sources.read_bytes("-", endless)


def test_standard_input_is_read_whole() -> None:
    assert sources.read_bytes("-", io.BytesIO("灯".encode())) == "灯".encode()
