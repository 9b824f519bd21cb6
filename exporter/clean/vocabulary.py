"""The closed set of elements and attributes an Article's body may hold, and its checker.

The body is an `article` element in no namespace. Headings start at h2 (h1 is the title, made by the
template) and each opens the `section` that it names: `<section id="s1"><h2>...</h2>...</section>`.
A picture is `<img src="PICTURE-ID" alt="..."/>`, alone in a `figure` or within a line. Links are absolute
(http, https, mailto) or `#id` of the same body.
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

CLASSES = frozenset(
    {
        "subtitle",  # the slogan under a heading
        "lead",  # the article's opening summary
        "poem",  # lines whose breaks mean something
        "embed",  # the card that stands for a video, audio or frame
        "centred",  # a line the author centred, such as * * *
        "note",  # a callout: tip, warning
    }
)

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"id", "lang", "dir", "class"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start", "reversed"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "abbr": frozenset({"title"}),
    "code": frozenset({"data-language"}),
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
    if not is_root and tag not in BLOCKS | INLINES:
        return [f"element {tag}"]
    legal = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
    found = [f"attribute {name} on {tag}" for name in element.attrib if name not in legal]
    classes = set(element.get("class", "").split())
    return found + [f"class {name} on {tag}" for name in sorted(classes - CLASSES)]
