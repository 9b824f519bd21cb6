"""Which lines are headings: those marked so in the page, and those that only look it, by evidence weighed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from exporter.clean import numbering, text, tree
from exporter.clean.page import Page

TRUE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LEVEL = "data-level"
"""On a heading until sections are made: how far down it stands, by whatever measure; only order counts."""

_SENTENCE_END = re.compile(r"[。！？!?；;，,、…]|\.\Z")
_ENDS_SENTENCE = re.compile(r"(?:[。！!；;，,、…]|(?<!\w)\.|[a-z)]\.)[”’」』）)\"']*\Z")
_ENDS_QUESTION = re.compile(r"[？?][”’」』）)\"']*\Z")
_OPENS_SPEECH = re.compile(r"[“\"「『‘——\-―–]")
_COLON = re.compile(r"[\s\u3000]*[：:][\s\u3000]*\Z")
_LONGEST = 40  # cells of a Han character: what is longer is a sentence
_LONGEST_TRUE = 80
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A paragraph that may be a heading: where it stands, what it says and how."""

    place: int
    element: etree._Element
    words: str
    bold: bool
    marks: frozenset[str]
    number: numbering.Number | None

    @property
    def form(self) -> tuple[bool, str, bool]:
        """What paragraphs of one kind of heading have in common."""
        return self.bold, self.number.system if self.number else "", "centred" in self.marks


def find_headings(article: etree._Element, page: Page) -> None:
    """Gives every heading, true or inferred, an h-tag and a LEVEL; slogans under headings become subtitles."""
    _drop_title(article, page)
    _demote_sentences(article)
    _join_numbers(article)
    blocks = list(article)
    candidates = _candidates(blocks)
    chosen = _chosen(candidates, blocks)
    _levels(blocks, chosen, page)


def same(one: str, other: str) -> bool:
    """Whether two lines say the same, punctuation and white space aside."""
    return bool(one) and re.sub(r"[\W_]+", "", one) == re.sub(r"[\W_]+", "", other)


def _drop_title(article: etree._Element, page: Page) -> None:
    """Takes away the article's title where the text opens by repeating it as a heading or alone in bold."""
    for block in list(article)[:3]:
        if block.tag in {*TRUE, "p"} and same(text.folded(tree.content(block)), page.title):
            is_heading = (
                block.tag in TRUE or _bold(block) or len(list(article)) > 3 and "centred" in _marks(block)
            )
            if is_heading and len(article) > 1:
                tree.drop(block)
                return


def _demote_sentences(article: etree._Element) -> None:
    """Whole paragraphs that a page set as headings for their size are paragraphs again."""
    for block in list(article):
        if block.tag in TRUE:
            words = text.folded(tree.content(block))
            if _cells(words) > _LONGEST_TRUE or (_cells(words) > _LONGEST and _ENDS_SENTENCE.search(words)):
                block.tag = "p"


def _join_numbers(article: etree._Element) -> None:
    """A number on a line of its own and the short line under it are one heading: 01 / 起点."""
    blocks = list(article)
    places = [
        place for place, block in enumerate(blocks[:-1]) if _number_over_title(block, blocks[place + 1])
    ]
    values = [numbering.alone(text.folded(tree.content(blocks[place]))) for place in places]
    if len(places) < 2 or values != list(range(values[0], values[0] + len(values))):
        return
    for place in places:
        number, title = blocks[place], blocks[place + 1]
        words = text.folded(tree.content(number))
        tree.drop(number)
        title.text = f"{words} {title.text or ''}"
        title.tag = "h2"
        title.set(LEVEL, _level_of_rank(4))
        title.attrib.pop("data-marks", None)


def _number_over_title(number: etree._Element, title: etree._Element) -> bool:
    if number.tag != "p" or title.tag != "p":
        return False
    words = text.folded(tree.content(title))
    short = 0 < _cells(words) <= _LONGEST * 0.75 and title.find("br") is None
    return (
        short and numbering.alone(text.folded(tree.content(number))) > 0 and not _ENDS_SENTENCE.search(words)
    )


def _marks(block: etree._Element) -> frozenset[str]:
    return frozenset(block.get("data-marks", "").split())


def _cells(words: str) -> float:
    """Length in Han characters, a Latin letter counting half."""
    return sum(1.0 if char > "\u2e80" else 0.5 for char in words)


def _bold(block: etree._Element) -> bool:
    bold = "".join(tree.content(part) for part in block.iter("strong"))
    return bool(bold) and text.compact(bold) == text.compact(tree.content(block))


def _candidates(blocks: Sequence[etree._Element]) -> list[_Candidate]:
    found = []
    for place, block in enumerate(blocks):
        if block.tag != "p" or block.find("br") is not None or next(block.iter("img"), None) is not None:
            continue
        words = text.folded(tree.content(block))
        if not 0 < _cells(words) <= _LONGEST:
            continue
        number, bold, marks = numbering.number_of(words), _bold(block), _marks(block)
        if bold or number or {"centred", "large"} & marks:
            found.append(_Candidate(place, block, words, bold, marks, number))
    return found


