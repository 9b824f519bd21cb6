import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

POSTS = {
    "a.md": "---\ntitle: 茶馆\ncategories: [生活, 饮食]\nauthor: 林间\ndate: 2021-05-01 10:00:00\n---\n<p>老茶馆开在河边，早上五点就有人来。</p>",
    "b.md": "---\ntitle: 渡口\ncategories: [生活]\nauthor: 林间\ndate: 2021-04-01 10:00:00\n---\n## 船\n\n渡船每半小时一班。\n\n## 人\n\n等船的人不多。\n",
    "sub/c.html": "<html><head><title>Lathe notes</title></head><body><p>Keep the tool sharp and the feed slow.</p></body></html>",
}


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A folder of three small posts."""
    for name, text in POSTS.items():
        path = tmp_path / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "posts"


@pytest.fixture
def exporter(tmp_path: Path) -> Run:
    """Runs the real console script in `tmp_path`, offline, with a store of its own."""

    def run(
        *arguments: str, stdin: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        script = Path(sys.executable).with_name("exporter")
        variables = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")} | environment
        return subprocess.run(
            [script, *arguments],
            input=stdin,
            cwd=tmp_path,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run
