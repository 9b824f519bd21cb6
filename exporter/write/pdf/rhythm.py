"""The grid of lines, kept during layout: what is not in whole lines is filled up to them, pictures make way.

WeasyPrint lays blocks and lines out at whatever height they have. Three of its layout functions are wrapped
for the time of a run. Boxes that a style marks with `--step` end on a line of the page's grid (as CSS
Rhythmic Sizing has it, which WeasyPrint lacks). And a picture for which a page has no room lets the
paragraphs after it go first: the page is filled, and the picture stands at the head of the next. Where none
can go first it is set smaller.
A line of the page's pitch in which something tall stands, as a formula, takes whole lines, its baseline on
the grid.

`--step: line` adds what is wanting below the content, or above it where that does not begin on a line: of two
margins that meet, the larger counts. `--step: head` adds it above; `--step: block` shares it between both,
and what is inside keeps measures of its own. The grid is that of the root's line height, from the top of
each page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from math import ceil
from typing import Any

MAJOR = 70  # of WeasyPrint: the functions below are private to it
ABOVE = {"line": 0.0, "head": 1.0, "block": 0.5}  # what of the space added to a box goes above its content
TOLERANCE = 0.01  # px
SHORTEST = 24  # characters: a shorter paragraph after a picture may speak of it, unless it is a sentence
SENTENCE_ENDS = "。！？…”」.!?"
SIGNS = "▲△▼▽↑↓（(图圖"  # with which a line below a picture begins that speaks of it
INTO_LEADING = 0.25  # of the white between two lines: something tall may reach as far into it
SMALLEST = 0.7  # of a picture's size: it is not set smaller than that to fill a page

Layout = Callable[..., Any]


@contextmanager
def kept() -> Iterator[None]:
    """Within it, WeasyPrint keeps to the grid; not at all in a version that is not known."""
    if int(import_module("weasyprint").__version__.partition(".")[0]) != MAJOR:
        yield
        return
    layout = {name: import_module(f"weasyprint.layout.{name}") for name in ("block", "inline")}
    plain = [(layout[place], name, getattr(layout[place], name)) for place, name, _ in _WRAPPED]
    for (module, name, function), (_, _, wrap) in zip(plain, _WRAPPED, strict=True):
        setattr(module, name, wrap(function))
    try:
        yield
    finally:
        for module, name, function in plain:
            setattr(module, name, function)


def _stepping(plain: Layout) -> Layout:
    top, within = 0.0, False

    def layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, around: Any, *rest: Any, **named: Any
    ) -> Any:
        nonlocal top, within
        if around.is_for_root_element:
            top = around.content_box_y()
        step = "" if within else _step(box)
        within = within or step == "block"
        try:
            result = plain(context, box, bottom_space, skip_stack, around, *rest, **named)
        finally:
            within = within and step != "block"
        placed, resume_at, _, margins, collapsing, _ = result
        if step and placed is not None and resume_at is None and not collapsing:
            above = _above(step, placed, top) if skip_stack is None else 0.0
            wanting = _wanting(placed, top, max(0, placed.margin_bottom, *margins))
            _fill(placed, wanting, context.page_bottom - bottom_space, above)
        return result

    return layout


def _step(box: Any) -> str:
    """What the style says of the box itself: a key of ABOVE, or nothing."""
    if getattr(box, "is_table_wrapper", False):
        box = box.get_wrapped_table()
    return next(
        (each.value for each in _own(box, "step") if each.type == "ident" and each.value in ABOVE), ""
    )


def _own(box: Any, name: str) -> Any:
    """The tokens of a custom property set on the box itself, not inherited."""
    set_here = f"__{name}" in getattr(box.style, "cascaded", {})
    return box.style[f"__{name}"] if set_here else ()


def _wanting(box: Any, top: float, margin: float) -> float:
    """What the box lacks to end, its margin included, on a line of the grid that begins at `top`; in px."""
    pitch = _pitch(box)
    lacks = -(box.border_box_y() + box.border_height() + margin - top) % pitch if pitch else 0.0
    return 0.0 if pitch - lacks < TOLERANCE else lacks


def _above(step: str, box: Any, top: float) -> float:
    """The share of what is wanting that goes above the content of a box."""
    pitch = _pitch(box)
    off = (box.content_box_y() - top) % pitch if pitch else 0.0
    return 1.0 if step == "line" and TOLERANCE < off < pitch - TOLERANCE else ABOVE[step]


def _fill(box: Any, wanting: float, room: float, above: float) -> None:
    """Adds what is wanting to the box, a share of it above its content; not beyond the page's `room`."""
    if wanting < TOLERANCE or box.border_box_y() + box.border_height() + wanting > room + TOLERANCE:
        return
    box.height += wanting
    if above:
        for child in box.children:
            child.translate(dy=wanting * above)


