"""What becomes of the pictures of a run."""

import base64
import dataclasses
import hashlib
import multiprocessing
import sqlite3
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from exporter import stamps
from exporter.model import Asset, Missing, Picture
from exporter.notices import OutputError
from exporter.pictures import Tally, gather, load
from exporter.pictures.gate import Limits
from exporter.settings import Settings
from exporter.store import DAY, FILE, Store
from tests.pictures.drawn import drawing, encoded, photograph

QUICK = Limits(backoff=0.01, stall=1, seconds=4)
SAMPLE = Path(__file__).parents[2] / "seeds" / "media"


def picture(*candidates: str) -> Picture:
    return Picture("p1", candidates[0], candidates)


@pytest.fixture
def online(tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache", allow_network=("127.0.0.0/8",))


@pytest.fixture
def offline(online: Settings) -> Settings:
    return dataclasses.replace(online, offline=True)


def test_each_address_once_in_order_of_appearance(web: Any, online: Settings) -> None:
    names = ["photo.jpg?1", "drawing.png?1", "missing?1", "photo.jpg?1", "photo.jpg?2", "drip?1"]
    steps: list[tuple[int, int]] = []
    limits = dataclasses.replace(QUICK, seconds=0.5)
    gallery, tally = gather(
        [picture(f"{web.base}/{name}") for name in names],
        online,
        lambda done, total: steps.append((done, total)),
        limits,
    )
    assert list(gallery) == [f"{web.base}/{name}" for name in dict.fromkeys(names)]
    first, second, third, fourth, last = gallery.values()
    assert isinstance(first, Asset)
    assert isinstance(second, Asset)
    assert first == fourth
    assert (third, last) == (Missing("HTTP 404"), Missing("timed out"))
    assert tally == Tally(fetched=3, placeholder=2, bytes=first.size + second.size)
    assert steps == [(done, 5) for done in range(1, 6)]
    assert (len(load(first)), first.name[-4:], second.name[-4:]) == (first.size, ".jpg", ".png")


def test_the_second_run_needs_no_network(web: Any, online: Settings, offline: Settings) -> None:
    pictures = [picture(f"{web.base}/photo.jpg?once")]
    first, _ = gather(pictures, online, limits=QUICK)
    for settings in (online, offline):
        assert gather(pictures, settings, limits=QUICK) == (first, Tally(cached=1, bytes=tally_bytes(first)))
    for profile in ("kindle", "eink-gray"):
        _, tally = gather(pictures, dataclasses.replace(offline, profile=profile))
        assert tally.cached == 1
    assert sum(path == "/photo.jpg?once" for path, _ in web.log) == 1


def tally_bytes(gallery: dict[str, Asset | Missing]) -> int:
    return sum(asset.size for asset in gallery.values() if isinstance(asset, Asset))


CANDIDATES = [
    # what happens, candidates on the server, what comes of it
    ("the best is had", ["drawing.png?a", "photo.jpg?a"], "image/png"),
    ("the best is missing", ["missing?b", "photo.jpg?b"], "image/jpeg"),
    ("the best is no picture", ["html?c", "empty?c", "photo.jpg?c"], "image/jpeg"),
    ("none is had: why the best was not", ["html?d", "missing?d"], "not a picture"),
    ("SVG with nothing in it", ["svg?e"], "empty"),
    ("SVG", ["chart.svg?f"], "image/png"),
]


@pytest.mark.parametrize(
    ("names", "expected"), [row[1:] for row in CANDIDATES], ids=[row[0] for row in CANDIDATES]
)
def test_candidates_in_order(web: Any, online: Settings, names: list[str], expected: str) -> None:
    gallery, _ = gather([picture(*(f"{web.base}/{name}" for name in names))], online, limits=QUICK)
    (outcome,) = gallery.values()
    assert (outcome.media_type if isinstance(outcome, Asset) else outcome.reason) == expected


def repainted(folder: Path) -> None:
    (folder / "x.png").write_bytes(encoded(drawing(40, 30), "PNG"))


@pytest.mark.parametrize(
    ("change", "size"),
    [(None, 1), (repainted, 1), (lambda folder: (folder / "x.png").unlink(), 0)],
    ids=["left as it is", "repainted", "taken away"],
)
def test_a_file_is_read_again_where_it_changed(
    tmp_path, offline, monkeypatch, watch_reads, change, size
) -> None:
    monkeypatch.setattr(stamps, "SETTLED", 0.05)
    post, file = tmp_path / "posts" / "a.md", tmp_path / "posts" / "x.png"
    post.parent.mkdir()
    post.write_text("", "utf-8")
    file.write_bytes(encoded(drawing(), "PNG"))
    time.sleep(0.1)
    shown = [Picture("p1", "x.png", ("x.png",), post=str(post))]
    before, _ = gather(shown, offline)
    reads = watch_reads()
    if change:
        change(post.parent)
    after, _ = gather(shown, offline)
    assert reads() == ([] if change is None or not size else [file.resolve()])
    assert (after == before) is (change is None)
    assert sum(isinstance(outcome, Asset) for outcome in after.values()) == size


@pytest.mark.parametrize("wish", ["rebuild", "no_cache"])
def test_a_file_is_read_again_where_that_is_asked_for(
    tmp_path, offline, monkeypatch, watch_reads, wish
) -> None:
    monkeypatch.setattr(stamps, "SETTLED", -60)
    (tmp_path / "a.md").write_text("", "utf-8")
    (tmp_path / "x.png").write_bytes(encoded(drawing(), "PNG"))
    shown = [Picture("p1", "x.png", ("x.png",), post=str(tmp_path / "a.md"))]
    before = gather(shown, offline)
    reads = watch_reads()
    assert gather(shown, offline) == before
    assert reads() == []
    assert gather(shown, dataclasses.replace(offline, **{wish: True})) == before
    assert reads() == [(tmp_path / "x.png").resolve()]


def test_mirrors_come_before_the_network(web: Any, online: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "mirror" / f"127.0.0.1:{web.server_port}"
    folder.mkdir(parents=True)
    (folder / "photo.jpg").write_bytes(encoded(drawing(), "PNG"))
    (folder / "drawing.png").write_bytes(b"<html>not found</html>")
    before = len(web.log)
    mirrored = dataclasses.replace(online, media=(tmp_path / "mirror",))
    gallery, tally = gather([picture(f"{web.base}/photo.jpg")], mirrored, limits=QUICK)
    assert (tally.mirrored, len(web.log)) == (1, before)
    _, tally = gather([picture(f"{web.base}/drawing.png")], mirrored, limits=QUICK)
    assert (tally.fetched, len(web.log)) == (1, before + 1)
    (asset,) = gallery.values()
    assert isinstance(asset, Asset)
    assert asset.media_type == "image/png"


def test_without_network(offline: Settings) -> None:
    inline = "data:image/png;base64," + base64.b64encode(encoded(drawing(), "PNG")).decode()
    reasons = {
        "http://a.example/x.jpg": "offline",
        "data:image/png;base64,AAAA": "not a picture",
        "data:image/svg+xml,<svg/>": "empty",
        "file:///etc/passwd": "not a web address",
        "x.jpg": "not a web address",
        "\ud800": "not a web address",
        "http://a.example/\ud800.jpg": "offline",
    }
    gallery, tally = gather([picture(url) for url in [inline, *reasons]], offline)
    assert isinstance(gallery.pop(inline), Asset)
    assert gallery == {url: Missing(reason) for url, reason in reasons.items()}
    assert (tally.inline, tally.placeholder) == (1, len(reasons))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "//a.example/x",
        "x.jpg",
        "http:///x.jpg",
        "http://[::bad/",
        "\ud800",
        "http://\ud800/",
    ],
)
def test_odd_addresses_with_network(online: Settings, url: str) -> None:
    assert gather([picture(url)], online, limits=QUICK)[0] == {url: Missing("not a web address")}


