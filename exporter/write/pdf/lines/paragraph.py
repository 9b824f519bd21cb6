"""The inline boxes of a paragraph -> one flat list of items, as far as rules of lines are concerned.

An item is a glyph, a box that stands in the line like one (picture, ruby pair, formula), a forced break, or a
text that is left to WeasyPrint. Rules look at neighbours in this list, so they hold across inline tags.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes

from exporter.write.pdf.lines.glyphs import Glyphs
from exporter.write.pdf.lines.marks import RAISED, SPACE, WORD, classes
from exporter.write.pdf.lines.rules import Custom, Rules
from exporter.write.pdf.lines.shaping import Shaper

BREAK, UNKNOWN = "n", "x"  # classes of items that are no characters of the line
SHORT = 8  # characters: what the engine leaves of a text stands in the line like a picture
STEPS = ("dot", "mark", "gap", "space", "final")
RAISE = 0.3  # em, at least, of what is raised and not only moved a little
SIDES = {side: (f"margin_{side}", f"padding_{side}", f"border_{side}_width") for side in ("left", "right")}

WidthOf = Callable[[Any], float]
"""The width in px that a box standing in a line will take. Raises what WeasyPrint raises."""


@dataclass(slots=True, eq=False)
class Piece:
    """One box of the paragraph: its items are `first` up to `end`; `glyphs` if the engine has shaped it."""

    box: Any
    first: int
    end: int
    glyphs: Glyphs | None = None


@dataclass(slots=True, eq=False)
class Paragraph:
    """Items of a paragraph, and what may happen at and between them. Lengths in Pango units.

    `clusters` are the characters of each item, `kinds` their class. `width` is the advance, and the edges
    of the inline boxes that begin or end there. `left` and `right` are blanks of marks that may be taken
    away at the edges of lines, `gaps` what stands between Han and Latin after an item that no space follows.
    `stretch` is the share of an item in the stretching of a line, `squeeze` by
    how much it may be narrowed, by step, `reserve` by how much a blank may grow where all shares have become
    as wide as they may, `press` by how much items may be narrowed at worst; these act after the item, so not
    for the last one of a line. `parts` says before which items a line may begin, `inner` where words may be
    parted if need be, once that is known, `whole` whether every item is known.
    """

    rules: Rules
    custom: Custom
    pieces: list[Piece] = field(default_factory=list)
    owners: list[Piece] = field(default_factory=list)
    clusters: list[str] = field(default_factory=list)
    kinds: str = ""
    width: list[int] = field(default_factory=list)
    left: dict[int, int] = field(default_factory=dict)
    right: dict[int, int] = field(default_factory=dict)
    gaps: dict[int, int] = field(default_factory=dict)
    stretch: bytearray = field(default_factory=bytearray)
    squeeze: dict[str, dict[int, int]] = field(default_factory=lambda: {step: {} for step in STEPS})
    reserve: dict[int, int] = field(default_factory=dict)
    press: dict[int, int] = field(default_factory=dict)
    parts: bytearray = field(default_factory=bytearray)
    inner: "dict[int, Parting] | None" = None
    whole: bool = True
    kept: bool = False
    pen: list[int] = field(default_factory=list)
    stretched: list[int] = field(default_factory=list)
    squeezed: list[int] = field(default_factory=list)
    reserved: list[int] = field(default_factory=list)
    pressed: list[int] = field(default_factory=list)
    places: "Breaks | None" = None
    plans: dict[int, dict[int, int | None]] = field(default_factory=dict)
    by_box: dict[int, Piece] = field(default_factory=dict)
    following: tuple[Any, int] | None = None  # where WeasyPrint resumes after the latest line, and the item

    def em(self, item: int) -> int:
        """The size of an item's type."""
        glyphs = self.owners[item].glyphs
        return glyphs.type.em if glyphs else self.width[item]

    def narrow(self, item: int, left: int = 0, right: int = 0) -> None:
        """Takes blank parts of a mark away, for good."""
        piece = self.owners[item]
        if piece.glyphs:
            place = item - piece.first
            piece.glyphs.advance[place] -= left + right
            piece.glyphs.offset[place] -= left
        self.width[item] -= left + right
        self.left[item] = self.left.get(item, 0) - left
        self.right[item] = self.right.get(item, 0) - right

    def widen(self, item: int, by: int) -> None:
        """Adds space after an item, for good."""
        piece = self.owners[item]
        if piece.glyphs:
            piece.glyphs.advance[item - piece.first] += by
        self.width[item] += by

    def sum_up(self) -> None:
        """Running sums of widths, stretch and squeeze, once all rules have been applied."""
        most = [0] * len(self.width)
        for step in self.squeeze.values():
            for item, length in step.items():
                most[item] += length
        self.pen = [0, *accumulate(self.width)]
        self.stretched = [0, *accumulate(self.stretch)]
        self.squeezed = [0, *accumulate(most)]
        self.sum_up_resorts()

    def sum_up_resorts(self) -> None:
        """Running sums of what blanks may grow by and items be pressed by."""
        self.reserved, self.pressed = self._sums(self.reserve), self._sums(self.press)

    def _sums(self, lengths: dict[int, int]) -> list[int]:
        spread = [0] * len(self.width)
        for item, length in lengths.items():
            spread[item] = length
        return [0, *accumulate(spread)] if lengths else [0, *spread]

    def hyphen(self, item: int) -> Glyphs | None:
        """The hyphen of a line that ends before an item, inside a word, if it shows one."""
        parting = self.inner.get(item) if self.inner else None
        return parting.hyphen if parting else None


