"""What is read from the operators of a document is what PDFium reads from its file, or less."""

import unicodedata
from pathlib import Path

import pytest

from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.drawn import read
from exporter.write.pdf.join.furniture import BARE
from exporter.write.pdf.parts import Part, print_part
from exporter.write.pdf.printing import setting
from exporter.write.pdf.reading import TURNING, folded
from exporter.write.pdf.structure import Reading
from tests.write.epub.books import book, chapter
from tests.write.pdf.test_reading import LONG_WORDS, SCRIPTS

MORE = [
    ("a note at the foot", "<p>一<sup>1</sup>二</p>" + "<p>三</p>" * 40),
    (
        "a table over pages",
        f"<table><thead><tr><th>头</th></tr></thead>{'<tr><td>格</td></tr>' * 90}</table>",
    ),
    ("marks pressed together", "<p>（「甲」、『乙』。）……——“丙”</p>" * 8),
    ("a link", '<p><a href="https://example.org/">郵局</a>與<code>code</code></p>'),
]
UNSEEN = [
    ("left of the page", "position: absolute; left: -50cm"),
    ("below the page", "position: absolute; top: 90cm"),
    ("beyond its right edge", "position: absolute; left: 90cm; white-space: nowrap"),
    ("over its edge", "white-space: nowrap; word-spacing: 90cm"),
    ("not drawn", "visibility: hidden"),
]


def _part(body: str, file: Path, *, vertical: bool = False) -> Part:
    settings = Settings(vertical=vertical)
    chosen = setting(settings, right_bound=vertical, vertical=vertical)
    markup = f'<html lang="zh-Hans"><title>书</title><body><article><h1>一</h1>{body}</article></body></html>'
    return print_part(markup, [*chosen.styles, BARE], {}.__getitem__, file, chosen.rules)


def _said(readings: list[Reading]) -> list[str]:
    return [folded("".join(words)) for each in readings for words in (each.once, each.drawn, each.feet)]


@pytest.mark.parametrize("vertical", [False, True], ids=["lines", "columns"])
@pytest.mark.parametrize(
    "body", [pytest.param(body, id=title) for title, body in [*SCRIPTS, *LONG_WORDS, *MORE]]
)
def test_both_read_the_same(body: str, vertical: bool, tmp_path: Path) -> None:
    part = _part(body, tmp_path / "x.pdf", vertical=vertical)
    drawn, filed = _said(part.shown), _said(read(part.file))
    if any(unicodedata.bidirectional(character) in TURNING for character in body):
        drawn, filed = (
            ["".join(sorted(words)) for words in drawn],
            ["".join(sorted(words)) for words in filed],
        )
    assert drawn == filed


@pytest.mark.parametrize("style", [pytest.param(style, id=title) for title, style in UNSEEN])
def test_what_nobody_sees_is_not_read(style: str, tmp_path: Path) -> None:
    part = _part(f'<p>前</p><p style="{style}">看 不见的字</p><p>后</p>', tmp_path / "x.pdf")
    assert ["见" in said for said in _said(part.shown)] == [False] * 3
    assert "前" in _said(part.shown)[0]


def test_what_only_the_file_tells_is_read_there(tmp_path: Path) -> None:
    paled = '<p style="opacity: .5">淡字</p>'
    part = _part(paled, tmp_path / "x.pdf")
    assert ("淡" in _said(part.shown)[0], "淡" in _said(read(part.file))[0]) == (False, True)
    (tmp_path / "print.css").write_text("p { opacity: .5 }", "utf-8")
    made = book("书", chapter("a1", "一", "<p>淡字</p>"), single=True)
    assert write(made, Settings(theme=str(tmp_path)), tmp_path / "y.pdf").notices == ()
