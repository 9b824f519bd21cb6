"""The same bytes wherever a book is set: in line, by a pool, by a cluster that loses a worker half way."""

import multiprocessing
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path

import pytest

from exporter import cluster, work
from exporter.confinement import NO_TIME, Limits
from exporter.model import Book
from exporter.notices import ConfigurationError
from exporter.settings import Settings
from exporter.work import Lost
from exporter.write import pdf
from exporter.write.pdf import far
from exporter.write.pdf.document import Piece
from exporter.write.pdf.kept import Kept
from exporter.write.pdf.printing import Printed
from tests.test_work import act, hoard, spin
from tests.write.epub.books import book, chapter
from tests.write.pdf.shelf import collection, paragraphs

pytest.importorskip("distributed")
FEW_MORE = [chapter(f"a10{n:02d}", f"第 {n} 篇", paragraphs(f"山路拐了第 {n} 个弯。", 4)) for n in range(16)]


class Machines:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
        worker = ["dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:]],
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for command in (scheduler, worker, worker)
        ]

    def lose_one(self) -> None:
        self.processes[-1].kill()

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    started = Machines(tmp_path)
    yield started
    started.close()


@pytest.fixture
def bound(tmp_path: Path) -> Book:
    illustrated = collection(tmp_path / "pictures")
    return book("山间", *FEW_MORE, *illustrated.contents, gallery=illustrated.gallery)


def test_the_same_bytes_wherever_it_is_set(bound, machines, tmp_path, monkeypatch) -> None:
    plain = Settings(no_cache=True, jobs=2)
    with work.executor(2) as pool:
        by_two = pdf.write(bound, plain, tmp_path / "two.pdf", pool)
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "_own_pool", lambda *_: nullcontext())
        in_line = pdf.write(bound, plain, tmp_path / "line.pdf")
    came: list[str] = []
    keep = Kept.keep

    def kept(self: Kept, key: str, printed: Printed, piece: Piece) -> Printed:
        came.append(piece.name)
        if len(came) == 8:
            machines.lose_one()
        return keep(self, key, printed, piece)

    monkeypatch.setattr(Kept, "keep", kept)
    with work.executor(1, cluster=machines.address) as pool:
        assert pool.far.workers in {1, 2}
        far_away = pdf.write(bound, plain, tmp_path / "far.pdf", pool)
    assert in_line.xxh128 == by_two.xxh128 == far_away.xxh128
    assert far_away.notices == in_line.notices
    assert machines.processes[-1].wait() != 0
    assert machines.processes[1].poll() is None


LIMITED = [
    (spin, Limits(cpu=1), "took more than 1 s of processor time"),
    (hoard, Limits(memory=200), "needed more than 200 MB of memory"),
]


@pytest.mark.parametrize(("end", "limits", "reason"), LIMITED, ids=[each[0].__name__ for each in LIMITED])
def test_limits_hold_on_a_worker(end: object, limits: Limits, reason: str) -> None:
    with ThreadPoolExecutor(1) as thread:  # as Dask runs a task
        assert thread.submit(cluster._alone, act, end, limits).result() == Lost(reason)


def test_a_worker_that_hangs_in_code_of_c_ends_itself() -> None:
    worker = multiprocessing.get_context("fork").Process(
        target=cluster._alone, args=(act, partial(time.sleep, 60), Limits(wall=0.2))
    )
    worker.start()
    worker.join()
    assert worker.exitcode == NO_TIME


def test_a_machine_that_would_set_other_pages_is_refused() -> None:
    task = far.Far(None, "another likeness")
    with pytest.raises(ConfigurationError, match="would set other pages"):
        far.print_far(task)


def test_a_scheduler_that_is_gone_breaks_what_is_awaited_and_no_more(machines) -> None:
    with closing(cluster.Cluster(machines.address)) as far:
        awaited = far.attempt(time.sleep, 60, Limits())
        machines.processes[0].kill()
        far._client.close(timeout=1)
        for each in (awaited, far.attempt(time.sleep, 0, Limits())):
            with pytest.raises(BrokenProcessPool):
                far.result(each)


def test_no_scheduler_is_told(monkeypatch) -> None:
    monkeypatch.setattr("exporter.cluster.PATIENCE", 1)
    with (
        pytest.raises(ConfigurationError, match="no cluster answers"),
        work.executor(1, cluster="tcp://127.0.0.1:9"),
    ):
        pass
