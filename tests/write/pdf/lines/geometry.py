"""Sets a piece of HTML with given rules, and reads back where every character of the PDF stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from exporter.write.pdf.lines import Rules, setting
from exporter.write.pdf.typeset import Sheet, Typeset, typeset
from tests.write.pdf.lines.placed import placed, unsaid

SIZE = 10  # pt: an em of the text
STYLE = """
@page {{ size: {width}pt 400pt; margin: 0 }}
html {{ font: {size}pt/20pt "Noto Serif CJK SC"; text-align: justify }}
body, p {{ margin: 0 }}
"""


@dataclass(frozen=True)
class Drawn:
    """A character and the pen at which it was drawn, in em from the page's left edge, on the line at `y` pt."""

    text: str
    x: float
    y: float
    page: int = 0


def set_(
    target: Path,
    body: str,
    ems: float = 20,
    rules: Rules | None = None,
    *,
    lang: str = "zh-Hans",
    css: str = "",
    engine: bool = True,
) -> Typeset:
    """A PDF of `body` on lines `ems` long."""
    markup = f'<html lang="{lang}"><body>{body}</body></html>'
    style = STYLE.format(width=ems * SIZE, size=SIZE) + css
    applied = (rules or Rules()) if engine else None
    return typeset(markup, [Sheet(style)], _none, target, rules=applied)


def _none(address: str) -> bytes:
    raise KeyError(address)


def characters(pdf: Path) -> list[Drawn]:
    """Every character that has a place of its own, in the order drawn."""
    with pypdfium2.PdfDocument(unsaid(pdf)) as document:
        return [drawn for number in range(len(document)) for drawn in _page(document[number], number)]


def _page(page: pypdfium2.PdfPage, number: int) -> Iterator[Drawn]:
    for character, x, y in placed(page):
        if not "\ud800" <= character < "\ue000":
            yield Drawn(character, x / SIZE, round(y, 1), number)


def lines(pdf: Path) -> list[list[Drawn]]:
    """The characters by line, from top to bottom."""
    found: dict[tuple[int, float], list[Drawn]] = {}
    for drawn in characters(pdf):
        found.setdefault((drawn.page, drawn.y), []).append(drawn)
    return [found[place] for place in sorted(found)]


def texts(pdf: Path) -> list[str]:
    """The text of every line."""
    return ["".join(drawn.text for drawn in line).strip() for line in lines(pdf)]


def advance(line: list[Drawn], text: str) -> float:
    """From the pen of the first character of `text` to the pen of the character after it, in em."""
    start = "".join(drawn.text for drawn in line).index(text)
    return line[start + len(text)].x - line[start].x


def between_han(found: list[list[Drawn]]) -> list[float]:
    """From pen to pen of every two Han side by side, in em."""
    return [
        after.x - before.x
        for line in found
        for before, after in pairwise(line)
        if min(before.text, after.text) > "\u4e00" and max(before.text, after.text) < "\u9fff"
    ]


def told_of(monkeypatch: pytest.MonkeyPatch, name: str) -> list[bool]:
    """For each line that `setting` has the function of that name lay out from now on: whether it did."""
    laid: list[bool] = []
    plain = getattr(setting, name)

    def counted(*values: object) -> object:
        found = plain(*values)
        laid.append(found is not None)
        return found

    monkeypatch.setattr(setting, name, counted)
    return laid
