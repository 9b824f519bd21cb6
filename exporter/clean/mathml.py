"""MathML as pages and converters write it -> the formulas of the vocabulary, each part in its place.

Readers know MathML Core, EPUB asks for MathML 3: only what both know is written. Rows that `mfenced` and
`mmultiscripts` imply are written out; what Core lets any element state becomes `mstyle`.
"""

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from exporter.clean import text
from exporter.clean.mathml_tokens import keep_attributes, leaf, token
from exporter.clean.vocabulary import PARTS, TOKENS
from exporter.late import expression

_DEEPEST = 24  # levels: each may become three boxes on paper, where 138 in one another are too many
_MOST = 1500  # elements

_LEFT_OUT = frozenset("annotation annotation-xml maligngroup malignmark mglyph mprescripts none".split())
_HAN = expression("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_NOTATIONS = frozenset(
    "box roundedbox circle left right top bottom updiagonalstrike downdiagonalstrike verticalstrike"
    " horizontalstrike".split()
)
# Marks over and under: math fonts stretch the combining forms of lines, hats and tildes; one that is to keep
# its size has its spacing form, for a combining one would sit on what stands before.
_STRETCHED = {
    **dict.fromkeys("‾¯―_\u0304\u0305", "\u0332"),
    **dict.fromkeys("^ˆ", "\u0302"),
    **dict.fromkeys("~˜", "\u0303"),
}
_FIXED = {"\u0302": "ˆ", "^": "ˆ", "\u0303": "˜", "~": "˜", "\u0304": "¯", "\u0305": "¯", "\u0332": "¯",
          "\u0307": "˙", "\u0308": "¨", "\u20d7": "→"}  # fmt: skip
_STYLE = expression(r"(text-align|border-right|border-top|width)\s*:\s*([^;]+)")


class _TooLargeError(Exception):
    """The formula is larger than anything a person wrote."""


def presented(source: etree._Element, tex: str = "", *, display: bool = False) -> etree._Element | None:
    """The `math` element for MathML, `tex` what it says; None where it shows nothing or is too large."""
    try:
        parts = _Presenter().content(source, 0)
    except _TooLargeError:
        return None
    made = etree.Element("math")
    if display:
        made.set("display", "block")
    if tex:
        made.set("alttext", tex)
    made.extend(parts)
    return None if text.blank("".join(map(str, made.itertext()))) else made


class _Presenter:
    """Rebuilds a formula element by element; counts them."""

    def __init__(self) -> None:
        self._count = 0

    def content(self, element: etree._Element, depth: int) -> list[etree._Element]:
        """What the element holds, as parts of a row."""
        parts = list(self._loose(element.text, element))
        for child in element:
            parts += self._part(child, depth + 1)
            parts += self._loose(child.tail, element)
        return _joined(parts)

    def _loose(self, data: str | None, around: etree._Element) -> Iterator[etree._Element]:
        if not text.blank(data) and text.local(around) not in TOKENS:
            yield token("mtext", data or "")

    def _part(self, element: etree._Element, depth: int) -> list[etree._Element]:
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST:
            raise _TooLargeError
        tag = text.local(element)
        if not tag or tag in _LEFT_OUT:
            return []
        if tag in TOKENS or tag == "ms":
            return leaf(element)
        made = _RULES.get(tag, _Presenter._row)(self, element, depth)
        return _in_style(element, made) if made and tag != "mstyle" else made

    def _row(self, element: etree._Element, depth: int) -> list[etree._Element]:
        parts = self.content(element, depth)
        if text.local(element) == "mrow" and len(parts) > 1:
            return [_made("mrow", parts)]  # a row holds its brackets together
        return parts

    def _first(self, element: etree._Element, depth: int) -> list[etree._Element]:
        return next((self._part(child, depth + 1) for child in element if text.local(child)), [])

    def _box(self, element: etree._Element, depth: int) -> list[etree._Element]:
        tag = text.local(element)
        parts = self.content(element, depth)
        if tag == "menclose":
            notation = [word for word in element.get("notation", "").split() if word in _NOTATIONS]
            return [_made(tag, parts, notation=" ".join(notation))] if notation else parts
        if tag == "mstyle":
            return _in_style(element, parts) if parts else []
        return [_made(tag, parts)]

    def _fixed(self, element: etree._Element, depth: int) -> list[etree._Element]:
        """An element of so many parts: those that are wanting are empty, those too many follow it."""
        tag = text.local(element)
        children = [child for child in element if text.local(child)]
        parts = [_one(self._part(child, depth + 1)) for child in children[: PARTS[tag]]]
        parts += [etree.Element("mrow") for _ in range(PARTS[tag] - len(parts))]
        made = _made(tag, parts)
        keep_attributes(element, made)
        if tag in {"mover", "munder", "munderover"}:
            for mark in parts[1:]:
                _respell(mark)
        return [made, *(part for child in children[PARTS[tag] :] for part in self._part(child, depth + 1))]

    def _scripts(self, element: etree._Element, depth: int) -> list[etree._Element]:
        """Scripts on both sides: those before hang on nothing."""
        groups: list[list[list[etree._Element]]] = [[], []]
        before = 0
        for child in element:
            before = 1 if text.local(child) == "mprescripts" else before
            if text.local(child) not in {"", "mprescripts"}:
                groups[before].append(self._part(child, depth + 1))
        base, *after = groups[0] or [[]]
        row = [_scripted(etree.Element("mrow"), pair) for pair in _pairs(groups[1])]
        pairs = _pairs(after)
        row += [_scripted(_one(base), pairs[0]) if pairs else _one(base)]
        return row + [_scripted(etree.Element("mrow"), pair) for pair in pairs[1:]]

    def _fenced(self, element: etree._Element, depth: int) -> list[etree._Element]:
        marks = [mark for mark in element.get("separators", ",") if not mark.isspace()]
        children = [child for child in element if text.local(child)]
        row = [token("mo", element.get("open", "("))]
        for number, child in enumerate(children):
            row += self._part(child, depth + 1)
            if marks and number < len(children) - 1:
                row.append(token("mo", marks[min(number, len(marks) - 1)]))
        row.append(token("mo", element.get("close", ")")))
        return [_made("mrow", [part for part in row if part.text or len(part)])]

    def _table(self, element: etree._Element, depth: int) -> list[etree._Element]:
        table = etree.Element("mtable")
        keep_attributes(element, table)
        for line in element:
            if text.local(line) in {"mtr", "mlabeledtr"}:
                table.append(self._line(line, depth + 1, element))
            elif text.local(line):
                table.append(_made("mtr", [_made("mtd", self._part(line, depth + 1))]))
        return [table] if len(table) else []

    def _line(self, line: etree._Element, depth: int, table: etree._Element) -> etree._Element:
        made = etree.Element("mtr")
        aligned = table.get("columnalign", "").split()
        for cell in line:
            self._count += 1
            parts = (
                self.content(cell, depth + 1) if text.local(cell) == "mtd" else self._part(cell, depth + 1)
            )
            said = dict(_STYLE.findall(cell.get("style", "")))
            if not parts and said.get("width", "").endswith("%"):
                continue  # math-core's margins left and right of a numbered line
            kept = _made("mtd", parts)
            column = aligned[min(len(made), len(aligned) - 1)] if aligned else ""
            align = said.get("text-align", cell.get("columnalign", column)).strip()
            if align in {"left", "right"}:
                kept.set("columnalign", align)
            ruled = [name for name in ("right", "top") if f"border-{name}" in said]
            if ruled:
                kept.set("class", " ".join(f"ruled-{name}" for name in ruled))
            made.append(kept)
        if text.local(line) == "mlabeledtr" and len(made) > 1:
            made.append(made[0])  # its first cell is the number, which stands on the right
        return made


