"""Furniture: running heads, folios and whatever else the style puts in the margins, laid on at the join.

The style is asked once a kind of page: a sample is typeset for each side, with the margin boxes of print.css
and of the theme. Text that depends on the place in the book (string(), counter(page)) is taken out of the
sample and set anew for every page, on the baseline and with the alignment it had; everything else of the
sample (rules, backgrounds, words that never change) is drawn under the page as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.write.pdf.join.pen import Inked, Pen
from exporter.write.pdf.lines import Rules
from exporter.write.pdf.parts import Part
from exporter.write.pdf.parts.faces import Use, stubbed
from exporter.write.pdf.parts.finish import Finisher
from exporter.write.pdf.typeset import Sheet, typeset

if TYPE_CHECKING:
    from weasyprint import Document

SHIFTS = {"left": 0.0, "start": 0.0, "justify": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}
MARGINS = [
    f"@{edge}-{place}"
    for edge, places in {
        "top": ("left-corner", "left", "center", "right", "right-corner"),
        "bottom": ("left-corner", "left", "center", "right", "right-corner"),
        "left": ("top", "middle", "bottom"),
        "right": ("top", "middle", "bottom"),
    }.items()
    for place in places
]
BARE = Sheet(f"@page {{ {' '.join(f'{name} {{ content: none !important }}' for name in MARGINS)} }}")
"""The style of parts: margins stay empty, for what stands there depends on the place in the book."""
SAMPLE = """<html lang="{lang}">
<style>html {{ break-before: left }} section {{ break-before: page; height: 1px }}</style>
<section style='string-set: verso "国", recto "国"'></section><section></section>{sections}"""
FIRST = 2  # pages of the sample that only say what the heads are: on their own page they may be empty
Kind = tuple[str, str]
"""The name that CSS gives a page, and its side."""
Written = tuple[str, str, int, str]
"""A text in a slot: the kind of page, which of its slots, what it says."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands above a page; `opening` where the chapter begins that the heads name."""

    verso: str = ""
    recto: str = ""
    opening: bool = False


NO_HEADS = Heads()


@dataclass(slots=True)
class Slot:
    """A margin box that says something else on every page: its line in the sample, and what it says."""

    line: Any
    content: Sequence[tuple[str, Any]]
    shift: float

    def text(self, heads: Heads, number: int, count: int) -> str:
        """What it says on page `number` of `count`."""
        return "".join([_said(kind, value, heads, (number, count)) for kind, value in self.content])


def _said(kind: str, value: Any, heads: Heads, numbers: tuple[int, int]) -> str:
    if kind == "string":
        return str(value)
    if kind == "string()":
        name, which = value
        empty = which == "first-except" and heads.opening
        return "" if empty else {"verso": heads.verso, "recto": heads.recto}.get(name, "")
    if kind == "counter()":
        name, style = value
        number = {"page": numbers[0], "pages": numbers[1]}.get(name, 0)
        return str(number) if style == "decimal" else _counted(number, style)
    return ""


def _counted(number: int, style: Any) -> str:
    return str(import_module("weasyprint.html").UA_COUNTER_STYLE.render_value(number, style))


def _varies(content: object) -> bool:
    """Whether the content of a margin box depends on the page."""
    return isinstance(content, tuple | list) and any(kind in {"string()", "counter()"} for kind, _ in content)


class Sampler(Finisher):
    """Takes the text that varies out of the margins of a sample, before it is drawn."""

    tagged = False  # it becomes an artifact

    def __init__(self, part: Part) -> None:
        super().__init__(part)
        self.slots: dict[Kind, list[Slot]] = {}

    def laid_out(self, document: "Document") -> None:
        """Called by `typeset` before the pages are drawn."""
        boxes = import_module("weasyprint.formatting_structure.boxes")
        for page in document.pages[FIRST:]:
            sheet = page._page_box
            kind = (sheet.page_type.name or "", sheet.page_type.side)
            for margin in sheet.children:
                if isinstance(margin, boxes.MarginBox) and _varies(margin.style["content"]):
                    line = _line(margin)
                    if line is not None:
                        shift = SHIFTS.get(margin.style["text_align_all"], 0.0)
                        slot = Slot(line, margin.style["content"], shift)
                        self.slots.setdefault(kind, []).append(slot)
                    margin.children = []


