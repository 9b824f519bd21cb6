"""Markup that is well-formed is read by Expat, in a tenth of the time of an HTML parser written in Python.

Both read the same tree where nothing stands that HTML's rules move, close or add to (HTML, 13.2.6): what
templates and bodies of a closed vocabulary are made of. Anything else is left to the HTML parser.
"""

import re
from io import StringIO
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from exporter.write.pdf.savings.changing import Change, Function

BEGINNING = "<!DOCTYPE html>\n<html"  # an HTML document of ours
SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body dd div dl dt figcaption figure footer head header hr html li main"
    " nav ol p pre section table ul".split()
)
TABLES = frozenset("table caption colgroup col thead tbody tfoot tr td th".split())
INLINES = frozenset(
    "a abbr b br cite code dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u var"
    " wbr".split()
)
DRAWN = frozenset(f"{SVG}{name}" for name in "svg title g path rect circle".split())
KNOWN = BLOCKS | TABLES | INLINES | DRAWN | {"meta", "title"}
WITHIN: dict[str, frozenset[str]] = {
    # what an element has for children, and they for a parent: elsewhere HTML adds or drops some
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}),
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
    "html": frozenset({"head", "body"}),
    "head": frozenset({"meta", "title"}),
}
PARENTS = {
    child: frozenset(p for p in WITHIN if child in WITHIN[p]) for kids in WITHIN.values() for child in kids
}
PARENTS |= {"li": frozenset({"ul", "ol"}), "dt": frozenset({"dl"}), "dd": frozenset({"dl"})}
CLOSED = {"p": BLOCKS | TABLES, "a": frozenset({"a"})} | dict.fromkeys(HEADINGS, HEADINGS)
"""Elements that end where one of these begins, however deep within."""
_VOID = "br|hr|img|col|meta|wbr"
_UNLIKE = re.compile(rf"<(?!(?:{_VOID}|path|rect|circle|g)[\s/])[^\s<>/]+(?:\s[^<>]*)?/>|</(?:{_VOID})>")
"""What only XML ends here, or HTML ends as it begins."""


def _reading(stock: Function) -> Function:
    def parse(document: Any, **options: Any) -> Any:
        markup = document.getvalue() if isinstance(document, StringIO) else ""
        tree = _tree(markup) if markup.startswith(BEGINNING) else None
        return stock(document, **options) if tree is None else tree

    return parse


def _tree(markup: str) -> Element | None:
    """The tree of markup that HTML's parser reads as XML's does; None for other markup."""
    if _UNLIKE.search(markup):
        return None
    try:
        root = fromstring(markup)  # noqa: S314 - no document type of an article's gets here, nor entities
    except ParseError:
        return None
    if not _is_plain(root):
        return None
    for code in root.iter("pre"):
        code.text = (code.text or "").removeprefix("\n") or None
    return root


def _is_plain(root: Element) -> bool:
    """Whether HTML's rules leave every element where it stands."""
    for parent in root.iter():
        children = WITHIN.get(str(parent.tag))
        for child in parent:
            tag = str(child.tag)
            if tag not in KNOWN or (children and tag not in children):
                return False
            if tag in PARENTS and parent.tag not in PARENTS[tag]:
                return False
        if children and (_says(parent.text) or any(_says(child.tail) for child in parent)):
            return False
    return not any(
        within.tag in closed
        for tag, closed in CLOSED.items()
        for each in root.iter(tag)
        for within in islice(each.iter(), 1, None)
    )


def _says(text: str | None) -> bool:
    """Whether it is more than white space."""
    return bool(text and text.strip("\t\n\f\r "))


MARKUP = (Change("tinyhtml5", "parse", _reading),)
