"""Boxes of plain markup that formulas on paper are made of; print.css draws them by their classes.

Measures are in em of the type around a box: its height above and below the baseline, and its width as far as
it can be told without the font.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from exporter.write.pdf.titles import width

AXIS = 0.25  # above the baseline: where fraction bars lie and brackets have their middle
LEADING = 1.15  # of a line within a box, as print.css sets it
TIGHT = 1.0  # the same in a fraction within a line of text
ABOVE = 0.88  # of that line, above the baseline
SMALL = (1.0, 0.7, 0.55)  # size of type by level: text, script, script of a script
GAP = 0.08  # around a bar
GLYPH = 1.0  # height of a bracket as fonts draw it
# What is drawn, in hundredths of an em; {w} and {h} are the width and height, {m} the middle.
_ROOT = "M2 {k} L14 {j} L34 {h} L62 2"
_STROKES = {"updiagonalstrike": "M2 {h} L{w} 2", "downdiagonalstrike": "M2 2 L{w} {h}"}
_BRACES = {
    "brace-above": "M3 18 Q3 11 14 11 L{l} 11 Q{m} 11 {m} 2 Q{m} 11 {r} 11 L{e} 11 Q{w} 11 {w} 18",
    "brace-below": "M3 2 Q3 9 14 9 L{l} 9 Q{m} 9 {m} 18 Q{m} 9 {r} 9 L{e} 9 Q{w} 9 {w} 2",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a formula: its markup and its extent. `sign` is what an operator says, "" for other parts."""

    element: etree._Element
    above: float = ABOVE
    below: float = LEADING - ABOVE
    width: float = 0.0
    sign: str = ""

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.above + self.below

    @property
    def reach(self) -> float:
        """How far it reaches from the axis, up or down."""
        return max(self.above - AXIS, self.below + AXIS)

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing."""
        return not "".join(map(str, self.element.itertext())).strip()


def span(name: str, *parts: etree._Element, text: str | None = None, style: str = "") -> etree._Element:
    """A `span` of a class."""
    element = etree.Element("span", {"class": name} if name else {})
    if style:
        element.set("style", style)
    element.text = text
    element.extend(parts)
    return element


def letters(data: str, name: str = "") -> Box:
    """Text on the baseline."""
    element = etree.Element("i") if name == "i" else span(name)
    element.text = data
    return Box(element, width=width(data))


def row(boxes: Sequence[Box], name: str = "row") -> Box:
    """Boxes side by side; one stays alone."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        span(name, *(box.element for box in boxes)),
        max((box.above for box in boxes), default=ABOVE),
        max((box.below for box in boxes), default=LEADING - ABOVE),
        sum(box.width for box in boxes),
    )


def smaller(box: Box, level: int) -> Box:
    """The box in the type of a script of `level`, measured in that of what it is a script of."""
    size = SMALL[level] / SMALL[level - 1]
    return Box(span(f"size-{level}", box.element), box.above * size, box.below * size, box.width * size)


def margined(box: Box, before: float, after: float) -> Box:
    """The box with space on both sides."""
    if not before and not after:
        return box
    style = f"margin: 0 {after:.2f}em 0 {before:.2f}em"
    return Box(
        span("sign", box.element, style=style), box.above, box.below, box.width + before + after, box.sign
    )


def fraction(over: Box, under: Box, *, ruled: bool = True, small: bool = False) -> Box:
    """One above the other, the bar on the axis; `small` is in the type of a script, within a line of text."""
    axis, leading = (AXIS / SMALL[1], TIGHT) if small else (AXIS, LEADING)
    high, low = max(over.height, leading) + GAP, max(under.height, leading) + GAP
    drop = GAP / 2 + max(under.above, ABOVE) - (LEADING - leading) / 2 - axis
    parts = (span("over", over.element), span("under", under.element))
    name = " ".join(["frac", *["bare"] * (not ruled), *["tight"] * small])
    element = span(name, *parts, style=_lowered(drop))
    return Box(element, high + axis, low - axis, max(over.width, under.width) + 0.3)


def stack(base: Box, over: Box | None, under: Box | None) -> Box:
    """Something above or below a base, which stays on its line."""
    parts = [part for part in (over, base, under) if part is not None]
    high, low = (0.0 if part is None else max(part.height, LEADING * 0.7) for part in (over, under))
    drop = 0.0 if under is None else max(base.below, LEADING - ABOVE) + max(under.above, ABOVE * 0.7)
    element = span("stack", *(_line(part) for part in parts), style=_lowered(drop))
    return Box(element, base.above + high, base.below + low, max(part.width for part in parts) + 0.1)


def _lowered(drop: float) -> str:
    """A box of several lines stands on the last of them: so far below the line it is part of."""
    return f"vertical-align: {-drop:.2f}em" if drop else ""


def _line(box: Box) -> etree._Element:
    """The box as a line by itself: a script brings the element that is as high as its type."""
    return box.element if box.element.get("class", "").startswith("size-") else span("", box.element)