def test_nothing_private_without_permission(web: Any, tmp_path: Path) -> None:
    gallery, _ = gather([picture(f"{web.base}/photo.jpg?private")], Settings(cache=tmp_path), limits=QUICK)
    assert list(gallery.values()) == [Missing("no public address")]
    assert "/photo.jpg?private" not in [path for path, _ in web.log]


def test_the_same_whatever_the_workers_and_the_order(tmp_path: Path) -> None:
    folder = tmp_path / "a.example"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.png").write_bytes(encoded(photograph(60 + number, 40), "PNG"))
    pictures = [picture(f"http://a.example/{number}.png") for number in range(12)]
    outcomes = []
    for jobs in (1, 4):
        settings = Settings(cache=tmp_path / f"cache{jobs}", media=(tmp_path,), jobs=jobs, offline=True)
        for order in (1, -1):
            gallery, _ = gather(pictures[::order], settings)
            outcomes.append({url: load(asset) for url, asset in gallery.items() if isinstance(asset, Asset)})
    assert len(outcomes[0]) == 12
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_a_damaged_asset_is_said_and_made_anew(web: Any, online: Settings, offline: Settings) -> None:
    pictures = [picture(f"{web.base}/chart.svg?damaged")]
    gallery, _ = gather(pictures, online, limits=QUICK)
    (asset,) = gallery.values()
    assert isinstance(asset, Asset)
    with sqlite3.connect(online.cache / FILE) as base:
        base.execute("UPDATE content SET bytes = x'00' WHERE digest = ?", (asset.digest,))
    base.close()
    with pytest.raises(OutputError, match="damaged"):
        load(asset)
    assert gather(pictures, offline)[0] == gallery
    assert len(load(asset)) == asset.size


