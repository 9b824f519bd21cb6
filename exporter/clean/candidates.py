"""Lines that may be headings, what each looks like, and what the article as a whole says about its form."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from exporter.clean import numbering, text, tree
from exporter.clean.marks import LEVEL, marks_on

TRUE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST = 40  # cells of a Han character: what is longer is a sentence
_UNDER = 3  # blocks: so many are looked at for what stands under a line

_WIDE = re.compile("[\u2e81-\U0010ffff]+")
COLON = re.compile(r"[\s\u3000]*[：:][\s\u3000]*\Z")
_SIGN = re.compile(r"(?:【[^【】]{2,24}】|[■◆▍▌▎▋❖◎☆★#＃]+\s*\S.{0,30})\Z")
_SPEAKER = re.compile(r"([^\s：:，。]{1,10})[：:]\s*\S")
_LOOKS = frozenset({"centred", "large", "title"})


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A block that may be a heading: its place among the blocks, what it says and how it looks."""

    place: int
    element: etree._Element
    words: str
    bold: bool
    marks: frozenset[str]
    number: numbering.Number | None

    @property
    def title(self) -> str:
        """The words without number and final colon."""
        return COLON.sub("", self.number.title if self.number else self.words)

    @property
    def sign(self) -> bool:
        """Whether brackets or a sign such as ■ set the line off."""
        return bool(_SIGN.match(self.words))

    @property
    def speaker(self) -> str:
        """The words before a colon, if more follows: who speaks, in an interview."""
        match = _SPEAKER.match(self.words)
        return match[1] if match and not self.number else ""

    @property
    def form(self) -> tuple[bool, bool, str, frozenset[str]]:
        """What headings of one kind have in common."""
        return self.bold, self.sign, self.number.system if self.number else "", self.marks & _LOOKS


@dataclass(frozen=True, slots=True)
class Setting:
    """The article around the candidates.

    `dialogue` says that bold lines ending in a colon come again: names of speakers; `questions` is the share
    of questions among the bold lines, `series` every number there is.
    """

    blocks: Sequence[etree._Element]
    by_place: dict[int, Candidate]
    forms: Counter[tuple[bool, bool, str, frozenset[str]]]
    repeats: Counter[str]
    speakers: Counter[str]
    dialogue: bool
    series: frozenset[tuple[str, int]]
    questions: float
    true: int

    def after(self, candidate: Candidate) -> etree._Element | None:
        """The block under a candidate, its slogan left aside."""
        following = candidate.place + 1
        while following < len(self.blocks) and self.blocks[following].get("class") == "subtitle":
            following += 1
        return self.blocks[following] if following < len(self.blocks) else None

    def under(self, candidate: Candidate) -> str:
        """The text under a candidate as far as the next one, of the first few blocks there."""
        words = ""
        for place in range(candidate.place + 1, min(candidate.place + 1 + _UNDER, len(self.blocks))):
            other, block = self.by_place.get(place), self.blocks[place]
            if block.tag in TRUE or (other is not None and (other.bold or other.form == candidate.form)):
                break
            words += text.compact(tree.content(block)) if block.get("class") != "subtitle" else ""
        return words

    def beside_its_like(self, candidate: Candidate) -> bool:
        """Whether a line of the same form stands right before or after: lists do, headings do not."""
        around = (self.by_place.get(candidate.place + step) for step in (-1, 1))
        return any(other is not None and other.form == candidate.form for other in around)

    def in_series(self, candidate: Candidate) -> bool:
        """Whether the number before or the number after is there too."""
        number = candidate.number
        return number is not None and any(
            (number.system, number.value + step) in self.series for step in (-1, 1)
        )


def candidates_in(blocks: Sequence[etree._Element]) -> list[Candidate]:
    """The short lines that are bold, numbered or set apart; looks that most of the text has do not count."""
    usual = usual_marks(blocks)
    return [found for place, block in enumerate(blocks) for found in _candidate(place, block, usual)]


def setting_of(blocks: Sequence[etree._Element], candidates: Sequence[Candidate]) -> Setting:
    """What the whole article says about the candidates' forms."""
    bold = [line for block in blocks if (line := _bold_line(block)) and not numbering.number_of(line)]
    asked = sum(1 for line in bold if line.endswith(("？", "?")))
    return Setting(
        blocks,
        {candidate.place: candidate for candidate in candidates},
        Counter(candidate.form for candidate in candidates),
        Counter(candidate.words for candidate in candidates),
        Counter(candidate.speaker for candidate in candidates if candidate.speaker),
        len(named := [c.words for c in candidates if c.bold and COLON.search(c.words)]) > len(set(named)),
        frozenset((c.number.system, c.number.value) for c in candidates if c.number),
        asked / len(bold) if len(bold) >= 3 else 0.0,
        sum(1 for block in blocks if block.tag in TRUE and block.get(LEVEL) != "inferred"),
    )


def cells(words: str) -> float:
    """Length in Han characters, a Latin letter counting half."""
    return len(words) - len(_WIDE.sub("", words)) / 2


def is_bold(block: etree._Element) -> bool:
    """Whether all the block's text is bold."""
    bold = "".join(tree.content(part) for part in block.iter("strong"))
    return bool(bold) and text.compact(bold) == text.compact(tree.content(block))


def _candidate(place: int, block: etree._Element, usual: frozenset[str]) -> Iterator[Candidate]:
    line = _only_item(block) if block.tag in {"ul", "ol"} else block
    if (
        line is None
        or line.tag not in {"p", "li"}
        or line.find("br") is not None
        or line.find(".//img") is not None
    ):
        return
    words = text.folded(tree.content(line))
    if not 0 < cells(words) <= LONGEST:
        return
    bold = "bold" not in usual and is_bold(line)
    marks = marks_on(block) - usual
    found = Candidate(place, block, words, bold, marks, numbering.number_of(words))
    if bold or (line is block and (found.number or found.sign or _LOOKS & marks)):
        yield found


def _bold_line(block: etree._Element) -> str:
    """What a paragraph says that is bold as a whole, were it too long for a heading; else ""."""
    if block.tag != "p" or block.find(".//strong") is None or not is_bold(block):
        return ""
    return text.folded(tree.content(block))


def _only_item(items: etree._Element) -> etree._Element | None:
    """The single item of a list that holds one line: editors number headings so."""
    if len(items) != 1 or any(child.tag in {"p", "ul", "ol", "pre", "figure", "table"} for child in items[0]):
        return None
    return items[0]


def usual_marks(blocks: Sequence[etree._Element]) -> frozenset[str]:
    """The looks of most of the article's text: what everything has sets nothing apart."""
    weights: Counter[str] = Counter()
    whole = 0
    for block in blocks:
        if block.tag == "p":
            size = len(tree.content(block))
            whole += size
            weights.update(dict.fromkeys(marks_on(block), size))
            weights["bold"] += size if is_bold(block) else 0
    return frozenset(mark for mark, size in weights.items() if size * 2 > whole)
