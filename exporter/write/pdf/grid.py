"""The type area (版心) that a page style draws: whole characters by whole lines, read from its CSS."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import AtRule, DimensionToken, NumberToken, QualifiedRule

from exporter.notices import ConfigurationError

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75, "pc": 12.0}
# where a measure is looked for, and whether a page style must give it as a length
MEASURES = {
    ("@page", "width"): True,
    ("@page", "height"): True,
    ("html", "font-size"): True,
    ("html", "line-height"): True,
    (".text", "columns"): False,
    (".text", "column-gap"): False,
}


@dataclass(frozen=True, slots=True)
class Grid:
    """A type area in points: `width` by `height`, body `size` on lines of `pitch`, in `columns`.

    `turned` is one that lies on its side: its lines become columns of text.
    """

    width: float
    height: float
    size: float
    pitch: float
    columns: int = 1
    gap: float = 0.0
    turned: bool = False

    @property
    def measure(self) -> float:
        """The length of a line of text, in points."""
        return (self.width - self.gap * (self.columns - 1)) / self.columns

    @property
    def across(self) -> float:
        """What a line above or below it may hold on the finished page, in points."""
        return self.height if self.turned else self.width

    @property
    def lines(self) -> int:
        """Lines of a full page."""
        return int(self.height / self.pitch + 0.01)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in points: its size, what is above the type area, and beside it at the binding.

    `inner` is None where the page style has no sides: both margins are the same.
    """

    width: float
    height: float
    above: float
    inner: float | None


@functools.cache
def grid(css: str) -> Grid:
    """The type area that a page style, and a theme after it, draw: see MEASURES.

    Raises ConfigurationError where one of them is wanting.
    """
    found: dict[tuple[str, str], float] = {}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        found.update(_measures(rule))
    wanting = [
        f"{name} of {place}"
        for (place, name), needed in MEASURES.items()
        if needed and (place, name) not in found
    ]
    if wanting:
        hint = "see exporter style pages/a5.css"
        raise ConfigurationError(f"the page style gives no {', '.join(wanting)}", hint=hint)
    width, height, size, pitch, columns, gap = (found.get(measure, 0.0) for measure in MEASURES)
    return Grid(width, height, size, pitch, max(1, round(columns)), gap)


@functools.cache
def paper(css: str) -> Paper:
    """The paper under the type area of a page style, and a theme after it.

    Raises ConfigurationError where the style gives no size of it as two lengths.
    """
    found: dict[tuple[str, str], list[float]] = {}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        found.update(_lengths(rule))
    size = found.get(("@page", "size"), [])
    if len(size) != len(("width", "height")):
        raise ConfigurationError("the page style gives no size", hint="see exporter style pages/a5.css")
    width, height = size
    above = found.get(("@page", "margin-top")) or found.get(("@page", "margin")) or [0.0]
    inner = found.get(("@page :right", "margin-left"))
    return Paper(width, height, above[0], inner[0] if inner else None)


def _measures(rule: AtRule | QualifiedRule) -> Iterator[tuple[tuple[str, str], float]]:
    for place, lengths in _lengths(rule):
        if place in MEASURES and lengths:
            yield place, lengths[0]


def _lengths(rule: AtRule | QualifiedRule) -> Iterator[tuple[tuple[str, str], list[float]]]:
    """Every declaration of a rule with the lengths it gives."""
    if rule.type not in {"at-rule", "qualified-rule"} or rule.content is None:
        return
    place = tinycss2.serialize(rule.prelude).strip()
    if rule.type == "at-rule":
        place = f"@{rule.lower_at_keyword} {place}".strip()
    for declaration in tinycss2.parse_blocks_contents(rule.content):
        if declaration.type == "declaration":
            tokens = [token for token in declaration.value if token.type in {"dimension", "number"}]
            yield (place, declaration.lower_name), [_points(token) for token in tokens]


def _points(token: DimensionToken | NumberToken) -> float:
    return float(token.value) * (POINTS.get(token.lower_unit, 0.0) if token.type == "dimension" else 1.0)