def test_a_damaged_store_is_begun_anew(web: Any, online: Settings) -> None:
    pictures = [picture(f"{web.base}/photo.jpg?anew")]
    first, _ = gather(pictures, online, limits=QUICK)
    (online.cache / FILE).write_bytes(b"no database " * 1000)
    (asset,) = first.values()
    assert isinstance(asset, Asset)
    with pytest.raises(OutputError, match="damaged"):
        load(asset)
    again, tally = gather(pictures, online, limits=QUICK)
    assert (again, tally.fetched) == (first, 1)


def test_the_sample_has_its_eight_photographs(tmp_path: Path) -> None:
    addresses = [f"http://{file.relative_to(SAMPLE).as_posix()}" for file in sorted(SAMPLE.rglob("*.jpg"))]
    settings = Settings(cache=tmp_path, media=(SAMPLE,), offline=True)
    gallery, tally = gather([picture(address) for address in addresses], settings)
    assert (
        tally.mirrored == len({asset.digest for asset in gallery.values() if isinstance(asset, Asset)}) == 8
    )


def test_servers_are_asked_whether_pictures_changed(web: Any, online: Settings) -> None:
    names = ["tagged?r", "photo.jpg?r", "once-only?r"]
    pictures = [picture(f"{web.base}/{name}") for name in names]
    first, tally = gather(pictures, online, limits=QUICK)
    assert tally.fetched == 3
    again, tally = gather(pictures, dataclasses.replace(online, refresh=True), limits=QUICK)
    assert again == first
    assert (tally.cached, tally.fetched) == (2, 1)  # unchanged; gone, so that what is kept serves; sent anew
    assert [path for path, _ in web.log].count("/photo.jpg?r") == 2
    silent = dataclasses.replace(online, refresh=True, offline=True)
    assert gather(pictures, silent)[0] == first
    assert [path for path, _ in web.log].count("/photo.jpg?r") == 2


def test_the_same_name_beside_two_posts_is_two_pictures(offline: Settings, tmp_path: Path) -> None:
    shown = []
    for place, image in (("a", photograph()), ("b", drawing())):
        (tmp_path / place).mkdir()
        (tmp_path / place / "x.png").write_bytes(encoded(image, "PNG"))
        (tmp_path / place / "post.md").write_text("")
        shown.append(Picture("p1", "x.png", ("x.png",), post=str(tmp_path / place / "post.md")))
    shown.append(Picture("p2", "y.png", ("y.png",), post=shown[0].post))
    gallery, tally = gather(shown, offline)
    one, other, missing = (gallery[each.key] for each in shown)
    assert isinstance(one, Asset)
    assert isinstance(other, Asset)
    assert (one.media_type, other.media_type) == ("image/jpeg", "image/png")
    assert (missing, tally.beside) == (Missing("no such file"), 2)


