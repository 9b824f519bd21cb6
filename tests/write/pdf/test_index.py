"""Index pages of a PDF: their page numbers are those of the articles, and so are their links."""

from pathlib import Path

import pikepdf
import pytest

from exporter.settings import Settings
from exporter.write.pdf import matter, write
from exporter.write.pdf.check import faults
from exporter.write.pdf.styles import type_area
from tests.write.epub.books import book, chapter
from tests.write.pdf.look import destinations, leaves, links, outline


def test_folios_links_and_outline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matter, "RUN", 3)  # rows set at once: an index is made of several pieces
    titles = ("山路", "白雾", "阿姨", "渡口", "柿子")
    made = book(
        "索引", *(chapter(f"a{n}", title, "<p>文。</p>" * 40 * (n % 2 + 1)) for n, title in enumerate(titles))
    )
    written = write(made, Settings(index=("title", "author"), jobs=1), tmp_path / "index.pdf")
    assert faults(written.path) == []
    with pikepdf.open(written.path) as pdf:
        where, pages = destinations(pdf), leaves(written.path)
        assert "index-author" not in where  # one author tells nobody anything
        entries = [page for depth, title, page in outline(pdf) if depth == 0 and title == "篇名索引"]
        assert entries == [where["index-title"]]
        last = where["colophon"]
        found = [name for page in range(where["index-title"], last) for name, _ in links(pdf, page)]
        assert found == ["a2", "a1", "a3", "a0", "a4"]
        text = "".join(pages[page].text for page in range(where["index-title"], last))
        for name, title in zip(found, (titles[int(name[1])] for name in found), strict=True):
            assert f"{title}{pages[where[name]].label}" in text.replace("·", "").replace(" ", "")
        contents = pages[where["contents"]].text.replace("\u3000", "").replace(" ", "")
        assert f"篇名索引{pages[where['index-title']].label}" in contents


@pytest.mark.parametrize(("page", "columns"), [("a5", 1), ("a4", 2)])
def test_columns_and_their_page_numbers(page: str, columns: int, tmp_path: Path) -> None:
    """Rows stand in the columns of the page; short ones end as long ones do, at the edge of the column."""
    titles = [f"{'山路白雾渡口柿子'[n % 8]}{'长' * (n % 3 * 25)}" for n in range(60)]
    made = book("索引", *(chapter(f"a{n}", title, "<p>文。</p>") for n, title in enumerate(titles)))
    settings = Settings(index=("title",), page=page)
    written = write(made, settings, tmp_path / "index.pdf")
    area = type_area(settings)
    with pikepdf.open(written.path) as pdf:
        leaf = leaves(written.path)[destinations(pdf)["index-title"]]
    left = min(run.left for run in leaf.runs if run.text.strip())
    edges = {left + number * (area.measure + area.gap) + area.measure for number in range(columns)}
    numbers = [run for run in leaf.runs if run.text.strip().isdecimal() and run.top < leaf.height - 60]
    assert len(numbers) > 15
    for run in numbers:
        assert min(abs(run.right - edge) for edge in edges) < 1, run
    assert len({min(edges, key=lambda edge: abs(run.right - edge)) for run in numbers}) == columns
