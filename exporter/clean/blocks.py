"""The heart of the cleaning: the page's boxes become a body of paragraphs, lists, tables and pictures.

Boxes that mean nothing vanish, text outside paragraphs is gathered into them, inline markup around blocks
is brought inside, and every element stands where the vocabulary and HTML allow it.
"""

import re

from lxml import etree

from exporter.clean import runs, soup, tree, vocabulary
from exporter.clean.marks import MARKS, marks, weight
from exporter.clean.math import TEX
from exporter.clean.page import Page
from exporter.clean.paragraphs import Frame, paragraphs
from exporter.clean.runs import Line, Piece, Wrap

_SAME = "strong em u s sub sup small mark code kbd samp var q cite abbr a ruby rt rp"
_WRAPS = {name: name for name in _SAME.split()} | {
    "b": "strong",
    "i": "em",
    "dfn": "em",
    "ins": "u",
    "strike": "s",
    "del": "s",
    "tt": "code",
    "acronym": "abbr",
}
_INLINE = (
    vocabulary.INLINES
    | _WRAPS.keys()
    | frozenset(
        "font big bdi bdo data time rb rtc nobr wbr label output svg math annotation semantics".split()
    )
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"li", "td", "th", "dd", "dt", "figcaption", "caption", "legend", "summary", "blockquote"})
# Elements kept as they are, and the elements each may stand in; elsewhere their content goes on without them.
_PLACES: dict[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "caption": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
}
_KEPT = frozenset({"blockquote", "ul", "ol", "dl", "table", "aside"}) | _PLACES.keys()
_RENAMED = {"menu": "ul", "dir": "ul"}
# What a box must put around stray content: text within a list is an item, text between cells is a cell.
_FILLERS = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "table": "tr",
    "thead": "tr",
    "tbody": "tr",
    "tfoot": "tr",
    "tr": "td",
}
_NOTES = frozenset({"note", "tip", "tips", "warning", "callout", "admonition", "hint", "danger", "important"})
_SHORT, _MOST = 100, 0.5  # characters, share of the article: a larger box is the article, whatever its name
_OF_TAG = {"a": ("href",), "abbr": ("title",)}
_COUNTS = {"ol": ("start",), "li": ("value",)}
_LINES = (  # class of a `u` -> words that say so in a page
    ("work", frozenset({"work", "wavy", "shuming", "booktitle", "booktitles"})),
    ("name", frozenset({"name", "proper", "propername", "propernoun", "zhuanming"})),
)
_HAN = (
    "han cjk-ideographic cjk-decimal simp-chinese-informal simp-chinese-formal trad-chinese-informal"
    " trad-chinese-formal japanese-informal japanese-formal"
)
_COUNTERS = {  # styles of lists in a page, and our own classes -> types and classes of an `ol`
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "stems": "stems", "cjk-heavenly-stem": "stems",
    **dict.fromkeys(_HAN.split(), "han"),
}  # fmt: skip
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def build_blocks(article: etree._Element, page: Page) -> None:
    """Rebuilds the article's content in the vocabulary, true headings still as h1 to h6."""
    source = etree.Element("div")
    source.text, article.text = article.text, None
    for child in list(article):
        source.append(child)
    builder = _Builder(article, page, len(tree.content(source)))
    builder.walk(source)
    builder.flush()


