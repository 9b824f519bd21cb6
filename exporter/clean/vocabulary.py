"""The closed set of elements and attributes an Article's body may hold, and its checker.

The body is an `article` element in no namespace. Headings start at h2 (h1 is the title, made by the
template) and each opens the `section` that it names: `<section id="s1"><h2>...</h2>...</section>`.
A picture is `<img src="PICTURE-ID" alt="..."/>`, alone in a `figure` or within a line. Links are absolute
(http, https, mailto) or `#id` of the same body. A formula is `<math alttext="TeX">...</math>` in presentation
MathML (the elements of MathML Core and menclose, which it lacks), here in no namespace; with display="block"
it is alone in its paragraph.
"""

from lxml import etree

BLOCKS = frozenset(
    "section h2 h3 h4 h5 h6 p blockquote ul ol li dl dt dd figure figcaption table caption thead tbody tfoot"
    " tr th td pre hr aside div".split()
)
INLINES = frozenset(
    "a em strong u s sub sup small mark code kbd samp var q cite abbr span br ruby rt rp img".split()
)
ROOT = "article"
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
VOID = frozenset({"br", "hr", "img"})

TOKENS = frozenset({"mi", "mn", "mo", "mtext", "mspace"})
"""The leaves of a formula: they alone hold text."""
PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}
"""Elements of a formula that have so many parts, each in its place."""
MATHML = TOKENS | PARTS.keys() | frozenset("math mrow msqrt mstyle mphantom menclose mtable mtr mtd".split())
_CELLS = {"mtr": "mtable", "mtd": "mtr"}

CLASSES = frozenset(
    {
        "subtitle",  # the slogan under a heading
        "lead",  # the article's opening summary
        "poem",  # lines whose breaks mean something
        "equation",  # a picture of a formula, within a line
        "embed",  # the card that stands for a video, audio or frame
        "centred",  # a line the author centred, such as * * *
        "note",  # a callout: tip, warning
        "noteref",  # on `a id="fnref3" href="#fn3"`: a footnote's number in the text; again: fnref3-2
        "footnote",  # on `aside id="fn3"`: its blocks, without number and way back, which the renderer makes
        "footnotes",  # on the `div` that holds footnotes where the page had them
        "work",  # on `u`: the title of a book or article, with a wavy line (书名号乙式)
        "name",  # on `u`: a proper name (专名号)
        "han",  # on `ol`: numbered 一、二、三
        "stems",  # on `ol`: numbered 甲、乙、丙
        "formula",  # a paragraph that is a formula set apart
        "ruled-right",  # a cell of a matrix with a line after it
        "ruled-top",  # a cell of a matrix with a line above it
    }
)

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"id", "lang", "dir", "class"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "abbr": frozenset({"title"}),
    "code": frozenset({"data-language"}),
    "math": frozenset({"display", "alttext"}),
    "mi": frozenset({"mathvariant"}),
    "mo": frozenset(
        "accent fence form largeop lspace maxsize minsize movablelimits rspace separator stretchy"
        " symmetric".split()
    ),
    "mspace": frozenset({"width"}),
    "mfrac": frozenset({"linethickness"}),
    "mover": frozenset({"accent"}),
    "munder": frozenset({"accentunder"}),
    "munderover": frozenset({"accent", "accentunder"}),
    "mstyle": frozenset({"displaystyle", "scriptlevel"}),
    "mtable": frozenset({"displaystyle"}),
    "mtd": frozenset({"columnalign"}),
    "menclose": frozenset({"notation"}),
}


def faults(body: etree._Element) -> list[str]:
    """What in `body` is outside the vocabulary, one line each; empty for a body that may be bound."""
    found = [] if body.tag == ROOT else [f"root is {body.tag!s}"]
    ids: set[str] = set()
    for element in body.iter():
        found += _element_faults(element, is_root=element is body)
        identifier = element.get("id") if isinstance(element.tag, str) else None
        if identifier is not None and identifier in ids:
            found.append(f"id {identifier} twice")
        ids.add(identifier or "")
    return found


def _element_faults(element: etree._Element, *, is_root: bool) -> list[str]:
    tag = element.tag
    if not isinstance(tag, str):
        return ["comment or processing instruction"]
    if not is_root and tag not in BLOCKS | INLINES | MATHML:
        return [f"element {tag}"]
    legal = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
    found = [f"attribute {name} on {tag}" for name in element.attrib if name not in legal]
    classes = set(element.get("class", "").split())
    found += [f"class {name} on {tag}" for name in sorted(classes - CLASSES)]
    return found + _formula_faults(element, tag)


def _formula_faults(element: etree._Element, tag: str) -> list[str]:
    """What is wrong with an element of a formula, or with its place."""
    parent = element.getparent()
    around = "" if parent is None else str(parent.tag)
    if (around in MATHML) != (tag in MATHML and tag != "math"):
        return [f"{tag} in {around}"]
    if tag not in MATHML:
        return []
    found = [f"{tag} in {around}"] if _CELLS.get(tag, around) != around else []
    if around in _CELLS.values() and _CELLS.get(tag) != around:
        found.append(f"{tag} in {around}")
    if len(element) != PARTS.get(tag, 0 if tag in TOKENS else len(element)):
        found.append(f"{len(element)} parts in {tag}")
    stray = [element.text if tag not in TOKENS else "", *(part.tail for part in element)]
    return found + [f"text in {tag}" for data in stray if data and data.strip()]
