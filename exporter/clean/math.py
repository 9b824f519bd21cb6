"""Formulas: what a page renders twice, draws or leaves to a script becomes one `math` element, or its TeX."""

from collections.abc import Iterator

from lxml import etree

from exporter.clean import delimiters, equations, mathml, soup, tex, text, tree, vocabulary
from exporter.clean.page import Page

TEX = "tex"
"""`code data-language="tex"` holds the source of a formula that could not be converted."""

# What renderers put beside the source of a formula.
_RENDERED = frozenset(
    "MathJax MathJax_Preview MathJax_Display MathJax_SVG MathJax_SVG_Display MathJax_CHTML MJXc-display"
    " MJX_Assistive_MathML katex-html mwe-math-fallback-image-inline mwe-math-fallback-image-display".split()
)
# Boxes around a formula that hold its MathML, or its source in an attribute, among what is drawn.
_BOXES = _RENDERED | frozenset("katex mwe-math-element mjx-container".split())
_SET_APART = frozenset(
    "katex-display MathJax_Display MathJax_SVG_Display MJXc-display mwe-math-element-block math-display"
    " block-equation display".split()
)
_NAMES = frozenset({"math", "tex", "latex", "equation", "formula", "katex"})
_INLINE = frozenset("span a b i em strong font mark u noscript picture".split())
_PARAGRAPHS = frozenset("p div section center figure".split())
_ANNOTATIONS = ("annotation", "annotation-xml")
_LANGUAGES = frozenset({"math", "katex", "mathjax"})


def settle_math(article: etree._Element, page: Page) -> None:
    """Makes each formula one `math` element with its TeX; one that cannot be converted stays TeX, as code."""
    _drop_renderings(article)
    for block in list(article.iter("pre")):
        _settle_block(block)
    for box in list(article.iter("span", "div", "mjx-container")):
        _settle_box(box)
    for found in list(article.iter("math")):
        if found.getparent() is not None:
            _settle_mathml(found, page)
    for element in list(article.iter("span", "div", "section", "svg")):
        _settle_source(element, page)
    for picture in list(article.iter("img")):
        _settle_picture(picture, page)
    delimiters.read_delimiters(article, lambda source, apart: tex.formula(source, display=apart))


def _drop_renderings(article: etree._Element) -> None:
    for element in list(article.iter("span", "div", "img", "nobr")):
        if set(element.get("class", "").split()) & _RENDERED:
            sources = list(_sources_beside(element))
            if sources and equations.says(" ".join(sources), tree.content(element)):
                tree.drop(element)


def _sources_beside(rendered: etree._Element) -> Iterator[str]:
    """What the elements say that stand beside a rendered formula and hold its source."""
    after = rendered.getnext()
    for part in (rendered.getprevious(), after, None if after is None else after.getnext()):
        if part is not None and (
            part.get("data-tex") is not None or next(part.iter("math"), None) is not None
        ):
            yield tree.content(part) + "".join(math.get("alttext", "") for math in part.iter("math"))


def _settle_block(block: etree._Element) -> None:
    """A code block in the language math, as Git hosts write formulas set apart."""
    code = block.find("code")
    if code is not None and code.get("data-language") in _LANGUAGES:
        made = tex.formula(tree.content(code), display=True)
        if made is not None:
            tree.replace(block, made)


def _settle_box(box: etree._Element) -> None:
    """Leaves of a renderer's box the MathML or the attribute that says what it draws."""
    if box.getparent() is None or not (
        box.tag == "mjx-container" or set(box.get("class", "").split()) & _BOXES
    ):
        return
    found = next(box.iter("math"), None)
    if found is None and box.get("data-mathml"):
        found = next(soup.parse(box.get("data-mathml", "")).tree.iter("math"), None)
    stated = next((said for part in box.iter() if (said := equations.attribute(part))), "")
    if found is None and not stated:
        return
    said = stated if found is None else stated + tree.content(found) + found.get("alttext", "")
    if not equations.says(said, tree.content(box)):
        return
    apart = _is_set_apart(box)
    if found is None:
        found = etree.Element("math", alttext=stated)
    if apart:
        found.set("display", "block")
    found.tail = None
    tree.replace(box, found)


