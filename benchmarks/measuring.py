"""Runs a command and says what it cost, whatever processes it starts: CPU, wall time, peak memory.

    measuring.py COMMAND...      prints {"cpu", "wall", "parent", "peak"} as JSON: seconds and MB

Processes whose parent ends before them come to this one (PR_SET_CHILD_SUBREAPER), so that none is left out:
browsers start some that way. Linux only.
"""

import compileall
import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
PACKAGE = Path(__file__).parents[1] / "exporter"
PATIENCE = 20  # s that processes get to end once the command has


@dataclass(frozen=True)
class Cost:
    """CPU and wall seconds; peak memory in MB of the command's first process and of any."""

    cpu: float
    wall: float
    parent: float
    peak: float


def compiled() -> None:
    """Has our code compiled, as an installation does, before anything is measured.

    Where an environment forbids Python to keep what it compiles, each process would compile all it loads.
    """
    compileall.compile_dir(PACKAGE, quiet=2)


def measured(*command: str | Path) -> Cost:
    """What the command costs. Raises CalledProcessError if it fails."""
    run = [sys.executable, __file__, *map(str, command)]
    return Cost(**json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE).stdout))


def main(command: list[str]) -> int:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    peaks = [0.0]
    threading.Thread(target=_watch, args=(process.pid, peaks), daemon=True).start()
    status = process.wait()
    wall = time.perf_counter() - begun
    _reap(process.pid)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = Cost(used.ru_utime + used.ru_stime, wall, peaks[0], used.ru_maxrss / 1024)
    print(json.dumps(asdict(cost)))
    return status


def _watch(pid: int, peaks: list[float]) -> None:
    """The peak of a process, read while it lives."""
    while True:
        try:
            for line in Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines():
                if line.startswith("VmHWM:"):
                    peaks[0] = max(peaks[0], int(line.split()[1]) / 1024)
        except OSError:
            return
        time.sleep(0.05)


def _reap(group: int) -> None:
    """Waits for all that the command left behind; ends its session where that takes too long."""
    overdue = threading.Timer(PATIENCE, lambda: os.killpg(group, signal.SIGKILL))
    overdue.start()
    try:
        while True:
            os.wait()
    except ChildProcessError:
        overdue.cancel()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
