import ctypes
import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from exporter import confinement, pools, work
from exporter.notices import ConfigurationError
from exporter.pools import DIED, Pool
from exporter.work import Limits, Lost


def square(number: int) -> int:
    return number * number


def process(_task: int) -> int:
    return os.getpid()


def test_results_come_in_the_order_of_the_tasks_wherever_work_runs() -> None:
    expected = [n * n for n in range(50)]
    for jobs in (1, 2, 3):
        with work.executor(jobs) as pool:
            assert list(work.each(square, range(50), pool)) == expected


def test_one_job_runs_in_line_unless_it_is_to_run_apart() -> None:
    with work.executor(1) as pool:
        assert set(work.each(process, range(4), pool)) == {os.getpid()}
    for jobs, apart in ((2, False), (1, True)):
        with work.executor(jobs, apart=apart) as pool:
            assert os.getpid() not in set(work.each(process, range(4), pool))


def test_tasks_are_taken_only_as_workers_come_free() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(1000):
            taken.append(n)
            yield n

    with work.executor(2) as pool:
        results = work.each(square, tasks(), pool)
        next(results)
        assert len(taken) <= 2 * work.AHEAD + 1
        assert sum(1 for _ in results) == 999


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    faulthandler.disable()  # pytest's: its last words are not wanted
    ctypes.string_at(0)


def leave() -> None:
    os._exit(7)


def hoard() -> None:
    hoarded = []
    while True:
        hoarded.append(bytearray(10_000_000))


def hang() -> None:
    threading.Event().wait()


def spin() -> None:
    while True:
        pass


def stumble() -> None:
    raise ValueError("no such thing")


def dive() -> None:
    dive()


ENDS = [
    (kill, "killed (SIGKILL)"),
    (crash, "crashed its worker process (SIGSEGV)"),
    (leave, "worker process ended (7)"),
    (hoard, "needed more than 200 MB"),
    (hang, "took longer than 2 s"),
    (spin, "more than 1 s of processor time"),
    (stumble, "ValueError: no such thing"),
    (dive, "RecursionError"),
]


def act(task: object) -> object:
    return task() if callable(task) else task


@pytest.mark.parametrize(("end", "reason"), ENDS, ids=[end.__name__ for end, _ in ENDS])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_task_costs_itself_alone(end: object, reason: str, jobs: int) -> None:
    limits = Limits(memory=200, cpu=1 if end is spin else 0, wall=2 if end is hang else 60)
    with work.executor(jobs, apart=True) as pool:
        outcomes = list(work.each(act, [1, 2, end, 3, end, 4, 5, 6], pool, limits))
    assert [each for each in outcomes if not isinstance(each, Lost)] == [1, 2, 3, 4, 5, 6]
    for lost in (outcomes[2], outcomes[4]):
        assert isinstance(lost, Lost)
        assert reason in lost.reason or lost.reason == DIED  # where it died too soon to be known


@pytest.mark.parametrize(("end", "reason"), [ENDS[0], ENDS[6]], ids=["kill", "stumble"])
@pytest.mark.parametrize("lot", [1, 2, 3, 9])
def test_a_bad_task_in_a_lot_costs_itself_alone(end: object, reason: str, lot: int) -> None:
    with work.executor(1, apart=True) as pool:
        outcomes = list(work.in_lots(act, [1, end, 2, 3, 4], pool, Limits(wall=60), lot))
    assert [outcomes[0], *outcomes[2:]] == [1, 2, 3, 4]
    assert isinstance(outcomes[1], Lost)
    assert reason in outcomes[1].reason or outcomes[1].reason == DIED


@pytest.mark.parametrize(
    ("limits", "most"),
    [
        ([Limits(2, 3, 4)], Limits(2, 3, 4)),
        ([Limits(1, 5, 4), Limits(2, 3, 9)], Limits(2, 5, 9)),
        ([Limits(1, 0, 4), Limits(2, 3, 0)], Limits(2, 0, 0)),  # none is more than any
    ],
    ids=["of one", "the larger of each", "none"],
)
def test_a_lot_may_take_what_any_in_it_may(limits: list[Limits], most: Limits) -> None:
    assert confinement.largest(limits) == most


def allocate(size: int) -> int:
    return len(bytearray(size))


def test_limits_are_for_each_task_not_for_the_life_of_a_worker() -> None:
    with work.executor(1, apart=True) as pool:
        sizes = work.each(allocate, [100_000_000] * 5, pool, Limits(memory=150))
        assert list(sizes) == [100_000_000] * 5


