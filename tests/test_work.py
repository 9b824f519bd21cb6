import os
from collections.abc import Iterator

from exporter import work


def square(number: int) -> int:
    return number * number


def process(_task: int) -> int:
    return os.getpid()


def test_results_come_in_the_order_of_the_tasks_wherever_work_runs() -> None:
    expected = [n * n for n in range(50)]
    for jobs in (1, 2, 3):
        with work.executor(jobs) as pool:
            assert list(work.each(square, range(50), pool, jobs)) == expected


def test_one_job_runs_in_line_and_two_do_not() -> None:
    with work.executor(1) as pool:
        assert set(work.each(process, range(4), pool)) == {os.getpid()}
    with work.executor(2) as pool:
        assert os.getpid() not in set(work.each(process, range(4), pool))


def test_tasks_are_taken_only_as_workers_come_free() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(1000):
            taken.append(n)
            yield n

    with work.executor(2) as pool:
        results = work.each(square, tasks(), pool, 2)
        next(results)
        assert len(taken) <= 2 * work.AHEAD + 1
        assert sum(1 for _ in results) == 999
