"""What is too large to be sent is found by workers in the memory they are born with."""

import pickle

from exporter import work
from exporter.inheritance import Inherited, inherited


def size(held: Inherited[list[int]]) -> int:
    return len(held.thing)


def test_workers_find_it_and_nothing_of_it_is_sent() -> None:
    large = list(range(100_000))
    with inherited([large, large[:3]]) as held:
        assert all(len(pickle.dumps(each)) < 100 for each in held)
        with work.executor(2) as pool:
            assert list(work.each(size, held, pool)) == [100_000, 3]


def test_it_is_sent_as_it_is_where_nobody_inherits_it() -> None:
    with inherited([[1, 2]]) as (held,):
        pass
    with work.executor(1, apart=True) as pool:
        assert list(work.each(size, [held], pool)) == [2]
