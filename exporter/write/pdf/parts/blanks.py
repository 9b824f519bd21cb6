"""Page numbers that are set as 000 and filled in when they are known, as printers do it.

The contents of a large book show thousands of numbers, and a page more in one article changes half of them.
As long as a number keeps its count of figures, nothing else on the page changes with it: figures of one width
take each other's places in the operators. Where a font has others (proportional ones, pairs that are kerned)
there are no blanks, and the numbers are set as they are.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import Any

from exporter.write.pdf.parts.part import STREAM, Blank, Part

SHOWN = re.compile(r'\bdata-page="0+"')
DIGITS = "0123456789"
# Every figure beside every other, so that no pair of them goes unseen.
PAIRS = "".join(f"{one}{other}" for one, other in product(DIGITS, DIGITS))
LARGE = 4  # figures
LEVEL = 6
_STRING = re.compile(rb"<([0-9a-f]+)>")
_BLANK = re.compile(rb"%\[(\d+)\n(.*?)%\]\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Figures:
    """The glyphs of the figures from 0 to 9 in a style, each as four hexadecimal digits, and their font."""

    codes: tuple[str, ...]
    font: Any

    def form(self, zeros: bytes, count: int) -> bytes:
        """Operators that show `count` zeros and nothing else, with %b for each figure; b"" for others."""
        before = b"".join(_STRING.findall(zeros)).decode()
        spaced = b" Tc" in zeros or f"/{self.font.hash} ".encode() not in zeros
        if spaced or before != self.codes[0] * count:
            return b""

        def holes(match: re.Match[bytes]) -> bytes:
            return b"<%b>" % (b"%b" * (len(match[1]) // len(self.codes[0])))

        return _STRING.sub(holes, zeros.replace(b"%", b"%%"))

    def shown(self, form: bytes, number: str) -> bytes:
        """Operators of this form that show a number of as many figures."""
        return form % tuple([self.codes[int(figure)].encode() for figure in number])


def blank(folios: Mapping[str, str], *, even: bool) -> dict[str, str]:
    """The page numbers with all their figures 0.

    Where some have four or more, all get as many if they are to be `even`: then it makes no difference which
    number is the first of them, and the dots that lead to them end below each other.
    """
    longest = max((len(each) for each in folios.values() if each.isdecimal()), default=0)
    least = longest if even and longest >= LARGE else 0
    return {name: "0" * max(least, len(each)) if each.isdecimal() else each for name, each in folios.items()}


@contextmanager
def marked(part: Part, scheme: str) -> Iterator[None]:
    """While it is open, numbers of 0 that show where links of `scheme` lead are marked in the operators.

    `part.blanks` gets the names they lead to, with the codes of their figures; nothing where they have none.
    """
    draw: Any = import_module("weasyprint.draw")
    plain, figures = draw.draw_text, dict[int, Figures | None]()

    def drawing(stream: Any, box: Any, *rest: Any) -> None:
        name = _name(box, scheme)
        if name and id(box.style) not in figures:
            figures[id(box.style)] = figures_of(stream, box)
        found = figures[id(box.style)] if name else None
        if found is None:
            plain(stream, box, *rest)
            return
        begin = len(stream.stream)
        plain(stream, box, *rest)
        drawn = b"\n".join(each for each in stream.stream[begin:] if isinstance(each, bytes))
        zeros = f"<{found.codes[0] * len(box.text)}>".encode()
        if drawn.count(zeros) == 1 and f"/{found.font.hash} ".encode() in drawn and b" Tc" not in drawn:
            stream.stream.insert(begin, b"%%[%d" % len(part.blanks))
            stream.stream.append(b"%]")
            part.blanks.append(Blank(name, len(box.text), "".join(found.codes), told(found)))

    draw.draw_text = drawing
    try:
        yield
    finally:
        draw.draw_text = plain


def _name(box: Any, scheme: str) -> str:
    """Where the row leads whose number a text is, "" for other texts."""
    if box.text.strip("0") or not box.text or box.element is None or "::" not in (box.element_tag or ""):
        return ""
    if box.element.get("data-page") != box.text:
        return ""
    return next((a.get("href", "").removeprefix(scheme) for a in box.element.iter("a")), "")


def figures_of(stream: Any, box: Any) -> Figures | None:
    """The figures in the style of a box; None where they do not stand for each other."""
    split = import_module("weasyprint.text.line_break").split_first_line
    null = import_module("weasyprint.text.ffi").ffi.NULL
    layout, *_ = split(PAIRS, box.style, None, None, 0)
    layout.reactivate(box.style)
    line, rest = layout.get_first_line()
    run = line.runs[0]
    if rest is not None or run == null or run.next != null:
        return None
    shown = run.data.glyphs
    glyphs = [shown.glyphs[place].glyph for place in range(shown.num_glyphs)]
    widths = {shown.glyphs[place].geometry.width for place in range(shown.num_glyphs)}
    ten = dict(zip(PAIRS, glyphs, strict=False))
    alike = len(glyphs) == len(PAIRS) and all(
        ten[each] == glyph for each, glyph in zip(PAIRS, glyphs, strict=True)
    )
    if not alike or len(widths) > 1 or len(set(ten.values())) < len(DIGITS):
        return None
    font, _ = stream.add_font(run.data.item.analysis.font)
    return Figures(tuple(f"{ten[each]:04x}" for each in DIGITS), font)


def told(figures: Figures) -> float:
    """Lets the font know that it may draw all of the figures; their width in thousandths of an em."""
    glyphs = [int(code, 16) for code in figures.codes]
    for digit, glyph in zip(DIGITS, glyphs, strict=True):
        figures.font.to_unicode.setdefault(glyph, digit)
        figures.font.widths.setdefault(glyph, figures.font.widths[glyphs[0]])
    return float(figures.font.widths[glyphs[0]])


def filled(body: bytes, blanks: Sequence[Blank], folios: Mapping[str, str]) -> bytes:
    """What a page shows, an object as its part has it, the numbers of `folios` in the part's `blanks`."""
    head, _, content = body.partition(STREAM)
    plain = zlib.decompress(content)

    def figures(match: re.Match[bytes]) -> bytes:
        hole = blanks[int(match[1])]
        zeros, shown = f"<{hole.codes[:4] * hole.length}>", _shown(hole, folios[hole.name])
        return match[2].replace(zeros.encode(), shown.encode(), 1)

    packed = zlib.compress(_BLANK.sub(figures, plain), LEVEL)
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), head)
    return b"%b%b%b\nendstream" % (head, STREAM, packed)


def _shown(hole: Blank, folio: str) -> str:
    """What shows a number at the end of its blank, in an array of strings (ISO 32000-1, 9.4.3)."""
    codes = "".join(hole.codes[4 * int(each) : 4 * int(each) + 4] for each in folio)
    free = (hole.length - len(folio)) * hole.width
    return f"{-free:g} <{codes}>" if free else f"<{codes}>"
