"""Inline notes (夹注): remarks of translators and editors within the text, set smaller, or in two lines."""

import re

from lxml import etree

from exporter.late import expression

_REMARK = expression(
    r"[（(\[［【](?:译者?|譯者?|訳者?|编者?|編者?|作者|原|校|笔者|筆者)(?:注|註|按)"
    r"[：:，,。 　][^（）()\[\]［］【】]{1,300}[）)\]］】]"
)
LONGEST_DOUBLE = 24  # characters
NOT_AT_START = "，。、；：？！”’」』》〉…—·％"
NOT_AT_END = "“‘「『《〈"
_WORD = expression(r"[\w.,%'’/-]", re.ASCII)
_WHOLE = frozenset({"pre", "code", "h2", "h3", "h4", "h5", "h6", "math"})


def set_smaller(body: etree._Element) -> None:
    """Puts every remark, with its brackets, into a `span` of class `remark`, in place."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or any(
            each.tag in _WHOLE for each in (element, *element.iterancestors())
        ):
            continue
        for place in ("text", "tail"):
            if element is not body or place == "text":
                _split(element, place)


def set_double(body: etree._Element) -> None:
    """Sets remarks that are short as two lines of half the size between their brackets, in place.

    A longer one stays in one line: its two would have to part with the line of the text, and be read across.
    """
    for remark in list(body.iter("span")):
        text = remark.text or ""
        if remark.get("class") != "remark" or len(remark) or len(text) > LONGEST_DOUBLE + 2:
            continue
        said = text[1:-1]
        half = _middle(said)
        remark.set("class", "double-remark")
        remark.text = text[0]
        lines = etree.SubElement(remark, "span", {"class": "two-lines"})
        for line in (said[:half], said[half:]):
            etree.SubElement(lines, "span").text = line
        lines.tail = text[-1]


def _middle(said: str) -> int:
    """Where the second line begins: as near the middle as prohibitions and words allow, the first longer."""
    places = [place for place in range(1, len(said)) if _may_part(said[place - 1], said[place])]
    return min(places, key=lambda place: abs(4 * place - 2 * len(said) - 1), default=len(said))


def _may_part(before: str, after: str) -> bool:
    within_word = _WORD.match(before) and _WORD.match(after)
    return not (within_word or after in NOT_AT_START or before in NOT_AT_END)


def _split(element: etree._Element, place: str) -> None:
    text: str = getattr(element, place) or ""
    found = list(_REMARK.finditer(text))
    parent = element if place == "text" else element.getparent()
    if not found or parent is None:
        return
    spans = []
    for match, end in zip(found, [each.start() for each in found[1:]] + [len(text)], strict=True):
        span = etree.Element("span", {"class": "remark"})
        span.text, span.tail = match[0], text[match.end() : end]
        spans.append(span)
    setattr(element, place, text[: found[0].start()])
    index = 0 if place == "text" else parent.index(element) + 1
    parent[index:index] = spans
