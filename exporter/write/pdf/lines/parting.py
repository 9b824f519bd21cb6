"""Text boxes -> parts that the engine can take and parts that it leaves to WeasyPrint, side by side.

An emoji or a character that no font has would otherwise hand a whole paragraph over; fonts of such characters
stand higher and lower than that of the text, and are kept from moving its lines apart. Very long texts are
parted too: WeasyPrint copies the text of a box for every line of it. Soft hyphens are left out: where words
part is known without them, in the words of other languages too.
"""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from exporter.write.pdf.lines.paragraph import SHORT
from exporter.write.pdf.lines.shaping import LED, Shaper, is_hyphenated

LONGEST = 4096  # characters of a part
ENDLESS = 4 * LONGEST  # characters that only a file, a key or a bomb has in one run
SOFT_HYPHEN = "\u00ad"


def part(box: Any, shaper: Shaper) -> None:
    """Parts the text boxes below `box`, in place."""
    _part(box, lambda text: _parts(text, shaper))


def divide(box: Any) -> None:
    """Parts only what no paragraph is as long as, in place: for lines that WeasyPrint breaks by itself."""
    _part(box, _divided)


def _part(box: Any, parts: Callable[[Any], Iterator[Any]]) -> None:
    parted: list[Any] = []
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            parted += parts(child)
        else:
            if isinstance(child, boxes.InlineBox) and child.is_in_normal_flow() and not child.is_leader:
                _part(child, parts)
            parted.append(child)
    if any(one is not other for one, other in zip_longest(parted, box.children)):
        box.children = parted


def _divided(box: Any) -> Iterator[Any]:
    return _copies(box, list(_pieces(box.text))) if len(box.text) > ENDLESS else iter((box,))


def _parts(box: Any, shaper: Shaper) -> Iterator[Any]:
    if SOFT_HYPHEN in box.text:
        box = box.copy_with_text(box.text.replace(SOFT_HYPHEN, "") or " ")
    if is_hyphenated(box.style):
        box.style = _led(box.style)
    texts = [text for stretch in shaper.parted(box.text, box.style) for text in _pieces(stretch)]
    if len(texts) < 2:
        yield box
        return
    for piece in _copies(box, texts):
        if len(piece.text) <= SHORT and isinstance(shaper.shape(piece.text, box.style), str):
            piece.style = _flat(box.style)
        yield piece


def _copies(box: Any, texts: list[str]) -> Iterator[Any]:
    """Boxes of these parts of its text; spaces collapse at the ends of all, as before."""
    for number, text in enumerate(texts):
        piece = box.copy_with_text(text)
        piece.leading_collapsible_space = box.leading_collapsible_space and number == 0
        piece.trailing_collapsible_space = box.trailing_collapsible_space and number == len(texts) - 1
        yield piece


def _led(style: Any) -> Any:
    """A style whose words part by the rules of the paragraph that they are in."""
    kept = style.__dict__.get(LED)
    if kept is None:
        kept = style.__dict__[LED] = style.copy()
        kept.__dict__[LED] = kept
    return kept


def _flat(style: Any) -> Any:
    """A style that gives its text no height of line."""
    kept = style.__dict__.get("_exporter_flat")
    if kept is None:
        kept = style._exporter_flat = style.copy()
        kept["line_height"] = Dimension(0, "px")
    return kept


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), LONGEST):
        yield text[start : start + LONGEST]
