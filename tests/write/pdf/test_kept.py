"""Parts kept between runs: what is set again after a change, and that a book is the same bytes in any case."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree

from exporter.model import Book, Chapter, Part
from exporter.settings import Settings
from exporter.store import FILE
from exporter.write.pdf import binding, printing, write
from exporter.write.pdf.document import Piece
from exporter.write.pdf.join import program
from exporter.write.pdf.kept import Kept
from exporter.write.pdf.printing import Printed
from tests.write.epub.books import book, chapter
from tests.write.pdf.shelf import paragraphs

TEXT = paragraphs("山路在雾里拐了三个弯。", 3)


@dataclass(frozen=True)
class Case:
    """A book and its settings, and a folder to print it in."""

    book: Book
    settings: Settings
    folder: Path

    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(self.book.chapters())

    def bound(self, *contents: Chapter | Part) -> "Case":
        return replace(self, book=replace(self.book, contents=contents))

    def setting(self, **chosen: object) -> "Case":
        return replace(self, settings=replace(self.settings, **chosen))


def edited(case: Case) -> Case:
    one, two, three = case.chapters()
    body = etree.fromstring("<article><p>改过的一篇。</p></article>")
    return case.bound(one, replace(two, listed=replace(two.listed, body=body)), three)


def moved(case: Case) -> Case:
    one, two, three = case.chapters()
    return case.bound(three, one, two)


def put_into_a_part(case: Case) -> Case:
    one, two, three = case.chapters()
    return case.bound(one, Part("p-walk", "行走", (two, three)))


def taken_out(case: Case) -> Case:
    return case.bound(*case.chapters()[:2])


def renamed(case: Case) -> Case:
    return replace(case, book=replace(case.book, title="另一个名字"))


def spoilt(case: Case) -> Case:
    parts = "digest IN (SELECT digest FROM card WHERE name LIKE 'part %')"
    largest = f"SELECT max(length(bytes)) FROM content WHERE {parts}"
    with sqlite3.connect(case.settings.cache / FILE) as base:
        base.execute(f"UPDATE content SET bytes = x'00' WHERE {parts} AND length(bytes) = ({largest})")
    return case


def own_templates(case: Case) -> Case:
    (case.folder / "templates/print").mkdir(parents=True)
    return case.setting(template_dir=case.folder / "templates")


CHAPTERS = {"a0001", "a0002", "a0003"}


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Case], tuple[set[str], bytes]]:
    """Prints a book: the pieces that were set for it, in whichever process, and its bytes."""
    log, plain = tmp_path / "set.log", printing.print_part

    def noted(markup: str, *rest):
        with log.open("a") as file:
            file.write(f"{etree.HTML(markup).xpath('string(//body/*/@id)')}\n")
        return plain(markup, *rest)

    monkeypatch.setattr(printing, "print_part", noted)

    def print_(case: Case) -> tuple[set[str], bytes]:
        log.write_text("")
        written = write(case.book, case.settings, case.folder / "book.pdf")
        return set(log.read_text().split()), written.path.read_bytes()

    return print_


@pytest.fixture
def case(tmp_path: Path) -> Case:
    chapters = [chapter(f"a000{number}", f"第{number}篇", TEXT) for number in (1, 2, 3)]
    return Case(book("山间", *chapters), Settings(cache=tmp_path / "cache", jobs=1), tmp_path)


@pytest.mark.parametrize(
    ("change", "chapters"),
    [
        (lambda case: case, set()),
        (edited, {"a0002"}),
        (moved, set()),
        (put_into_a_part, set()),
        (taken_out, set()),
        (renamed, set()),
        (own_templates, CHAPTERS),
        (lambda case: case.setting(page="32k"), CHAPTERS),
        (lambda case: case.setting(pdf_variant="ua"), set()),
        (lambda case: case.setting(no_cache=True), CHAPTERS),
    ],
    ids="nothing edited moved in-a-part taken-out renamed templates page variant no-cache".split(),
)
def test_what_has_not_changed_is_not_set_again(case, printed, change, chapters) -> None:
    printed(case)
    case = change(case)
    again, content = printed(case)
    assert again & CHAPTERS == chapters
    assert content == printed(case.setting(no_cache=True))[1]


def test_a_font_is_cut_down_to_the_same_glyphs_once(case, printed, monkeypatch) -> None:
    printed(case)
    log = case.folder / "cut.log"  # by whichever process

    def noted(*wanted):
        log.touch()
        return program(*wanted)

    monkeypatch.setattr(binding, "program", noted)
    _, content = printed(moved(case))
    assert not log.exists()
    assert content == printed(moved(case).setting(no_cache=True))[1]
    assert log.exists()


def test_what_is_spoilt_is_set_again(case, printed) -> None:
    _, content = printed(case)
    again, mended = printed(spoilt(case))
    assert len(again) == 1
    assert mended == content


def test_an_interrupted_run_goes_on_where_it_stopped(case, printed, monkeypatch) -> None:
    kept, done = Kept.keep, []

    def interrupted(self: Kept, key: str, made: Printed, piece: Piece) -> Printed:
        done.append(piece.name)
        if "a0002" in done:
            raise KeyboardInterrupt
        return kept(self, key, made, piece)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Kept, "keep", interrupted)
        printed(case)
    again, content = printed(case)
    assert CHAPTERS & again == {"a0002", "a0003"}
    assert content == printed(case.setting(no_cache=True))[1]


def test_a_store_that_spoils_what_it_takes_is_left_alone(case, printed) -> None:
    _, sound = printed(case)
    with sqlite3.connect(case.settings.cache / FILE) as base:
        base.execute("UPDATE content SET bytes = x'00'")
        base.execute(
            "CREATE TRIGGER fault AFTER INSERT ON content BEGIN "
            "UPDATE content SET bytes = x'00' WHERE digest = new.digest; END"
        )
    assert printed(case)[1] == sound
