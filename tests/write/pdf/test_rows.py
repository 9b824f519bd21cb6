"""Rows of contents: a title, dots that lead, a number; no line has dots and a number alone."""

from pathlib import Path

from exporter.settings import Settings
from exporter.write.pdf import write
from tests.write.epub.books import book, chapter
from tests.write.pdf.look import Drawn, Leaf, leaves

HAN = "山里的路是石头铺的雨后很滑走的人少了草就从缝里长出来我们沿着溪水往上走听见远处"
TITLES = [
    *(HAN[:count] for count in range(24, 33)),  # about as long as a line is
    *(f"{HAN[:12]} Mastering go and {'s' * count} rules" for count in range(2, 10)),
]


def is_led(dots: Drawn, leaf: Leaf) -> bool:
    """Whether a text ends before the dots, on their line."""
    middle = (dots.top + dots.bottom) / 2
    texts = [run for run in leaf.runs if run.text.strip() and run.right <= dots.left]
    return any(run.top < middle < run.bottom for run in texts)


def test_dots_lead_from_a_title_on_their_line(tmp_path: Path) -> None:
    chapters = [chapter(f"a{number}", title, "<p>字。</p>") for number, title in enumerate(TITLES)]
    written = write(book("书", *chapters), Settings(), tmp_path / "x.pdf")
    rows = [(run, leaf) for leaf in leaves(written.path) for run in leaf.runs if "··" in run.text]
    assert rows
    assert [leaf.label for run, leaf in rows if not is_led(run, leaf)] == []


def test_a_title_that_is_one_long_word_stays_on_the_page(tmp_path: Path) -> None:
    made = book(
        "书", chapter("a1", "Averyverylongword" * 9, "<p>字。</p>"), chapter("a2", "二", "<p>字。</p>")
    )
    written = write(made, Settings(), tmp_path / "x.pdf")
    shown = [(run, leaf) for leaf in leaves(written.path) for run in leaf.runs if "Avery" in run.text]
    assert shown
    assert [run.text for run, leaf in shown if run.left < 0 or run.right > leaf.width] == []