@dataclass(frozen=True, slots=True)
class Parting:
    """A place inside a word where a line may end: what that costs, and the hyphen that is drawn, if any."""

    cost: float
    hyphen: Glyphs | None = None


@dataclass(slots=True, eq=False)
class Breaks:
    """The items before which lines may begin, and the pen where the line before and the line after stand."""

    items: list[int]
    ends: list[int]
    starts: list[int]


@dataclass
class Gatherer:
    """Walks the inline boxes of a paragraph and lists their items."""

    shaper: Shaper
    width_of: WidthOf
    units: int
    paragraph: Paragraph
    edge: int = 0  # of inline boxes that have opened, and not yet an item
    raised: list[tuple[int, int]] = field(default_factory=list)  # items of boxes above the line

    def gather(self, line: Any) -> Paragraph | None:
        """The items of a line box without its rules; None for what only WeasyPrint can set (leaders)."""
        if not self._walk(line):
            return None
        paragraph = self.paragraph
        latin = [piece for piece in paragraph.pieces if piece.glyphs and not piece.glyphs.type.custom]
        kinds = list(_kinds(paragraph.clusters))
        for piece in latin:
            kinds[piece.first : piece.end] = [k if k == "s" else WORD for k in kinds[piece.first : piece.end]]
        for piece in paragraph.pieces:
            if piece.glyphs is None and paragraph.clusters[piece.first] != "\ufffc":
                kinds[piece.first] = BREAK if paragraph.clusters[piece.first] == "\n" else UNKNOWN
        for first, end in self.raised:
            if first and kinds[first - 1] not in (WORD, SPACE, BREAK, UNKNOWN):
                kinds[first:end] = RAISED * (end - first)
        paragraph.kinds = "".join(kinds)
        return paragraph

    def _walk(self, box: Any) -> bool:
        for child in box.children:
            if child.is_leader:
                return False
            if not child.is_in_normal_flow():
                self.paragraph.whole &= not child.is_floated()
            elif isinstance(child, boxes.TextBox):
                self._text(child)
            elif isinstance(child, boxes.InlineBox):
                first = len(self.paragraph.width)
                self.edge += self._edge(child.style, "left")
                if not self._walk(child):
                    return False
                if _is_raised(child.style):
                    self.raised.append((first, len(self.paragraph.width)))
                self._close(self._edge(child.style, "right"))
            else:
                self._item(child, "\ufffc", int(self.width_of(child) * self.units))
        return True

    def _text(self, box: Any) -> None:
        if box.text == "\n":
            self._item(box, "\n", 0)
            return
        glyphs = self.shaper.shape(box.text, box.style) if box.text else ""
        if isinstance(glyphs, str):
            if 0 < len(box.text) <= SHORT and not box.text.isspace():
                self._item(box, "\ufffc", int(self.width_of(box) * self.units))
            else:
                self.paragraph.whole &= not box.text
                self._item(box, "\ufffd", 0)
            return
        paragraph, first = self.paragraph, len(self.paragraph.width)
        glyphs.start = first
        paragraph.kept |= not glyphs.type.wraps
        paragraph.clusters += glyphs.clusters()
        paragraph.width += glyphs.advance
        paragraph.width[first] += self.edge
        self.edge = 0
        piece = Piece(box, first, first + glyphs.count, glyphs)
        paragraph.pieces.append(piece)
        paragraph.owners += [piece] * glyphs.count

    def _item(self, box: Any, cluster: str, width: int) -> None:
        paragraph, first = self.paragraph, len(self.paragraph.width)
        piece = Piece(box, first, first + 1)
        paragraph.clusters.append(cluster)
        paragraph.width.append(width + self.edge)
        self.edge = 0
        paragraph.pieces.append(piece)
        paragraph.owners.append(piece)

    def _close(self, edge: int) -> None:
        if self.paragraph.width:
            self.paragraph.width[-1] += edge
        else:
            self.edge += edge

    def _edge(self, style: Any, side: str) -> int:
        """Margin, border and padding of an inline box at a side; what is no length forbids a plan."""
        lengths = [style[name] for name in SIDES[side]]
        pixels = [0 if each == "auto" else getattr(each, "value", each) for each in lengths]
        units = [getattr(each, "unit", "px") for each in lengths]
        if any(str(unit).lower() != "px" for unit in units):
            self.paragraph.whole = False
            return 0
        return int(sum(pixels) * self.units)


def _is_raised(style: Any) -> bool:
    """Whether a box stands above the line: WeasyPrint makes half an em of `super`."""
    rise = style["vertical_align"]
    return not isinstance(rise, str) and bool(rise > RAISE * style["font_size"])


def _kinds(clusters: list[str]) -> str:
    """A class for every item, by its first character."""
    text = "".join(clusters)
    found = classes(text)
    if len(text) == len(clusters):
        return found
    starts = [0, *accumulate(map(len, clusters))]
    return "".join(
        found[start] if cluster else WORD for start, cluster in zip(starts, clusters, strict=False)
    )
