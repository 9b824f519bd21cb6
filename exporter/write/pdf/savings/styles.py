"""Computed styles shared between documents: an element matched by the same rules below the same parent.

WeasyPrint shares them within a document. Articles of one book have the same styles, and paragraph after
paragraph of each asks for what is known from the first. A style is shared whose declarations all come from
the book's styles; what attributes say is the element's own, but for name, language, lengths and custom
properties.
"""

from collections.abc import Mapping
from typing import Any

from tinycss2 import serialize

from exporter.write.pdf.savings.changing import Change, Function

SHEETS = (1, 2, 5)  # precedence of declarations in WeasyPrint's own style and in those given to it
MOST = 4000  # styles kept: a book has a few hundred
CUSTOM = "__"  # begins the names of custom properties, which are tokens: pictures have their lines in one
VIEWPORT = ("vw", "vh", "vi", "vb", "vmin", "vmax")  # units that depend on a document's first page


def _sharing(stock: type) -> Function:
    """A maker of styles in the place of the class: it takes what the class takes."""

    class Kept(stock):  # type: ignore[misc]
        """A style whose copies are no shared ones."""

        def copy(self) -> Any:
            told = (self.parent_style, self.cascaded, self.pseudo_type, self.root_style)
            copy = Kept(*told, self.base_url, self.font_config, self.initial_page_sizes)
            copy.update(self)
            copy.specified = self.specified.copy()
            return copy

    class Named(Kept):
        """A style that is another one but for its anchor."""

        def __missing__(self, key: str) -> Any:
            value = self[key] = self.family[key]
            return value

        @property
        def anonymous_style(self) -> Any:
            return self.family.anonymous_style

    return _Sharer(Kept, Named).style


class _Sharer:
    """Keeps styles by their parents and declarations."""

    def __init__(self, kept: Any, named: Any) -> None:
        self._kept, self._named = kept, named
        self._styles: dict[tuple[Any, ...], Any] = {}
        self._steady: dict[int, tuple[Any, bool]] = {}

    def style(self, parent: Any, cascaded: dict[str, Any], pseudo: Any, root: Any, *others: Any) -> Any:
        """The style of an element: a shared one if it can be."""
        parent, root = _family(parent), _family(root)
        plain = {name: told for name, told in cascaded.items() if name != "anchor" or told[1][0] in SHEETS}
        told = self._told(plain) if parent is None or is_shared(parent) else None
        if told is None:
            return self._kept(parent, cascaded, pseudo, root, *others)
        base_url, font_config, _ = others
        key = (id(font_config) if parent is None else id(parent), pseudo, base_url, told)
        style = self._styles.get(key)
        if style is None:
            if len(self._styles) >= MOST:
                self._styles.clear()
            style = self._styles[key] = self._kept(parent, plain, pseudo, root, *others)
            style._exporter_shared = True
        return style if len(plain) == len(cascaded) else self._name(style, cascaded["anchor"][0])

    def _name(self, family: Any, anchor: str) -> Any:
        style = self._named.__new__(self._named)
        style.__dict__.update(vars(family), family=family)
        style.__dict__.pop("anonymous_style", None)
        style["anchor"] = anchor
        return style

    def _told(self, cascaded: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """What tells declarations from others, None where they depend on the document."""
        told: list[Any] = []
        for name, (value, (precedence, layer, specificity)) in cascaded.items():
            weight = (precedence, layer, *specificity)
            if precedence in SHEETS and self._is_steady(value):
                told += (name, id(value), weight)
            elif name == "lang":
                told += (name, value, weight)
            elif name.startswith(CUSTOM) and not _sees_page(value):
                told += (name, serialize(value), weight)
            elif type(value).__name__ == "Dimension" and not _sees_page(value):
                told += (name, value.value, value.unit, weight)
            else:
                return None
        return tuple(told)

    def _is_steady(self, value: Any) -> bool:
        """Whether a value of a style is the same for all documents."""
        known = self._steady.get(id(value))
        if known is None:
            known = self._steady[id(value)] = value, not _sees_page(value)
        return known[1]


def is_shared(style: Any) -> bool:
    """Whether documents share a style."""
    return "_exporter_shared" in vars(style)


def _family(style: Any) -> Any:
    return style if style is None else vars(style).get("family", style)


def _sees_page(value: Any) -> bool:
    """Whether a length in a value (numbers and tokens, nested) is measured by the page."""
    if str(getattr(value, "unit", "")).lower().endswith(VIEWPORT):
        return True
    within = list(value) if isinstance(value, list | tuple) else []
    for name in ("tokens", "arguments", "content"):
        part = getattr(value, name, ())
        within += part if isinstance(part, list | tuple) else ()
    return any(map(_sees_page, within))


def _kept_apart(stock: Function) -> Function:
    def set_viewport_overflow(root_box: Any) -> Any:
        """As WeasyPrint's, which changes styles: here those of this document alone."""
        for box in (root_box, *(child for child in root_box.children if child.element_tag.lower() == "body")):
            box.style = box.style.copy()
        return stock(root_box)

    return set_viewport_overflow


STYLES = (
    Change("weasyprint.css", "ComputedStyle", _sharing),
    Change("weasyprint.formatting_structure.build", "set_viewport_overflow", _kept_apart),
)