class _Builder:
    """Walks the page and writes the body: `box` is the element being filled, `run` what is being gathered."""

    def __init__(self, article: etree._Element, page: Page, whole: int) -> None:
        self._page = page
        self._root = article
        self._box = article
        self._frame: Frame = "bare"
        self._heading = ""
        self._run: list[Piece] = []
        self._path: tuple[Wrap, ...] = ()
        self._marks: frozenset[str] = frozenset()
        self._ids: list[str] = []
        self._whole = whole

    def walk(self, element: etree._Element) -> None:
        """Takes in what the element holds."""
        self._text(element.text)
        for child in list(element):
            tail = child.tail
            self._take(child)
            self._text(tail)

    def _text(self, data: str | None) -> None:
        if data:
            self._run.append(Piece(data, None, self._path, self._marks))

    def _take(self, element: etree._Element) -> None:
        tag = _RENAMED.get(str(element.tag), str(element.tag))
        if tag == "br":
            self._run.append(Piece())
        elif tag == "img":
            self._picture(element)
        elif tag == "math":
            self._formula(element)
        elif tag in _INLINE:
            self._inline(element, tag)
        elif tag in {"pre", "card", "hr"}:
            self._finished(element, tag)
        else:
            self._block(element, tag)

    def _picture(self, element: etree._Element) -> None:
        image = etree.Element("img", {"src": element.get("src", "")})
        known = self._page.images[image.get("src", "")]
        inline = known.inline
        if known.formula:
            image.set("class", "equation")
        path = tuple(wrap for wrap in self._path if inline or wrap.tag != "a")
        self._run.append(Piece("", image, path, self._marks, inline))

    def _formula(self, element: etree._Element) -> None:
        """A formula: part of its line, or set apart like a picture."""
        apart = element.get("display") == "block"
        element.tail = None
        self._run.append(Piece("", element, () if apart else self._path, self._marks, not apart))

    # -- inline markup

    def _inline(self, element: etree._Element, tag: str) -> None:
        if element.get("id") and tree.empty(element):
            self._ids.append(element.get("id", ""))  # an anchor: its place is the paragraph's
        path, before = self._path, self._marks
        self._marks = marks(element, self._marks)
        wrap = self._wrap(element, _WRAPS.get(tag, "span"))
        bold = weight(element)
        if bold is False:
            self._path = tuple(outer for outer in path if outer.tag != "strong")
        if wrap:
            self._path = (*self._path, wrap)
        if bold and not any(outer.tag == "strong" for outer in self._path):
            self._path = (*self._path, Wrap("strong", {}))
        self.walk(element)
        self._path, self._marks = path, before

    def _wrap(self, element: etree._Element, tag: str) -> Wrap | None:
        """The element to write for an inline one; None where it would say nothing or may not stand."""
        around = [wrap.tag for wrap in self._path]
        attributes = _attributes(element, tag)
        if tag == "strong" and self._frame == "heading":
            tag = "span"
        if tag in {"rt", "rp"} and "ruby" not in around:
            return None
        if tag in around and tag != "span":
            tag = "span"
            attributes.pop("href", None)
        if tag in {"span", "a", "abbr"} and not attributes:
            return None
        return Wrap(tag, attributes)

    # -- blocks

    def _block(self, element: etree._Element, tag: str) -> None:
        self.flush()
        saved = self._frame, self._heading, self._path, self._marks, self._box
        self._marks = marks(element, self._marks)
        self._ids += [element.get("id", "")] if element.get("id") else []
        if weight(element) and tag != "th":
            self._path = (*self._path, Wrap("strong", {}))
        if tag in _HEADINGS:
            self._frame, self._heading = "heading", tag
        elif tag == "p":
            self._frame = "p"
        elif tag in _CELLS:
            self._frame = "cell"
        elif self._frame not in {"cell", "heading"}:
            self._frame = "bare"
        if tag in {"div", "aside", "section", "blockquote"} and self._is_callout(element):
            tag = "aside"
        if tag in _KEPT:
            self._open(element, tag)
        self.walk(element)
        self.flush()
        self._frame, self._heading, self._path, self._marks, self._box = saved

    def _is_callout(self, element: etree._Element) -> bool:
        """Whether a box names itself a note, and is not the article in a box of that name."""
        named = bool(tree.words(element) & _NOTES) and "caption" not in self._marks
        return named and len(tree.content(element)) <= max(_SHORT, self._whole * _MOST)

    def _open(self, element: etree._Element, tag: str) -> None:
        """Begins a kept element in its place; one that has no place here leaves its content to the box."""
        if tag == "li" and self._box.tag not in {"ul", "ol"}:
            last = tree.last(self._box)
            self._box = last if last is not None and last.tag == "ul" else self._new("ul")
        places = _PLACES.get(tag)
        if places and self._box.tag not in places:
            return
        attributes = _attributes(element, tag)
        attributes.pop("id", None)  # claimed with those of the boxes around
        self._box = self._new(tag, attributes)

    def _new(self, tag: str, attributes: dict[str, str] | None = None) -> etree._Element:
        """A new element in the box, with whatever the box needs around it."""
        box = self._box
        while box.tag in _FILLERS and box.tag not in _PLACES.get(tag, frozenset()):
            filler = _FILLERS[str(box.tag)]
            last = tree.last(box) if tag in {"ul", "ol"} else None
            box = last if last is not None and last.tag == filler else etree.SubElement(box, filler)
        made = etree.SubElement(box, tag, attributes or {})
        self._claim_id(made)
        return made

    def _claim_id(self, element: etree._Element) -> None:
        """Gives the element the place that links lead to; of several places here the first stays."""
        if self._ids and not element.get("id"):
            element.set("id", self._ids.pop(0))

    def _finished(self, element: etree._Element, tag: str) -> None:
        """Code blocks, cards and rules come as they are to be."""
        self.flush()
        if element.get("id"):
            self._ids.append(element.get("id", ""))
        made = self._new("div" if tag == "card" else tag, {"class": "embed"} if tag == "card" else None)
        made.text = element.text
        for child in list(element):
            made.append(child)

    def flush(self) -> None:
        """Writes the run as paragraphs, pictures as figures."""
        run, self._run = self._run, []
        if all(piece.is_blank for piece in run):
            return
        beside = False
        for lines in paragraphs(run, self._frame):
            if lines[0].is_picture:
                self._figures(lines[0])
            else:
                self._paragraph(lines, beside=beside)
            beside = lines[0].is_picture and not lines[0].is_formula

    def _figures(self, line: Line) -> None:
        for piece in line.pieces:
            if piece.image is not None and piece.image.tag == "math":
                self._new("p", {"class": "formula"}).append(piece.image)
            elif piece.image is not None:
                self._new("figure").append(piece.image)

    def _paragraph(self, lines: list[Line], *, beside: bool) -> None:
        box, shown = self._new(self._tag()), runs.marks_of(lines)
        shown |= {mark for mark, holds in (("bare", self._frame == "bare"), ("beside", beside)) if holds}
        if shown and box.tag == "p":
            box.set(MARKS, " ".join(sorted(shown)))
        runs.write(lines, box)

    def _tag(self) -> str:
        """Headings head sections of the article: within a list, a table, a quotation they are paragraphs."""
        return self._heading if self._frame == "heading" and self._box is self._root else "p"


