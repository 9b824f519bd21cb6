"""Finding an address in a folder laid out as wget makes it."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from exporter.pictures import beside
from exporter.pictures.files import MAX_SIZE, read
from exporter.pictures.mirrors import files


def find(url: str, folders: Sequence[Path], home: beside.Home | None = None) -> bytes | None:
    return next(filter(None, map(read, files(url, folders, home))), None)


FOUND = [
    # what it is, address, file in the mirror
    ("host and path", "http://a.example/202203/x.jpg", "a.example/202203/x.jpg"),
    ("https alike", "https://a.example/x.jpg", "a.example/x.jpg"),
    ("host in capitals", "http://A.EXAMPLE/x.jpg", "a.example/x.jpg"),
    ("port", "http://a.example:8080/x.jpg", "a.example:8080/x.jpg"),
    ("user left out", "http://me:secret@a.example/x.jpg", "a.example/x.jpg"),
    ("query", "http://a.example/x?id=7&w=1", "a.example/x?id=7&w=1"),
    ("query as wget writes it on Windows", "http://a.example/x?id=7", "a.example/x@id=7"),
    ("query left out", "http://a.example/x.jpg?w=640", "a.example/x.jpg"),
    ("escaped name", "http://a.example/%E5%9B%BE.jpg", "a.example/图.jpg"),
    ("escaped name kept", "http://a.example/a%20b.jpg", "a.example/a%20b.jpg"),
    ("fragment left out", "http://a.example/x.jpg#top", "a.example/x.jpg"),
    ("dots that stay inside", "http://a.example/b/../x.jpg", "a.example/x.jpg"),
]


@pytest.mark.parametrize(("url", "file"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_found(tmp_path: Path, url: str, file: str) -> None:
    (tmp_path / "a.example" / "b").mkdir(parents=True)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_bytes(b"here")
    assert find(url, (tmp_path / "absent", tmp_path)) == b"here"


RELATIVE = [
    # what it is, the post elsewhere, the address in it, the file in the mirror
    ("as it says", "post.md", "2022/x.jpg", "2022/x.jpg"),
    ("a page saved whole", "标题.html", "./标题_files/x.jpg", "标题_files/x.jpg"),
    ("asset folder of Hexo", "post.md", "x.jpg", "post/x.jpg"),
    ("Typora", "post.md", "x.jpg", "post.assets/x.jpg"),
    ("attachment of Obsidian", "note.md", "../vault/x.png", "attachments/x.png"),
]


@pytest.mark.parametrize(
    ("post", "address", "file"), [row[1:] for row in RELATIVE], ids=[row[0] for row in RELATIVE]
)
def test_relative_addresses_as_if_the_post_lay_there(
    tmp_path: Path, post: str, address: str, file: str
) -> None:
    mirror, posts = tmp_path / "mirror", tmp_path / "posts"
    (mirror / file).parent.mkdir(parents=True)
    (mirror / file).write_bytes(b"here")
    posts.mkdir()
    (posts / post).write_text("")
    assert find(address, (mirror,), beside.Homes(()).of(str(posts / post))) == b"here"
    assert find("../posts/" + post, (mirror,)) is None


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A mirror with a secret beside it, and links and odd files within."""
    (tmp_path / "secret.jpg").write_bytes(b"SECRET")
    mirror = tmp_path / "mirror"
    (mirror / "a.example" / "folder.jpg").mkdir(parents=True)
    (mirror / "a.example" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (mirror / "a.example" / "up").symlink_to(tmp_path)
    (mirror / "a.example" / "loop.jpg").symlink_to("loop.jpg")
    (mirror / "a.example" / "zero.jpg").symlink_to("/dev/zero")
    with (mirror / "a.example" / "huge.jpg").open("wb") as huge:
        huge.truncate(MAX_SIZE + 1)
    os.mkfifo(mirror / "a.example" / "pipe.jpg")
    return mirror


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/absent.jpg",
        "http://a.example/folder.jpg",
        "http://a.example/",
        "http://a.example/../../secret.jpg",
        "http://a.example/%2e%2e/%2e%2e/secret.jpg",
        "http://../secret.jpg",
        "http:///../secret.jpg",
        "http://a.example/link.jpg",
        "http://a.example/up/secret.jpg",
        "http://a.example/loop.jpg",
        "http://a.example/zero.jpg",
        "http://a.example/pipe.jpg",
        "http://a.example/huge.jpg",
        "http://a.example/x%00.jpg",
        "http://a.example/" + "长" * 200 + ".jpg",
        "http://a.example:port/x.jpg",
        "http://[::bad/x.jpg",
        "file:///secret.jpg",
        "../secret.jpg",
        "/secret.jpg",
        "",
    ],
)
def test_not_found(mirror: Path, url: str) -> None:
    assert find(url, (mirror,)) is None


def test_a_link_within_the_mirror_is_followed(mirror: Path) -> None:
    (mirror / "a.example" / "x.jpg").write_bytes(b"here")
    (mirror / "b.example").symlink_to("a.example")
    assert find("http://b.example/x.jpg", (mirror,)) == b"here"
