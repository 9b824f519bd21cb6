"""Draws a line of text by itself, for the margins of pages: what operators draw it, and with which fonts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from exporter.write.pdf.parts.faces import Use, stubbed, use


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

    def __or__(self, other: "Inked") -> "Inked":
        operators = b"\n".join(filter(None, (self.operators, other.operators)))
        return Inked(operators, self.pictures | other.pictures, self.states | other.states)


class Pen:
    """Sets a line of text by WeasyPrint: its fall-back fonts, its emoji, its shaping."""

    def __init__(self) -> None:
        pydyf = import_module("pydyf")
        self.fonts: dict[Any, Any] = {}
        self.images: dict[str, Any] = {}
        self.resources = pydyf.Dictionary(
            {name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading")}
        )
        self._kind = _stream()

    def write(self, sample: Any, text: str, shift: float) -> Inked:
        """The text in the style of the box `sample`, where its own text stood.

        What is left of its width goes before it by the share `shift`.
        """
        split = import_module("weasyprint.text.line_break").split_first_line
        draw = import_module("weasyprint.draw.text").draw_text
        pydyf = import_module("pydyf")
        used = {name: pydyf.Dictionary() for name in ("ExtGState", "XObject")}
        for font in self.fonts.values():
            font.to_unicode, font.widths = {}, {}
        box = sample.copy_with_text(text)
        layout, *_, width, height, baseline = split(text, box.style, None, None, 0)
        box.pango_layout, box.height = layout, height
        box.position_x = sample.position_x + (sample.width - width) * shift
        box.position_y = sample.position_y + sample.baseline - baseline
        box.width, box.baseline = width, baseline
        stream = self._kind(self.fonts, None, self.resources | used, self.images, None, {}, None)
        with stubbed():
            draw(stream, box, 0, "clip", "none")
        self.resources["ExtGState"] |= used["ExtGState"]
        operators = b"\n".join(
            item if isinstance(item, bytes) else str(item).encode() for item in stream.stream
        )
        fonts = (font for font in self.fonts.values() if font.to_unicode and not font.bitmap)
        faces = {font.hash: _drawn(font) for font in fonts}
        return Inked(operators, frozenset(used["XObject"]), frozenset(used["ExtGState"]), faces)

    def picture(self, name: str) -> Any:
        """The picture of that name as an image of pydyf's."""
        told = self.images[name]
        return told["image"].get_x_object(told["interpolate"], max(told["dpi_ratios"]))


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
