r"""TeX left in the text of a page, for a script to render: $$a$$, \[a\], \(a\), $a$.

Dollars are prices, too, and backslashes escape brackets: so what stands between must say that it is TeX, and
convert. A lone letter, or what might be words, is taken for a formula only where the page has sure ones.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from exporter.clean import tree
from exporter.late import expression

Made = Callable[[str, bool], etree._Element | None]
"""Makes the `math` element of a source, set apart or not; None where that cannot be done."""

_BETWEEN = expression(
    r"\$\$(?P<dollars>[^$]{1,3000})\$\$"
    r"|\\\[(?P<brackets>(?:(?!\\[\[\]]).){1,3000})\\\]"
    r"|\\\((?P<parens>(?:(?!\\[()]).){1,1000})\\\)"
    r"|(?<![A-Za-z0-9_$\\])\$(?P<dollar>[^\s$](?:[^$]{0,300}[^\s$\\])?)\$(?![A-Za-z0-9_$])"
    r"|(?P<environment>\\begin\{(?P<name>(?:equation|align|gather|eqnarray|multline)\*?)\}"
    r"(?:(?!\\(?:begin|end)\{(?P=name)\}).){1,3000}\\end\{(?P=name)\})",
    re.S,
)
_SET_APART = frozenset({"dollars", "brackets", "environment"})
_HINT = expression(r"\$|\\[(\[]|\\begin\{")
_SURE = expression(r"\\[A-Za-z]{2,}|(?<![A-Za-z])[A-Za-z)\]}][\^_]\s*[\w{(\\+*-]|\\[{}|]")
_PLAIN = expression(r"(?=.*[A-Za-zα-ωΑ-Ω])(?:[A-Za-z0-9\sα-ωΑ-Ω+\-*/=<>≤≥(),.|!':\[\]&]|\\\\)+\Z", re.S)
_WORD = expression(r"(?<!\\)(?<![A-Za-z\\])[A-Za-z]{4,}")
_WORDS = expression(r"\\(?:text|mbox|mathrm|textbf|textit|operatorname)\*?\s*\{[^{}]*\}|\\[A-Za-z]+")
_HAN = expression(r"[\u3000-\u9fff\uff00-\uffef]")
_UNTOUCHED = frozenset("code pre kbd samp tt math textarea button option style script".split())
_FAR = 60  # lines that a formula broken by `br` may have


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    source: str
    kind: str

    @property
    def is_sure(self) -> bool:
        """Whether it can be nothing else: a command of TeX, or a letter with a script."""
        words = _WORDS.sub("", self.source)
        if self.kind == "environment":
            return True
        if self.kind in {"dollar", "parens"} and _HAN.search(words):
            return False
        return bool(_SURE.search(self.source))

    @property
    def is_possible(self) -> bool:
        """Whether it might be one, in an article with formulas."""
        return bool(_PLAIN.match(self.source)) and not _WORD.search(self.source)


def says_tex(source: str) -> bool:
    """Whether `source`, which a page calls a formula, is TeX rather than words."""
    whole = _BETWEEN.fullmatch(source.strip())
    return bool(whole or _SURE.search(source)) or (bool(_PLAIN.match(source)) and not _WORD.search(source))


def read_delimiters(article: etree._Element, make: Made) -> None:
    """Replaces the TeX that stands in the text by formulas, where it surely is TeX."""
    if not _HINT.search(tree.content(article)):
        return
    _mend(article)
    chunks = list(_chunks(article))
    if not any(
        each.is_sure and make(each.source, False) is not None for *_, found in chunks for each in found
    ):
        return
    for holder, is_tail, found in reversed(chunks):
        _replace(holder, found, make, is_tail=is_tail)


def _chunks(article: etree._Element) -> Iterator[tuple[etree._Element, bool, list[_Candidate]]]:
    """Every piece of text that may hold formulas: whose text or tail it is, and what may be TeX in it."""
    todo: list[etree._Element] = [article]
    while todo:
        element = todo.pop()
        if element.tag not in _UNTOUCHED:
            if found := _candidates(element.text):
                yield element, False, found
            todo += list(element)
        if element is not article and (found := _candidates(element.tail)):
            yield element, True, found


def _candidates(data: str | None) -> list[_Candidate]:
    if not data or not _HINT.search(data):
        return []
    found = []
    for match in _BETWEEN.finditer(data):
        kind = "environment" if match["environment"] else match.lastgroup or ""
        found.append(_Candidate(match.start(), match.end(), match[kind].strip(), kind))
    return [each for each in found if each.is_sure or each.is_possible]


def _replace(holder: etree._Element, found: list[_Candidate], make: Made, *, is_tail: bool) -> None:
    data = (holder.tail if is_tail else holder.text) or ""
    for each in reversed(found):
        formula = make(each.source, each.kind in _SET_APART)
        if formula is None:
            continue
        formula.tail, data = data[each.end :], data[: each.start]
        if is_tail:
            holder.tail = None
            holder.addnext(formula)
        else:
            holder.text = None
            holder.insert(0, formula)
    if is_tail:
        holder.tail = data
    else:
        holder.text = data


def _mend(article: etree._Element) -> None:
    """Joins the lines of a formula that the page broke with `br`."""
    for line_end in list(article.iter("br")):
        before, parent = line_end.getprevious(), line_end.getparent()
        if parent is None:
            continue
        said = (parent.text if before is None else before.tail) or ""
        mark = _unclosed(said)
        if mark and _closes(line_end, mark):
            line_end.tail = f"\n{line_end.tail or ''}"
            tree.drop(line_end)


def _unclosed(said: str) -> str:
    """What would close the formula that `said` leaves open, "" for none."""
    if said.count("$$") % 2:
        return "$$"
    return "\\]" if said.rfind("\\[") > said.rfind("\\]") else ""


def _closes(line_end: etree._Element, mark: str) -> bool:
    following: etree._Element | None = line_end
    for _ in range(_FAR):
        if following is None or following.tag != "br":
            return False
        if mark in (following.tail or ""):
            return True
        following = following.getnext()
    return False
