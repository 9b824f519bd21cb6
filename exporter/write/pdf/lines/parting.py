"""Text boxes -> parts that the engine can take and parts that it leaves to WeasyPrint, side by side.

An emoji or a character that no font has would otherwise hand a whole paragraph over. Very long texts are
parted too: WeasyPrint copies the text of a box for every line of it.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from exporter.write.pdf.lines.shaping import Shaper

LONGEST = 4096  # characters of a part


def part(box: Any, shaper: Shaper) -> None:
    """Parts the text boxes below `box`, in place."""
    parted: list[Any] = []
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            parted += _parts(child, shaper)
        else:
            if isinstance(child, boxes.InlineBox) and child.is_in_normal_flow() and not child.is_leader:
                part(child, shaper)
            parted.append(child)
    if len(parted) != len(box.children):
        box.children = parted


def _parts(box: Any, shaper: Shaper) -> Iterator[Any]:
    texts = [text for stretch in shaper.parted(box.text, box.style) for text in _pieces(stretch)]
    if len(texts) < 2:
        yield box
        return
    for number, text in enumerate(texts):
        piece = box.copy_with_text(text)
        piece.leading_collapsible_space = box.leading_collapsible_space and number == 0
        piece.trailing_collapsible_space = box.trailing_collapsible_space and number == len(texts) - 1
        yield piece


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), LONGEST):
        yield text[start : start + LONGEST]
