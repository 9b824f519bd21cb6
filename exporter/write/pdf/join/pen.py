"""Draws a line of text by itself, for the margins of pages: what operators draw it, and with which fonts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from exporter.write.pdf.lines import Rules, set_by
from exporter.write.pdf.parts.blanks import Figures, figures_of, told
from exporter.write.pdf.parts.faces import Use, stubbed, use

ENDLESS = 2.0**17  # px: a measure that no text of a margin fills


@dataclass(frozen=True, slots=True)
class Inked:
    """Operators that draw a text, and what they name: pictures (emoji), states (transparency), fonts."""

    operators: bytes = b""
    pictures: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    faces: Mapping[str, Use] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether it can be drawn again in another book as it is: its fonts have all of its characters."""
        return not (self.pictures or self.states or any(use.missing for use in self.faces.values()))


class Pen:
    """Sets a line of text as WeasyPrint does, by the `rules` of lines: its fall-back fonts, emoji, marks."""

    def __init__(self, rules: Rules | None) -> None:
        pydyf = import_module("pydyf")
        self.images: dict[str, Any] = {}
        self.resources = pydyf.Dictionary(
            {name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading")}
        )
        self._rules = rules
        self._kind = _stream()
        self._folios: dict[tuple[int, int, float], tuple[Inked, Figures | None, bytes]] = {}

    def write(self, sample: Any, text: str, shift: float) -> Inked:
        """The text in the style of the line box `sample`, which holds one text, and where that stood.

        What is left of its width goes before it by the share `shift`.
        """
        return self._drawn(sample, text, shift)[0]

    def folio(self, sample: Any, number: str, shift: float) -> Inked | None:
        """As write for one of a book's thousands of numbers: those of as many figures are drawn once.

        None where the text is none, or figures of the style do not stand for each other.
        """
        if not (number.isascii() and number.isdecimal()):
            return None
        wanted = (id(sample), len(number), shift)
        if wanted not in self._folios:
            zeros, figures = self._drawn(sample, "0" * len(number), shift)
            form = figures.form(zeros.operators, len(number)) if figures else b""
            self._folios[wanted] = zeros, figures, form
        zeros, figures, form = self._folios[wanted]
        if not figures or not form:
            return None
        return Inked(figures.shown(form, number), zeros.pictures, zeros.states, zeros.faces)

    def _drawn(self, sample: Any, text: str, shift: float) -> tuple[Inked, Figures | None]:
        """The text, and the figures of its style where it is of zeros that any of them can stand for."""
        pydyf = import_module("pydyf")
        draw = import_module("weasyprint.draw.text")
        used = {name: pydyf.Dictionary() for name in ("ExtGState", "XObject")}
        fonts: dict[Any, Any] = {}
        stream = self._kind(fonts, None, self.resources | used, self.images, None, {}, None)
        with stubbed(), set_by(self._rules):
            for box in _placed(sample, _laid(sample, text), shift):
                draw.draw_text(stream, box, 0, "clip", "none")
            operators = b"\n".join(
                item if isinstance(item, bytes) else str(item).encode() for item in stream.stream
            )
            figures = None if text.strip("0") else figures_of(stream, sample.children[0])
        if figures:
            told(figures)
        self.resources["ExtGState"] |= used["ExtGState"]
        shown = (font for font in fonts.values() if font.to_unicode and not font.bitmap)
        faces = {font.hash: _drawn(font) for font in shown}
        return Inked(operators, frozenset(used["XObject"]), frozenset(used["ExtGState"]), faces), figures

    def picture(self, name: str) -> Any:
        """The picture of that name as an image of pydyf's."""
        told = self.images[name]
        return told["image"].get_x_object(told["interpolate"], max(told["dpi_ratios"]))


def _laid(sample: Any, text: str) -> Sequence[Any]:
    """The boxes of a text on one line, side by side."""
    inline = import_module("weasyprint.layout.inline")
    context = import_module("weasyprint.layout").LayoutContext(None, _no_picture, None, None, None)
    context.create_block_formatting_context()
    line = sample.copy_with_children([sample.children[0].copy_with_text(text)])
    block = sample.copy()
    block.width = ENDLESS
    laid, _ = next(inline.iter_line_boxes(context, line, 0, 0, None, block, [], [], None, None))
    found: Sequence[Any] = laid.children
    return found


def _no_picture(*_: Any, **__: Any) -> None:
    """There is none in a text."""


def _placed(sample: Any, laid: Sequence[Any], shift: float) -> Sequence[Any]:
    """The boxes where the text of the sample stood, on its baseline."""
    (stood,) = sample.children
    width = laid[-1].position_x + laid[-1].width - laid[0].position_x
    right = stood.position_x + (stood.width - width) * shift - laid[0].position_x
    for box in laid:
        box.position_x += right
        box.position_y = stood.position_y + stood.baseline - box.baseline
    return laid


def _drawn(font: Any) -> Use:
    """What the last text drew of a font."""
    drawn = use(font)
    return replace(drawn, missing=tuple(each for each in drawn.missing if each in drawn.texts))


def _stream() -> type:
    plain = import_module("weasyprint.pdf.stream").Stream

    class Ink(plain):  # type: ignore[misc, valid-type]
        """Names its fonts unlike those of the parts, and leaves out the state every page begins with."""

        def add_font(self, pango_font: Any) -> tuple[Any, float]:
            font, size = super().add_font(pango_font)
            font.hash = font.hash.rstrip("0") + "0"
            return font, size

        def set_alpha(self, alpha: float, stroke: bool = False, fill: bool | None = None) -> None:
            if alpha != 1:
                super().set_alpha(alpha, stroke, fill)

    return Ink
