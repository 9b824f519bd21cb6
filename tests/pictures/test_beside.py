"""Pictures beside a post: found where they are laid, never outside."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from exporter.pictures.beside import Home, Homes, files
from exporter.pictures.files import read

FOUND = [
    # what it is, the post, the address in it, the file
    ("in the post's folder", "post.md", "x.jpg", "x.jpg"),
    ("in a folder below", "post.md", "pictures/x.jpg", "pictures/x.jpg"),
    ("with a dot before it", "post.md", "./x.jpg", "x.jpg"),
    ("escaped", "post.md", "%E5%9B%BE%201.jpg", "图 1.jpg"),
    ("with a question behind it", "post.md", "x.jpg?w=640", "x.jpg"),
    ("asset folder of Hexo", "post.md", "x.jpg", "post/x.jpg"),
    ("Typora", "post.md", "x.jpg", "post.assets/x.jpg"),
    ("a page saved whole", "标题.html", "./标题_files/x.jpg", "标题_files/x.jpg"),
    ("a page saved whole, then renamed", "新题.html", "./标题_files/x.jpg", "新题_files/x.jpg"),
    ("a page saved whole by Internet Explorer", "a.htm", "b_files/x.jpg", "a.files/x.jpg"),
    ("attachment of Obsidian", "note.md", "x.png", "attachments/x.png"),
    ("named in capitals", "note.md", "X.PNG", "X.PNG"),
]


def home(post: str, named: Sequence[Path]) -> Home | None:
    return Homes(named).of(post)


def find(address: str, place: Home) -> bytes | None:
    return next(filter(None, map(read, files(address, place))), None)


@pytest.mark.parametrize(
    ("post", "address", "file"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND]
)
def test_found(tmp_path: Path, post: str, address: str, file: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_bytes(b"here")
    (tmp_path / post).write_text("")
    place = home(str(tmp_path / post), ())
    assert place is not None
    assert find(address, place) == b"here"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A secret beside a vault, whose notes lie two folders deep, with links and odd files among them."""
    (tmp_path / "secret.jpg").write_bytes(b"SECRET")
    vault = tmp_path / "vault"
    notes = vault / "notes" / "2022"
    notes.mkdir(parents=True)
    (vault / "attachments").mkdir()
    (vault / "attachments" / "x.jpg").write_bytes(b"here")
    (vault / "notes" / "y.jpg").write_bytes(b"here")
    (notes / "note.md").write_text("")
    (notes / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (notes / "up").symlink_to(tmp_path)
    (notes / "zero.jpg").symlink_to("/dev/zero")
    (notes / "folder.jpg").mkdir()
    os.mkfifo(notes / "pipe.jpg")
    (notes / "secret.txt").write_bytes(b"SECRET")
    return vault


@pytest.mark.parametrize("address", ["x.jpg", "../../attachments/x.jpg", "attachments/x.jpg", "../y.jpg"])
def test_within_the_vault_and_within_the_folder_that_was_named(vault: Path, address: str) -> None:
    note = str(vault / "notes" / "2022" / "note.md")
    alone, named = home(note, ()), home(note, (vault,))
    assert alone is not None
    assert named is not None
    assert find(address, alone) is None
    assert find(address, named) == b"here"
    (vault / ".obsidian").mkdir()
    marked = home(note, ())
    assert marked is not None
    assert find(address, marked) == b"here"


@pytest.mark.parametrize(
    "address",
    [
        "../../../secret.jpg",
        "..%2F..%2F..%2Fsecret.jpg",
        "../../../vault/../secret.jpg",
        "up/secret.jpg",
        "link.jpg",
        "zero.jpg",
        "pipe.jpg",
        "folder.jpg",
        "secret.txt",
        "secret.txt?.jpg",
        "/etc/passwd.jpg",
        "~/secret.jpg",
        "file:///secret.jpg",
        "C:/secret.jpg",
        "\\\\host\\secret.jpg",
        "x\0.jpg",
        "长" * 300 + ".jpg",
        "",
    ],
)
def test_never_outside(vault: Path, address: str) -> None:
    place = home(str(vault / "notes" / "2022" / "note.md"), (vault,))
    assert place is not None
    assert find(address, place) is None


def test_standard_input_has_no_home() -> None:
    assert home("-", ()) is None
