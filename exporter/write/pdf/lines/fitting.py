"""A finished line -> fitted to its measure: its items spread or squeezed, its boxes put where they belong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from exporter.write.pdf.lines.justifying import justify, squeeze, torn
from exporter.write.pdf.lines.paragraph import Paragraph
from exporter.write.pdf.lines.planning import head, tail, visible_end
from exporter.write.pdf.lines.textline import TextLine

COLLAPSING = ("normal", "nowrap", "pre-line")


@dataclass(slots=True, eq=False)
class Fitting:
    """Items `first` up to `end` of a paragraph on a line, and what each gets or loses (Pango units)."""

    paragraph: Paragraph
    first: int
    end: int
    lead: int = 0
    trail: int = 0
    extra: list[float] | None = None
    items: dict[int, int] = field(default_factory=dict)  # of boxes that are one item, by id

    def after(self, item: int) -> float:
        """What is added after an item, in px."""
        inside = self.extra is not None and self.first <= item < self.end
        return float(self.extra[item - self.first] * FROM_UNITS) if inside and self.extra else 0.0

    def cut(self, line: TextLine) -> TextLine:
        """`line` with what its glyphs get, without the spaces at the end of the line."""
        end = max(line.first, min(line.end, self.end - line.glyphs.start))
        new = TextLine(line.glyphs, line.first, end, line.max_width)
        self.furnish(new)
        return new

    def furnish(self, line: TextLine) -> None:
        """Gives the glyphs of a `line` that is cut already what they get, in place."""
        first, end = (line.glyphs.start + place - self.first for place in (line.first, line.end))
        line.lead = self.lead if not first else 0
        line.hyphen = self.paragraph.hyphen(self.end) if end == self.end - self.first else None
        extra = self.extra[first:end] if self.extra else []
        line.extra = extra if any(extra) else None

    def width(self, line: TextLine) -> float:
        """Of a line of text, in px, as it is cut."""
        trail = self.trail if line.end > line.first and line.glyphs.start + line.end == self.end else 0
        hyphen = line.hyphen.position()[-1] if line.hyphen else 0
        return float((line.natural + sum(line.extra or ()) - line.lead - trail + hyphen) * FROM_UNITS)


def fit(
    paragraph: Paragraph, first: int, line: Any, available: float, *, last: bool, ragged: bool = False
) -> float:
    """Fits `line`, which begins with item `first`, into `available` px, in place; gives its offset in px.

    A `ragged` line is rather left short than stretched by more than is wanted.
    """
    fitting = _fitting(paragraph, first, line)
    children = [child for child in line.children if child.is_in_normal_flow()]
    indent = children[0].position_x - line.content_box_x() if children else 0.0
    natural = indent + sum(_extent(child, fitting) for child in children)
    align = _spread(fitting, line.style, (available - natural) * TO_UNITS, last=last, ragged=ragged)
    _place(line, fitting)
    return _offset(align, available - line.width)


def fit_alone(paragraph: Paragraph, first: int, line: Any, available: float, *, last: bool) -> float:
    """As fit, for a line that holds one text of its own, with no space at its end, and nothing else."""
    (box,) = line.children
    text, edge = box.pango_layout, line.content_box_x()
    end = text.glyphs.start + text.end
    fitting = Fitting(paragraph, first, end, head(paragraph, first), tail(paragraph, end))
    fitting.furnish(text)
    natural = box.position_x - edge + fitting.width(text)
    align = _spread(fitting, line.style, (available - natural) * TO_UNITS, last=last)
    fitting.furnish(text)
    box.width = fitting.width(text)
    line.width = box.position_x + box.width - edge
    return _offset(align, available - line.width)


def _spread(fitting: Fitting, style: Any, room: float, *, last: bool, ragged: bool = False) -> str:
    """Gives the items of a line what makes it `room` (Pango units) longer, or shorter; how it is aligned."""
    paragraph, first, end = fitting.paragraph, fitting.first, fitting.end
    align = _alignment(style, last=last)
    if end > first:
        if room < -1:
            fitting.extra = squeeze(paragraph, first, end, -room)
        elif room > 1 and align == "justify" and style["white_space"] in COLLAPSING:
            marked = fitting.trail and end - 1 not in paragraph.gaps
            if marked and fitting.trail < room and torn(paragraph, first, end, room):
                room, fitting.trail = room - fitting.trail, 0
            fitting.extra = justify(paragraph, first, end, room, ragged=ragged)
    return align


def _offset(align: str, left: float) -> float:
    left = max(0.0, float(left))
    return {"center": left / 2, "end": left}.get(align, 0.0)


def _alignment(style: Any, *, last: bool) -> str:
    align: str = style["text_align_all"]
    if last:
        align = style["text_align_last"] if style["text_align_last"] != "auto" else align
        align = "start" if align == "justify" and style["text_align_last"] == "auto" else align
    return {"left": "start", "right": "end"}.get(align, align)


def _fitting(paragraph: Paragraph, first: int, line: Any) -> Fitting:
    items: dict[int, int] = {}
    place = end = first
    for leaf in _leaves(line):
        layout = leaf.__dict__.get("pango_layout")
        if isinstance(layout, TextLine) and layout.glyphs.start >= 0:
            place = layout.glyphs.start + layout.end
            end = place if leaf.text else end
        else:
            items[id(leaf)] = place
            place += 1
            end = place if not isinstance(leaf, boxes.TextBox) or leaf.text.strip() else end
    end = visible_end(paragraph, min(end, len(paragraph.kinds)), first)
    trail = tail(paragraph, end) if end > first else 0
    return Fitting(paragraph, first, end, head(paragraph, first), trail, items=items)


def _leaves(box: Any) -> Iterator[Any]:
    for child in box.children:
        if child.is_in_normal_flow():
            if isinstance(child, boxes.InlineBox):
                yield from _leaves(child)
            else:
                yield child


def _extent(box: Any, fitting: Fitting) -> float:
    """How much of the line a box takes, in px, before anything is spread or squeezed."""
    if isinstance(box, boxes.InlineBox):
        inner = sum(_extent(child, fitting) for child in box.children if child.is_in_normal_flow())
        return inner + _edge(box, "left") + _edge(box, "right")
    layout = box.__dict__.get("pango_layout")
    if isinstance(layout, TextLine) and layout.glyphs.start >= 0:
        return fitting.width(fitting.cut(layout))
    return float(box.margin_width())


def _edge(box: Any, side: str) -> float:
    lengths = (f"margin_{side}", f"padding_{side}", f"border_{side}_width")
    return float(sum(getattr(box, length) for length in lengths))


def _place(line: Any, fitting: Fitting) -> None:
    """Puts the boxes of the line one after another."""
    children = [child for child in line.children if child.is_in_normal_flow()]
    if children:
        start = children[0].position_x
        line.width = _place_all(children, start, fitting) - line.content_box_x()


def _place_all(children: list[Any], x: float, fitting: Fitting) -> float:
    for child in children:
        if isinstance(child, boxes.InlineBox):
            child.position_x = x
            start = x + _edge(child, "left")
            inner = [each for each in child.children if each.is_in_normal_flow()]
            end = _place_all(inner, start, fitting)
            child.width = end - start
            x = end + _edge(child, "right")
            continue
        layout = child.__dict__.get("pango_layout")
        if isinstance(layout, TextLine) and layout.glyphs.start >= 0:
            child.pango_layout = fitting.cut(layout)
            child.width = fitting.width(child.pango_layout)
            child.position_x = x
            x += child.width
        else:
            child.translate(x - child.position_x, 0)
            x += child.margin_width() + fitting.after(fitting.items.get(id(child), -1))
    return x
