"""The text rules, in the order they run, each row with the reason for it and for its place.

Sections named are those of W3C's Requirements for Chinese Text Layout (clreq) and for Japanese (jlreq).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from exporter.typography import folding, marks, quotes, spacing
from exporter.typography.characters import (
    BREAK,
    CJK,
    HAN_OBJECT,
    INSIDE,
    LATIN_OBJECT,
    PICTURE,
    language_of_run,
)
from exporter.typography.place import Edits, Place
from exporter.typography.protection import hidden, shown
from exporter.typography.runs import Run, line_of, runs_of

_ZH, _CJ, _ALL = ("zh",), ("zh", "ja"), ("",)


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is what `typography-off` in exporter.yaml names; `languages` begin the tags it acts in.

    `everywhere` lets it act on protected words and on text without a Han, too.
    """

    name: str
    reason: str
    languages: tuple[str, ...]
    edits: Edits
    everywhere: bool = False


RULES: tuple[Rule, ...] = (
    # -- characters first: every later rule, and what is protected, is told by their code
    Rule("blanks", "e-readers show them as boxes, and search stumbles over them", _ALL, spacing.blanks, True),
    Rule("radicals", "a radical is no letter: fonts lack it", _CJ, folding.radicals, True),
    Rule("forms", "those of vertical and narrow lines (clreq, Punctuation marks)", _CJ, folding.forms, True),
    Rule("width", "Western text is proportional (clreq, Mixed text composition)", _ZH, folding.width, True),
    # -- quotation marks while the spaces around them still tell which opens
    Rule("quote-style", "“” or 「」, when asked for (clreq, Quotations & citations)", _CJ, quotes.style),
    Rule("quotes", "a pair, each with its side (clreq, Quotations & citations)", _CJ, quotes.double),
    Rule("single-quotes", "likewise (clreq, Quotations & citations)", _CJ, quotes.single),
    Rule("turned-quotes", "a pair looks both ways (clreq, Quotations & citations)", _ZH, quotes.turned),
    Rule("nested-quotes", "‘’ within “”, not “” again (GB/T 15834, 4.8)", _ZH, quotes.nested),
    # -- marks: those that depend on Han alone, then those that a full-width mark beside them makes
    Rule("parentheses", "full width around Han (clreq, Punctuation marks)", _CJ, marks.parentheses),
    Rule("punctuation", "full width after Han (clreq, Punctuation marks)", _CJ, marks.stops),
    Rule("ranges", "～ from what begins to what ends (clreq, Punctuation marks)", _ZH, marks.ranges),
    Rule("newlines", "Han are set solid, over line ends of the source too", _CJ, spacing.newlines),
    Rule("mark-spaces", "a full-width mark brings its own (clreq, Punctuation marks)", _ZH, spacing.at_marks),
    Rule("ellipses", "six points in two cells (clreq, Abbreviation & ellipsis)", _CJ, marks.ellipses),
    Rule("dashes", "one stroke in two cells, never parted (clreq, Punctuation marks)", _ZH, marks.dashes),
    # -- the other spaces last: which of them stays depends on the marks beside it
    Rule("quote-spaces", "“”, …… and —— bring theirs where Han is beside", _ZH, spacing.at_shared_marks),
    Rule("han-spaces", "Han are set solid; in a heading the space is meant", _ZH, spacing.between_han),
    Rule("gaps", "a gap from Han to Western (clreq, Mixed text composition)", _ZH, spacing.gaps),
)

_SIGNS = frozenset((LATIN_OBJECT, HAN_OBJECT, INSIDE, PICTURE, BREAK))


@dataclass(frozen=True, slots=True)
class Typography:
    """The rules that are on, and the quotation marks that are asked for (see Place.quotes)."""

    rules: tuple[Rule, ...] = RULES
    quotes: str = ""

    def set_body(self, body: etree._Element, lang: str) -> None:
        """Applies the rules to every block of `body`, in place. `lang` is the article's."""
        for run in runs_of(body, lang):
            before = run.text
            self._set(run)
            if run.text != before:
                run.write()

    def set_line(self, text: str, lang: str, *, line: bool = True) -> str:
        """`text` after the rules; `line` as in Place. Characters that stand for objects leave it as it is."""
        if not _SIGNS.isdisjoint(text):
            return text
        run = line_of(text, lang, line=line)
        self._set(run)
        return run.text

    def _set(self, run: Run) -> None:
        lang = language_of_run(run.text, run.lang)
        place = Place(lang, run.line, self.quotes)
        rules = [rule for rule in self.rules if lang.startswith(rule.languages)]
        _apply((rule for rule in rules if rule.everywhere), run, place)
        if CJK.search(run.text):
            run.text, behind = hidden(run.text)
            _apply((rule for rule in rules if not rule.everywhere), run, place)
            run.text = shown(run.text, behind)


def chosen(off: Iterable[str], quotes: str) -> Typography:
    """The rules without those named in `off`."""
    names = frozenset(off)
    return Typography(tuple(rule for rule in RULES if rule.name not in names), quotes)


def _apply(rules: Iterable[Rule], run: Run, place: Place) -> None:
    for rule in rules:
        edits = rule.edits(run.text, place)
        if edits:
            run.apply(edits)
