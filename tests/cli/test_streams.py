"""Standard streams that are closed, full or read no further: no traceback, the documented exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SCRIPT = Path(sys.executable).with_name("exporter")
CLOSED = [
    # how the shell starts it, exit code, what it says
    ("epub post.md -o a.epub --offline <&-", 0, "a.epub"),
    ("epub post.md -o a.epub --offline >&-", 0, ""),
    ("epub post.md -o a.epub --offline 2>&-", 0, "a.epub"),
    ("epub post.md -o a.epub --offline <&- >&- 2>&-", 0, ""),
    ("inspect - --offline <&-", 3, "standard input"),
    ("inspect post.md post.md post.md --offline | head -1", 0, "信"),
    ("template epub/chapter.xhtml.j2 | true", 0, ""),
]
REFUSED = [
    ("the post itself", "post.md", 2, "would be overwritten"),
    ("a link to the post", "link.md", 2, "would be overwritten"),
    ("a folder", ".", 2, "directory"),
    ("a device", "/dev/null", 5, "not a file"),
    ("below a file", "post.md/a.epub", 5, "Not a directory"),
    ("a name too long", "n" * 300 + ".epub", 5, "too long"),
    ("a path too long", "/".join(["n" * 200] * 30), 5, "too long"),
]


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_text("---\ntitle: 信\n---\n<p>今晚到。</p>", "utf-8")
    (tmp_path / "link.md").symlink_to(path)
    return path


@pytest.mark.parametrize(("arguments", "code", "said"), CLOSED, ids=[row[0] for row in CLOSED])
def test_closed_streams(post: Path, arguments: str, code: int, said: str) -> None:
    command = f"set -o pipefail; {SCRIPT} {arguments}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=post.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("target", "code", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_outputs_that_are_refused(exporter: Run, post: Path, target: str, code: int, said: str) -> None:
    before = post.read_bytes()
    done = exporter("epub", "post.md", "-o", target, "--offline")
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert post.read_bytes() == before


def test_few_open_files(post: Path) -> None:
    command = f"ulimit -n 64; {SCRIPT} epub post.md -o a.epub --offline --cache cache"
    done = subprocess.run(
        ["bash", "-c", command], cwd=post.parent, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "a.epub\n"), done.stderr


def test_a_report_replaces_no_device_and_a_pipe_is_not_waited_for(post: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.epub"
    os.mkfifo(pipe)
    told = ("epub", str(post), "-o", str(tmp_path / "a.epub"), "--offline", "--report", str(pipe))
    for arguments, code in ((told, 5), (("check", str(pipe)), 3)):
        run = subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, check=False, timeout=60)
        assert run.returncode == code
        assert "not a" in run.stderr
    assert pipe.is_fifo()
    assert not (tmp_path / "a.epub").exists()
