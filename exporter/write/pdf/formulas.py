"""Formulas for print, which knows no MathML: each becomes boxes of plain markup (boxes.py), in place.

In a line of text a formula keeps to that line: fractions in small type, fractions within them with a stroke,
limits beside their sign. Set apart it is large, takes whole lines of the grid, and breaks before a relation.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from exporter.write.pdf import boxes, operators
from exporter.write.pdf.boxes import Box

LONG = 6  # em: a shorter formula in a line of text is not broken
WORD = 8  # em: words longer than that may be broken
SMALLEST = 0.15  # of the text's size: how far a formula wider than the line is reduced
INDENTS = {"blockquote": 4.0, "li": 2.0, "aside": 2.0, "dd": 2.0}  # em that a box takes from the measure
BREAK = "\u200b"
OPENING, CLOSING = frozenset("([{⟨⌊⌈⟦"), frozenset(")]}⟩⌋⌉⟧")
_GAPS = frozenset({"mspace", "mphantom"})


@dataclass(frozen=True, slots=True)
class Style:
    """Where a part stands: large or not, in a script of which level, within a fraction in small type."""

    display: bool = False
    level: int = 0
    linear: bool = False

    @property
    def script(self) -> "Style":
        """That of a script of what has this style."""
        return Style(level=min(self.level + 1, 2), linear=True)


def lay_out(body: etree._Element, measure: float = 0, pitch: float = 0) -> None:
    """Replaces every formula of `body` by boxes, in place.

    `measure` is the length of a line of text and `pitch` the distance of two, in em. Without them nothing is
    fitted and drawn: only the text is there, in the order in which it is read.
    """
    for formula in list(body.iter("math")):
        parent = formula.getparent()
        if parent is None:
            continue
        apart = formula.get("display") == "block" and parent.get("class") == "formula"
        made = _runs(_placed(list(formula), Style(display=apart)), apart=apart)
        if measure:
            _fit(made, parent, measure, pitch, apart=apart)
        else:
            etree.strip_elements(made.element, "svg", with_tail=False)
        made.element.tail = formula.tail
        parent.replace(formula, made.element)


def _runs(placed: Sequence[Box], *, apart: bool) -> Box:
    """The whole formula: runs between which a line may end, in a line of text only if it is long."""
    whole = boxes.row([*placed, Box(boxes.span(""))][: max(2, len(placed))])
    runs: list[list[Box]] = [[]]
    depth = 0
    for box in placed:
        depth += (box.sign in OPENING) - (box.sign in CLOSING)
        joint = operators.is_joint(box.sign) and depth == 0 and (apart or whole.width > LONG)
        if joint and apart and runs[-1]:
            runs.append([])
        runs[-1].append(box)
        if depth == 0 and (box.sign in operators.MARKS or (joint and not apart)):
            runs.append([])
    spans = [boxes.span("run", *(box.element for box in run)) for run in runs if run]
    for run in spans[:-1]:
        run.tail = BREAK
    element = boxes.span("math display" if apart else "math", *spans)
    widest = max((sum(map(_unbroken, run)) for run in runs), default=0)
    return replace(whole, element=element, width=widest)


def _unbroken(box: Box) -> float:
    """The width that a line must have for the box: words can be broken."""
    return min(box.width, WORD) if box.element.get("class") == "words" else box.width


def _fit(made: Box, paragraph: etree._Element, measure: float, pitch: float, *, apart: bool) -> None:
    """Reduces what is wider than the line; the lines of a formula set apart are whole lines of the grid."""
    around = sum(INDENTS.get(str(box.tag), 0) for box in paragraph.iterancestors())
    size = max(SMALLEST, min(1.0, max(measure - around, 4) / max(made.width, 0.1)))
    if size < 1:
        made.element.set("style", f"font-size: {size:.2f}em")
    if apart:
        lines = max(1, math.ceil(round(2 * made.reach * size / pitch, 2)))
        paragraph.set("style", f"line-height: {lines}rlh")


def _placed(parts: Sequence[etree._Element], style: Style) -> list[Box]:
    """Parts side by side: signs with space around them, brackets as tall as what stands between."""
    laid = [None if _is_fence(part) else _laid(part, style) for part in parts]
    reach = max((box.reach for box in laid if box is not None), default=0)
    placed: list[Box] = []
    gap = 0.0
    for number, (part, box) in enumerate(zip(parts, laid, strict=True)):
        if part.tag in _GAPS:
            gap += _width(part, style)
            continue
        infix = 0 < number < len(parts) - 1 and not _opens(parts[number - 1])
        made = _fence(part, reach) if box is None else box
        made = _spaced(part, made, style, infix=infix) if part.tag == "mo" else made
        placed.append(boxes.margined(made, gap, 0))
        gap = 0.0
    if gap:
        placed.append(boxes.margined(placed.pop(), 0, gap) if placed else Box(boxes.span(""), width=gap))
    return placed


def _row(parts: Sequence[etree._Element], style: Style) -> Box:
    placed = _placed(parts, style)
    return boxes.row(placed) if placed else Box(boxes.span(""))


def _inside(element: etree._Element, style: Style) -> Box:
    """What an element holds, or the element itself where it is no row."""
    return _row(list(element) if element.tag in {"mrow", "mtd"} else [element], style)


def _laid(element: etree._Element, style: Style) -> Box:
    layout = _LAYOUTS.get(str(element.tag))
    return layout(element, style) if layout else _row(list(element), style)


# -- letters and signs


def _letters(element: etree._Element, _style: Style) -> Box:
    data = element.text or ""
    slanted = element.tag == "mi" and len(data) == 1 and element.get("mathvariant") != "normal"
    if slanted and data.isalpha() and not "\u2100" <= data <= "\u214f" and ord(data) < 0x2E80:
        return boxes.letters(data, "i")
    return boxes.letters(data, "words" if element.tag == "mtext" else "up")


def _sign(element: etree._Element, style: Style) -> Box:
    data = element.text or ""
    if data in operators.LARGE and style.display:
        return Box(boxes.span("large", text=data), 1.07, 0.43, 1.1, data)
    if data in operators.INTEGRALS and style.display:
        return Box(boxes.span("integral", text=data), 1.15, 0.55, 0.9, data)
    return replace(boxes.letters(data, "mark"), sign=data)


def _width(gap: etree._Element, style: Style) -> float:
    """How wide a space is, or what would be in the place of a phantom."""
    return _em(gap.get("width", "")) if gap.tag == "mspace" else _row(list(gap), style).width


def _em(length: str) -> float:
    """A length of MathML in em, roughly."""
    number, unit = length.rstrip("emxptu"), length.lstrip("0123456789.")
    return float(number or 0) * {"ex": 0.45, "px": 1 / 16, "pt": 1 / 12}.get(unit, 1.0)


def _is_fence(part: etree._Element) -> bool:
    return part.tag == "mo" and part.text in operators.FENCES and part.get("stretchy") != "false"


def _opens(part: etree._Element) -> bool:
    """Whether a sign after the part has nothing on its left."""
    data = part.text or ""
    return part.tag == "mspace" or (
        part.tag == "mo" and (operators.is_joint(data) or data in {"(", "[", "{", ","})
    )


def _fence(part: etree._Element, reach: float) -> Box:
    least = _em(part.get("minsize", "")) / 2
    limit = _em(part.get("maxsize", "")) / 2 or reach
    return boxes.fence(part.text or "", max(min(reach, limit), least))


def _spaced(part: etree._Element, box: Box, style: Style, *, infix: bool) -> Box:
    before, after = operators.spaces(part.text or "", infix=infix)
    if style.level and (part.text or "") not in operators.LARGE:
        before = after = 0
    stated = (part.get("lspace"), part.get("rspace"))
    before = before if stated[0] is None else _em(stated[0])
    after = after if stated[1] is None else _em(stated[1])
    return boxes.margined(box, before, after)


# -- what stands above, below, within something


def _fraction(element: etree._Element, style: Style) -> Box:
    over, under = element
    ruled = element.get("linethickness", "1").strip("0.empxt") != "" or "linethickness" not in element.attrib
    if style.linear and ruled:
        return boxes.row([_grouped(over, style), boxes.letters("/", "mark"), _grouped(under, style)])
    if style.display:
        return boxes.fraction(_inside(over, style), _inside(under, style), ruled=ruled)
    inner = Style(level=1, linear=True)
    made = boxes.fraction(_inside(over, inner), _inside(under, inner), ruled=ruled, small=True)
    return boxes.smaller(made, 1)


def _grouped(part: etree._Element, style: Style) -> Box:
    """A part of a fraction with a stroke, in brackets if it is more than one thing."""
    inside = _inside(part, style)
    if part.tag == "mrow" and len(part) > 1:
        return boxes.row([boxes.letters("(", "mark"), inside, boxes.letters(")", "mark")])
    return inside


def _root(element: etree._Element, style: Style) -> Box:
    if element.tag == "msqrt":
        return boxes.root(_row(list(element), style), None)
    inside, index = element
    return boxes.root(_inside(inside, style), boxes.smaller(_inside(index, Style(level=2, linear=True)), 2))


def _scripts(element: etree._Element, style: Style) -> Box:
    base, *parts = element
    small = [_script(part, style) for part in parts]
    lower = small[0] if element.tag in {"msub", "msubsup"} else None
    upper = small[-1] if element.tag in {"msup", "msubsup"} else None
    laid = _inside(base, style)
    if upper is not None and _is_prime(parts[-1]):  # raised by the font
        laid, upper = boxes.row([laid, upper]), None
    return boxes.scripts(laid, lower, upper)


def _script(part: etree._Element, style: Style) -> Box:
    if _is_prime(part):
        return boxes.letters(part.text or "", "mark")
    return (
        boxes.smaller(_inside(part, style.script), style.script.level)
        if style.level < 2
        else _inside(part, style)
    )


def _is_prime(part: etree._Element) -> bool:
    return part.tag == "mo" and part.text in {"′", "″", "‴"}


def _limits(element: etree._Element, style: Style) -> Box:
    base, *parts = element
    under = parts[0] if element.tag in {"munder", "munderover"} else None
    over = parts[-1] if element.tag in {"mover", "munderover"} else None
    mark = over if under is None else under
    if len(parts) == 1 and mark is not None and mark.tag == "mo" and _is_mark(mark.text or ""):
        return _marked(base, mark.text or "", style, below=under is not None)
    laid = _inside(base, style)
    small = [None if part is None else _script(part, style) for part in (over, under)]
    high, low = (None if box is None or box.is_empty else box for box in small)
    if _takes_limits(base) and not style.display:
        return boxes.scripts(laid, low, high)
    if base.tag == "mo" and base.text in operators.ARROWS:
        laid = _stretched(laid, base.text or "", max(box.width if box else 0 for box in (high, low)))
    return boxes.stack(laid, high, low)


def _is_mark(data: str) -> bool:
    return (
        data in operators.LINES | operators.BRACES | operators.ARROWS | set("ˆ˜˙¨˘ˇ´`˚")
        or data in operators.ACCENTS
    )


def _marked(base: etree._Element, sign: str, style: Style, *, below: bool) -> Box:
    """A letter with its accent, or a line, an arrow or a brace over or under several."""
    inside = _inside(base, style)
    side = "below" if below else "above"
    if sign in operators.LINES:
        return boxes.accent(inside, "", f"line-{side}")
    if sign in operators.BRACES:
        return boxes.accent(inside, "", f"brace-{side}")
    name = "arrow" if sign in operators.ARROWS or sign == "\u20d7" else "tall" if _is_tall(base) else ""
    wide = inside.width * (1.2 if name == "arrow" else 0.9) if base.tag == "mrow" else 0
    return boxes.accent(inside, operators.ACCENTS.get(sign, sign), name, wide)


def _is_tall(base: etree._Element) -> bool:
    """Whether a letter has an ascender, above which its accent must go."""
    data = "".join(map(str, base.itertext()))
    return any(char.isupper() or char in "bdfhkltβδζθλξφψ" for char in data)


def _takes_limits(base: etree._Element) -> bool:
    data = "".join(map(str, base.itertext())).strip()
    return data in operators.LARGE | operators.INTEGRALS or bool(operators.LIMITS.match(data))


def _stretched(laid: Box, sign: str, wide: float) -> Box:
    if wide <= 1:
        return laid
    style = f"width: {wide + 0.4:.2f}em; transform: scale({wide + 0.4:.2f}, 1)"
    return Box(boxes.span("stretched", text=sign, style=style), width=wide + 0.4)


# -- boxes around


def _table(element: etree._Element, style: Style) -> Box:
    inner = replace(style, display=element.get("displaystyle") == "true")
    rows = [[(_row(list(cell), inner), _cell(cell)) for cell in line] for line in element]
    return boxes.table(rows)


def _cell(cell: etree._Element) -> str:
    return f"{cell.get('columnalign', '')} {cell.get('class', '')}".strip()


def _styled(element: etree._Element, style: Style) -> Box:
    level = min(2, int(element.get("scriptlevel", style.level)))
    shown = element.get("displaystyle")
    if shown == "true" and not style.linear:
        style = replace(style, display=True)
    elif shown == "false":
        style = replace(style, display=False)
    if level > style.level:
        return boxes.smaller(_row(list(element), replace(style, level=level)), level)
    return _row(list(element), style)


def _enclosed(element: etree._Element, style: Style) -> Box:
    return boxes.enclosed(_row(list(element), style), element.get("notation", "").split())


_LAYOUTS: dict[str, Callable[[etree._Element, Style], Box]] = {
    **dict.fromkeys(("mi", "mn", "mtext"), _letters),
    "mo": _sign,
    "mfrac": _fraction,
    **dict.fromkeys(("msqrt", "mroot"), _root),
    **dict.fromkeys(("msub", "msup", "msubsup"), _scripts),
    **dict.fromkeys(("munder", "mover", "munderover"), _limits),
    "mtable": _table,
    "mstyle": _styled,
    "menclose": _enclosed,
}
"""How each element is laid out; any other is a row."""