def _settle_mathml(found: etree._Element, page: Page) -> None:
    source, apart = _source(found), found.get("display") == "block" or _is_set_apart(found)
    shown = _shown(found)
    source = source if equations.says(source, shown) else ""
    made = tex.formula(source, display=apart)
    if made is None:
        made = mathml.presented(found, tex.bare(source), display=apart)
    if made is not None and (source or equations.says(tree.content(made), shown)):
        tree.replace(found, made)
    elif source:
        _keep(found, source, page)
    else:
        _unwrap(found)


def _shown(found: etree._Element) -> str:
    """What MathML shows, the source that it carries aside."""
    texts = (part.text or "" for part in found.iter() if part.tag not in _ANNOTATIONS)
    tails = (part.tail or "" for part in found.iterdescendants())
    return "".join([*texts, *tails])


def _unwrap(found: etree._Element) -> None:
    """What cannot be a formula is the text that it shows."""
    for part in list(found.iter(*_ANNOTATIONS)):
        tree.drop(part)
    if any(part.tag in vocabulary.BLOCKS | vocabulary.INLINES for part in found.iter()):
        for part in list(found.iter(*vocabulary.MATHML)):
            part.tag = "span"
        return
    tail, plain = found.tail, text.compact(tree.content(found))
    found.clear()
    found.tag, found.text, found.tail = "span", plain, tail


def _stated(element: etree._Element) -> str:
    """The TeX in an attribute of the element, "" where it holds more than what that draws."""
    source = equations.attribute(element)
    if not source:
        return ""
    shown = text.compact(tree.content(element))
    return source if len(shown) <= 4 * len(source) + 40 and equations.says(source, shown) else ""


def _source(found: etree._Element) -> str:
    """The TeX that MathML carries, "" for none."""
    for annotation in found.iter("annotation"):
        if "tex" in annotation.get("encoding", "").lower():
            return text.folded(tree.content(annotation))
    source = text.folded(found.get("alttext", ""))
    return source if delimiters.says_tex(source) or text.blank(tree.content(found)) else ""


def _settle_source(element: etree._Element, page: Page) -> None:
    """An element that names its TeX in an attribute, or is named a formula and holds nothing but TeX."""
    source = _stated(element)
    if not source and element.get("data-tex") is not None:  # MathJax's script: the TeX is what it holds
        source = text.folded(tree.content(element))
    if source:
        made = tex.formula(source, display=_is_set_apart(element))
        if made is None:
            _keep(element, source, page)
        else:
            tree.replace(element, made)
    elif tree.last(element) is None and tree.words(element, ["class"]) & _NAMES:
        made = tex.formula(element.text or "", display=_is_set_apart(element))
        if made is not None and delimiters.says_tex(element.text or ""):
            tree.replace(element, made)


def _settle_picture(picture: etree._Element, page: Page) -> None:
    """A picture of a formula; where its TeX cannot be converted the picture still shows it."""
    source = equations.tex_of(picture)
    if not source:
        return
    apart = equations.is_set_apart(picture) or _is_set_apart(picture)
    made = tex.formula(source, display=apart)
    if made is not None:
        tree.replace(picture, made)
        return
    page.notice("formula-kept", f"a picture: {source[:200]}")
    picture.set("alt", source)
    picture.set("eeimg", "1")  # a sign within the line


def _keep(element: etree._Element, source: str, page: Page) -> None:
    """Makes the element inline code in TeX."""
    page.notice("formula-kept", f"TeX: {source[:200]}")
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "code", text.folded(source), tail
    element.set("data-language", TEX)


def _is_set_apart(element: etree._Element) -> bool:
    """Whether the page sets the formula apart: it says so, or nothing else stands in the paragraph."""
    alone: etree._Element | None = element
    while alone is not None:
        words = set(alone.get("class", "").split())
        if (
            words & _SET_APART
            or alone.get("display") in {"true", "block"}
            or alone.get("data-display") == "block"
        ):
            return True
        parent = alone.getparent()
        if parent is None or len(parent) > 1 or not text.blank((parent.text or "") + (alone.tail or "")):
            return False
        if parent.tag not in _INLINE:
            return parent.tag in _PARAGRAPHS or bool(set(parent.get("class", "").split()) & _SET_APART)
        alone = parent
    return False