def _chosen(candidates: list[_Candidate], blocks: Sequence[etree._Element]) -> list[tuple[_Candidate, str]]:
    """The candidates that are headings, each with its slogan ("" for none)."""
    true = sum(1 for block in blocks if block.tag in TRUE)
    forms = Counter(candidate.form for candidate in candidates)
    repeated = Counter(candidate.words for candidate in candidates)
    slogans = _slogans(candidates)
    candidates = [candidate for candidate in candidates if candidate not in slogans.values()]
    chosen: list[tuple[_Candidate, str]] = []
    for candidate in candidates:
        slogan = slogans.get(candidate.place)
        after = candidate.place + (2 if slogan else 1)
        evidence = _evidence(candidate, forms, repeated[candidate.words], true)
        evidence += _surroundings(candidate, candidates, blocks, after)
        if sum(evidence) >= _ENOUGH:
            chosen.append((candidate, slogan.words if slogan else ""))
    return chosen


def _slogans(candidates: list[_Candidate]) -> dict[int, _Candidate]:
    """Place of a heading -> the slogan right under it, where the article pairs them so more than once."""
    pairs = {
        first.place: second
        for first, second in zip(candidates, candidates[1:], strict=False)
        if second.place == first.place + 1
        and first.bold and second.bold and not second.number
        and (_COLON.search(first.words) or first.number or _cells(first.words) <= 8)
        and not _COLON.search(second.words)
    }  # fmt: skip
    alone = sum(1 for candidate in candidates if candidate.bold) - 2 * len(pairs)
    return pairs if len(pairs) >= 2 or (len(pairs) == 1 and alone == 0) else {}


def _evidence(
    candidate: _Candidate, forms: Counter[tuple[bool, str, bool]], repeats: int, true: int
) -> list[int]:
    """What the line itself says for being a heading (positive) and against (negative)."""
    words = _COLON.sub("", candidate.words)
    system = candidate.number.system if candidate.number else ""
    title = candidate.number.title if candidate.number else words
    return [
        3 if candidate.bold else 0,
        1 if "large" in candidate.marks else 0,
        1 if "centred" in candidate.marks else 0,
        {"": 0, "part": 3, "han": 3, "han-brackets": 2, "section": 2}.get(system, 1),
        1 if forms[candidate.form] >= 2 else 0,
        1 if _cells(title) <= 15 else 0,
        -1 if _cells(title) > 25 else 0,
        -4 if _ENDS_SENTENCE.search(words) else 0,
        -1 if _ENDS_QUESTION.search(words) and not candidate.number else 0,
        -2 if len(_SENTENCE_END.findall(title)) > 1 else 0,
        -3 if _OPENS_SPEECH.match(words) else 0,
        -3 if _COLON.search(candidate.words) and not candidate.bold else 0,
        -5 if repeats > 1 else 0,
        -2 if true >= 2 and not candidate.number else 0,
        -2 if {"grey", "small"} & candidate.marks else 0,
        -5 if not re.search(r"\w", title) else 0,
    ]


def _surroundings(
    candidate: _Candidate, candidates: list[_Candidate], blocks: Sequence[etree._Element], after: int
) -> list[int]:
    """What stands around the line: a heading has text after it, and is one of a series if it is numbered."""
    following = blocks[after] if after < len(blocks) else None
    next_is_peer = any(
        other.place == candidate.place + 1 and other.form == candidate.form for other in candidates
    )
    previous_is_peer = any(
        other.place == candidate.place - 1 and other.form == candidate.form for other in candidates
    )
    return [
        -6 if following is None else 0,
        -4 if next_is_peer or previous_is_peer else 0,
        1 if candidate.number and _in_series(candidate, candidates) else 0,
        -2 if candidate.number and not _in_series(candidate, candidates) else 0,
        1
        if following is not None and len(text.compact(tree.content(following))) > 2 * len(candidate.words)
        else 0,
    ]


def _in_series(candidate: _Candidate, candidates: list[_Candidate]) -> bool:
    """Whether another candidate of the same numbering bears the number before or after."""
    number = candidate.number
    return number is not None and any(
        other.number is not None
        and other.number.system == number.system
        and abs(other.number.value - number.value) == 1
        for other in candidates
    )


def _level_of_rank(rank: int) -> str:
    return str(10 + rank)


def _levels(blocks: Sequence[etree._Element], chosen: list[tuple[_Candidate, str]], page: Page) -> None:
    """Writes tags, levels and slogans. True headings stand above inferred ones; numbering ranks the latter."""
    ranks = [candidate.number.rank for candidate, _ in chosen if candidate.number]
    outermost = min(ranks, default=0)
    for block in blocks:
        if block.tag in TRUE and not block.get(LEVEL):
            block.set(LEVEL, block.tag[1:])
    for candidate, slogan in chosen:
        element = candidate.element
        element.tag = "h2"
        element.set(LEVEL, _level_of_rank(candidate.number.rank if candidate.number else outermost))
        element.attrib.pop("data-marks", None)
        _plain(element)
        page.notice("heading-inferred", candidate.words)
        if slogan:
            subtitle = element.getnext()
            if subtitle is not None:
                subtitle.set("class", "subtitle")
                subtitle.attrib.pop("data-marks", None)
                _plain(subtitle)


def _plain(element: etree._Element) -> None:
    """A heading needs no bold of its own, nor the colon that tied it to its slogan."""
    for bold in list(element.iter("strong")):
        tree.unwrap(bold)
    last = element if not len(element) else element[-1]
    if last is element:
        element.text = _COLON.sub("", element.text or "")
    elif last.tail:
        last.tail = _COLON.sub("", last.tail)
