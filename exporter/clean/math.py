"""Formulas: what a page renders twice or as layout is brought back to its TeX source, once."""

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.page import Page

TEX = "tex"
"""`code data-language="tex"` holds the source of a formula."""

_RENDERED = frozenset(
    "MathJax MathJax_Preview MathJax_Display MathJax_SVG MathJax_CHTML MJX_Assistive_MathML"
    " katex-html".split()
)


def settle_math(article: etree._Element, _page: Page) -> None:
    """Replaces KaTeX, MathJax and MathML by the TeX they carry; MathML without it by its plain text."""
    for element in list(article.iter("span", "div")):
        if set(element.get("class", "").split()) & _RENDERED and _has_source(element):
            tree.drop(element)
    for formula in list(article.iter("math")):
        _to_tex(formula)
    for element in list(article.iter("span")):
        if element.get("data-tex") is not None:
            _write(element, element.get("data-tex") or tree.content(element))


def _has_source(rendered: etree._Element) -> bool:
    """Whether the source of a rendered formula stands beside it."""
    after = rendered.getnext()
    neighbours = [rendered.getprevious(), after, None if after is None else after.getnext()]
    return any(
        part.get("data-tex") is not None or part.tag == "math" or part.find(".//math") is not None
        for part in neighbours
        if part is not None
    )


def _to_tex(formula: etree._Element) -> None:
    for annotation in formula.iter("annotation"):
        if "tex" in annotation.get("encoding", "").lower():
            _write(formula, tree.content(annotation))
            return
    if formula.get("alttext"):
        _write(formula, formula.get("alttext", ""))
        return
    for annotation in list(formula.iter("annotation")):
        tree.drop(annotation)
    plain = text.compact(tree.content(formula))
    tail = formula.tail
    formula.clear()
    formula.tag, formula.text, formula.tail = "span", plain, tail


def _write(element: etree._Element, source: str) -> None:
    """Makes the element inline code in TeX."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "code", text.folded(source), tail
    element.set("data-language", TEX)
