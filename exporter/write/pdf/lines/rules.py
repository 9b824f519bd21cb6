"""What a reader may choose about lines, and what the language of a text decides."""

from dataclasses import dataclass
from functools import cache

from exporter.write.pdf.lines.marks import CLOSE, FINAL, OPEN, PAUSE


@dataclass(frozen=True, slots=True)
class Rules:
    """How lines of Chinese and Japanese are set.

    `punctuation`: quanjiao gives every mark a full width, kaiming only those that end a sentence, banjiao
    none (clreq 3.1.6); where marks adjoin, they are squeezed in all of them. `line_start` is the level of the
    prohibitions, a key of marks.NOT_AT_START. `hanging` lets pauses and full stops stand outside the line's
    end. `trimmed` takes the blank half of marks at the edges of lines away. `autospace` puts a gap between
    Han and Latin where the text has no space. `vertical` draws Han upright in lines that become columns when
    the page is turned clockwise.
    """

    punctuation: str = "quanjiao"
    line_start: str = "strict"
    hanging: bool = False
    trimmed: bool = True
    autospace: bool = True
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Custom:
    """What a region does: the order in which blanks are squeezed, and which marks keep their width.

    `squeeze` names steps from first to last (clreq 6.2.2.3, jlreq 3.8.3): gap (between Han and Latin), space
    (between words), dot (interpuncts), mark (the blank half of brackets and pauses), final (a part of that
    after the end of a sentence).
    """

    squeeze: tuple[str, ...]
    stiff: str = FINAL  # classes that keep their blank within a line


CUSTOMS = {
    "zh": Custom(("dot", "mark", "gap", "space", "final")),
    "zh-hant": Custom(("gap", "space", "mark"), stiff=FINAL + PAUSE),
    "ja": Custom(("space", "dot", "mark", "gap")),
}

HANT = ("hant", "tw", "hk", "mo")
HALVED = {"quanjiao": "", "kaiming": OPEN + CLOSE + PAUSE, "banjiao": OPEN + CLOSE + PAUSE + FINAL}
"""Classes of marks that a scheme sets half as wide, wherever they stand."""
SCHEMES = tuple(HALVED)


@cache
def custom(lang: str) -> Custom | None:
    """The custom of a language tag; None for one whose lines are not set by rules of CJK."""
    first, *others = lang.lower().replace("_", "-").split("-")
    if first == "zh":
        return CUSTOMS["zh-hant" if any(each in HANT for each in others) else "zh"]
    return CUSTOMS.get(first)
