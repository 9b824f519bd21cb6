"""The leaves of a formula and the attributes of its elements: letters, operators, spaces.

MathML Core knows no alphabets but upright and italic, so letters of others become those of Unicode (U+1D400
and on). Operators that nobody sees go; where they mean a space it stays.
"""

import re
import unicodedata

from lxml import etree

from exporter.clean import text
from exporter.clean.vocabulary import ATTRIBUTES

_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]")
_LENGTH = re.compile(r"(\d{0,3}(?:\.\d{1,8})?)(em|ex|px|pt)?\Z")
_WIDEST = {"": 0, "em": 12, "ex": 24, "px": 200, "pt": 150}  # a space wider than that is a mistake
_SPACES = {"verythinmathspace": "0.1111em", "thinmathspace": "0.1667em", "mediummathspace": "0.2222em",
           "thickmathspace": "0.2778em", "verythickmathspace": "0.3333em"}  # fmt: skip
_VALUES = {"form": {"prefix", "infix", "postfix"}, "columnalign": {"left", "right", "center"}}
_LENGTHS = frozenset({"lspace", "rspace", "minsize", "maxsize", "width", "linethickness"})
_ALPHABETS = {
    "bold": "BOLD",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR",
    "bold-fraktur": "BOLD FRAKTUR",
    "sans-serif": "SANS-SERIF",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "monospace": "MONOSPACE",
}


def token(tag: str, data: str) -> etree._Element:
    """An element that holds `data`."""
    element = etree.Element(tag)
    element.text = data
    return element


def leaf(element: etree._Element) -> list[etree._Element]:
    """A token element as one of the vocabulary; nothing for one that shows nothing."""
    tag = text.local(element)
    data = text.folded(_INVISIBLE.sub("", "".join(map(str, element.itertext()))))
    if tag == "mspace":
        width = _length(element.get("width", ""))
        return [etree.Element("mspace", width=width)] if width else []
    if tag == "mtext" and not data and element.text:
        return [etree.Element("mspace", width="0.25em")]
    if not data:  # the invisible operators: of a function applied the space is seen
        space = _length(element.get("lspace", "")) if tag == "mo" else ""
        return [etree.Element("mspace", width=space)] if space.strip("0") else []
    if tag == "mtext":
        whole = "".join(map(str, element.itertext()))
        data = " " * whole[:1].isspace() + data + " " * whole[-1:].isspace()
        data = data.replace(" ", "\u00a0")  # white space at the ends of an element is not shown
    made = token("mtext" if tag == "ms" else tag, f"“{data}”" if tag == "ms" else data)
    keep_attributes(element, made)
    variant = element.get("mathvariant", "")
    if variant in _ALPHABETS:
        made.text = "".join(_letter(char, _ALPHABETS[variant]) for char in data)
    if made.get("mathvariant", "normal") != "normal":
        del made.attrib["mathvariant"]
    return [made]


def _letter(char: str, alphabet: str) -> str:
    """The letter in one of the mathematical alphabets of Unicode, itself where that has none."""
    name = unicodedata.name(char, "").replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    for form in (f"MATHEMATICAL {alphabet} {name}", f"{alphabet} {name}".replace("FRAKTUR", "BLACK-LETTER")):
        try:
            return unicodedata.lookup(form)
        except KeyError:
            continue
    return char


def keep_attributes(element: etree._Element, made: etree._Element) -> None:
    """The attributes of the vocabulary, those with a value that makes sense."""
    for name in sorted(ATTRIBUTES.get(str(made.tag), frozenset())):
        value = element.get(name, "").strip()
        value = _length(value) if name in _LENGTHS else value
        if value and (name in _LENGTHS or value in _VALUES.get(name, {"true", "false", "normal"})):
            made.set(name, value)


def _length(value: str) -> str:
    value = _SPACES.get(value, value)
    match = _LENGTH.match(value)
    if not match or not match[1] or float(match[1]) > _WIDEST[match[2] or ""]:
        return ""
    return value
