"""What a tagged PDF says in the order of its structure: the articles, each from its title on.

The structure tree gives the reading order and tells list markers from text; running heads and folios are not
in it. The characters come from the drawn pages, by the number of the marked content they are drawn in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Place = tuple[int, int]
"""A page, counted from 0, and the number of a marked content on it."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of structure: its kind as the file has it ("/P"; "" for what is none), and what is in it."""

    kind: str
    kids: "Sequence[Element | Place]" = ()


@dataclass
class Reading:
    """An article as it is read: its pieces with table heads once, and as often as they are drawn.

    `feet` is what stands at the foot of its pages.
    """

    once: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    feet: list[str] = field(default_factory=list)


def readings(root: Element, text: Mapping[Place, str]) -> list[Reading]:
    """The articles below `root` in reading order; `text` is what the marked contents show."""
    reader = _Reader(text)
    reader.visit(root, within=False)
    return reader.readings


@dataclass
class _Reader:
    """Walks the structure tree. A table head that repeats the one before, nothing between, is a page's."""

    text: Mapping[Place, str]
    readings: list[Reading] = field(default_factory=list)
    head: str = ""
    after_table: bool = False
    at_foot: bool = False

    def visit(self, element: Element, *, within: bool) -> None:
        """The text below `element`, once the walk is `within` an article."""
        kind = element.kind
        if kind == "/Lbl":
            return
        if not within and not self.at_foot and _is_foot(element):
            self.at_foot = True
            self.visit(element, within=False)
            self.at_foot = False
            return
        within = within or kind == "/Art"
        if within and kind == "/H1":
            self.readings.append(Reading())
        repeated = kind == "/THead" and self.after_table
        start = len(self.readings[-1].once) if self.readings else 0
        for kid in element.kids:
            if isinstance(kid, Element):
                self.visit(kid, within=within)
            elif self.readings:
                self._say(self.text.get(kid, ""), within=within)
        if kind == "/THead" and within:
            self._head(start, repeated=repeated)
        elif kind == "/Table":
            self.after_table = True

    def _say(self, text: str, *, within: bool) -> None:
        if self.at_foot:
            self.readings[-1].feet.append(text)
        elif within and text.strip():
            self.after_table = False
            self.readings[-1].once.append(text)
            self.readings[-1].drawn.append(text)

    def _head(self, start: int, *, repeated: bool) -> None:
        once = self.readings[-1].once
        head = "".join(once[start:])
        if repeated and head == self.head:
            del once[start:]
        self.head = head


def _is_foot(element: Element) -> bool:
    """Whether WeasyPrint set the notes of a page here: a box without name, of nothing but spans."""
    spans = all(isinstance(kid, Element) and kid.kind == "/Span" for kid in element.kids)
    return bool(element.kids) and spans and element.kind == "/NonStruct"
