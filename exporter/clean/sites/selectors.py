"""The selectors of site rules: the part of CSS whose cost grows with the article, not with its square.

Parsed by cssselect, matched here from right to left: XPath, which cssselect would make of them, took minutes
over 27,000 boxes in one another.
"""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cssselect
from cssselect import SelectorError
from cssselect.parser import Attrib, Class, CombinedSelector, Element, Hash, Negation
from lxml import etree

from exporter.clean import soup

LONGEST = 200  # characters
DEEPEST = 6  # compounds, such as `div.a > p` has two

_COMPARED: dict[str, Callable[[str, str], bool]] = {
    "=": lambda held, value: held == value,
    "^=": lambda held, value: bool(value) and held.startswith(value),
    "$=": lambda held, value: bool(value) and held.endswith(value),
    "*=": lambda held, value: bool(value) and value in held,
    "~=": lambda held, value: value in held.split(),
    "|=": lambda held, value: held == value or held.startswith(f"{value}-"),
}


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element must be: `tag` ("" for any), classes, ids, attributes, and what it must not be."""

    tag: str = ""
    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str, str], ...] = ()
    without: tuple["_Compound", ...] = ()

    def matches(self, element: etree._Element) -> bool:
        """Whether the element is one."""
        return (
            self.tag in ("", element.tag, element.get(soup.WAS))
            and (not self.classes or self.classes.issubset(element.get("class", "").split()))
            and (not self.ids or self.ids == {element.get("id")})
            and all(_holds(element.get(name), how, value) for name, how, value in self.attributes)
            and not any(compound.matches(element) for compound in self.without)
        )


_Group = tuple[_Compound, ...]
"""Compounds joined by `>`, the outermost first."""


@dataclass(frozen=True, slots=True)
class _Path:
    """Groups joined by spaces, the outermost first."""

    groups: tuple[_Group, ...]

    @property
    def last(self) -> _Compound:
        return self.groups[-1][-1]

    def matches(self, element: etree._Element) -> bool:
        """Whether the element is found: each group at the nearest place above the one before."""
        place = _top(element, self.groups[-1])
        for group in reversed(self.groups[:-1]):
            if place is None:
                return False
            tops = (_top(above, group) for above in place.iterancestors())
            place = next((top for top in tops if top is not None), None)
        return place is not None


def fault(selector: str) -> str:
    """What is wrong with a selector, "" for one that may be used."""
    if len(selector) > LONGEST:
        return f"longer than {LONGEST} characters"
    try:
        paths = _compiled(selector)
    except SelectorError as error:
        return str(error)
    if any(sum(map(len, path.groups)) > DEEPEST for path in paths):
        return f"more than {DEEPEST} steps"
    return ""


def found(root: etree._Element, selectors: tuple[str, ...]) -> list[etree._Element]:
    """The elements below `root` that any of the selectors finds: selector by selector, each once."""
    paths = [path for selector in selectors for path in _compiled(selector)]
    return list(dict.fromkeys(element for path in paths for element in _matches(root, path)))


def names_in(root: etree._Element) -> frozenset[str]:
    """Every class, id and invented element below `root`: what `may_find` asks."""
    held: set[str] = set()
    for element in root.iter():
        held.update(element.get("class", "").split(), (element.get("id", ""), element.get(soup.WAS, "")))
    return frozenset(held)


def may_find(selector: str, names: frozenset[str]) -> bool:
    """Whether a page of which `names_in` told the names can hold what the selector finds."""
    return any((path.last.classes | path.last.ids) <= names for path in _compiled(selector))


def _matches(root: etree._Element, path: _Path) -> Iterator[etree._Element]:
    tag = path.last.tag
    candidates = root.iter(tag if tag in soup.KNOWN else "span") if tag else root.iter()
    return (element for element in candidates if element is not root and path.matches(element))


def _top(element: etree._Element, group: _Group) -> etree._Element | None:
    """The outermost element of a group whose innermost is `element`; None where they do not match."""
    place: etree._Element | None = element
    for compound in reversed(group):
        if place is None or not compound.matches(place):
            return None
        top, place = place, place.getparent()
    return top


def _holds(held: str | None, how: str, value: str) -> bool:
    return held is not None and (how == "exists" or _COMPARED[how](held, value))


@functools.lru_cache(maxsize=4096)
def _compiled(selector: str) -> tuple[_Path, ...]:
    parsed = cssselect.parse(selector)
    if any(each.pseudo_element for each in parsed):
        raise SelectorError("pseudo-elements are not understood")
    return tuple(_Path(_groups(each.parsed_tree)) for each in parsed)


def _groups(parsed: object) -> tuple[_Group, ...]:
    if not isinstance(parsed, CombinedSelector):
        return ((_compound(parsed),),)
    outer, inner = _groups(parsed.selector), _compound(parsed.subselector)
    if parsed.combinator == ">":
        return (*outer[:-1], (*outer[-1], inner))
    if parsed.combinator == " ":
        return (*outer, (inner,))
    raise SelectorError(f"“{parsed.combinator}” is not understood, only spaces and >")


def _compound(parsed: object) -> _Compound:
    classes: set[str] = set()
    ids: set[str] = set()
    attributes: list[tuple[str, str, str]] = []
    without: list[_Compound] = []
    while not isinstance(parsed, Element):
        if isinstance(parsed, Class):
            classes.add(parsed.class_name)
        elif isinstance(parsed, Hash):
            ids.add(parsed.id)
        elif isinstance(parsed, Attrib) and parsed.operator in {"exists", *_COMPARED}:
            value = str(getattr(parsed.value, "value", parsed.value) or "")
            attributes.append((parsed.attrib.lower(), parsed.operator, value))
        elif isinstance(parsed, Negation):
            without.append(_compound(parsed.subselector))
        else:
            raise SelectorError("names, .class, #id, [attribute] and :not() are understood, other things not")
        parsed = parsed.selector
    tag = (parsed.element or "").lower()
    return _Compound(tag, frozenset(classes), frozenset(ids), tuple(attributes), tuple(without))
