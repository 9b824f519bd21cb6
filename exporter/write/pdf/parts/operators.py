"""What a document says, by its structure and the operators that draw its pages: read before they are written.

Most text is proved by it, for it is at hand. What is not understood here (forms, fonts of dots) is not read;
then the file is, by PDFium (`drawn.py`), which judges.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from sys import byteorder
from typing import Any

from exporter.write.pdf.parts.faces import Use
from exporter.write.pdf.structure import Element, Place, Reading, readings

Matrix = tuple[float, ...]
"""As operators have it: a b c d e f (ISO 32000-1, 8.3.3)."""

EM = 1000  # of what widths and kerning are told in
PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
EDGE = 1  # pt beyond the page that text may reach
ABOVE, BELOW = 0.88, -0.12  # em, of a line from its baseline
_SAID = re.compile(rb"/ActualText <feff([0-9a-f]*)>")


def shown(pdf: Any, root: Any, faces: Mapping[str, Use]) -> list[Reading]:
    """The articles that a document (pydyf) holds, `root` being that of its structure; `faces` by their names.

    Raises KeyError, ValueError or IndexError for operators that no document of ours has.
    """
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    text: dict[Place, str] = {}
    for reference, number in pages.items():
        page = _at(pdf, reference)
        reader = _Reader(tuple(page["MediaBox"]), faces)
        reader.read(_at(pdf, page["Contents"]).stream)
        text |= {(number, content): "".join(words) for content, words in reader.found.items()}
    return readings(_element(pdf, root, -1, pages), text)


def _element(pdf: Any, thing: Any, page: int, pages: Mapping[bytes, int]) -> Element:
    page = pages.get(thing.get("Pg"), page)
    kids: list[Element | Place] = [
        (page, kid) if isinstance(kid, int) else _element(pdf, _at(pdf, kid), page, pages)
        for kid in thing.get("K", ())
    ]
    return Element(thing.get("S", ""), kids)


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


@dataclass
class _Reader:
    """Follows the operators of a page in the `box` x y x y: which text is drawn in which marked content."""

    box: Sequence[float]
    faces: Mapping[str, Use]
    found: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    matrix: Matrix = PLAIN
    saved: list[Matrix] = field(default_factory=list)
    line: Matrix = PLAIN
    use: Use | None = None
    size: float = 0.0
    spacing: float = 0.0
    marks: list[tuple[int | None, str | None]] = field(default_factory=list)  # numbers; what glyphs stand for

    def read(self, stream: Sequence[Any]) -> None:
        """Reads what draws a page, a list of operators as pydyf has them."""
        before: Any = b""
        for item in stream:
            if isinstance(item, bytes):
                operate = OPERATORS.get(item[item.rfind(b" ") + 1 :])
                if operate:
                    operate(self, item, before)
            before = item

    def save(self, _item: bytes, _before: Any) -> None:
        """Operator q."""
        self.saved.append(self.matrix)

    def restore(self, _item: bytes, _before: Any) -> None:
        """Operator Q."""
        self.matrix = self.saved.pop()

    def transform(self, item: bytes, _before: Any) -> None:
        """Operator cm."""
        self.matrix = _product(_matrix(item), self.matrix)

    def move(self, item: bytes, _before: Any) -> None:
        """Operator Tm."""
        self.line = _matrix(item)

    def choose(self, item: bytes, _before: Any) -> None:
        """Operator Tf."""
        name, size, _ = item.split()
        self.use, self.size = self.faces.get(name[1:].decode()), float(size)

    def space(self, item: bytes, _before: Any) -> None:
        """Operator Tc."""
        self.spacing = float(item.split()[0])

    def begin(self, _item: bytes, before: Any) -> None:
        """Operators BDC, whose properties come `before` it, and BMC, which has none."""
        around = self.marks[-1][0] if self.marks else None
        number = before.get("MCID", around) if isinstance(before, dict) else around
        said = _SAID.search(before) if isinstance(before, bytes) else None
        self.marks.append((number, bytes.fromhex(said[1].decode()).decode("utf-16-be") if said else None))

    def end(self, _item: bytes, _before: Any) -> None:
        """Operator EMC."""
        self.marks.pop()

    def show(self, item: bytes, _before: Any) -> None:
        """Operator TJ."""
        use = self.use
        number, said = self.marks[-1] if self.marks else (None, None)
        if use is None or number is None:
            return
        codes, kerning = _glyphs(item)
        if not self._is_seen(use, codes, kerning):
            return
        if said is None:
            said = "".join([use.texts.get(code, "") for code in codes])
        else:
            self.marks[-1] = number, ""  # it is said once
        self.found[number].append(said)

    def _is_seen(self, use: Use, codes: Sequence[int], kerning: float) -> bool:
        """Whether the glyphs are on the page from the first to the last."""
        advances = -EM * len(codes) if use.vertical else sum([use.widths[code] for code in codes])
        along = (advances - kerning) / EM * self.size + self.spacing * len(codes)
        if use.vertical:
            corners = ((-self.size / 2, 0.0), (self.size / 2, along))
        else:
            corners = ((0.0, BELOW * self.size), (along, ABOVE * self.size))
        matrix = _product(self.line, self.matrix)
        return all(self._is_on_page(*corner, matrix) for corner in corners)

    def _is_on_page(self, x: float, y: float, matrix: Matrix) -> bool:
        a, b, c, d, e, f = matrix
        left, bottom, right, top = self.box
        across, up = a * x + c * y + e, b * x + d * y + f
        return left - EDGE <= across <= right + EDGE and bottom - EDGE <= up <= top + EDGE


OPERATORS: Mapping[bytes, Callable[[_Reader, bytes, Any], None]] = {
    b"q": _Reader.save,
    b"Q": _Reader.restore,
    b"cm": _Reader.transform,
    b"Tm": _Reader.move,
    b"Tf": _Reader.choose,
    b"Tc": _Reader.space,
    b"BDC": _Reader.begin,
    b"BMC": _Reader.begin,
    b"EMC": _Reader.end,
    b"TJ": _Reader.show,
}


def _glyphs(item: bytes) -> tuple[Sequence[int], float]:
    """The codes that a TJ array shows, and the sum of its numbers (1/1000 em, to the left)."""
    parts = item[1 : item.rfind(b"]")].replace(b">", b"<").split(b"<")  # numbers and codes by turns
    codes = array("H", bytes.fromhex(b"".join(parts[1::2]).decode("ascii")))
    if byteorder == "little":
        codes.byteswap()
    return codes, sum(map(float, b" ".join(parts[::2]).split()))


def _matrix(item: bytes) -> Matrix:
    return tuple(map(float, item.split()[:6]))


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
    )  # fmt: skip