def scripts(base: Box, lower: Box | None, upper: Box | None) -> Box:
    """A base with scripts after it, as high and as low as it is tall; `nowrap` keeps them together."""
    up = max(0.36, base.above - 0.45)
    down = max(0.16, base.below - 0.1)
    if lower is not None and upper is not None:
        parts = [span("scripts", _line(upper), _line(lower), style=f"line-height: {up + down + 0.06:.2f}em")]
    elif upper is not None:
        parts = [span("script", upper.element, style=f"top: {-up:.2f}em")]
    else:
        parts = [span("script", lower.element, style=f"top: {down:.2f}em")] if lower else []
    wide = max((script.width for script in (lower, upper) if script), default=0)
    above = max(base.above, up + upper.above) if upper else base.above
    below = max(base.below, down + lower.below) if lower else base.below
    return Box(span("row", base.element, *parts), above, below, base.width + wide + 0.05)


def root(inside: Box, index: Box | None) -> Box:
    """A root: the sign is drawn, as tall as what stands under its line."""
    sign = _drawn(_ROOT, "radical", "√", 0.64, inside.height + 0.2)
    parts = [span("root", sign, span("radicand", inside.element))]
    if index is not None:
        raised = f"vertical-align: {max(0.3, (inside.height - LEADING) / 2 + 0.3):.2f}em"
        parts.insert(0, span("index", index.element, style=raised))
    wide = inside.width + 0.75 + (index.width * 0.6 if index else 0)
    return Box(span("row", *parts), inside.above + 0.2, inside.below, wide)


def _drawn(path: str, name: str, title: str, wide: float, high: float) -> etree._Element:
    w, h = round(wide * 100), round(high * 100)
    drawing = etree.Element("svg", {"class": name, "viewBox": f"0 0 {w} {h}", "preserveAspectRatio": "none"})
    etree.SubElement(drawing, "title").text = title
    middle = {
        "m": w // 2,
        "l": w // 2 - 12,
        "r": w // 2 + 12,
        "e": w - 14,
        "j": round(h * 0.56),
        "k": round(h * 0.63),
    }
    points = path.format(w=w - 3, h=h - 3, **middle)
    etree.SubElement(drawing, "path", {"d": points, "fill": "none", "stroke": "#000", "stroke-width": "5"})
    return drawing


def fence(sign: str, reach: float) -> Box:
    """A bracket that reaches so far from the axis."""
    times = 2 * reach / GLYPH
    if times < 1.25:
        return replace(letters(sign, "mark"), sign=sign)
    return Box(
        span("fence", text=sign, style=f"transform: scale(1, {times:.2f})"),
        reach + AXIS,
        reach - AXIS,
        width(sign),
        sign,
    )


def accent(base: Box, sign: str, name: str, wide: float = 0) -> Box:
    """A base with a mark above or below it, stretched to `wide` em if that is given."""
    high = max(0.0, base.above - ABOVE)
    if name in _BRACES:
        brace = _drawn(_BRACES[name], "brace", "⏞", max(base.width, 0.4), 0.2)
        return Box(span(name, base.element, brace), base.above + 0.2, base.below + 0.2, base.width)
    if not sign:  # a line, which the style draws
        return Box(span(name, base.element), base.above + 0.1, base.below + 0.1, base.width)
    style = f"top: {-high:.2f}em" if high else ""
    if wide > width(sign):
        style = f"{style}; transform: scale({wide / width(sign):.2f}, 1)".strip("; ")
    mark = span("above", span("", text=sign, style="display: inline-block; " + style if style else ""))
    return Box(span(f"accent {name}".strip(), base.element, mark), base.above + 0.2, base.below, base.width)


def enclosed(inside: Box, notations: Iterable[str]) -> Box:
    """What a frame or strokes go around or through."""
    names = list(notations)
    size = (inside.width + 0.4, inside.height + 0.2)
    strokes = [_drawn(_STROKES[name], "stroke", "/", *size) for name in names if name in _STROKES]
    classes = [f"has-{name}" for name in names if name not in _STROKES]
    element = span(" ".join(["enclosed", *classes]), inside.element, *strokes)
    return Box(element, inside.above + 0.2, inside.below + 0.2, inside.width + 0.4)


def _cell(box: Box) -> list[etree._Element]:
    return [span("", text="\u200b")] if box.is_empty else [box.element]  # an empty cell would not be set


def table(rows: Sequence[Sequence[tuple[Box, str]]]) -> Box:
    """Rows of cells, each with its classes; its middle on the axis."""
    columns = max(map(len, rows), default=0)
    widths = [max((line[n][0].width for line in rows if n < len(line)), default=0) for n in range(columns)]
    half = sum(max([LEADING, *(box.height for box, _ in line)]) + 0.25 for line in rows) / 2
    made = [span("line", *(span(f"cell {name}".strip(), *_cell(box)) for box, name in line)) for line in rows]
    return Box(span("matrix", *made), half + AXIS, half - AXIS, sum(widths) + 0.8 * columns)
