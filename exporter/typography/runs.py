"""Blocks of a tree as runs of text: one string over several nodes, with a map back.

A rule sees the words of a paragraph as a reader does, whatever links and emphasis cut them into. What it must
not change is in the string as a single sign (characters.py): code, formulas, ruby, pictures, words in another
language. What stands above or below the line (sup, sub) is not in the string at all, and makes a run of its
own; the number of a footnote makes none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from exporter.typography.characters import BREAK, CJK, HAN, HAN_OBJECT, INSIDE, LATIN_OBJECT, LETTER, PICTURE

Edit = tuple[int, int, str]
"""Characters from start to end give way to a string. Edits come in order and do not overlap."""

_TRANSPARENT = frozenset("a em strong u s small mark q cite abbr span".split())
_RAISED = frozenset({"sup", "sub"})
_OBJECTS = frozenset("code kbd samp var math ruby img br".split())
_SKIPPED = frozenset({"pre", "rt", "rp"})
_LINES = frozenset("h2 h3 h4 h5 h6 figcaption caption dt th".split())
_LINE_CLASSES = frozenset({"subtitle", "poem"})
_FIXED = 1 << 30  # the depth of what is no text of this run: never chosen for a space


class Slot(NamedTuple):
    """A text node: `element.text`, or `element.tail` where `tail` says so. None for an object's place."""

    element: etree._Element | None
    tail: bool = False
    depth: int = _FIXED


@dataclass(slots=True)
class Run:
    """Text in one language, and where each of its slots ends.

    `line` is true for headings, captions and verse, where a space between Han is meant.
    """

    lang: str
    line: bool
    text: str = ""
    slots: list[Slot] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)

    def add(self, slot: Slot, text: str) -> None:
        """Puts what `slot` holds at the end; `text` is whole after `close`."""
        self._pieces.append(text)
        self.slots.append(slot)
        self.ends.append(len(text) + (self.ends[-1] if self.ends else 0))

    def close(self) -> "Run":
        """The run, with its text."""
        self.text = "".join(self._pieces)
        self._pieces.clear()
        return self

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carries out `edits`; a space goes to the outermost node of those that meet there."""
        pieces, ends, at, grown, slot = [], [], 0, 0, 0
        for start, end, new in edits:
            while slot < len(self.ends) - 1 and self.ends[slot] < start:
                ends.append(self.ends[slot] + grown)
                slot += 1
            first = slot
            while slot < len(self.ends) - 1 and self.ends[slot] <= end:
                slot += 1
            ends += [start + grown + place for place in self._places(first, slot, (start, end, new))]
            pieces += [self.text[at:start], new]
            at, grown = end, grown + len(new) - (end - start)
        ends += [place + grown for place in self.ends[slot:]]
        self.text, self.ends = "".join([*pieces, self.text[at:]]), ends

    def _places(self, first: int, last: int, edit: Edit) -> list[int]:
        """Where slots `first` to before `last`, which end within the edit, end in what it puts there."""
        start, end, new = edit
        if first == last:
            return []
        if new.strip():
            return [
                len(new) if place == end else min(place - start, len(new)) for place in self.ends[first:last]
            ]
        depth = min(slot.depth for slot in self.slots[first : last + 1])
        owner = max(index for index in range(first, last + 1) if self.slots[index].depth == depth)
        return [0 if index < owner else len(new) for index in range(first, last)]

    def write(self) -> None:
        """Puts the text back into the tree."""
        start = 0
        for slot, end in zip(self.slots, self.ends, strict=True):
            if slot.element is not None:
                if slot.tail:
                    slot.element.tail = self.text[start:end]
                else:
                    slot.element.text = self.text[start:end]
            start = end


def line_of(text: str, lang: str, *, line: bool) -> Run:
    """A run that is no part of a tree."""
    run = Run(lang, line)
    run.add(Slot(None, depth=0), text)
    return run.close()


def runs_of(body: etree._Element, lang: str, *, ruby: bool = False) -> Iterator[Run]:
    """Every run of `body` in reading order; text of ruby, without the readings, only where `ruby` says so.

    Runs may be changed while this goes on: the tree is read ahead of what it gives.
    """
    return iter(_Reader(ruby=ruby).read(body, lang))


class _Reader:
    def __init__(self, *, ruby: bool) -> None:
        self.runs: list[Run] = []
        self.objects = _OBJECTS - {"ruby"} if ruby else _OBJECTS
        self.inline = _TRANSPARENT | _RAISED | _OBJECTS

    def read(self, body: etree._Element, lang: str) -> list[Run]:
        self._block(body, body.get("lang", lang), line=False)
        return [run for run in self.runs if run.close().text]

    def _block(self, block: etree._Element, lang: str, *, line: bool) -> None:
        """The runs of a block: its own words up to each block within it, and from there on."""
        line = line or block.tag in _LINES or block.get("class") in _LINE_CLASSES
        run = self._opened(lang, line=line)
        run.add(Slot(block, depth=0), block.text or "")
        for child in block:
            if child.tag in _SKIPPED:
                run = self._opened(lang, line=line)
            elif child.tag in self.inline:
                self._inline(child, run, 1)
            else:
                self._block(child, child.get("lang", lang), line=line)
                run = self._opened(lang, line=line)
            run.add(Slot(child, tail=True, depth=0), child.tail or "")

    def _inline(self, element: etree._Element, run: Run, depth: int) -> None:
        tag, lang = element.tag, element.get("lang", run.lang)
        if tag in self.objects:
            run.add(Slot(None), _sign(element))
        elif tag in _SKIPPED or element.get("class") == "noteref":
            return
        elif tag in _RAISED:
            self._children(element, self._opened(lang, line=run.line), 0)
        elif lang != run.lang:
            self._children(element, self._opened(lang, line=run.line), 0)
            run.add(Slot(None), _sign(element))
        else:
            self._children(element, run, depth)

    def _children(self, element: etree._Element, run: Run, depth: int) -> None:
        run.add(Slot(element, depth=depth), element.text or "")
        for child in element:
            self._inline(child, run, depth + 1)
            run.add(Slot(child, tail=True, depth=depth), child.tail or "")

    def _opened(self, lang: str, *, line: bool) -> Run:
        run = Run(lang, line)
        self.runs.append(run)
        return run


def _sign(element: etree._Element) -> str:
    """What stands for an object: how it begins and ends, as far as the words beside it are concerned."""
    if element.tag == "br":
        return BREAK
    words = _words(element).strip()
    if not words:
        formula = element.tag == "math" or element.get("class") == "equation"
        return LATIN_OBJECT if formula else PICTURE
    return _end(words[0], element) + INSIDE + _end(words[-1], element)


def _end(char: str, element: etree._Element) -> str:
    """The sign for one end of an object: code and formulas are Latin, whatever mark they end with."""
    if HAN.match(char):
        return HAN_OBJECT
    is_word = element.tag in _OBJECTS - {"ruby"} and not CJK.match(char)
    return LATIN_OBJECT if is_word or LETTER.match(char) else PICTURE


def _words(element: etree._Element) -> str:
    if element.tag in _SKIPPED:
        return ""
    return (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)
