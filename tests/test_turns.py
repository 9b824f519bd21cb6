"""Threads take turns: nothing is forked while one of them holds what a copy would never let go."""

import threading
import time
from multiprocessing import get_context

from exporter import turns


def test_a_fork_waits_for_who_has_the_turn() -> None:
    told: list[str] = []
    begun = threading.Event()

    def work(_: None) -> None:
        begun.set()
        time.sleep(0.2)
        told.append("worked")

    worker = threading.Thread(target=turns.in_turn(work), args=[None])
    worker.start()
    begun.wait()
    child = get_context("fork").Process(target=int)
    child.start()
    told.append("forked")
    child.join()
    worker.join()
    assert told == ["worked", "forked"]


def test_who_waits_lets_others_go_on() -> None:
    waited = threading.Event()

    def wait(_: None) -> None:
        with turns.given():
            assert waited.wait(10)

    waiting = threading.Thread(target=turns.in_turn(wait), args=[None])
    waiting.start()
    turns.in_turn(lambda _: waited.set())(None)
    waiting.join(10)
    assert not waiting.is_alive()


def test_who_has_the_turn_may_fork() -> None:
    def fork(_: None) -> int | None:
        child = get_context("fork").Process(target=int)
        child.start()
        child.join(10)
        return child.exitcode

    assert turns.in_turn(fork)(None) == 0


def test_a_child_has_a_turn_of_its_own() -> None:
    def fork(_: None) -> int | None:
        child = get_context("fork").Process(target=turns.in_turn(lambda _: None), args=[None])
        child.start()
        child.join(10)
        return child.exitcode

    assert turns.in_turn(fork)(None) == 0


def test_threads_that_take_turns_do_so_whoever_gives_them_work() -> None:
    busy, most = 0, 0

    def work(_: int) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        time.sleep(0.001)
        busy -= 1

    with turns.Threads(4) as threads:
        list(threads.map(work, range(40)))
    assert most == 1


def test_few_items_wait_at_once_and_come_in_their_order() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.001 * (number % 3))
        return number

    with turns.Threads(2) as threads:
        ahead = []
        for number in threads.each(work, range(100)):
            ahead.append(max(begun) - number)
            assert number == len(ahead) - 1
    assert max(ahead) <= turns.AHEAD * 2
