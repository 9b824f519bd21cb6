"""Which selectors an element matches is asked once for elements that look alike, document after document.

Elements look alike to a selector that looks at themselves and what they are in (names, classes, attributes,
language) if these do. What such a selector looks at stands in the code that cssselect2 makes of it. The few
that look elsewhere, at siblings or children, are asked for every element.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from types import CodeType
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

MOST = 20_000  # kinds of elements that are remembered for a style: a book has some hundred
LANG = frozenset({"lang", "{http://www.w3.org/XML/1998/namespace}lang"})
UPWARDS = LANG | {
    "ancestors", "any", "ascii_lower", "attrib", "classes", "endswith", "etree_element", "get", "id",
    "in_html_document", "local_name", "lower", "namespace_url", "next", "parent", "split_whitespace",
    "startswith", "tag",
}  # fmt: skip
"""What the code of a selector names that looks at an element and what it is in, and nowhere else."""
INDEXES = ("id_selectors", "class_selectors", "lower_local_name_selectors", "namespace_selectors")
LISTS = ("lang_attr_selectors", "other_selectors")
ANYWHERE = ("id_selectors", "namespace_selectors", *LISTS)
"""Where selectors stand that neither a name nor a class tells."""


@dataclass(slots=True, eq=False)
class _Kinds:
    """The selectors of a matcher, parted, and what each kind of element matches.

    `alike` looks upwards, at attributes of the names `told` among others; `elsewhere` does not, `anywhere` if
    neither a name nor a class tells at what. `order` tells whether the matcher got more selectors since.
    """

    order: int
    alike: Any
    elsewhere: Any
    anywhere: bool
    told: frozenset[str]
    found: dict[tuple[Any, ...], tuple[int, list[Any]]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def concern(self, element: Any) -> bool:
        """Whether one that looks elsewhere may match an element of the tree, by its name or a class."""
        others, tag = self.elsewhere, element.tag
        return bool(
            self.anywhere
            or tag in others.lower_local_name_selectors
            or tag.startswith("{")
            or not others.class_selectors.keys().isdisjoint(element.get("class", "").split())
        )


def _asking_once(stock: Function) -> Function:
    def match(matcher: Any, element: Any) -> list[Any]:
        kinds = matcher.__dict__.get("_exporter_kinds")
        if kinds is None or kinds.order != matcher.order:
            kinds = matcher._exporter_kinds = _parted(matcher)
        _, found = _kind(kinds, element, stock)
        more = stock(kinds.elsewhere, element) if kinds.concern(element.etree_element) else ()
        return sorted([*found, *more]) if more else found

    return match


def _kind(kinds: _Kinds, element: Any, stock: Function) -> tuple[int, list[Any]]:
    """The number of an element's kind, and what elements of that kind match."""
    known = element.__dict__.setdefault("_exporter_kinds", {})
    kind: tuple[int, list[Any]] | None = known.get(kinds)
    if kind is None:
        parent = element.parent
        around = -1 if parent is None else _kind(kinds, parent, stock)[0]
        attributes = element.etree_element.attrib.items()
        told = tuple(each for each in attributes if each[0] in kinds.told) if attributes else ()
        key = (around, element.etree_element.tag, told)
        kind = kinds.found.get(key)
        if kind is None:
            if len(kinds.found) >= MOST:
                kinds.found.clear()
            kind = kinds.found[key] = next(kinds.numbers), stock(kinds.alike, element)
        known[kinds] = kind
    return kind


def _parted(matcher: Any) -> _Kinds:
    upwards = _chosen(matcher, _looks_upwards)
    elsewhere = _chosen(matcher, lambda entry: not _looks_upwards(entry))
    words = {
        word for entry in _entries(upwards) for code in _codes(entry[0].__code__) for word in _words(code)
    }
    anywhere = any(getattr(elsewhere, name) for name in ANYWHERE)
    return _Kinds(matcher.order, upwards, elsewhere, anywhere, frozenset(words | LANG | {"id", "class"}))


def _chosen(matcher: Any, wanted: Callable[[Any], bool]) -> Any:
    """A matcher with some of the selectors of another."""
    new = import_module("cssselect2").Matcher()
    for name in INDEXES:
        index = {key: [*filter(wanted, entries)] for key, entries in getattr(matcher, name).items()}
        setattr(new, name, {key: entries for key, entries in index.items() if entries})
    for name in LISTS:
        setattr(new, name, [*filter(wanted, getattr(matcher, name))])
    return new


def _entries(matcher: Any) -> Iterator[Any]:
    for name in INDEXES:
        for entries in getattr(matcher, name).values():
            yield from entries
    for name in LISTS:
        yield from getattr(matcher, name)


def _looks_upwards(entry: Any) -> bool:
    return all(UPWARDS.issuperset(code.co_names) for code in _codes(entry[0].__code__))


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code and all within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _words(code: CodeType) -> Iterator[str]:
    """The texts in code: names of attributes are among them."""
    return (constant for constant in code.co_consts if isinstance(constant, str))


SELECTORS = (Change("cssselect2:Matcher", "match", _asking_once),)
