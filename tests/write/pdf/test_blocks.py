"""Gatherings kept between runs: after any change the book is the same bytes as one made from nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exporter.model import Book, Chapter
from exporter.settings import Settings
from exporter.write.pdf import binding, blocks, write
from exporter.write.pdf.blocks import Blocks
from tests.write.epub.books import book, chapter
from tests.write.pdf import shelf

KEYS = [f"a{number:04}" for number in range(1, 17)]
WIDE, TALL = '<figure><img src="wide" alt="照片"/></figure>', '<figure><img src="tall" alt="照片"/></figure>'
TEXT = shelf.paragraphs(shelf.MOUNTAIN, 6)


def body(key: str, more: str = "") -> str:
    """Every third article shows a picture that others show too, and leads to the next."""
    number = KEYS.index(key)
    picture = {0: WIDE, 1: TALL}.get(number % 3, "")
    beyond = KEYS[(number + 1) % len(KEYS)]
    return f'{picture}<p>见<a href="https://x.example/{beyond}">下一篇</a>。{more}</p>{TEXT}'


def article(key: str, more: str = "") -> Chapter:
    return chapter(key, f"第{KEYS.index(key) + 1}篇", body(key, more), link=f"https://x.example/{key}")


def bound(chapters: list[Chapter], cache: Path) -> Book:
    present = {each.key for each in chapters}
    links = {f"x.example/{key}": key for key in KEYS if key in present}
    return book("山间", *chapters, gallery=shelf.pictures(cache), links=links)


def edited(more: str) -> Callable[[list[Chapter]], list[Chapter]]:
    return lambda found: [article(each.key, more) if each.key == KEYS[7] else each for each in found]


def retitled(old: Chapter) -> Chapter:
    """The heads of its pages have emoji and a character that no font has."""
    return replace(old, listed=replace(old.listed, title="😀 另一个题目 \U000e0fff"))


CHANGES: dict[str, Callable[[list[Chapter]], list[Chapter]]] = {
    "nothing": lambda found: found,
    "a word": edited("好。"),
    "a page more": edited("山" * 700),
    "two pages more": edited("山" * 1400),
    "added at the end": lambda found: [*found, replace(found[3], key="b0001")],
    "added in the middle": lambda found: [*found[:5], replace(found[3], key="b0001"), *found[5:]],
    "removed": lambda found: [*found[:5], *found[6:]],
    "the first removed, whose picture others show": lambda found: found[1:],
    "moved": lambda found: [*found[:2], found[9], *found[2:9], *found[10:]],
    "another title": lambda found: [*found[:5], retitled(found[5]), *found[6:]],
    "about": lambda found: found[::-1],
}
UNCHANGED = {"nothing": 0, "a word": 1, "a page more": 1}  # by how many gatherings are made anew


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A log of the gatherings that are made anew, which are short here."""
    log, plain = tmp_path / "made.log", Blocks._anew

    def noted(self, key, run):
        with log.open("a") as file:
            file.write("\n" if key else "")
        return plain(self, key, run)

    monkeypatch.setattr(Blocks, "_anew", noted)
    monkeypatch.setattr(binding, "MANY", 5)
    for name, value in (("EVERY", 3), ("MOST", 5), ("FEW", 2)):
        monkeypatch.setattr(blocks, name, value)
    return log


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_book_is_the_same_as_one_made_from_nothing(change: str, made: Path, tmp_path: Path) -> None:
    settings, first = Settings(cache=tmp_path / "cache", jobs=1), [article(key) for key in KEYS]
    write(bound(first, settings.cache), settings, tmp_path / "x.pdf")
    before = len(made.read_text())
    made.write_text("")
    changed = bound(CHANGES[change](first), settings.cache)
    again = write(changed, settings, tmp_path / "x.pdf").path.read_bytes()
    anew = len(made.read_text())
    assert before >= 3
    assert anew == UNCHANGED.get(change, anew)
    cold = write(changed, replace(settings, no_cache=True), tmp_path / "x.pdf").path.read_bytes()
    assert again == cold
