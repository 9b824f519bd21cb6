"""How a page showed a piece of text, as far as its markup tells: centred, grey, small, large, bold."""

import itertools
import re

from lxml import etree

from exporter.clean import tree

MARKS = "data-marks"
"""On a `p` until the end: how the page showed all of its text, and what held it (bare: no `p` of its own)."""
LEVEL = "data-level"
"""On a heading until sections are made: only the order of the values counts, smaller ones stand above."""
LOOK = "data-look"
"""On an inferred heading: how far larger letters and the middle of the line set it off, 0 to 2."""

_GREY = re.compile(
    r"#([0-9a-f]{6}|[0-9a-f]{3})\b|(gr[ae]y|silver|darkgr[ae]y|lightgr[ae]y)\b|rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)"
)
_SIZE = re.compile(r"([\d.]{1,6})\s*(px|pt|r?em|%)")
_PX = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16}
# A class that speaks of the words of a picture: imgtext, picture-title, pic_note.
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:img|image|pic|picture|photo|figure)[_-]?(?:te?xt|title|note|tip|info|intro|legend|name)s?(?:$|\s)",
    re.I,
)
_CAPTION_WORDS = frozenset(
    {"caption", "figcaption", "desc", "descr", "imgdesc", "description", "piccaption", "credit"}
)
_TITLE_WORDS = frozenset(
    {"title", "subtitle", "heading", "headline", "subhead", "biaoti", "h1", "h2", "h3", "h4"}
)
_LEAD_WORDS = frozenset({"lead", "lede", "summary", "abstract", "digest", "daodu", "excerpt", "standfirst"})
_BYLINE_WORDS = frozenset({"author", "byline", "bio", "nickname"})
_CENTRE_WORDS = frozenset({"center", "centre", "centered", "aligncenter", "textcenter"})
_BOLD_WORDS = frozenset({"bold", "strong", "fontbold", "textbold", "semibold", "bolder"})
_NAMED = {
    "caption": _CAPTION_WORDS,
    "title": _TITLE_WORDS,
    "lead": _LEAD_WORDS,
    "byline": _BYLINE_WORDS,
    "centred": _CENTRE_WORDS,
}


def marks(element: etree._Element, around: frozenset[str]) -> frozenset[str]:
    """The marks of text in `element`, given those of the text around it."""
    if not element.attrib and element.tag not in {"figure", "figcaption", "center"}:
        return around
    words = tree.words(element)
    found = set(around) | {mark for mark, names in _NAMED.items() if words & names}
    if element.tag in {"figure", "figcaption"} or _captions(element):
        found.add("caption")
    style = tree.style(element) if element.get("style") else {}
    align = "center" if element.tag == "center" else style.get("text-align", element.get("align", ""))
    colour = style.get("color", element.get("color", "")).strip().lower()
    size = _size(element, style)
    stated = (
        (align, {"centred"}, "centred" if align.strip().lower().startswith("center") else ""),
        (colour, {"grey"}, "grey" if _is_grey(colour) else ""),
        (size, {"small", "large"}, "small" if size <= 13 else "large" if size >= 18 else ""),
    )
    for value, rivals, mark in stated:
        if value:
            found = (found - rivals) | ({mark} if mark else set())
    return frozenset(found)


def _captions(element: etree._Element) -> bool:
    """Whether the class names words under a picture, and the element is no box of several paragraphs."""
    named = _CAPTION_CLASS.search(element.get("class", ""))
    return bool(named) and sum(1 for _ in itertools.islice(element.iter("p"), 2)) < 2


def marks_on(block: etree._Element) -> frozenset[str]:
    """The marks that the block builder left on a paragraph."""
    return frozenset(block.get(MARKS, "").split())


def weight(element: etree._Element) -> bool | None:
    """Whether the element's style or class makes its text bold (True) or takes boldness away (False)."""
    declared = tree.style(element).get("font-weight", "").strip() if element.get("style") else ""
    if not declared:
        return True if element.get("class") and tree.words(element, ("class",)) & _BOLD_WORDS else None
    if declared.startswith(("bold", "bolder")) or declared[:3] in {"600", "700", "800", "900"}:
        return True
    return False if declared.startswith(("normal", "lighter")) or declared[:3] in {"300", "400"} else None


def _is_grey(colour: str) -> bool:
    """Whether a colour is a grey light enough to say: this matters less."""
    match = _GREY.match(colour)
    if not match:
        return False
    if match[2]:
        return True
    if match[1]:
        wide = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        parts = [int(wide[index : index + 2], 16) for index in (0, 2, 4)]
    else:
        parts = [int(match[index][:4]) for index in (3, 4, 5)]
    return max(parts) - min(parts) <= 24 and 96 <= sum(parts) / 3 <= 230


def _size(element: etree._Element, style: dict[str, str]) -> float:
    """The size of letters in px, 0 where the element states none."""
    match = _SIZE.match(style.get("font-size", ""))
    if match and match[1].count(".") <= 1 and match[1] != ".":
        return float(match[1]) * _PX[match[2]]
    if element.tag == "font" and element.get("size", "").isdecimal():
        return {1: 10, 2: 13, 3: 16, 4: 18, 5: 24, 6: 32}.get(int(element.get("size", "3")[:2]), 48)
    return 0.0