def test_in_line_too_a_task_that_fails_costs_itself_alone() -> None:
    tasks = [1, stumble, 2, spin, 3, hoard, 4]
    outcomes = list(work.each(act, tasks, None, Limits(memory=200, cpu=1)))
    assert outcomes == [
        1,
        Lost("ValueError: no such thing"),
        2,
        Lost("took more than 1 s of processor time"),
        3,
        Lost("needed more than 200 MB of memory"),
        4,
    ]


def test_limits_hold_in_a_thread_that_gets_no_signals() -> None:
    with ThreadPoolExecutor(1) as thread:
        outcomes = thread.submit(lambda: list(work.each(act, [1, spin, 2], None, Limits(cpu=1)))).result()
    assert outcomes == [1, Lost("took more than 1 s of processor time"), 2]


def test_a_thread_whose_limits_held_can_be_traced() -> None:
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(lambda: list(work.each(act, [1, 2], None, Limits(cpu=1)))).result()
    traced: list[str] = []
    before = sys.gettrace()
    sys.settrace(lambda _frame, event, _arg: traced.append(event))
    try:
        act(None)
    finally:
        sys.settrace(before)
    assert done == [1, 2]
    assert traced == ["call"]


def misconfigure(_task: int) -> None:
    raise ConfigurationError("no such theme", place="exporter.yaml:3", hint="see exporter style")


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_for_the_user_ends_the_work_as_it_is(jobs: int) -> None:
    with pytest.raises(ConfigurationError) as caught, work.executor(jobs) as pool:
        list(work.each(misconfigure, [1], pool))
    assert (caught.value.place, caught.value.hint) == ("exporter.yaml:3", "see exporter style")


def test_the_work_goes_on_when_idle_workers_were_killed() -> None:
    with work.executor(2) as pool:
        pids = set(work.each(process, range(20), pool))
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        assert list(work.each(square, range(30), pool)) == [n * n for n in range(30)]


def patient(number: int) -> int:
    time.sleep(0.5)
    return number * number


def test_what_is_left_in_a_pool_that_ends_is_done_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "LOOK", 0.05)
    with work.executor(1, apart=True) as pool, ThreadPoolExecutor(1) as thread:
        threading.Timer(0.2, pool._processes.stop).start()
        waiting = thread.submit(lambda: list(work.each(patient, [3, 4], pool)))
        assert waiting.result(60) == [9, 16]


def squares(number: int) -> list[int | Lost]:
    with work.executor(1, apart=True) as pool:
        return list(work.each(square, range(number), pool))


def test_workers_may_have_workers() -> None:
    with work.executor(2) as pool:
        assert list(work.each(squares, [2, 3], pool)) == [[0, 1], [0, 1, 4]]


def tidy(folder: Path) -> None:
    draft = folder / f"{os.getpid()}"
    try:
        draft.write_text("half")
        hang()
    finally:
        draft.unlink()


def cancelled(folder: Path, pool: Pool) -> None:
    with pytest.raises(CancelledError):
        list(work.each(tidy, [folder] * 2, pool))


def test_workers_end_with_the_block_and_tidy_up(tmp_path: Path) -> None:
    started: list[int] = []
    with pytest.raises(KeyboardInterrupt), work.executor(2) as pool:
        running = threading.Thread(target=cancelled, args=[tmp_path, pool], daemon=True)
        running.start()
        while len(started) < 2:
            started = [int(file.name) for file in tmp_path.iterdir()]
        raise KeyboardInterrupt
    running.join(10)
    assert not running.is_alive()
    assert list(tmp_path.iterdir()) == []
    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def orphan(folder: Path) -> None:
    with work.executor(1, apart=True) as pool:
        list(work.each(partial(confess, folder), [0], pool))


def confess(folder: Path, _task: int) -> None:
    (folder / "pid").write_text(f"{os.getpid()}")
    hang()


def test_workers_do_not_outlive_a_parent_that_was_killed(tmp_path: Path) -> None:
    parent = os.fork()
    if parent == 0:
        orphan(tmp_path)
    while not (pid := (tmp_path / "pid").read_text() if (tmp_path / "pid").exists() else ""):
        time.sleep(0.01)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert _gone(int(pid))


def _gone(pid: int) -> bool:
    for _ in range(2000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False
