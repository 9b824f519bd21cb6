"""The typesetter itself: what it may load, what it tells, that it always gives the same bytes."""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from exporter.notices import OutputError
from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.typeset import Fetcher, Sheet, Typeset, typeset
from tests.write.epub.books import book, chapter
from tests.write.pdf import shelf

PICTURE = "asset:abc.jpg"


def fetched(address: str, folder: Path | None = None) -> bytes:
    fetcher = Fetcher({PICTURE: b"picture"}.__getitem__)
    if folder:
        fetcher.open_folder(folder)
    content: bytes = fetcher(address).read()
    return content


def test_the_book_s_own_pictures_are_served() -> None:
    assert fetched(PICTURE) == b"picture"


def test_the_files_of_a_style_are_served(tmp_path: Path) -> None:
    (tmp_path / "纸.png").write_bytes(b"paper")
    assert fetched("https://style.invalid/0/%E7%BA%B8.png", tmp_path) == b"paper"


REFUSED = [
    "http://example.com/a.png",
    "https://example.com/a.png",
    "ftp://example.com/a.png",
    "file:///etc/passwd",
    "data:image/png;base64,AAAA",
    "asset:other.jpg",
    "https://style.invalid/0/../secret",
    "https://style.invalid/0/%2e%2e/secret",
    "https://style.invalid/0//etc/passwd",
    "https://style.invalid/0/link",
    "https://style.invalid/1/a.png",
    "https://style.invalid/a.png",
    "https://style.invalid/-1/a.png",
    "",
]


@pytest.mark.parametrize("address", REFUSED)
def test_everything_else_is_refused(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "theme"
    folder.mkdir()
    (tmp_path / "secret").write_text("secret", "utf-8")
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises((PermissionError, KeyError, FileNotFoundError)):
        fetched(address, folder)


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Visitor(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Visitor) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}", asked
        listening.shutdown()


def set_(markup: str, css: str, target: Path) -> Typeset:
    return typeset(f"<html lang=zh>{markup}", [Sheet(css)], {}.__getitem__, target)


def test_nothing_is_asked_of_the_network_or_the_disk(server: tuple[str, list[str]], tmp_path: Path) -> None:
    base, asked = server
    markup = f"""
      <link rel=stylesheet href="{base}/sheet"><link rel=attachment href="file:///etc/passwd">
      <style>@import "{base}/import"; @font-face {{ font-family: x; src: url({base}/font) }}</style>
      <base href="{base}/"><img src="{base}/img" alt=x><img src="relative" alt=x><object data="{base}/object"></object>
      <embed src="{base}/embed"><p style="background: url({base}/background)">字</p>
      <a rel=attachment href="{base}/attachment">字</a><svg><image href="{base}/svg"/></svg>
    """
    done = set_(markup, f"p {{ background: url({base}/css) }}", tmp_path / "x.pdf")
    assert done.pages == 1
    assert asked == []
    assert b"/EmbeddedFile" not in (tmp_path / "x.pdf").read_bytes()


def test_characters_no_font_has_are_told_apart_from_other_warnings(tmp_path: Path) -> None:
    done = set_(
        "<p>字\U0010fffd\U0010fffc</p>",
        "p { colour: red; font-family: 'Noto Serif CJK SC' }",
        tmp_path / "x.pdf",
    )
    assert list(done.missing) == ["\U0010fffd", "\U0010fffc"]
    assert len(done.warnings) == 1


def test_missing_characters_are_told_with_their_article(tmp_path: Path) -> None:
    two = book("书", chapter("a1", "一", "<p>有字。</p>"), chapter("a2", "二", "<p>没有\U0010fffd字。</p>"))
    notices = write(two, Settings(), tmp_path / "x.pdf").notices
    assert [(notice.code, notice.article) for notice in notices] == [("glyph-missing", "a2.md")]
    assert "U+10FFFD" in notices[0].text


def test_a_picture_lost_from_the_store_ends_the_book(tmp_path: Path) -> None:
    illustrated = shelf.collection(tmp_path / "cache")
    shutil.rmtree(tmp_path / "cache")
    with pytest.raises(OutputError, match="damaged in the store"):
        write(illustrated, Settings(no_cache=True), tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_a_failing_typesetter_ends_the_book_not_the_run(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="the typesetter failed: RecursionError"):
        set_("<div>" * 600, "", tmp_path / "x.pdf")


PRINT = """
import sys
from pathlib import Path
from exporter.notices import OutputError
from exporter.settings import Settings
from exporter.write.pdf import cover_jpeg, write
from tests.write.pdf.shelf import collection
folder = Path(sys.argv[1])
book = collection(folder / "cache")
write(book, Settings(), folder / "book.pdf")
(folder / "cover.jpg").write_bytes(cover_jpeg(book, Settings()))
"""


def test_the_same_bytes_in_another_process_time_zone_locale_and_hash_seed(tmp_path: Path) -> None:
    digests = set()
    for name, zone, locale, seed in (("a", "UTC", "C", "1"), ("b", "Asia/Shanghai", "C.UTF-8", "2")):
        folder = tmp_path / name
        folder.mkdir()
        environment = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PRINT, str(folder)]
        subprocess.run(command, env=environment, check=True, cwd=Path(__file__).parents[3])
        files = (folder / "book.pdf", folder / "cover.jpg")
        digests.add(tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))
    assert len(digests) == 1


def test_the_clock_reaches_no_font(tmp_path: Path) -> None:
    """Colour emoji are subset by fontTools, which would stamp the second it did so."""
    made = []
    for name in ("one.pdf", "two.pdf"):
        write(book("笑", chapter("a1", "笑", "<p>看 😀 与 🚀。</p>")), Settings(), tmp_path / name)
        made.append((tmp_path / name).read_bytes())
        time.sleep(1.1)
    assert made[0] == made[1]
