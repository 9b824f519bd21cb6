import base64
import io
import json
import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from exporter.store import FILE, Store
from tests.cli.conftest import Run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with the picture of an address in it; `--cache store` names it."""
    with Store(tmp_path / "store") as store:
        store.note("address 1", store.put(b"content"))
    return tmp_path / "store" / FILE


def test_fetch_counts_what_it_got(exporter: Run, tmp_path: Path) -> None:
    image = io.BytesIO()
    Image.linear_gradient("L").save(image, "PNG")
    inline = base64.b64encode(image.getvalue()).decode()
    pictures = f"<p><img src='data:image/png;base64,{inline}'></p><p><img src='http://a.example/x.jpg'></p>"
    (tmp_path / "post.md").write_text(f"---\ntitle: 渡口\n---\n{pictures}")
    run = exporter("fetch", "post.md", "--cache", "store", "--offline")
    assert run.returncode == 0, run.stderr
    assert "pictures: 1 inline, 1 placeholder, " in run.stderr


def test_fetch_says_that_there_are_none(exporter: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: 渡口\n---\n<p>文</p>")
    assert "pictures: none\n" in exporter("fetch", "post.md", "--cache", "store", "--offline").stderr


def test_info(exporter: Run, store: Path) -> None:
    view = json.loads(exporter("cache", "info", "--cache", "store", "--json").stdout)
    assert (view["contents"], view["addresses"], view["limit"]) == (1, 1, 2_000_000_000)
    assert view["file"] == store.stat().st_size
    other = exporter("cache", "info", "--cache", "other")
    assert "0 pictures of 0 addresses" in other.stdout
    assert not (store.parent.parent / "other").exists()


def test_verify(exporter: Run, store: Path) -> None:
    with sqlite3.connect(store) as base:
        base.execute("UPDATE content SET bytes = x'00'")
    base.close()
    run = exporter("cache", "verify", "--cache", "store", "--json")
    assert (run.returncode, json.loads(run.stdout)) == (3, {"checked": 2, "damaged": 1})
    store.write_bytes(b"no database " * 1000)
    assert exporter("cache", "verify", "--cache", "store").returncode == 3
    assert exporter("cache", "verify", "--cache", "store").stdout == "0 entries, 0 damaged\n"


def test_prune_and_clear(exporter: Run, store: Path) -> None:
    run = exporter("cache", "prune", "--cache", "store", "--cache-size", "1kB", "--json")
    assert json.loads(run.stdout) == {"freed": 0, "left": 7}
    run = exporter("cache", "prune", "--cache", "store", "--cache-size", "1", "--json")
    assert json.loads(run.stdout) == {"freed": 7, "left": 0}
    assert exporter("cache", "clear", "--cache", "store").returncode == 0
    assert not store.exists()


def test_a_size_that_is_none(exporter: Run) -> None:
    run = exporter("cache", "prune", "--cache-size", "plenty")
    assert run.returncode == 4
    assert "50MB" in run.stderr
