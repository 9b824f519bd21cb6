"""Lines of one text, one below the other on a page: one box, once they have their places.

All that follows layout goes box by box: backgrounds, links, painting, tags, and each marked content has an
element of its own in the file. The lines of a paragraph say nothing more than the paragraph does.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from weasyprint.formatting_structure import boxes

from exporter.write.pdf.lines.textline import TextLine

Placed = tuple[TextLine, float, float]
"""A line, and where its baseline begins on the page, in px."""


class Run:
    """Lines where WeasyPrint has the layout of one."""

    def __init__(self, lines: tuple[Placed, ...]) -> None:
        self.lines = lines
        self.text = "".join(line.text for line, _, _ in lines)

    def reactivate(self, style: Any) -> None:
        """Nothing: glyphs stay."""

    def deactivate(self) -> None:
        """Nothing: glyphs stay."""


def join(box: Any) -> None:
    """Joins the lines below `box`, a page that is laid out, in place."""
    for child in box.children:
        if isinstance(child, boxes.ParentBox) and not isinstance(child, boxes.LineBox):
            if len(child.children) > 1 and isinstance(child.children[0], boxes.LineBox):
                child.children = list(_joined(child.children))
            join(child)


def _joined(lines: Sequence[Any]) -> Iterator[Any]:
    for style, group in groupby(lines, key=_style):
        run = list(group)
        if style is None or len(run) == 1:
            yield from run
        else:
            yield _one(run)


def _style(line: Any) -> int | None:
    """What is the same in lines that can be joined; None for one that cannot."""
    if not isinstance(line, boxes.LineBox) or len(line.children) != 1:
        return None
    (text,) = line.children
    plain = isinstance(text, boxes.TextBox) and isinstance(text.__dict__.get("pango_layout"), TextLine)
    if not plain or line.text_overflow != "clip" or line.block_ellipsis != "none":
        return None
    return None if text.style["text_decoration_line"] != "none" else id(text.style)


def _one(lines: Sequence[Any]) -> Any:
    """A line box with all that stands on `lines`."""
    texts = [line.children[0] for line in lines]
    text = texts[0].copy()
    text.pango_layout = Run(
        tuple((each.pango_layout, each.position_x, each.position_y + each.baseline) for each in texts)
    )
    text.text = text.pango_layout.text
    whole = lines[0].copy_with_children([text])
    whole.width = max(line.width for line in lines)
    whole.height = lines[-1].position_y + lines[-1].height - whole.position_y
    return whole
