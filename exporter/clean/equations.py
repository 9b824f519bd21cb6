"""Pictures of formulas: the TeX that their address, their alternative text or an attribute still says."""

import re
from urllib.parse import unquote, unquote_plus

from lxml import etree

from exporter.clean import text, tree
from exporter.late import expression

SOURCES = ("data-tex", "data-latex", "data-formula", "data-equation", "data-math")
"""Attributes in which editors keep the TeX of what they render, on any element."""

_MAX_ADDRESS = 12_000
# Services that draw the formula their address says, and whether `+` in it is a space (as in forms).
_DRAWERS: tuple[tuple[re.Pattern[str], bool], ...] = (
    (expression(r"/equation\?(?:.*&)?tex=([^&#]+)"), True),  # Zhihu, Juejin
    (expression(r"//latex\.csdn\.net/eq\?([^#]+)"), False),
    (expression(r"codecogs\.com/(?:\w+\.)?(?:gif|svg|png|eq)?\.?(?:latex|image|download)?\?([^#]+)"), False),
    (expression(r"/(?:mathtex|mimetex|latex)\.cgi\?([^#]+)"), False),
    (expression(r"/chart\?(?:.*&)?cht=tx\b.*?&chl=([^&#]+)"), True),
    (expression(r"/render/math\?(?:.*&)?math=([^&#]+)"), True),  # GitHub
    (expression(r"//math\.now\.sh/?\?(?:.*&)?(?:from|inline)=([^&#]+)"), True),
    (expression(r"//math\.jianshu\.com/math\?(?:.*&)?formula=([^&#]+)"), True),
    (expression(r"//(?:i\.upmath\.me|tex\.s2cms\.ru)/(?:svg|png)b?/([^?#]+)"), False),
)
_COMMANDS = expression(r"\\(?:dpi|bg|fn)\{[^{}]*\}|\\(?:bg_[a-z]+|fn_[a-z]+|inline)(?![a-z])")  # to CodeCogs
_WORDS = frozenset("latex math mathcode formula tex equation eq eeimg mathjax katex mwe".split())
_ADDRESSES = ("src", "data-src", "data-original", "data-actualsrc")
_WORDS_OF_TEXT = expression("[\u2e80-\u2fd5\u3041-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_TEX = expression(r"\\[A-Za-z]|[\^_{}=]")


def tex_of(picture: etree._Element) -> str:
    """The TeX of a picture that is a formula, "" for any other picture."""
    for name in _ADDRESSES:
        if drawn := _drawn(picture.get(name, "")):
            return drawn
    stated = attribute(picture)
    if stated:
        return stated
    alt = text.folded(picture.get("alt", ""))
    named = picture.get("eeimg") or picture.get("data-eeimg") or tree.words(picture, ["class"]) & _WORDS
    return alt if named and (_TEX.search(alt) or len(alt) == 1) else ""


def attribute(element: etree._Element) -> str:
    """The TeX that an attribute of the element keeps, "" for none."""
    values = (text.folded(element.get(name, "")) for name in SOURCES)
    return next((value for value in values if _TEX.search(value) or 0 < len(value) <= 2), "")


def says(source: str, shown: str) -> bool:
    """Whether the Han and kana of `shown` are in `source`: other letters a formula may draw of its own."""
    return set(_WORDS_OF_TEXT.findall(shown)) <= set(source)


def is_set_apart(element: etree._Element) -> bool:
    """Whether the page says that the formula is set apart from the text (Zhihu: eeimg="2", or a line end)."""
    stated = element.get("eeimg") or element.get("data-eeimg") or ""
    return stated == "2" or element.get("alt", "").rstrip().endswith("\\\\")


def _drawn(address: str) -> str:
    if len(address) > _MAX_ADDRESS:
        return ""
    for pattern, form in _DRAWERS:
        match = pattern.search(address)
        if match:
            written = _COMMANDS.sub("", match[1]).replace("&space;", " ").replace("&plus;", "+")
            return text.folded(text.legal((unquote_plus if form else unquote)(written))[0])
    return ""