def _pitch(box: Any) -> float:
    """The distance of lines in px; 0 where the root has none in a length."""
    height = box.style.root_style["line_height"]
    return float(height[0]) if height[1] == "px" else 0.0


def _making_way(plain: Layout) -> Layout:
    def layout(context: Any, box: Any, index: int, child: Any, new_children: Any, *rest: Any) -> Any:
        page_is_empty, _, _, _, bottom_space, position_y, skip_stack, *_ = rest
        expected, child = child, box.children[index]  # WeasyPrint goes through the children as they were
        begun = skip_stack is None and (new_children or not page_is_empty)
        if begun and _own(child, "lines") and not context.in_column:
            child = _fitting(box, index, child, context.page_bottom - bottom_space - position_y)
        child.position_x, child.position_y = expected.position_x, expected.position_y
        return plain(context, box, index, child, new_children, *rest)

    return layout


def _fitting(box: Any, index: int, figure: Any, room: float) -> Any:
    """What is to stand at `index` of the box's children: the figure, or a paragraph that goes before it.

    `room` is what the page has left, in px. The figure's own `--lines` says how many it needs.
    """
    needed = next((token.value for token in _own(figure, "lines") if token.type == "number"), 0) * _pitch(
        figure
    )
    room -= figure.style["margin_top"].value
    if needed <= room + TOLERANCE:
        return figure
    follower = _follower(box, index)
    if not follower:
        _shrink(figure, needed, room)
        return figure
    box.children.insert(index, box.children.pop(follower))
    return box.children[index]


def _follower(box: Any, index: int) -> int:
    """Where after the figures from `index` on a paragraph stands that may go before them; 0 for nowhere."""
    for number in range(index + 1, len(box.children)):
        following = box.children[number]
        if not _own(following, "lines"):
            return number if following.element_tag == "p" and _is_prose(following.element) else 0
    return 0


def _is_prose(paragraph: Any) -> bool:
    """Whether a paragraph is running text, not a line that speaks of the picture above it."""
    text = "".join(paragraph.itertext()).strip()
    said = len(text) >= SHORTEST or text.endswith(tuple(SENTENCE_ENDS))
    return said and not paragraph.get("class") and not text.startswith(tuple(SIGNS))


def _shrink(figure: Any, needed: float, room: float) -> None:
    """Sets the figure's only picture as much smaller as it takes to fit, if that is not too much."""
    pictures = [each for each in figure.descendants() if each.element_tag == "img"]
    if len(pictures) != 1:
        return
    style = pictures[0].style = pictures[0].style.copy()  # others may share it
    high, wide = style["height"], style["width"]
    share = (high.value - (needed - room)) / high.value
    if SMALLEST <= share < 1:
        style["height"], style["width"] = (each._replace(value=each.value * share) for each in (high, wide))


def _in_whole_lines(plain: Layout) -> Layout:
    def layout(*given: Any, **named: Any) -> Any:
        line, resume_at = plain(*given, **named)
        if line is not None:
            pitch = _pitch(line)
            if line.height > pitch + TOLERANCE and line.style["line_height"] == (pitch, "px"):
                _lengthen(line, pitch)
        return line, resume_at

    return layout


def _lengthen(line: Any, pitch: float) -> None:
    """Makes a line as high as the lines of the grid that it covers, and puts its baseline on theirs."""
    _, usual = import_module("weasyprint.text.line_break").strut(line.style)
    into = max(0.0, pitch - line.style["font_size"]) * INTO_LEADING
    above, below = line.baseline - usual, line.height - line.baseline - (pitch - usual)
    before, after = (max(0, ceil((reach - into) / pitch)) for reach in (above, below))
    top = line.position_y
    line.translate(dy=before * pitch - above)
    line.position_y, line.baseline = top, before * pitch + usual
    line.height = (before + 1 + after) * pitch


_WRAPPED: tuple[tuple[str, str, Callable[[Layout], Layout]], ...] = (
    # module of WeasyPrint's layout, its function, what wraps it
    ("block", "block_level_layout_switch", _stepping),
    ("block", "_in_flow_layout", _making_way),
    ("inline", "get_next_linebox", _in_whole_lines),
)