_RULES: dict[str, Callable[[_Presenter, etree._Element, int], list[etree._Element]]] = {
    **dict.fromkeys(PARTS, _Presenter._fixed),
    **dict.fromkeys(("msqrt", "mphantom", "menclose", "mstyle"), _Presenter._box),
    **dict.fromkeys(("semantics", "maction"), _Presenter._first),
    "mmultiscripts": _Presenter._scripts,
    "mfenced": _Presenter._fenced,
    "mtable": _Presenter._table,
}
"""How each element is rebuilt; any other is a row of what it holds."""


def _made(tag: str, parts: Iterable[etree._Element], **attributes: str) -> etree._Element:
    element = etree.Element(tag, attributes)
    element.extend(parts)
    return element


def _one(parts: list[etree._Element]) -> etree._Element:
    return parts[0] if len(parts) == 1 else _made("mrow", parts)


def _in_style(element: etree._Element, parts: list[etree._Element]) -> list[etree._Element]:
    """Core lets any element change the style of what it holds; MathML 3 has `mstyle` for it."""
    style = {}
    if element.get("displaystyle") in {"true", "false"} and text.local(element) != "mtable":
        style["displaystyle"] = element.get("displaystyle", "")
    if element.get("scriptlevel", "") in {"0", "1", "2"} and (style or element.get("scriptlevel") != "0"):
        style["scriptlevel"] = element.get("scriptlevel", "")
    return [_made("mstyle", parts, **style)] if style else parts


def _pairs(scripts: list[list[etree._Element]]) -> list[list[list[etree._Element]]]:
    return [scripts[start : start + 2] for start in range(0, len(scripts), 2)]


def _scripted(base: etree._Element, pair: list[list[etree._Element]]) -> etree._Element:
    """The base with the lower and the upper script that are there."""
    below, above = (*pair, [])[:2] if len(pair) == 1 else pair
    if below and above:
        return _made("msubsup", [base, _one(below), _one(above)])
    return _made("msub" if below else "msup", [base, _one(below or above)])


def _respell(mark: etree._Element) -> None:
    """A mark over or under something, in the form that fonts have for it."""
    if mark.tag != "mo":
        return
    if mark.get("stretchy") == "false":
        mark.text = _FIXED.get(mark.text or "", mark.text)
    elif mark.text in _STRETCHED:
        mark.text = _STRETCHED[mark.text]
        mark.set("stretchy", "true")


def _joined(parts: list[etree._Element]) -> list[etree._Element]:
    """The row with Han letters joined to words, and three dots to an ellipsis."""
    row: list[etree._Element] = []
    for part in parts:
        before = row[-1] if row else None
        if before is not None and _is_han(before) and _is_han(part):
            before.tag, before.text = "mtext", (before.text or "") + (part.text or "")
        elif part.tag == "mo" and part.text == "." and [each.text for each in row[-2:]] == [".", "."]:
            del row[-2:]
            row.append(token("mo", "…"))
        else:
            row.append(part)
    return row


def _is_han(part: etree._Element) -> bool:
    return part.tag in {"mi", "mtext"} and bool(part.text) and all(map(_HAN.match, part.text or ""))
