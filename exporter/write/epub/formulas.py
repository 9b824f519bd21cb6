"""Formulas in a page of the book: MathML in its own namespace, and what a manifest must say of it."""

from lxml import etree

from exporter.clean.vocabulary import MATHML

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
DECLARATION = len(f' xmlns="{NAMESPACE}"')  # bytes by which a formula grows when its page is written


def declare(body: etree._Element) -> None:
    """Puts every formula of `body` in MathML's namespace, declared where it begins, in place."""
    for formula in list(body.iter("math")):
        made = _named(formula, {None: NAMESPACE})
        made.tail = formula.tail
        parent = formula.getparent()
        if parent is not None:
            parent.replace(formula, made)


def properties(body: etree._Element) -> tuple[str, ...]:
    """The manifest's properties of a page that holds `body` (EPUB 3.3, section 5.5.2.2: mathml)."""
    return ("mathml",) if next(body.iter("math"), None) is not None else ()


def _named(element: etree._Element, names: dict[str | None, str] | None = None) -> etree._Element:
    made = etree.Element(f"{{{NAMESPACE}}}{element.tag!s}", dict(element.attrib), nsmap=names)
    made.text, made.tail = element.text, element.tail
    made.extend(_named(part) for part in element if part.tag in MATHML)
    return made
