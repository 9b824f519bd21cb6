"""White space as HTML sees it, characters no book may hold, and the plain text of a body."""

import re
import unicodedata

from lxml import etree

from exporter.clean.vocabulary import INLINES

# Every sort of blank that scrapers use to indent or to fill an empty paragraph.
BLANKS = " \t\n\r\f\v\u00a0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200C))
)
_BLANK = re.compile(f"[{BLANKS}]+")
_FOLD = re.compile(r"[ \t\n\r\f]+")

# What XML 1.0 forbids, the C1 controls and the non-characters; a form feed counts as white space.
_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0x1FFFE, 0x110000, 0x10000) for last in (0, 1))
_FORBIDDEN = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_ILLEGAL = re.compile(f"[{_FORBIDDEN}{_NONCHARACTERS}]")
# Kangxi radicals, which PDF extraction leaves in place of the letters they look like (Unicode, U+2F00 block).
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# And of the supplement those that are whole letters (EquivalentUnifiedIdeograph.txt of Unicode), in pairs.
_WHOLE = (
    "⺟母⺠民⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
_KANGXI |= dict(zip(map(ord, _WHOLE[::2]), _WHOLE[1::2], strict=True))
_ODD = "\u2e80-\u2fd5\ufeff\u200b\f\u2028\u2029"
_ODD_TABLE = {**_KANGXI, 0xFEFF: None, 0x200B: None, 0x0C: " ", 0x2028: "\n", 0x2029: "\n"}
# One range for the far planes: each of their non-characters would be tried on every letter of a text.
_SUSPECT = re.compile(f"[{_ODD}{_FORBIDDEN}\U0001fffe-\U0010ffff]")

_SILENT = frozenset({"rp"})  # shown only where ruby is unknown


def legal(text: str) -> tuple[str, int]:
    """`text` as XML may hold it, and how many characters had to go.

    Kangxi radicals become letters, and separators of lines (U+2028, U+2029), which no font has, line breaks:
    white space, but in code.
    """
    if not _SUSPECT.search(text):
        return text, 0
    return _ILLEGAL.subn("", text.translate(_ODD_TABLE))


def folded(text: str) -> str:
    """`text` with white space folded as HTML folds it, none at the ends, full-width blanks included there."""
    return stripped(_FOLD.sub(" ", text))


def stripped(text: str) -> str:
    """`text` without blanks of any sort at its ends."""
    return text.strip(BLANKS)


def blank(text: str | None) -> bool:
    """Whether nothing in `text` leaves ink on the page."""
    return not text or not text.strip(BLANKS)


def compact(text: str) -> str:
    """`text` without any white space."""
    return _BLANK.sub("", text)


def local(element: etree._Element) -> str:
    """The element's name without its namespace, "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_lines(body: etree._Element, *, readings: bool = True) -> list[str]:
    """The visible text of `body`, one block a line; lines of code and lines after a `<br>` are lines too.

    Headings, captions, table cells, list items, terms and the lines of a card each have their own. Works on
    a body in the closed vocabulary and on the same in the XHTML namespace. `rp` is left out: it shows only
    where ruby is unknown, and so is `rt` unless `readings` are wanted. White space is folded, except in code.
    A formula is said by its TeX, where that is known.
    """
    lines: list[str] = []
    line: list[str] = []
    _collect(body, line, lines, _SILENT if readings else _SILENT | {"rt"})
    _end(line, lines)
    return lines


def _collect(element: etree._Element, line: list[str], lines: list[str], silent: frozenset[str]) -> None:
    tag = local(element)
    if tag == "br":
        _end(line, lines)
    elif tag == "math":
        line.append(element.get("alttext") or compact("".join(map(str, element.itertext()))))
    elif tag == "pre":
        _end(line, lines)
        code = "".join(str(part) for part in element.itertext())
        lines.extend(row.rstrip() for row in code.split("\n") if not blank(row))
    elif tag and tag not in silent and element.get("class") != "noteref":
        if tag not in INLINES:
            _end(line, lines)
        line.append(element.text or "")
        for child in element:
            _collect(child, line, lines, silent)
            line.append(child.tail or "")
        if tag not in INLINES:
            _end(line, lines)


def _end(line: list[str], lines: list[str]) -> None:
    text = folded("".join(line))
    line.clear()
    if text:
        lines.append(text)
