"""HTML as found on the web -> a tree that is safe to walk: an HTML5 parse, bounded in depth, legal in XML."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from exporter.clean import text, tree, vocabulary

# Never shown, so dropped without a word: the parser keeps them, no reader ever sees them.
UNSEEN = frozenset(
    "script style template link meta base head title noframes noembed param track col colgroup".split()
)

# Everything else of HTML that the cleaners know; whatever a page invents besides counts as a span.
KNOWN = (
    vocabulary.BLOCKS
    | vocabulary.INLINES
    | frozenset(
        "h1 b i strike del ins tt font big center dfn acronym bdi bdo data time rb rtc nobr wbr picture"
        " source article main header footer nav address hgroup form fieldset legend details summary dialog"
        " search button input select option optgroup datalist textarea label output progress meter canvas"
        " map area menu dir video audio iframe object embed frame frameset svg"
        " noscript".split()
    )
)
# The older half of MathML and MathJax's own boxes: not in the vocabulary, but formulas are read from them.
_FORMULAS = vocabulary.MATHML | frozenset(
    "semantics annotation annotation-xml mfenced mpadded maction merror ms mglyph mmultiscripts mprescripts"
    " none mlabeledtr mjx-container".split()
)
_PREFIX = re.compile(r"(</?)m(?:ml|athml):(?=[a-z])", re.I)  # MathML in XML: HTML knows no namespaces
WAS = "data-element"
"""On a span: the name by which the page invented it, such as mpvoice."""
_RENAMED = {"xmp": "pre", "listing": "pre", "plaintext": "pre", "image": "img"}
_PROGRAMS = frozenset({"script", "style"})  # one that is never closed is no text of the page
_SWALLOWING = re.compile(
    r"""<(iframe|noembed|noframes|script|style|textarea|title)(?:(?:\s[^<>]*[\s"'])?(/)|(?:\s[^<>]*)?)>""",
    re.I,
)
_RAW_INSIDE = frozenset({"iframe"})  # what is inside shows only where frames are unknown

# How deep each kind may nest; beyond, an element's content goes to the element around it. Measured: the
# print engine fails at 45 tables, 70 lists, 138 boxes in one another.
MAX_DEPTH = {"table": 20, "list": 30, "element": 100}
_KINDS = {
    "table": (frozenset({"table"}), frozenset("caption thead tbody tfoot tr th td".split())),
    "list": (frozenset({"ul", "ol", "dl", "menu", "dir"}), frozenset({"li", "dt", "dd"})),
}
"""What opens a table or list, and the parts that go with it."""
_LEAVES = vocabulary.VOID | {"pre", "video", "audio", "iframe", "embed"}  # kept at any depth
_MAX_SPAN = {"colspan": 100, "rowspan": 1000}
_MAX_NUMBER = 1_000_000

# The parser's own work grows with the square of the depth: beyond this, tags go before it sees them.
_MAX_OPEN = 2000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_CLOSE_THEMSELVES = vocabulary.VOID | frozenset(
    "p li dt dd tr td th tbody thead tfoot option rt rp input link meta source wbr area base col".split()
)

_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_-]*\Z")
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})")


@dataclass(slots=True)
class Soup:
    """A parsed page: its tree, how many illegal characters went, which kinds were nested too deep."""

    tree: etree._Element
    illegal: int = 0
    flattened: list[str] = field(default_factory=list)


class _Place(NamedTuple):
    """Where the next node goes, and how many tables, lists and elements are around it."""

    parent: etree._Element
    table: int = 0
    list: int = 0
    element: int = 0


def parse(html: str) -> Soup:
    """The body of `html` as a tree in no namespace under an `article` element.

    The tree builder is Lexbor's, walked without recursion: it keeps the text at any depth (lxml's own HTML
    parser drops what lies deeper than 255). Attributes keep legal names only; spans are clamped.
    """
    markup, illegal = text.legal(_PREFIX.sub(r"\1", html))
    soup = Soup(etree.Element(vocabulary.ROOT), illegal)
    body = LexborHTMLParser(_shallow(_closed(markup), soup)).body
    if body is not None:
        _copy(body.child, soup)
    return soup


def _closed(markup: str) -> str:
    """`markup` with frames and the like closed where they begin if nothing else closes them.

    They swallow all that follows. XHTML may write them `<iframe/>`, and a page may break off.
    """
    parts: list[str] = []
    position, unclosed = 0, set[str]()
    for match in _SWALLOWING.finditer(markup):
        name = match[1].lower()
        if match.start() < position:
            continue
        end = None
        if not match[2] and name not in unclosed:
            end = re.compile(f"</{name}", re.I).search(markup, match.end())
        if end:
            parts.append(markup[position : end.start()])
            position = end.start()
        elif match[2] or name not in _PROGRAMS:
            unclosed |= set() if match[2] else {name}
            parts.append(f"{markup[position : match.end()]}</{name}>")
            position = match.end()
    return "".join(parts) + markup[position:]