def test_what_is_beside_the_post_serves_for_its_address(offline: Settings, tmp_path: Path) -> None:
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "x.png").write_bytes(encoded(drawing(), "PNG"))
    (tmp_path / "post.md").write_text("")
    address = "https://blog.example/2022/post/x.png"
    shown = Picture("p1", address, (address, "x.png"), post=str(tmp_path / "post.md"))
    gallery, tally = gather([shown], offline)
    assert isinstance(gallery[address], Asset)
    assert tally.beside == 1


def test_the_store_is_kept_within_its_size(offline: Settings) -> None:
    small = dataclasses.replace(offline, cache_size=1000)
    inline = "data:image/png;base64," + base64.b64encode(encoded(photograph(), "PNG")).decode()
    (asset,) = gather([picture(inline)], small)[0].values()
    assert isinstance(asset, Asset)
    assert len(load(asset)) == asset.size > 1000  # in use
    with sqlite3.connect(offline.cache / FILE) as base:
        base.execute("UPDATE content SET used = used - ?", (2 * DAY,))
    base.close()
    gather([], small)
    with pytest.raises(OutputError, match="damaged"):
        load(asset)


def run_of(cache: Path, media: Path, names: list[str]) -> str:
    """The digests that a run gives."""
    settings = Settings(cache=cache, media=(media,), offline=True, jobs=1)
    gallery, _ = gather([picture(f"http://a.example/{name}") for name in names], settings)
    contents = [load(asset) for asset in gallery.values() if isinstance(asset, Asset)]
    return hashlib.sha256(b"".join(contents)).hexdigest()


def test_twenty_pairs_of_runs_at_once_on_one_store(tmp_path: Path) -> None:
    folder = tmp_path / "a.example"
    folder.mkdir()
    names = [f"{number}.png" for number in range(4)]
    for number, name in enumerate(names):
        (folder / name).write_bytes(encoded(photograph(30 + number, 20), "PNG"))
    alone = run_of(tmp_path / "alone", tmp_path, names)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
        for pair in range(20):
            caches = [tmp_path / f"cache{pair}"] * 2
            assert list(pool.map(run_of, caches, [tmp_path] * 2, [names] * 2)) == [alone] * 2


def test_a_blurred_stand_in_serves_only_for_need(web: Any, online: Settings, offline: Settings) -> None:
    blurred = "data:image/png;base64," + base64.b64encode(encoded(photograph(8, 8), "PNG")).decode()
    for name, width, origin in (("photo.jpg?b", 120, "fetched"), ("missing?b", 8, "inline")):
        gallery, tally = gather([picture(f"{web.base}/{name}", blurred)], online, limits=QUICK)
        (asset,) = gallery.values()
        assert isinstance(asset, Asset)
        assert (asset.width, getattr(tally, origin)) == (width, 1)
    _, tally = gather([picture(f"{web.base}/photo.jpg?b", blurred)], offline)
    assert tally.cached == 1
    _, tally = gather([picture(blurred, f"{web.base}/photo.jpg?c")], online, limits=QUICK)
    assert tally.inline == 1


def test_eight_at_once_from_one_host(web: Any, online: Settings) -> None:
    names = [f"together?{number}" for number in range(8)]  # each waits for the other seven
    _, tally = gather([picture(f"{web.base}/{name}") for name in names], online, limits=Limits(retries=0))
    assert tally.fetched == 8


def test_an_interrupt_leaves_the_rest_undone(offline: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "a.example"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.png").write_bytes(encoded(photograph(300 + number, 200), "PNG"))
    mirrored = dataclasses.replace(offline, media=(tmp_path,), jobs=1)

    def interrupt(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gather([picture(f"http://a.example/{number}.png") for number in range(60)], mirrored, interrupt)
    with Store(offline.cache) as store:
        assert 3 <= store.census().contents < 30
