"""Markers and notes, which any element might have, are styled where one is made.

WeasyPrint's own style has rules for six pseudo-elements of every element: most of the styles that it computes
are never looked at.
"""

from functools import cached_property
from importlib import import_module
from math import inf
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

RARE = frozenset(f"{note}-{part}" for note in ("footnote", "note") for part in ("call", "marker"))
RARE |= {"marker", "note-callback"}


def _passing_over(stock: Function) -> Function:
    def match(matcher: Any, element: Any) -> list[Any]:
        return [found for found in stock(matcher, element) if found[2] not in RARE]

    return match


def _remembering(stock: Function) -> Function:
    matches = import_module("cssselect2").Matcher.match

    def prepare(style_for: Any, html: Any, sheets: Any, hints: Any, fonts: Any, collector: Any) -> None:
        style_for._exporter_asked = _Asked(html, collector, matches)
        stock(style_for, html, sheets, hints, fonts, collector)

    return prepare


def _asking(stock: Function) -> Function:
    def ask(style_for: Any, element: Any, pseudo_type: str | None = None) -> Any:
        if pseudo_type in RARE:
            style_for._exporter_asked.compute(style_for, element, pseudo_type)
        return stock(style_for, element, pseudo_type)

    return ask


class _Asked:
    """The styles of one document that are computed where they are asked for."""

    def __init__(self, html: Any, collector: Any, matches: Function) -> None:
        self._html, self._collector, self._matches = html, collector, matches

    @cached_property
    def _elements(self) -> dict[Any, Any]:
        return {each.etree_element: each for each in self._html.wrapper_element.iter_subtree()}

    def compute(self, style_for: Any, element: Any, pseudo: str) -> None:
        """As StyleFor does it for every pseudo-element beforehand."""
        told = style_for.get_cascaded_styles()
        if (element, pseudo) in style_for.get_computed_styles() or element not in self._elements:
            return
        declared = self._declared(style_for, self._elements[element], pseudo)
        if declared:
            told[element, pseudo] = declared
            style_for.set_computed_styles(
                element,
                parent=element,
                root=self._html.etree_element,
                pseudo_type=pseudo,
                base_url=self._html.base_url,
                target_collector=self._collector,
            )
            del told[element, pseudo]

    def _declared(self, style_for: Any, element: Any, pseudo: str) -> dict[str, Any]:
        """The cascade of an element's pseudo-element: of each property its value and weight."""
        precedence = import_module("weasyprint.css").declaration_precedence
        found: dict[str, Any] = {}
        for sheet, origin, fixed in style_for._sheets:
            for specificity, _, name, (declarations, layer) in self._matches(sheet.matcher, element):
                order = inf if layer is None else sheet.layers.index(layer)
                for key, value, importance in declarations if name == pseudo else ():
                    weight = precedence(origin, importance), order, fixed or specificity
                    if key not in found or found[key][1] <= weight:
                        found[key] = value, weight
        return found


PSEUDO = (
    Change("cssselect2:Matcher", "match", _passing_over),
    Change("weasyprint.css:StyleFor", "__init__", _remembering),
    Change("weasyprint.css:StyleFor", "__call__", _asking),
)
