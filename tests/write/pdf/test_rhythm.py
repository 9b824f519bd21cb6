"""The grid of lines: after whatever block, text stands on it again; pictures leave no holes."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from exporter.model import Book
from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.styles import type_area
from tests.write.epub.books import book, chapter
from tests.write.pdf import shelf
from tests.write.pdf.look import Leaf, leaves

TEXT = shelf.paragraphs(shelf.MOUNTAIN, 2)
MATRIX = (
    '<math alttext="m"><mo>(</mo><mtable>'
    + "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>" * 3
    + "</mtable><mo>)</mo></math>"
)
FRACTION = (
    '<math alttext="f"><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo>'
    "<mfrac><mi>c</mi><mi>d</mi></mfrac></mrow></mfrac></math>"
)
BLOCKS = {
    "code": "<pre><code>" + "\n".join(f"line {n}" for n in range(7)) + "</code></pre>",
    "code over pages": "<pre><code>" + "\n".join(f"line {n}" for n in range(61)) + "</code></pre>",
    "a table": "<table><caption>表</caption><tbody>"
    + "<tr><td>山</td><td>路</td></tr>" * 5
    + "</tbody></table>",
    "a table over pages": "<table><tbody>" + "<tr><td>山</td><td>路</td></tr>" * 71 + "</tbody></table>",
    "a wide table": "<table><tbody><tr>" + "<td>山路</td>" * 10 + "</tr></tbody></table>",
    "a heading of two lines": f'<section id="s1"><h2>{"很长的小标题" * 8}</h2>{TEXT}</section>',
    "a heading and its slogan": f'<section id="s1"><h2>信</h2><p class="subtitle">一天两次</p>{TEXT}</section>',
    "code before a heading": f'<pre>x\ny</pre><section id="s1"><h3>信</h3>{TEXT}</section>',
    "a picture": '<figure><img src="wide" alt="山"/><figcaption>图注</figcaption></figure>',
    "a picture not had": '<figure><img src="lost" alt="山"/></figure>',
    "two small pictures": '<figure><img src="little" alt="一"/></figure><figure><img src="little" alt="二"/></figure>',
    "a note": "<aside class='note'><p>雾大。</p><pre>x</pre></aside>",
    "a picture in a line": '<p>一行字<img src="little" alt="小"/>里的图。</p>',
    "a tall formula in a line": f"<p>{'山路在雾里，' * 12}{MATRIX}{'山路在雾里，' * 12}</p>",
    "a fraction in a line": f"<p>{'山路在雾里，' * 12}{FRACTION}{'山路在雾里，' * 12}</p>",
    "lists": "<ul><li>一<ul><li>二<pre>x</pre></li></ul></li></ul><ol><li><p>三</p></li></ol>",
    "a quotation with code": "<blockquote><p>信。</p><pre>x\ny</pre></blockquote>",
    "a formula": '<p class="formula"><math display="block" alttext="a"><mfrac><mi>a</mi><mfrac><mi>b</mi><mi>c</mi></mfrac></mfrac></math></p>',
}


def bound(body: str, cache: Path) -> Book:
    return book(
        "邮局", chapter("a0001", "邮局", body), single=True, subtitle="", gallery=shelf.pictures(cache)
    )


def set_(body: str, cache: Path, target: Path, page: str = "a5") -> list[Leaf]:
    written = write(bound(body, cache), Settings(page=page), target)
    assert [notice for notice in written.notices if notice.code != "picture-missing"] == []
    return leaves(written.path)


COLUMNS = ("code over pages", "a table", "a picture")


@pytest.mark.parametrize(
    ("page", "name"), [*(("a5", name) for name in BLOCKS), *(("a4", name) for name in COLUMNS)]
)
def test_text_after_it_is_on_the_grid(page: str, name: str, cache: Path, tmp_path: Path) -> None:
    pitch = type_area(Settings(page=page)).pitch
    pages = set_(
        f"{TEXT}{BLOCKS[name]}{TEXT}{BLOCKS[name].replace('s1', 's2')}{TEXT}", cache, tmp_path / "x.pdf", page
    )
    tops = [
        run.top
        for leaf in pages
        for run in leaf.runs
        if "山路在雾里" in run.text and run.bottom - run.top > 8
    ]
    assert len(tops) >= 6
    first = tops[0] % pitch
    assert all(min((top - first) % pitch, (first - top) % pitch) < 0.1 for top in tops)


def test_what_hardly_stands_out_of_its_line_takes_no_other(cache: Path, tmp_path: Path) -> None:
    """A fraction reaches into the white between lines; what is taller takes whole ones, as many as it must."""
    pitch, found = type_area(Settings()).pitch, []
    for number, formula in enumerate((FRACTION, MATRIX)):
        body = f"<p>{'山路在雾里，' * 12}{formula}{'山路在雾里，' * 12}</p>"
        runs = set_(body, cache, tmp_path / f"{number}.pdf")[2].runs
        tops = sorted({run.top for run in runs if "路在雾里" in run.text})
        found.append([round((after - before) / pitch, 2) for before, after in pairwise(tops)])
    assert found == [[1, 1, 1, 1], [1, 2, 2, 1]]


def test_a_picture_lets_the_text_after_it_fill_the_page(cache: Path, tmp_path: Path) -> None:
    body = shelf.paragraphs(shelf.MOUNTAIN, 5) + BLOCKS["a picture"] + shelf.paragraphs(shelf.MOUNTAIN, 8, 6)
    pages = set_(body, cache, tmp_path / "x.pdf")[2:]
    area = type_area(Settings())
    where = next(number for number, leaf in enumerate(pages) if leaf.pictures)
    assert where > 0
    lowest = max(run.bottom for run in pages[where - 1].runs if "郵" not in run.text and run.bottom < 560)
    assert lowest > 56.7 + area.height - 2 * area.pitch  # the page before is full
    numbers = re.findall(r"\d+(?=　山路)", "\n".join(run.text for leaf in pages for run in leaf.runs))
    assert numbers == [str(number) for number in range(1, 14)]


@pytest.mark.parametrize("line", ["▲ 山路上的邮差，在雾里走了一整天也没有遇到一个人。", "摄影：林间"])
def test_a_line_that_speaks_of_the_picture_stays_with_it(line: str, cache: Path, tmp_path: Path) -> None:
    picture = f'<figure><img src="wide" alt="山"/></figure><p>{line}</p>'
    body = shelf.paragraphs(shelf.MOUNTAIN, 5) + picture + shelf.paragraphs(shelf.MOUNTAIN, 8, 6)
    pages = set_(body, cache, tmp_path / "x.pdf")
    leaf = next(leaf for leaf in pages if leaf.pictures)
    below = min((run for run in leaf.runs if run.top > leaf.pictures[0].bottom), key=lambda run: run.top)
    assert below.text.strip()[:2] in line


def test_an_unknown_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint  # noqa: PLC0415
    from weasyprint.layout import block  # noqa: PLC0415

    from exporter.write.pdf import rhythm  # noqa: PLC0415

    plain = block.block_level_layout_switch
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with rhythm.kept():
        assert block.block_level_layout_switch is plain