def _line(margin: Any) -> Any:
    """The line of a margin box with its first text alone; None where it has none."""
    boxes = import_module("weasyprint.formatting_structure.boxes")
    inside = list(margin.descendants())
    lines = [box for box in inside if isinstance(box, boxes.LineBox)]
    texts = [box for box in inside if isinstance(box, boxes.TextBox)]
    return lines[0].copy_with_children(texts[:1]) if texts else None


class Furniture:
    """Draws the furniture of pages. `sample` is a part whose pages lie under them, by their kinds.

    `known` are texts that were drawn before, by their slots: they are not drawn again. `anew` counts
    the others; those that are `drawn`, known or not, are to be kept, numbers are sooner made than read.
    """

    def __init__(
        self, sample: Part, slots: dict[Kind, list[Slot]], known: Mapping[Written, Inked], pen: Pen
    ) -> None:
        self.sample = sample
        self.kinds = {
            (leaf.name, leaf.side): number for number, leaf in enumerate(sample.leaves) if number >= FIRST
        }
        self.drawn: dict[Written, Inked] = {}
        self.faces: dict[str, Use] = {}
        self.anew = 0
        self._folios: dict[Written, Inked] = {}
        self._slots = slots
        self._known = known
        self._pen = pen

    def left(self, kind: Kind) -> float:
        """Where the type area of such pages begins, in points."""
        return self.sample.leaves[self.kinds[kind]].left

    def draw(self, kind: Kind, heads: Heads, number: int, count: int) -> list[Inked]:
        """What draws the texts in the margins of page `number` of `count`, in px from its upper left."""
        inks: list[Inked] = []
        for place, slot in enumerate(self._slots.get(kind, ())):
            text = slot.text(heads, number, count)
            if text.strip():
                inks.append(self._set((*kind, place, text), slot))
        return inks

    def _set(self, written: Written, slot: Slot) -> Inked:
        found = self._folios.get(written) or self.drawn.get(written)
        if found is None:
            found = self._pen.folio(slot.line, written[-1], slot.shift)
            if found:
                self._folios[written] = found
            else:
                found = self.drawn[written] = self._known.get(written) or self._anew(written, slot)
            for name, use in found.faces.items():
                if name in self.faces:
                    self.faces[name].unite(use)
                else:
                    self.faces[name] = use.copy()
        return found

    def _anew(self, written: Written, slot: Slot) -> Inked:
        self.anew += 1
        return self._pen.write(slot.line, written[-1], slot.shift)

    def picture(self, name: str) -> Any:
        """The picture of that name as an image of pydyf's."""
        return self._pen.picture(name)

    def state(self, name: str) -> Any:
        """The graphics state of that name."""
        return self._pen.resources["ExtGState"][name]


def furnish(
    lang: str,
    names: Iterable[str],
    sheets: Sequence[Sheet],
    file: Path,
    known: Mapping[Written, Inked],
    rules: Rules | None = None,
) -> Furniture:
    """The furniture of pages of these names, as the styles draw it; the sample is set in `file`.

    `known` are texts drawn before in the same styles, `rules` those of their lines.

    Raises what `typeset` raises.
    """
    sections = "".join(
        f'<section style="page: {name or "auto"}" data-name="{name}"></section>' * 2 for name in sorted(names)
    )
    part = Part(file)
    sampler = Sampler(part)
    with stubbed():
        typeset(SAMPLE.format(lang=lang, sections=sections), sheets, _no_picture, file, sampler)
    sampler.written()
    part.pdf = file.read_bytes()
    return Furniture(part, sampler.slots, known, Pen(rules))


def _no_picture(address: str) -> bytes:
    raise KeyError(address)
