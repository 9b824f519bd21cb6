import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("finished", [0, 1, 12])
def test_an_interrupt_ends_the_run_and_leaves_nothing_half_written(
    posts: Path, tmp_path: Path, number: signal.Signals, finished: int
) -> None:
    for n in range(40):
        (posts / f"n{n}.md").write_text(
            f"---\ntitle: 第 {n} 篇\ncategories: [类 {n}]\n---\n<p>{'水' * 3000}{n}</p>", "utf-8"
        )
    command = [
        Path(sys.executable).with_name("exporter"),
        "bundle",
        posts,
        "-o",
        tmp_path / "books",
        "--format",
        "pdf,epub",
        "--offline",
    ]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell runs in the background
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # ignored in what nohup runs
    run = subprocess.Popen(
        [*command, "--jobs", "2", "--cache", tmp_path / "cache"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )
    _await(tmp_path / "books", finished)
    (os.kill if number == signal.SIGTERM else os.killpg)(run.pid, number)
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said.strip()) == (130, "interrupted; nothing half-written is left")
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]


IN_A_FINALIZER = """
import os, signal, time
from exporter import cli
from exporter.cli import commands

class Dying:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0)

def main(**_):
    Dying()
    time.sleep(30)

commands.exporter.main = main
cli.main()
"""


def test_an_interrupt_that_falls_into_a_finalizer_is_not_dropped() -> None:
    run = subprocess.run(
        [sys.executable, "-c", IN_A_FINALIZER], check=False, capture_output=True, text=True, timeout=20
    )
    assert (run.returncode, run.stderr.strip()) == (130, "interrupted; nothing half-written is left")


def _await(folder: Path, finished: int) -> None:
    """Waits until so many books are there; for none, until the run has begun."""
    time.sleep(0.4)
    for _ in range(3000):
        if len([path for path in folder.glob("*") if path.suffix in {".pdf", ".epub"}]) >= finished:
            return
        time.sleep(0.02)
    raise TimeoutError
