"""Reads from a finished PDF where every glyph is drawn, and which way up: an interpreter of its operators."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf

Matrix = pikepdf.Matrix


@dataclass(frozen=True)
class Glyph:
    """A glyph: its number and text, the pen it is drawn at, in points from the lower left corner.

    `right` and `up` are what its own right and its own top point to; `size` is in points. `down` says that it
    is of a font for vertical writing.
    """

    code: int
    text: str
    x: float
    y: float
    right: tuple[int, int]
    size: float
    down: bool

    @property
    def upright(self) -> bool:
        return self.right == (1, 0)

    @property
    def is_han(self) -> bool:
        return "\u4e00" <= self.text[:1] <= "\u9fff" or "\u3041" <= self.text[:1] <= "\u30fe"


@dataclass
class Font:
    """A composite font of ours: what its codes say, and how wide they are in thousandths of an em."""

    found: Any

    @cached_property
    def down(self) -> bool:
        encoding = self.found.Encoding
        return str(encoding if isinstance(encoding, pikepdf.Name) else encoding.CMapName).endswith("-V")

    @cached_property
    def texts(self) -> dict[int, str]:
        rows = [line.split() for line in self.found.ToUnicode.read_bytes().decode().splitlines()]
        pairs = [row for row in rows if len(row) == 2 and row[0].startswith("<") and row[0] != "<0000>"]
        return {int(code[1:-1], 16): bytes.fromhex(text[1:-1]).decode("utf-16-be") for code, text in pairs}

    @cached_property
    def widths(self) -> dict[int, float]:
        runs = list(self.found.DescendantFonts[0].W)
        return {
            int(first) + place: float(width)
            for first, widths in zip(runs[::2], runs[1::2], strict=True)
            for place, width in enumerate(widths)
        }


def glyphs(page: pikepdf.Page) -> list[Glyph]:
    """Every glyph of a page, in the order drawn."""
    return _Interpreter(page).glyphs


def pictures(page: pikepdf.Page) -> list[Matrix]:
    """What becomes of the unit square of every picture of a page."""
    return _Interpreter(page).pictures


class _Interpreter:
    def __init__(self, page: pikepdf.Page) -> None:
        self.glyphs: list[Glyph] = []
        self.pictures: list[Matrix] = []
        self.fonts = {name: Font(found) for name, found in page.Resources.get("/Font", {}).items()}
        self.things = page.Resources.get("/XObject", {})
        self.stack: list[Matrix] = []
        self.ctm, self.pen = Matrix(), Matrix()
        self.font, self.size, self.spacing = Font(None), 0.0, 0.0
        for operands, operator in pikepdf.parse_content_stream(page):
            step = OPERATORS.get(str(operator))
            if step:
                step(self, *operands)

    def save(self) -> None:
        self.stack.append(self.ctm)

    def restore(self) -> None:
        self.ctm = self.stack.pop()

    def transform(self, *values: Any) -> None:
        self.ctm = Matrix(*map(float, values)) @ self.ctm

    def place(self, *values: Any) -> None:
        self.pen = Matrix(*map(float, values))

    def choose(self, name: Any, size: Any) -> None:
        self.font, self.size = self.fonts[str(name)], float(size)

    def space(self, value: Any) -> None:
        self.spacing = float(value)

    def draw(self, name: Any) -> None:
        if self.things[str(name)].Subtype == "/Image":
            self.pictures.append(self.ctm)

    def show(self, items: Any) -> None:
        for item in items:
            if not isinstance(item, pikepdf.String):
                self.move(-float(item) / 1000 * self.size)
                continue
            data = bytes(item)
            for place in range(0, len(data), 2):
                code = int.from_bytes(data[place : place + 2])
                self.glyphs.append(_glyph(code, self.font, self.pen @ self.ctm, self.size))
                own = -1000 if self.font.down else self.font.widths[code]
                self.move(own / 1000 * self.size + self.spacing)

    def move(self, by: float) -> None:
        step = Matrix(1, 0, 0, 1, 0, by) if self.font.down else Matrix(1, 0, 0, 1, by, 0)
        self.pen = step @ self.pen


OPERATORS: dict[str, Callable[..., None]] = {
    "q": _Interpreter.save,
    "Q": _Interpreter.restore,
    "cm": _Interpreter.transform,
    "Tm": _Interpreter.place,
    "Tf": _Interpreter.choose,
    "Tc": _Interpreter.space,
    "TJ": _Interpreter.show,
    "Do": _Interpreter.draw,
}


def _glyph(code: int, font: Font, at: Matrix, size: float) -> Glyph:
    length = (at.a**2 + at.b**2) ** 0.5
    right = (round(at.a / length), round(at.b / length))
    height = (at.c**2 + at.d**2) ** 0.5
    return Glyph(code, font.texts.get(code, ""), at.e, at.f, right, size * height, font.down)
