"""What a person sees on a terminal while a run goes on, and at its end."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from exporter import steps
from tests.cli.conftest import Run

BUNDLE = ("bundle", "posts", "-o", "books", "--format", "epub,pdf", "--offline", "--jobs", "2")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(folder: Path, *arguments: str, width: int = 160) -> tuple[int, str, str]:
    """Exit code, standard output and what a pseudo-terminal showed on standard error."""
    ours, theirs = pty.openpty()
    environment = os.environ | {
        "TERM": "xterm",
        "COLUMNS": str(width),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    process = subprocess.Popen(
        (sys.executable, "-m", "exporter.cli", *arguments),
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # so does a terminal end whose other side is closed
        pass
    output = process.communicate()[0].decode()
    os.close(ours)
    return process.returncode, output, _CONTROL.sub("", shown.decode())


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, str]:
    folder = tmp_path_factory.mktemp("terminal")
    (folder / "posts").mkdir()
    for number in range(10):
        text = f"---\ntitle: 第 {number} 篇\ncategories: [{'山海'[number % 2]}]\n---\n<p>文{number}。</p>" + (
            '<img src="https://example.com/gone.jpg" alt="x">' if number == 0 else ""
        )
        (folder / "posts" / f"{number}.md").write_text(text, "utf-8")
    return on_terminal(folder, *BUNDLE)


@pytest.mark.parametrize(
    ("stage", "total"),
    [
        ("understanding articles", 10),
        ("binding books", 10),
        ("setting articles", 10),
        ("writing books", 14),  # 10 articles of EPUBs and 4 files
    ],
)
def test_each_stage_has_a_bar_that_comes_to_its_end(
    seen: tuple[int, str, str], stage: str, total: int
) -> None:
    code, output, shown = seen
    assert code == 0
    assert len(output.split()) == 4
    counts = [tuple(map(int, found)) for found in re.findall(rf"{stage}\D*?(\d+)/(\d+)", shown)]
    assert {of for _, of in counts} == {total}
    assert [done for done, _ in counts] == sorted(done for done, _ in counts)
    assert counts[-1] == (total, total)


def test_a_bar_says_how_many_warnings_there_are_and_how_fast_it_goes(seen: tuple[int, str, str]) -> None:
    assert re.search(r"binding books .*! 1|setting articles .*! 1", seen[2])
    assert re.search(r"\d+\.\d/s|\d\.\d s each", seen[2])


def test_on_a_narrow_terminal_counts_and_times_stay_whole(posts: Path, tmp_path: Path) -> None:
    _, _, shown = on_terminal(tmp_path, "inspect", str(posts), "--offline", width=36)
    assert re.search(r"understanding 3/3 0:00:\d\d", shown)
    assert "…" not in shown.partition("\n")[0]


SUMMARY = {
    "books": "2 books, 4 files",
    "articles": "10 articles",
    "pages": r"\d+ pages, \d+ documents",
    "size": r"[\d.]+ .B",
    "pictures": "1 dead",
    "notices": "1 picture-missing",
    "seconds": r"read [\d.]+, pictures [\d.]+, bind [\d.]+, write [\d.]+, typeset [\d.]+, shelf [\d.]+",
}


def test_a_table_sums_up(seen: tuple[int, str, str]) -> None:
    lines = dict(re.findall(r"^(\w+) {2,}(.*?)\r?$", seen[2], re.MULTILINE))
    for name, form in SUMMARY.items():
        assert re.fullmatch(form, lines[name]), name


def test_quiet_says_nothing_and_no_terminal_has_no_bars(exporter: Run, posts: Path) -> None:
    assert exporter(*BUNDLE, "--quiet").stderr == ""
    result = exporter(*BUNDLE, "--report", "report.json")
    assert "understanding" not in result.stderr
    report = json.loads((posts.parent / "report.json").read_text("utf-8"))
    assert report["totals"] | {"bytes": 0, "notices": {}, "pictures": {}} == {
        "books": 2, "files": 0, "unchanged": 4, "failed": 0, "articles": 3, "left_out": 0, "pages": 0,
        "documents": 0, "bytes": 0, "notices": {}, "pictures": {},
    }  # fmt: skip


def test_steps_of_forked_workers_count_and_too_many_count_once() -> None:
    told: list[tuple[str, int, int]] = []
    seconds: dict[str, float] = {}
    with steps.counted(lambda *told_: told.append(told_), {"typeset": 3, "write": 0}, seconds):
        worker = os.fork()
        if worker == 0:
            for _ in range(5):
                steps.step("typeset")
            os._exit(0)
        os.waitpid(worker, 0)
    steps.step("typeset")  # nobody counts: nothing happens
    assert told[0] == ("typeset", 0, 3)
    assert told[-1] == ("typeset", 3, 3)
    assert set(seconds) == {"typeset"}
