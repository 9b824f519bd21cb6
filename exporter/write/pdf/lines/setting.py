"""WeasyPrint's line layout, led by our breaks: what its functions ask, and what they are answered.

WeasyPrint asks for one line at a time and walks down the inline boxes; at the bottom it asks how much of a
text box fits. A planned line answers with the part that the plan puts on it, whatever its width, and the
line is fitted to its measure once it is whole. Where there is no plan, as much is given as fits.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent, preferred, replaced
from weasyprint.logger import LOGGER
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS

from exporter.write.pdf.lines.alone import alone
from exporter.write.pdf.lines.applying import HAN, RULED, apply
from exporter.write.pdf.lines.cutting import (
    Line,
    Split,
    before_box,
    boxed,
    fitting,
    fitting_by_rules,
    item_of,
    planned,
    taken,
)
from exporter.write.pdf.lines.fitting import fit
from exporter.write.pdf.lines.glyphs import Glyphs
from exporter.write.pdf.lines.marks import class_of, may_part
from exporter.write.pdf.lines.measuring import indent, narrowest, widest
from exporter.write.pdf.lines.paragraph import Gatherer, Paragraph
from exporter.write.pdf.lines.parting import divide, part
from exporter.write.pdf.lines.planning import PartWords, first_seen, fits, plan
from exporter.write.pdf.lines.rules import Rules, custom
from exporter.write.pdf.lines.runs import join
from exporter.write.pdf.lines.shaping import shared
from exporter.write.pdf.lines.textline import TextLine
from exporter.write.pdf.lines.whole import Walk, leads, whole
from exporter.write.pdf.lines.words import partings

LEFT_OVER = 100  # texts of a style that are remembered as WeasyPrint has set them
SHAPED = ("text", "pango_layout", "width", "height", "margin_top", "margin_bottom", "baseline")
"""What WeasyPrint says of a text that stands on a line, whatever its place."""


class Setter:
    """Sets the lines of one document. `stock` are WeasyPrint's own functions, by name."""

    def __init__(self, rules: Rules, stock: dict[str, Callable[..., Any]]) -> None:
        self.rules = rules
        self.stock = stock
        self.shaper = shared(vertical=rules.vertical)
        self.lines: list[Line] = [Line()]
        self.pairs: dict[tuple[str, str], bool] = {}
        self.failed = 0

    def _guarded(self, step: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """What `step` gives; None, and a word in the log, where it fails: then WeasyPrint goes on alone."""
        try:
            return step(*values, **named)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page is better set plainly than not
            if not self.failed:
                LOGGER.warning("A line could not be set by rules: %s %s", type(error).__name__, error)
            self.failed += 1
            return None

    # -- a paragraph, when its first line is asked for

    def get_next_linebox(self, context: Any, linebox: Any, *others: Any) -> Any:
        """As WeasyPrint's, with the line planned beforehand where it can be."""
        line: Line = self._guarded(self._line, context, linebox, *others) or Line()
        if line.planned or line.whole:
            top, _, place, block = others[:4]
            laid = self._guarded(alone, line, linebox, top, place, block)
            if laid is not None:
                return laid
        if (line.whole or line.leads) and not others[2]:
            laid = self._guarded(self._whole, line, context, linebox, *others)
            if laid is not None:
                return laid, None
        self.lines.append(line)
        try:
            return self.stock["get_next_linebox"](context, linebox, *others)
        finally:
            self.lines.pop()

    def _whole(self, line: Line, context: Any, linebox: Any, *others: Any) -> Any:
        """The line that holds all of the paragraph; None for one that cannot be set as it is."""
        top, _, _, block, *_ = others

        def align(laid: Any, measure: float) -> float:
            if line.paragraph is None:
                return float(self.stock["text_align"](context, laid, measure, True))
            return fit(line.paragraph, line.first, laid, measure, last=True)

        walk = Walk(context, block, lambda box: self._all(context, box))
        return whole(linebox, top, walk, align)

    def _all(self, context: Any, box: Any) -> Any:
        """A text box on one line; None where it is not for one."""
        if not box.text or box.justification_spacing:
            return None
        glyphs = self._glyphs(box)
        if glyphs is not None:
            return boxed(box, TextLine(glyphs, 0, glyphs.count, None))
        return self._left_over(context, box)

    def _left_over(self, context: Any, box: Any) -> Any:
        """A text that WeasyPrint is to set, on one line: dots and numbers recur in row after row."""
        known = box.style.__dict__.setdefault("_exporter_left_over", {})
        if box.text not in known:
            if len(known) >= LEFT_OVER:
                known.clear()
            new, resume, broken = self.stock["split_text_box"](context, box, None, 0)
            fitting = new is not None and not broken and resume is None
            known[box.text] = {name: vars(new)[name] for name in SHAPED} if fitting else None
        shaped = known[box.text]
        if shaped is None:
            return None
        new = box.copy()
        new.__dict__.update(shaped)
        return new

    def _line(self, context: Any, linebox: Any, *others: Any) -> Line:
        top, _, skip_stack, block, _, _, letter_style, line_style = others
        if letter_style or line_style or linebox.style["direction"] != "ltr":
            return Line()
        paragraph = self._paragraph(context, linebox, block)
        if paragraph is None:
            return Line(leads=not context.excluded_shapes and leads(linebox))
        resumed, item = paragraph.following or (None, 0)
        if resumed is not skip_stack or skip_stack is None:
            item = item_of(paragraph, linebox, skip_stack)
        first = first_seen(paragraph, item)
        line = Line(paragraph, first)
        line.justified = linebox.style["text_align_all"] == "justify"
        floats = context.excluded_shapes
        line.beside = bool(floats) and any(box.position_y + box.margin_height() > top for box in floats)
        if paragraph.whole and not line.beside:
            measure, indent = round(block.width * TO_UNITS), round(linebox.text_indent * TO_UNITS)
            if line.justified:
                self._plan(line, measure, indent)
            else:
                line.whole = fits(paragraph, first, measure - indent)
        return line

    def _paragraph(self, context: Any, linebox: Any, block: Any) -> Paragraph | None:
        lang = linebox.style["lang"] or ""
        own = custom(lang)
        if own is None:
            if not linebox.__dict__.get("_exporter_divided"):  # it is asked for once a line
                divide(linebox)
                linebox._exporter_divided = True
            return None
        known = linebox.__dict__.get("_exporter_paragraph")
        if known is None or known[0] is not self or known[1] is not linebox.children:
            gatherer = Gatherer(
                self.shaper, lambda box: _width(context, box, block), TO_UNITS, Paragraph(self.rules, own)
            )
            part(linebox, self.shaper)
            paragraph = None if leads(linebox) else gatherer.gather(linebox)
            if paragraph is not None:
                apply(paragraph, self.shaper, lang)
                if _stands_in_a_line(linebox):
                    paragraph.right.pop(len(paragraph.kinds) - 1, None)  # what follows is not a line's edge
                for piece in paragraph.pieces:
                    paragraph.by_box[id(piece.box)] = piece
                    if piece.glyphs:
                        piece.box._exporter_glyphs = piece.glyphs
            known = linebox._exporter_paragraph = (self, linebox.children, paragraph)
        found: Paragraph | None = known[2]
        return found

    def _plan(self, line: Line, measure: int, indent: int) -> None:
        paragraph, first = line.paragraph, line.first
        if paragraph is None or first >= len(paragraph.kinds):
            return
        chosen = paragraph.plans.setdefault(measure, {})
        if first not in chosen:
            chosen |= plan(paragraph, first, measure - indent, measure, self._parting(paragraph))
        line.stop, line.planned = chosen[first], True

    def _parting(self, paragraph: Paragraph | None) -> PartWords:
        return lambda: partings(paragraph, self.shaper) if paragraph else {}

    # -- how wide a paragraph is

    def inline_max_content_width(
        self, context: Any, box: Any, outer: bool = True, is_line_start: bool = False
    ) -> float:
        """As WeasyPrint's."""
        paragraph = self._guarded(self._shrinking, context, box)
        if paragraph is None:
            return float(self.stock["inline_max_content_width"](context, box, outer, is_line_start))
        return float(preferred.adjust(box, outer, widest(paragraph) + indent(box.style)))

    def inline_min_content_width(self, context: Any, box: Any, outer: bool = True, **others: Any) -> float:
        """As WeasyPrint's."""
        whole = not others.get("skip_stack") and not others.get("first_line")
        paragraph = self._guarded(self._shrinking, context, box) if whole else None
        if paragraph is None:
            return float(self.stock["inline_min_content_width"](context, box, outer, **others))
        return float(preferred.adjust(box, outer, narrowest(paragraph) + indent(box.style)))

    def _shrinking(self, context: Any, box: Any) -> Paragraph | None:
        if not isinstance(box, boxes.LineBox) or box.style["direction"] != "ltr":
            return None
        paragraph = self._paragraph(context, box, None)
        return paragraph if paragraph and paragraph.whole and paragraph.kinds else None

    # -- how much is on the line

    def split_inline_box(self, context: Any, box: Any, start: float, end: float, *others: Any) -> Any:
        """As WeasyPrint's, with as much room in a planned line as what is planned for it takes.

        Before a box there is no more than that, or it would stand on this line if it fits.
        """
        line = self.lines[-1]
        if line.planned and isinstance(box, boxes.LineBox):
            needed = start + taken(line)
            end = needed if before_box(line) else max(end, needed)
        return self.stock["split_inline_box"](context, box, start, end, *others)

    def split_text_box(
        self, context: Any, box: Any, available: float | None, skip: int, is_line_start: bool = True
    ) -> Split:
        """As WeasyPrint's."""
        found: Split | None = self._guarded(self._split, box, available, skip)
        if found is None:
            found = self.stock["split_text_box"](context, box, available, skip, is_line_start)
        return found

    def _split(self, box: Any, available: float | None, skip: int) -> Split | None:
        """The line that is ours to cut from the box; None for what WeasyPrint is to cut."""
        drawn = box.__dict__.get("pango_layout")
        if isinstance(drawn, TextLine) and box.text and drawn.text.startswith(box.text):
            return boxed(box, drawn.cut(box.text)), None, False
        glyphs = self._glyphs(box) if box.text and not box.justification_spacing else None
        if glyphs is None or skip >= len(glyphs.data):
            return None
        return self._cut(box, glyphs, available, skip)

    def _cut(self, box: Any, glyphs: Glyphs, available: float | None, skip: int) -> Split | None:
        line = self.lines[-1]
        piece = line.paragraph.by_box.get(id(box)) if line.paragraph else None
        begin = bisect_left(glyphs.byte, skip)
        if available is None or not glyphs.type.wraps:
            return boxed(box, TextLine(glyphs, begin, glyphs.count, available)), None, False
        if piece is None:
            return fitting(box, glyphs, begin, available)
        if line.planned:
            return planned(box, piece, line, begin, available)
        return fitting_by_rules(box, piece, line, begin, available, self._parting(line.paragraph))

    def _glyphs(self, box: Any) -> Glyphs | None:
        known = box.__dict__.get("_exporter_glyphs")
        if known is None or (known and known.text is not box.text):
            shaped = self.shaper.shape(box.text, box.style)
            known = box._exporter_glyphs = False if isinstance(shaped, str) else shaped
        return known or None

    # -- whether a line may end between two boxes

    def can_break_text(self, text: str, lang: str | None) -> bool:
        """As WeasyPrint's, by our rules where one of two characters is of CJK."""
        line = self.lines[-1]
        if line.planned:
            return True
        if len(text) != 2:
            return bool(self.stock["can_break_text"](text, lang))
        pair = (text, lang or "")
        if pair not in self.pairs:
            self.pairs[pair] = self._may_part(text, lang)
        return self.pairs[pair]

    def _may_part(self, text: str, lang: str | None) -> bool:
        before, after = map(class_of, text)
        if custom(lang or "") and (before in RULED or after in RULED or (before in HAN and after in HAN)):
            return may_part(text[0], text[1], self.rules.line_start)
        return bool(self.stock["can_break_text"](text, lang))

    def can_break_inside(self, box: Any) -> bool:
        """As WeasyPrint's; planned lines are never broken anew."""
        return not self.lines[-1].planned and bool(self.stock["can_break_inside"](box))

    # -- the finished line

    def text_align(self, context: Any, line: Any, available: float, last: bool) -> float:
        """As WeasyPrint's: fits the line into its measure and gives its offset in px."""
        current = self.lines[-1]
        offset: float | None = None
        if current.paragraph is not None:
            how = {"last": last, "ragged": current.beside}
            offset = self._guarded(fit, current.paragraph, current.first, line, available, **how)
        return float(self.stock["text_align"](context, line, available, last)) if offset is None else offset

    def count_expandable_spaces(self, box: Any) -> int:
        """As WeasyPrint's."""
        return int(self.stock["count_expandable_spaces"](box))

    def add_word_spacing(self, context: Any, box: Any, spacing: float, advance: float) -> float:
        """As WeasyPrint's, for lines of ours in languages whose spaces alone stretch."""
        layout = box.__dict__.get("pango_layout")
        if not isinstance(box, boxes.TextBox) or not isinstance(layout, TextLine):
            return float(self.stock["add_word_spacing"](context, box, spacing, advance))
        box.justification_spacing = spacing
        box.position_x += advance
        spaces = box.text.count(" ") + box.text.count("\u00a0")
        if spaces:
            wide = TextLine(layout.glyphs, layout.first, layout.end, layout.max_width)
            wide.extra = [
                spacing * TO_UNITS if layout.glyphs.is_space(item) else 0.0
                for item in range(layout.first, layout.end)
            ]
            box.pango_layout = wide
            box.width += spacing * spaces
            advance += spacing * spaces
        return advance

    # -- the finished page

    def make_page(self, *told: Any) -> Any:
        """As WeasyPrint's, with the lines of one text in one box."""
        made = self.stock["make_page"](*told)
        self._guarded(join, made[0])
        return made


def _stands_in_a_line(linebox: Any) -> bool:
    """Whether a text is in an inline-block, as the phrases of titles are."""
    around = getattr(linebox.style, "parent_style", None)
    return around is not None and around["display"] == ("inline", "flow-root")


def _width(context: Any, box: Any, block: Any) -> float:
    """The width in px that an atomic box will take in a line of `block`, or in one as long as it wants."""
    if isinstance(box, boxes.TextBox):
        return float(line_break.split_first_line(box.text, box.style, context, None, 0)[3])
    if block is None:
        return float(preferred.max_content_width(context, box))
    if isinstance(box, boxes.InlineReplacedBox):
        copy = box.copy()
        percent.resolve_percentages(copy, block)
        replaced.inline_replaced_box_layout(copy, block)
        return float(copy.margin_width())
    return float(min(preferred.max_content_width(context, box), block.width))
