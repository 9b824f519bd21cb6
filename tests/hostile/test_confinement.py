"""A run opens no socket and no file but its own: Python's audit hooks hear it, and strace sees it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.conftest import Web
from tests.hostile.corpus import cases, written

WATCH = """
import json, os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def heard(event, arguments):
    if event.startswith(("socket.", "urllib.", "ftplib.", "http.")) or event == "subprocess.Popen":
        os.write(log, (json.dumps([event, repr(arguments)[:200]]) + "\\n").encode())
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        os.write(log, (json.dumps([event, os.path.realpath(os.fsdecode(arguments[0]))]) + "\\n").encode())
sys.addaudithook(heard)
from exporter.cli import main
main()
"""
HERE = Path(__file__).parents[2]
SYSTEM = (  # code, fonts and what the C library and fontconfig ask the system for
    "/usr/", "/lib", "/bin/", "/sys/", "/dev/null", "/dev/urandom", "/dev/shm", "/var/cache/fontconfig",
    "/etc/ld.so", "/etc/fonts", "/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/nsswitch.conf",
    "/etc/passwd", "/etc/ssl", "/etc/pki", "/etc/locale", "/etc/host", "/etc/httpd/", "/etc/apache",
)  # fmt: skip
OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)"[^)]*\) = \d')


def posts(web: Web, folder: Path) -> Path:
    """Posts that try to load, run and open things."""
    folder.mkdir()
    chosen = [case for case in cases() if case.name.startswith(("loads", "asks"))]
    for number, case in enumerate(chosen):
        (folder / f"{number:03}.md").write_bytes(written(case, web.addresses))
    return folder


def bundling(folder: Path) -> list[str]:
    """The arguments of a run over the posts, workers and all."""
    return [
        "bundle", str(folder / "posts"), "-o", str(folder / "books"), "--cache", str(folder / "cache"),
        "--format", "epub,pdf", "--by", "all", "--jobs", "2", "--offline",
    ]  # fmt: skip


def elsewhere(folder: Path) -> dict[str, str]:
    """An environment with a folder of its own for temporary files."""
    (folder / "temporary").mkdir()
    return os.environ | {"TMPDIR": str(folder / "temporary"), "LC_ALL": "C"}


def strangers(opened: list[str], folder: Path) -> set[str]:
    """The files that are neither the run's, nor the program's, nor the system's."""
    home = Path.home()
    own = (
        str(folder),
        str(HERE),
        sys.prefix,
        sys.base_prefix,
        str(home / ".cache/fontconfig"),
        str(home / ".config"),
    )
    mine = re.compile(
        r"/proc/(?:self|\d+)/(?:status|statm?|maps|cgroup|mountinfo|task/.*|fd.*)|/proc/(?:cpuinfo|meminfo|stat|filesystems|sys/.*)"
    )
    return {path for path in opened if not path.startswith((*own, *SYSTEM)) and not mine.fullmatch(path)}


def test_every_process_of_a_run_keeps_to_its_files_and_opens_no_socket(web: Web, tmp_path: Path) -> None:
    posts(web, tmp_path / "posts")
    log = tmp_path / "heard"
    command = [sys.executable, "-c", WATCH, str(log), *bundling(tmp_path)]
    subprocess.run(
        command, check=True, capture_output=True, stdin=subprocess.DEVNULL, env=elsewhere(tmp_path)
    )
    heard = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    opened = [what for event, what in heard if event == "open"]
    assert str(tmp_path / "posts" / "000.md") in opened
    assert any(path.endswith("print.css") for path in opened)
    assert strangers(opened, tmp_path) == set()
    assert web.addresses["@SECRET@"] not in opened
    assert [heard for heard in heard if heard[0] != "open"] == []  # no socket, and no program was run
    assert web.called == []


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_the_kernel_saw_no_socket_and_no_strange_file_either(web: Web, tmp_path: Path) -> None:
    posts(web, tmp_path / "posts")
    log, script = tmp_path / "calls", Path(sys.executable).with_name("exporter")
    command = [
        "strace",
        "-ff",  # a file for each process: in one, calls that run side by side are cut in two and go unseen
        "-qq",
        "-e",
        "trace=socket,connect,openat,open,execve",
        "-o",
        str(log),
        str(script),
        *bundling(tmp_path),
    ]
    traced = subprocess.run(
        command, check=False, capture_output=True, stdin=subprocess.DEVNULL, env=elsewhere(tmp_path)
    )
    if traced.returncode and b"ptrace" in traced.stderr:
        pytest.skip("strace may not trace here")
    assert traced.returncode == 0, traced.stderr
    calls = "".join(file.read_text("utf-8", "replace") for file in sorted(tmp_path.glob(f"{log.name}.*")))
    assert re.findall(r"(?:socket|connect)\((?!AF_UNIX).*", calls) == []
    assert len(re.findall(r"execve\(.* = 0", calls)) == 1
    opened = [os.path.realpath(path) for path in OPENED.findall(calls) if path.startswith("/")]
    assert str(tmp_path / "posts" / "000.md") in opened
    assert strangers(opened, tmp_path) == set()
