import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", [0.4, 2.0, 4.0])
def test_an_interrupt_ends_the_run_and_leaves_nothing_half_written(
    posts: Path, tmp_path: Path, number: signal.Signals, seconds: float
) -> None:
    for n in range(40):
        (posts / f"n{n}.md").write_text(
            f"---\ntitle: 第 {n} 篇\ncategories: [类 {n}]\n---\n<p>{'水' * 3000}</p>", "utf-8"
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
    run = subprocess.Popen(
        [*command, "--jobs", "2", "--cache", tmp_path / "cache"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )
    time.sleep(seconds)
    (os.killpg if number == signal.SIGINT else os.kill)(run.pid, number)
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said.strip()) == (130, "interrupted; nothing half-written is left")
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]
