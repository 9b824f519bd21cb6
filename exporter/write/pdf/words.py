"""Places to break words: where they go on from one inline element into the next, and where they never end.

WeasyPrint tears a word (`overflow-wrap`) only where it begins a line: what follows `<b>x</b>` without a break
between them never does, and would run off the page. What costs the square of its length is parted too:
words without end (a file in base 64, a list of keys), marks heaped upon a letter.
"""

import regex
from lxml import etree

from exporter.late import expression

BREAK = "\u200b"  # a line may end after it
LONG = 30  # letters: a longer word is likely to meet the end of a line, and no word of a language
STEP = 10  # letters between the breaks in what goes on
INLINE = frozenset("a abbr cite code em kbd mark q s samp small span strong sub sup u var".split())
_ENDLESS = expression(r"[!-,.0-~]{300,}")  # no word is as long, nor is what stands between two slashes
_STEPS = expression(rf".{{{STEP}}}(?!$)")
_HEAP = regex.compile(r"\p{M}{64}(?=\p{M})")  # no language has a tenth of that upon a letter
_PARTED = expression(
    r"[\s/\-\u2e80-\U0003ffff]"
)  # where lines may end anyway; from U+2E80 on scripts of Asia


def allow_breaks(body: etree._Element) -> None:
    """Puts a break between inline elements wherever a word longer than LONG goes on, in place.

    So it does in words without end, and a blank in heaps of marks that no writing has.
    """
    run = 0  # letters since the last place where a line may end
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag not in INLINE or element.get("class"):  # boxes of formulas, signs of notes
            run = 0
        if event == "start":
            text, run = _continued(_bounded(element.text or ""), run)
            element.text = text or element.text  # None and "" are written differently
        else:
            text, run = _continued(_bounded(element.tail or ""), run)
            element.tail = text or element.tail


def _bounded(text: str) -> str:
    """`text` with breaks in endless words, and blanks in heaps of marks: no break ends these."""
    parted = _ENDLESS.sub(lambda word: _STEPS.sub(rf"\g<0>{BREAK}", word[0]), text)
    return parted if parted.isascii() else _HEAP.sub(r"\g<0> ", parted)


def _continued(text: str, run: int) -> tuple[str, int]:
    """`text` after a word of `run` letters, with breaks where both are one long word."""
    going, *others = _PARTED.split(text)
    last = len(others[-1]) if others else 0
    if not (run and going and run + len(going) > LONG):
        return text, last if others else run + len(going)
    steps = (going[at : at + STEP] for at in range(0, len(going), STEP))
    return "".join(BREAK + step for step in steps) + text[len(going) :], last if others else STEP