def _shallow(markup: str, soup: Soup) -> str:
    """`markup` without the tags that nest deeper than the parser can take in reasonable time."""
    if markup.count("<") <= _MAX_OPEN:
        return markup
    depth = 0

    def judge(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2].lower() in _CLOSE_THEMSELVES:
            return match[0]
        deep = depth > _MAX_OPEN
        depth = max(0, depth - 1) if match[1] else depth + 1
        return "\n" if deep or depth > _MAX_OPEN else match[0]

    shallow = _TAG.sub(judge, markup)
    if shallow != markup:
        soup.flattened.append("element")
    return shallow


def _copy(first: LexborNode | None, soup: Soup) -> None:
    writer = _Writer(soup)
    todo: list[tuple[LexborNode | None, _Place]] = [(first, _Place(soup.tree))]
    while todo:
        node, place = todo.pop()
        if node is None:
            continue
        todo.append((node.next, place))
        if node.is_text_node:
            writer.write(node.text_content or "", place.parent)
        elif node.is_element_node and (node.tag not in UNSEEN or _is_formula(node)):
            inside = writer.open(node, place)
            if node.tag not in _RAW_INSIDE:
                todo.append((node.child, inside))
    writer.flush()


def _is_formula(node: LexborNode) -> bool:
    """Whether a script holds no program but the TeX that MathJax was to render."""
    return node.tag == "script" and (node.attributes.get("type") or "").startswith("math/tex")


class _Writer:
    """Appends text and elements in document order; neighbouring texts are joined before lxml sees them."""

    def __init__(self, soup: Soup) -> None:
        self._soup = soup
        self._pending: list[str] = []
        self._parent = soup.tree

    def write(self, data: str, parent: etree._Element) -> None:
        if parent is not self._parent:
            self.flush()
            self._parent = parent
        self._pending.append(data)

    def flush(self) -> None:
        if not self._pending:
            return
        data, illegal = text.legal("".join(self._pending))
        self._soup.illegal += illegal
        self._pending.clear()
        tree.append(self._parent, data)

    def open(self, node: LexborNode, place: _Place) -> _Place:
        tag = _RENAMED.get(node.tag or "", node.tag or "")
        invented = "" if tag in KNOWN or tag in _FORMULAS else tag
        tag = "span" if invented else tag
        table = place.table + (tag in _KINDS["table"][0])
        list_ = place.list + (tag in _KINDS["list"][0])
        if kind := _too_deep(tag, table, list_, place.element + 1):
            if kind not in self._soup.flattened:
                self._soup.flattened.append(kind)
            self.write("\n", place.parent)  # what was apart stays apart
            return _Place(place.parent, table, list_, place.element)
        self.flush()
        attributes = _tex_script(node) if node.tag == "script" else _attributes(node)
        if invented and text.legal(invented) == (invented, 0):
            attributes[WAS] = invented
        element = etree.SubElement(place.parent, tag, attributes)
        self._parent = element
        return _Place(element, table, list_, place.element + 1)


def _too_deep(tag: str, table: int, list_: int, element: int) -> str:
    """The kind of which `tag` would be one too many inside one another; "" for none."""
    for kind, depth in (("table", table), ("list", list_)):
        if depth > MAX_DEPTH[kind] and any(tag in tags for tags in _KINDS[kind]):
            return kind
    return "element" if element > MAX_DEPTH["element"] and tag not in _LEAVES else ""


def _tex_script(node: LexborNode) -> dict[str, str]:
    apart = "mode=display" in (node.attributes.get("type") or "").replace(" ", "")
    return {"data-tex": "", "data-display": "block" if apart else ""}


def _attributes(node: LexborNode) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in node.attributes.items():
        if not _ATTRIBUTE.match(name) or name.startswith("on"):
            continue
        kept[name] = text.legal(value or "")[0].replace("\t", " ")
        if name in _MAX_SPAN:
            kept[name] = str(number(kept[name], 1, _MAX_SPAN[name], default=1))
    return kept


def number(value: str | None, least: int = -_MAX_NUMBER, most: int = _MAX_NUMBER, *, default: int = 0) -> int:
    """The whole number `value` begins with, as HTML reads one, held between `least` and `most`."""
    match = _NUMBER.match(value or "")
    return max(least, min(most, int(match[1]))) if match else default
