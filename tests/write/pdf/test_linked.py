"""How many links a page has of one: as many as it has areas, not one more for every box in it."""

from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from exporter.model import Book
from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.check import faults
from tests.write.epub.books import book, chapter
from tests.write.pdf.look import links

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90" role="img"><rect width="120" height="90"/></svg>'
CASES = {
    "plain": ("山間的郵局", 1),
    "a number": ("第 12 郵局", 1),
    "numbers": ("3 月 4 日的 12 號郵局", 1),
    "emphasis": ("山間的<strong>郵局</strong>", 1),
    "a reference": ("山間的郵局<sup>[3]</sup>", 1),
    "code": ("讀 <code>letters.py</code> 一行", 1),
    "ruby": ("<ruby>郵<rt>ㄧㄡˊ</rt>局<rt>ㄐㄩˊ</rt></ruby>", 1),
    "marks": ("<em>山間</em>的郵局", 1),
    "two lines": ("山間的郵局" * 11, 2),
    "a picture": (PICTURE, 2),  # the line it stands on, and the picture, which is higher
}


def _book() -> Book:
    body = "".join(
        f'<p>一<a href="https://example.org/{number}">{inner}</a>二</p>'
        for number, (inner, _) in enumerate(CASES.values())
    )
    return book("連結", chapter("a0001", "連結", body, "zh-Hant"), lang="zh-Hant", single=True)


@pytest.mark.parametrize("vertical", [False, True], ids=["lines", "columns"])
def test_a_link_is_one(vertical: bool, tmp_path: Path) -> None:
    written = write(_book(), Settings(vertical=vertical), tmp_path / "x.pdf")
    assert faults(written.path) == []
    with pikepdf.open(written.path) as pdf:
        made = Counter(name for page in range(len(pdf.pages)) for name, _ in links(pdf, page))
    found = {name: made[f"https://example.org/{number}"] for number, name in enumerate(CASES)}
    assert found == {name: count for name, (_, count) in CASES.items()}
