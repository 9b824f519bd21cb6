"""What `bundle` leaves in its folder, and what it does when it comes there again."""

import http.client
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import feedparser
import pypdfium2
import pytest
from lxml import etree, html
from webpub_manifest_parser.opds2 import OPDS2FeedParserFactory

from exporter.shelf import Shelf
from tests.cli.conftest import Run
from tests.pictures.drawn import encoded, photograph

BUNDLE = ("bundle", "posts", "-o", "books", "--format", "epub,pdf", "--offline")
CHROMIUM = shutil.which("chromium")


@pytest.fixture
def books(exporter: Run, posts: Path) -> Path:
    """The folder of a first run: two books, 生活 and Uncategorised, in two formats."""
    (posts / "z.md").write_text("---\ntitle: 雨\ncategories: [生活]\n---\n<p>雨下了三天。</p>", "utf-8")
    result = exporter(*BUNDLE)
    assert result.returncode == 0, result.stderr
    return posts.parent / "books"


def state(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def stamps(folder: Path) -> dict[str, int]:
    return {
        path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.suffix in {".epub", ".pdf"}
    }


def test_nothing_changed_nothing_written(exporter: Run, books: Path) -> None:
    before, then = state(books), stamps(books)
    result = exporter(*BUNDLE, "--report", "report.json")
    assert (result.returncode, result.stdout) == (0, "")
    assert "4 unchanged" in result.stderr
    assert (state(books), stamps(books)) == (before, then)
    report = json.loads((books.parent / "report.json").read_text("utf-8"))
    assert sorted(Path(path).name for path in report["unchanged"]) == sorted(then)
    assert report["outputs"] == []


def test_volumes_stay_what_they_are_when_posts_are_added(exporter: Run, posts: Path) -> None:
    for day in range(1, 8):
        text = (
            f"---\ntitle: 第{day}天\ncategories: [日记]\ndate: 2021-01-0{day}\n---\n<p>今天是第{day}天。</p>"
        )
        (posts / f"day{day}.md").write_text(text, "utf-8")
    parted = ("bundle", "posts", "-o", "volumes", "--select", "日记", "--volume-size", "5", "--offline")
    first = exporter(*parted).stdout.splitlines()
    assert [Path(line).name for line in first] == ["日记 卷一.epub", "日记 卷二.epub"]
    (posts / "day8.md").write_text(
        "---\ntitle: 第8天\ncategories: [日记]\ndate: 2021-01-08\n---\n<p>今天是第八天。</p>", "utf-8"
    )
    assert [Path(line).name for line in exporter(*parted).stdout.splitlines()] == ["日记 卷二.epub"]


def dropped(books: Path) -> None:
    (books / "opds.xml").unlink()


def defaced(books: Path) -> None:
    (books / "index.html").write_text("gone", "utf-8")


def uncovered(books: Path) -> None:
    shutil.rmtree(books / "covers")


@pytest.mark.parametrize("damage", [None, dropped, defaced, uncovered])
def test_pages_of_the_shelf_are_written_where_they_are_not_what_they_were(exporter, books, damage) -> None:
    before = state(books)
    then = (books / "index.html").stat().st_ino
    if damage:
        damage(books)
    assert exporter(*BUNDLE).returncode == 0
    assert state(books) == before
    assert ((books / "index.html").stat().st_ino == then) is (damage is None)


CHANGES = [
    # title, what is done to the folder of posts, names of the books written anew
    ("a text changed", lambda posts: (posts / "a.md").write_text(
        (posts / "a.md").read_text("utf-8").replace("五点", "六点"), "utf-8"), ["生活"]),
    ("a post moved", lambda posts: (posts / "a.md").rename(posts / "sub" / "moved.md"), []),
    ("a post added to a book", lambda posts: (posts / "d.md").write_text(
        "---\ntitle: 桥\ncategories: [生活]\n---\n<p>石桥有三个孔。</p>", "utf-8"), ["生活"]),
    ("a post taken away", lambda posts: (posts / "b.md").unlink(), ["生活"]),
    ("a new group", lambda posts: (posts / "e.md").write_text(
        "---\ntitle: 车床\ncategories: [手艺]\n---\n<p>刀要磨快，走刀要慢。</p>", "utf-8"), ["手艺"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "anew"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_what_changed_is_written_and_nothing_else(exporter, posts, books, change, anew) -> None:
    change(posts)
    written = {Path(line).stem for line in exporter(*BUNDLE).stdout.splitlines()}
    assert sorted(written) == anew
    fresh = posts.parent / "fresh"
    exporter(*("fresh" if word == "books" else word for word in BUNDLE))
    assert state(books) == state(fresh)


@pytest.mark.parametrize(
    ("post", "again"),
    [
        ("---\ntitle: 雨\n---\n<p>雨下了四天。</p>", False),
        ("---\ntitle: 雨\ndate: 2001-02-03\n---\n<p>雨</p>", True),
    ],
    ids=["a word", "a date that the cover shows"],
)
def test_a_cover_is_drawn_again_where_it_looks_otherwise(
    exporter: Run, posts: Path, post: str, *, again: bool
) -> None:
    run = ("bundle", "posts", "-o", "books", "--format", "pdf", "--offline", "--by", "all")
    (posts / "r.md").write_text("---\ntitle: 雨\n---\n<p>雨下了三天。</p>", "utf-8")
    exporter(*run)
    (cover,) = (posts.parent / "books/covers").iterdir()
    before = cover.stat().st_mtime_ns
    (posts / "r.md").write_text(post, "utf-8")
    assert len(exporter(*run).stdout.splitlines()) == 1
    assert (cover.stat().st_mtime_ns != before) is again


@pytest.mark.parametrize("option", [("--page", "32k"), ("--rebuild",)])
def test_other_settings_write_every_book(exporter: Run, books: Path, option: tuple[str, ...]) -> None:
    assert len(exporter(*BUNDLE, *option).stdout.splitlines()) == len(stamps(books))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "emptied": lambda book: book.write_bytes(b""),
    "cut": lambda book: book.write_bytes(b"%PDF-1.7 cut"),
    "other bytes, as many": lambda book: book.write_bytes(b"x" * book.stat().st_size),
    "deleted": lambda book: book.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_written_again(
    exporter: Run, books: Path, damage: Callable[[Path], object]
) -> None:
    before = state(books)
    damage(books / "生活.pdf")
    assert exporter(*BUNDLE).stdout == "books/生活.pdf\n"
    assert state(books) == before


@pytest.mark.parametrize(
    "option", [("--page", "32k"), ("--rebuild",), ("--format", "epub,pdf", "--page", "32k")]
)
def test_a_damaged_picture_is_made_anew_where_a_book_is_written(
    exporter: Run, posts: Path, option: tuple[str, ...]
) -> None:
    (posts / "photo.jpg").write_bytes(encoded(photograph(), "JPEG"))
    (posts / "p.md").write_text("---\ntitle: 影\n---\n<p>墙上的影。</p><img src='photo.jpg'>", "utf-8")
    run = ("bundle", "posts", "-o", "books", "--format", "epub", "--offline", "--cache", "store")
    assert exporter(*run).returncode == 0
    with sqlite3.connect(posts.parent / "store/exporter.sqlite") as base:
        base.execute("UPDATE content SET bytes = x'00' WHERE substr(bytes, 1, 3) = x'FFD8FF'")
        assert base.total_changes == 1
    base.close()
    assert "unchanged" in exporter(*run).stderr
    fresh = ("fresh" if word == "books" else "other" if word == "store" else word for word in run)
    assert (exporter(*run, *option).returncode, exporter(*fresh, *option).returncode) == (0, 0)
    assert state(posts.parent / "books") == state(posts.parent / "fresh")


def test_pages_that_cannot_be_written_hide_no_book(exporter: Run, posts: Path) -> None:
    (posts.parent / "books/index.html").mkdir(parents=True)
    result = exporter("bundle", "posts", "-o", "books", "--by", "all", "--offline", "--report", "report.json")
    report = json.loads((posts.parent / "report.json").read_text("utf-8"))
    assert result.returncode == 5
    assert result.stdout.split() == [each["path"] for each in report["outputs"]] != []
    assert "index.html: cannot be written" in result.stderr
    assert [each["path"] for each in report["failures"]] == ["books"]


def test_what_was_noticed_at_a_book_that_is_written_twice_is_told_once(exporter: Run, posts: Path) -> None:
    (posts / "photo.jpg").write_bytes(encoded(photograph(), "JPEG"))
    (posts / "p.md").write_text("---\ntitle: 影\n---\n<p>墙上的影\ue123。</p><img src='photo.jpg'>", "utf-8")
    run = ("bundle", "posts", "-o", "books", "--format", "epub,pdf", "--by", "all", "--offline")
    exporter(*run)
    with sqlite3.connect(posts.parent / "cache/exporter/exporter.sqlite") as base:
        base.execute("UPDATE content SET bytes = x'00' WHERE substr(bytes, 1, 3) = x'FFD8FF'")
        assert base.total_changes == 1
    base.close()
    (posts / "b.md").unlink()  # the PDF takes the article with the picture from the store
    result = exporter(*run)
    assert (result.returncode, len(result.stdout.splitlines())) == (0, 2)
    assert result.stderr.count("[glyph-missing]") == 1


@pytest.mark.parametrize(
    "manifest", ["", "{}", "[]", '{"form": 1, "books": [{}]}', '{"form": 99, "books": []}', "[" * 100_000]
)
def test_a_damaged_manifest_counts_as_none(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "shelf.json").write_text(manifest, "utf-8")
    assert Shelf.opened(tmp_path).entries == ()


def test_a_manifest_never_leads_out_of_its_folder(books: Path) -> None:
    data = (books / "shelf.json").read_text("utf-8").replace("生活.pdf", "../posts/a.pdf")
    (books / "shelf.json").write_text(data, "utf-8")
    assert Shelf.opened(books).entries == ()


def test_a_book_whose_group_is_gone_stays_unless_asked(exporter: Run, posts: Path, books: Path) -> None:
    (posts / "sub" / "c.html").unlink()
    (books / "mine.epub").write_bytes(b"not of this shelf")
    exporter(*BUNDLE)
    assert (books / "Uncategorised.epub").exists()
    assert "Uncategorised" in (books / "index.html").read_text("utf-8")
    result = exporter(*BUNDLE, "--prune", "-v")
    assert "removed: Uncategorised.epub" in result.stderr
    assert sorted(stamps(books)) == ["mine.epub", "生活.epub", "生活.pdf"]
    assert len(list((books / "covers").iterdir())) == 1
    assert "Uncategorised" not in (books / "index.html").read_text("utf-8")


def test_a_book_that_somebody_changed_is_never_removed(exporter: Run, posts: Path, books: Path) -> None:
    (posts / "sub" / "c.html").unlink()
    (books / "Uncategorised.epub").write_bytes(b"annotated by its reader")
    exporter(*BUNDLE, "--prune")
    assert (books / "Uncategorised.epub").read_bytes() == b"annotated by its reader"


def test_the_atom_catalogue_is_read_by_a_feed_parser(books: Path) -> None:
    feed = feedparser.parse((books / "opds.xml").read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["生活", "Uncategorised"]
    links = {link.rel: link for link in feed.entries[0].links}
    assert links["http://opds-spec.org/acquisition/open-access"].type in {
        "application/epub+zip",
        "application/pdf",
    }
    for entry in feed.entries:
        for link in entry.links:
            target = books / urllib.request.url2pathname(link.href)
            assert target.is_file()
            assert link.get("length", str(target.stat().st_size)) == str(target.stat().st_size)


def test_the_json_catalogue_is_read_by_an_opds_parser(books: Path) -> None:
    result = OPDS2FeedParserFactory().create().parse_file(str(books / "opds.json"))
    # A folder does not know where it will be published; readers resolve its addresses against their own.
    assert ["must be an absolute URI" in str(error) for error in result.errors] == [True]
    assert [each.metadata.title for each in result.root.publications] == ["生活", "Uncategorised"]
    assert [len(each.links) for each in result.root.publications] == [2, 2]


def test_a_catalogue_that_knows_where_it_is_published_is_valid_and_absolute(
    exporter: Run, books: Path
) -> None:
    assert exporter(*BUNDLE, "--base-url", "https://books.example.com/shelf").returncode == 0
    result = OPDS2FeedParserFactory().create().parse_file(str(books / "opds.json"))
    assert result.errors == []
    base = "https://books.example.com/shelf/"
    feed = etree.parse(books / "opds.xml")
    addresses = [link.get("href", "") for link in feed.iterfind(".//{*}link")]
    assert [address for address in addresses if not address.startswith(base)] == []
    assert f"{base}opds.xml" in addresses
    page = html.fromstring((books / "index.html").read_text("utf-8"))
    assert not any(base in (element.get(name) or "") for element in page.iter() for name in ("src", "href"))


def test_the_index_names_every_book_and_asks_for_nothing_elsewhere(books: Path) -> None:
    page = html.fromstring((books / "index.html").read_text("utf-8"))
    addresses = [
        element.get(name) for element in page.iter() for name in ("src", "href") if element.get(name)
    ]
    assert addresses
    assert all((books / urllib.request.url2pathname(address)).is_file() for address in addresses)
    assert [h.text for h in page.iter("h2")] == ["生活", "Uncategorised"]
    assert not list(page.iter("script"))


def test_titles_are_text_in_every_page_of_the_shelf(exporter: Run, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("---\ntitle: t\ncategories: ['<b>&\"''甲']\n---\n<p>乙</p>", "utf-8")
    assert exporter("bundle", "x.md", "-o", "books", "--offline").returncode == 0
    title = "<b>&\"'甲"
    page = html.fromstring((tmp_path / "books" / "index.html").read_text("utf-8"))
    assert [h.text for h in page.iter("h2")] == [title]
    feed = etree.parse(tmp_path / "books" / "opds.xml")
    assert [t.text for t in feed.iterfind("{*}entry/{*}title")] == [title]
    assert (
        json.loads((tmp_path / "books" / "opds.json").read_text())["publications"][0]["metadata"]["title"]
        == title
    )


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_browser_shows_the_covers_from_disk(books: Path, tmp_path: Path) -> None:
    script = "<script>onload=()=>{document.title=[...document.images].map(i=>i.naturalWidth).join()}</script>"
    page = (books / "index.html").read_text("utf-8").replace("</body>", script + "</body>")
    (books / "probe.html").write_text(page, "utf-8")
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ]
    shown = subprocess.run(
        [CHROMIUM, *flags, f"--user-data-dir={tmp_path / 'chromium'}", "--dump-dom", (books / "probe.html").as_uri()],
        capture_output=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    assert html.fromstring(shown.stdout).findtext(".//title") == "480,480"


@contextmanager
def served(folder: Path, host: str = "127.0.0.1") -> Iterator[str]:
    """The address of `exporter serve`, which ends in order and has printed no traceback."""
    script = Path(sys.executable).with_name("exporter")
    process = subprocess.Popen(
        [script, "serve", folder, "--port", "0", "--host", host],
        stderr=subprocess.PIPE, encoding="utf-8", env=os.environ,
    )  # fmt: skip
    assert process.stderr
    yield process.stderr.readline().split()[0]
    process.terminate()
    assert process.wait(timeout=20) == 130
    assert "Traceback" not in process.stderr.read()


SERVED = [
    ("", 200, "text/html; charset=utf-8"),
    ("opds.xml", 200, "application/atom+xml;profile=opds-catalog;kind=acquisition"),
    ("opds.json", 200, "application/opds+json"),
    ("%E7%94%9F%E6%B4%BB.epub", 200, "application/epub+zip"),
    ("%E7%94%9F%E6%B4%BB.pdf", 200, "application/pdf"),
    ("shelf.json", 404, None),  # ours, not the reader's
    (".hidden", 404, None),
    ("covers/", 404, None),  # no listings
    ("out/passwd", 404, None),  # no way out by a link
    ("%2e%2e/posts/a.md", 404, None),
    ("sub/", 404, None),  # nor by that of an index
    ("pipe.pdf", 404, None),  # that would never end
    ("a%00b.epub", 404, None),
    ("a" * 3000, 404, None),
    ("nothing.epub", 404, None),
]


def test_the_shelf_is_served(books: Path) -> None:
    (books / ".hidden").write_text("x", "utf-8")
    (books / "out").symlink_to("/etc")
    (books / "sub").mkdir()
    (books / "sub" / "index.html").symlink_to("/etc/passwd")
    os.mkfifo(books / "pipe.pdf")
    seen = []
    with served(books) as address:
        for path, _, _ in SERVED:
            try:
                with urllib.request.urlopen(address + path, timeout=10) as answer:  # noqa: S310 - our own server
                    seen.append((path, answer.status, answer.headers["Content-Type"]))
            except urllib.error.HTTPError as error:
                seen.append((path, error.code, None))
    assert seen == SERVED


NOW, NEVER = "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 31 Dec 1969 23:59:59 GMT"
ASKED = [
    # method, headers, status, Content-Range, Content-Length, body: of a file of ten digits
    ("GET", {}, 200, None, "10", "0123456789"),
    ("HEAD", {}, 200, None, "10", ""),
    ("GET", {"Range": "bytes=2-4"}, 206, "bytes 2-4/10", "3", "234"),
    ("GET", {"Range": "bytes=7-"}, 206, "bytes 7-9/10", "3", "789"),
    ("GET", {"Range": "bytes=-2"}, 206, "bytes 8-9/10", "2", "89"),
    ("GET", {"Range": "bytes=-99"}, 206, "bytes 0-9/10", "10", "0123456789"),
    ("GET", {"Range": "bytes=8-99"}, 206, "bytes 8-9/10", "2", "89"),
    ("GET", {"Range": "bytes=10-"}, 416, "bytes */10", "0", ""),
    ("GET", {"Range": "bytes=-0"}, 416, "bytes */10", "0", ""),
    ("GET", {"Range": "bytes=4-2"}, 200, None, "10", "0123456789"),
    ("GET", {"Range": "bytes=1-2,4-5"}, 200, None, "10", "0123456789"),
    ("GET", {"Range": "lines=1-2"}, 200, None, "10", "0123456789"),
    ("HEAD", {"Range": "bytes=2-4"}, 200, None, "10", ""),
    ("GET", {"Range": "bytes=2-4", "If-Range": NOW}, 206, "bytes 2-4/10", "3", "234"),
    ("GET", {"Range": "bytes=2-4", "If-Range": NEVER}, 200, None, "10", "0123456789"),
    ("GET", {"If-Modified-Since": NOW}, 304, None, None, ""),
    ("GET", {"If-Modified-Since": NEVER}, 200, None, "10", "0123456789"),
    ("GET", {"If-Modified-Since": "yesterday"}, 200, None, "10", "0123456789"),
]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "0.0.0.0"])  # noqa: S104
def test_parts_and_what_has_changed_may_be_asked_for(tmp_path: Path, host: str) -> None:
    if host == "::1" and not Path("/proc/net/if_inet6").exists():
        pytest.skip("no IPv6 here")
    (tmp_path / "ten.pdf").write_bytes(b"0123456789")
    os.utime(tmp_path / "ten.pdf", (0, 0))
    seen = []
    with served(tmp_path, host) as address:
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=10)
        for method, headers, *_ in ASKED:  # on one connection: a wrong length would spoil the next answer
            connection.request(method, "/ten.pdf", headers=headers)
            answer = connection.getresponse()
            told = answer.headers["Content-Range"], answer.headers["Content-Length"]
            seen.append((method, headers, answer.status, *told, answer.read().decode()))
        connection.close()
    assert seen == ASKED


@pytest.mark.parametrize(
    ("host", "said"),
    [
        (
            "127.0.0.1",
            "cannot listen on 127.0.0.1:{port}: Address already in use\n  → choose another --port\n",
        ),
        ("a..b", "cannot listen on a..b:{port}: no such name\n  → choose another --host\n"),
    ],
)
def test_an_address_that_cannot_be_had_is_told_in_a_line(exporter: Run, tmp_path: Path, host, said) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = exporter("serve", str(tmp_path), "--host", host, "--port", str(port))
    assert (result.returncode, result.stderr) == (2, f"error: {said.format(port=port)}")


def page_list(epub: Path) -> list[str]:
    with zipfile.ZipFile(epub) as opened:
        nav = etree.fromstring(opened.read("EPUB/nav.xhtml"))
    return nav.xpath("//*[@id='page-list']//*[local-name()='a']/text()")


def test_an_epub_has_the_page_numbers_of_the_pdf_made_with_it(exporter: Run, books: Path) -> None:
    with pypdfium2.PdfDocument(books / "生活.pdf") as pdf:
        inked = [number for number, page in enumerate(pdf) if list(page.get_objects())]
        labels = [pdf.get_page_label(number) for number in inked]
    assert page_list(books / "生活.epub") == [label for label in labels if label != "封面"] != []
    before = state(books)
    (books / "生活.epub").unlink()
    assert exporter(*BUNDLE).returncode == 0
    assert state(books) == before
    assert exporter("bundle", "posts", "-o", "books", "--format", "epub", "--offline").returncode == 0
    assert page_list(books / "生活.epub") == []
