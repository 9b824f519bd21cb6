"""The type area (版心) a page style draws: whole characters by whole lines, read from its CSS."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, DimensionToken, NumberToken, QualifiedRule

from exporter import resources
from exporter.notices import ConfigurationError

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75, "pc": 12.0}


@dataclass(frozen=True, slots=True)
class Grid:
    """A type area in points: `width` by `height`, body `size` on lines of `pitch`, in `columns`."""

    width: float
    height: float
    size: float
    pitch: float
    columns: int = 1
    gap: float = 0.0

    @property
    def measure(self) -> float:
        """The length of a line of text, in points."""
        return (self.width - self.gap * (self.columns - 1)) / self.columns

    @property
    def lines(self) -> int:
        """Lines of a full page."""
        return round(self.height / self.pitch)


@functools.cache
def page_style(page: str, shadow: Path | None = None) -> str:
    """The CSS of a page size by name. Raises ConfigurationError for a name that is none."""
    return resources.read("styles", f"pages/{page}.css", shadow)


@functools.cache
def grid(css: str) -> Grid:
    """The type area of a page style: `@page` width and height, `html` font-size and line-height, columns.

    Raises ConfigurationError where one of the first four is not given as a length.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    found: dict[str, float] = {}
    for rule in rules:
        if isinstance(rule, AtRule | QualifiedRule) and rule.content is not None:
            found.update(_lengths(rule))
    wanting = {"width", "height", "font-size", "line-height"} - found.keys()
    if wanting:
        names = ", ".join(sorted(wanting))
        raise ConfigurationError(f"page style gives no {names}", hint="see exporter style pages/a5.css")
    return Grid(
        width=found["width"],
        height=found["height"],
        size=found["font-size"],
        pitch=found["line-height"],
        columns=round(found.get("columns", 1)),
        gap=found.get("column-gap", 0.0),
    )


def _lengths(rule: AtRule | QualifiedRule) -> Iterator[tuple[str, float]]:
    for declaration in tinycss2.parse_blocks_contents(rule.content or []):
        if declaration.type == "declaration":
            values = [token for token in declaration.value if token.type in {"dimension", "number"}]
            if len(values) == 1:
                yield declaration.lower_name, _points(values[0])


def _points(token: DimensionToken | NumberToken) -> float:
    return float(token.value) * (POINTS.get(token.lower_unit, 0.0) if token.type == "dimension" else 1.0)