def _attributes(element: etree._Element, tag: str) -> dict[str, str]:
    """The attributes of the source that the vocabulary knows, checked."""
    kept = {name: value for name in ("id", "href", "title") if (value := element.get(name))}
    kept = {name: value for name, value in kept.items() if name in _OF_TAG.get(tag, ()) or name == "id"}
    if _LANG.match(element.get("lang", "")):
        kept["lang"] = element.get("lang", "")
    if element.get("dir", "").lower() in {"ltr", "rtl"}:
        kept["dir"] = element.get("dir", "").lower()
    if tag == "aside" and tree.words(element) & _NOTES:
        kept["class"] = "note"
    if tag == "code" and element.get("data-language") == TEX:
        kept["data-language"] = TEX
    if tag == "u" and (line := _line_beside(element)):
        kept["class"] = line
    return kept | _numbers(element, tag)


def _numbers(element: etree._Element, tag: str) -> dict[str, str]:
    """The attributes that count: spans of cells, starts of lists."""
    kept = {}
    if tag in {"td", "th"}:
        kept = {name: value for name in ("colspan", "rowspan") if (value := element.get(name, "1")) != "1"}
    parent = element.getparent()
    counted = tag != "li" or (
        parent is not None and parent.tag == "ol"
    )  # HTML 4.4.8: `value` is of an ol's item
    for name in _COUNTS.get(tag, ()) if counted else ():
        if name in element.attrib:
            kept[name] = str(soup.number(element.get(name), default=1))
    if tag == "ol" and "reversed" in element.attrib:
        kept["reversed"] = "reversed"
    return kept | (_counter(element) if tag == "ol" else {})


def _counter(element: etree._Element) -> dict[str, str]:
    """What an `ol` counts by, from its type, style or class; nothing for plain figures."""
    style = tree.style(element)
    said = (style.get("list-style-type", ""), style.get("list-style", ""), element.get("class", ""))
    words = " ".join(said).split()
    counter = next((_COUNTERS[word] for word in words if word in _COUNTERS), "")
    if element.get("type", "") in {"a", "A", "i", "I"}:
        counter = element.get("type", "")
    if not counter:
        return {}
    return {"type" if len(counter) == 1 else "class": counter}


def _line_beside(element: etree._Element) -> str:
    """Whether an underlined text is marked as the title of a work, or as a proper name; "" for neither."""
    words = set(tree.words(element))
    words |= {"wavy"} if "wavy" in element.get("style", "").lower() else set()
    return next((name for name, said in _LINES if words & said), "")
