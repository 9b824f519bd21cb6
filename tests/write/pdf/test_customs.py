"""Customs of a printed page that styles/print.css keeps: indents, marks at them, numbers, lines beside names, faces."""

import re
from pathlib import Path

import pikepdf
import pytest

from exporter.settings import Settings
from exporter.write.pdf.styles import line_rules, sheets
from exporter.write.pdf.typeset import typeset
from tests.write.pdf.lines.geometry import SIZE, Drawn, lines

EM = 10.5  # pt
LEFT = 20 * 72 / 25.4  # pt: the inner margin of A5
PROSE = "山路在雾里拐了三个弯，邮差把自行车靠在石墙上，取下帽子，朝屋里喊了一声。"


def page(
    target: Path, body: str, settings: Settings | None = None, lang: str = "zh-Hans"
) -> list[list[Drawn]]:
    """The lines of an article's text on A5."""
    chosen = settings or Settings()
    markup = f'<html lang="{lang}"><body><article lang="{lang}" class="chapter"><div class="text">{body}</div></article>'
    typeset(markup, sheets(chosen), _nothing, target, rules=line_rules(chosen))
    return [line for line in lines(target) if "".join(drawn.text for drawn in line).strip() not in ("", "1")]


def _nothing(address: str) -> bytes:
    raise KeyError(address)


def left(line: list[Drawn]) -> float:
    """Where a line begins, in em from the margin."""
    return (line[0].x * SIZE - LEFT) / EM


@pytest.mark.parametrize(("indents", "first"), [(True, 2), (False, 0)])
def test_indents_after_headings(indents: bool, first: float, tmp_path: Path) -> None:
    body = f"<section><h2>题</h2><p>{PROSE[:20]}</p><p>{PROSE[:20]}</p></section>"
    found = page(tmp_path / "x.pdf", body, Settings(indent_after_headings=indents))
    assert [left(line) for line in found] == pytest.approx([0, first, 2], abs=0.01)


def test_an_opening_mark_stands_at_the_indent_with_its_ink(tmp_path: Path) -> None:
    body = "".join(f"<p>{mark}{PROSE[:18]}</p>" for mark in "“《（国")
    found = page(tmp_path / "x.pdf", body)
    assert [left(line) for line in found] == pytest.approx([1.5, 1.5, 1.5, 2], abs=0.01)
    full = page(tmp_path / "y.pdf", body, Settings(trim=False))
    assert [left(line) for line in full] == pytest.approx([2, 2, 2, 2], abs=0.01)


LISTS = [
    ("", ["1.", "2."]),
    ('class="han" start="9"', ["九、", "十、"]),
    ('class="stems"', ["甲、", "乙、"]),
    ('type="A"', ["A.", "B."]),
    ('type="i"', ["i.", "ii."]),
]


@pytest.mark.parametrize(("attributes", "numbers"), LISTS)
def test_lists_count_as_they_say(attributes: str, numbers: list[str], tmp_path: Path) -> None:
    attributes = attributes.replace('start="9"', 'style="counter-reset: list-item 8"')  # as body.py writes it
    found = page(tmp_path / "x.pdf", f"<ol {attributes}><li>国</li><li>国</li></ol>")
    in_order = (sorted(line, key=lambda drawn: drawn.x) for line in found)  # numbers are drawn last
    said = ["".join(drawn.text for drawn in line).replace(" ", "") for line in in_order]
    assert said == [f"{number}国" for number in numbers]


def test_lines_beside_titles_are_waves(tmp_path: Path) -> None:
    counts = []
    for name in ("work", "name"):
        page(tmp_path / f"{name}.pdf", f'<p>国<u class="{name}">史记汉书</u>国</p>')
        counts.append(len(re.findall(rb"(?m) c$", _content(tmp_path / f"{name}.pdf"))))
    assert counts[0] > 20
    assert counts[1] == 0


def _content(pdf: Path) -> bytes:
    with pikepdf.open(pdf) as document:
        document.pages[0].contents_coalesce()
        return bytes(document.pages[0].Contents.read_bytes())


def test_languages_have_forms_of_their_own(tmp_path: Path) -> None:
    """直, 骨, 角 and 述 by glyph: one family, whose `locl` follows lang."""
    found = {}
    for lang in ("zh-Hans", "zh-Hant-TW", "ja", "ko"):
        page(tmp_path / "x.pdf", "<p>直骨角述</p>", lang=lang)
        found[lang] = re.findall(rb"<((?:[0-9a-f]{4})+)>", _content(tmp_path / "x.pdf"))[0][:16]
    assert len(set(found.values())) >= 3
    assert found["zh-Hans"] != found["zh-Hant-TW"] != found["ja"] != found["zh-Hans"]


def test_han_takes_two_cells_in_code(tmp_path: Path) -> None:
    wide, narrow = page(tmp_path / "x.pdf", "<pre><code>国国国国|\nabcdefgh|</code></pre>")
    assert wide[-1].text == narrow[-1].text == "|"
    assert wide[-1].x == pytest.approx(narrow[-1].x, abs=0.001)
