"""Marks of emphasis (着重号, 圏点) for both media: which words get dots, one a character."""

from collections.abc import Iterator

from lxml import etree

from exporter.late import expression

LONGEST = 24  # characters: dots are for a word or phrase; longer passages are told by their face alone
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_DOTTED = expression(
    "[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def emphasise(body: etree._Element) -> None:
    """Gives the class `dotted` to every `em` whose characters get dots, in place."""
    for element in body.iter("em"):
        if _is_phrase(element):
            element.set("class", " ".join(filter(None, [element.get("class"), "dotted"])))


def _is_phrase(element: etree._Element) -> bool:
    text = _opening(element, 2 * LONGEST)  # blanks do not count
    short = len(text.strip()) <= LONGEST and bool(_DOTTED.search(text))
    around = element.getparent()
    whole = around is not None and around.tag in {"p", "figcaption"} and _opening(around, len(text)) == text
    nested = any(each.tag in HEADINGS or each.tag in {"em", "ruby"} for each in element.iterancestors())
    return short and not whole and not nested and element.find(".//ruby") is None


def _opening(element: etree._Element, length: int) -> str:
    """The text of an element, or so much of it as is longer than `length`: a paragraph may hold 20,000 em."""
    pieces, taken = [], 0
    for piece in element.itertext():
        pieces.append(str(piece))
        taken += len(piece)
        if taken > length:
            break
    return "".join(pieces)


def draw(body: etree._Element) -> None:
    """Puts every run of characters that get dots into a `span` of class `dots`, in place.

    Punctuation, Latin letters and digits get none (clreq, emphasis dots; jlreq 3.3.9).
    """
    for element in list(body.iter("em")):
        if "dotted" in element.get("class", "").split():
            for part in list(element.iter()):
                _split(part, "text")
                if part is not element:
                    _split(part, "tail")


def _split(element: etree._Element, place: str) -> None:
    text: str = getattr(element, place) or ""
    parent = element if place == "text" else element.getparent()
    first = _DOTTED.search(text)
    if parent is None or first is None:
        return
    runs = list(_runs(text))
    setattr(element, place, text[: first.start()])
    index = 0 if place == "text" else parent.index(element) + 1
    parent[index:index] = runs


def _runs(text: str) -> Iterator[etree._Element]:
    found = list(_DOTTED.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        run = etree.Element("span", {"class": "dots"})
        run.text, run.tail = match[0], text[match.end() : end]
        yield run
