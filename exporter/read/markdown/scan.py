"""One pass over a text: where it is code or comment, which tags belong together, which brackets match."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from exporter.read.markdown.tags import Tag, closing_pattern, tag_at

_EVENT = re.compile(
    r"""(?P<escape>\\.)
    | ^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})
    | (?P<ticks>`+)
    | (?P<comment><!--)
    | <(?P<element>code|pre|kbd|samp|script|style|textarea)\b[^<>]*>
    | (?P<brace>\{[%{]|&\#)""",
    re.MULTILINE | re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_BRACKET = re.compile(r"\\.|(?P<ticks>`+)|<[a-z/!][^<>]*>|[\[\]]", re.DOTALL | re.IGNORECASE)
_MAX_WITHIN = 8  # brackets in brackets in brackets: more are no label, and the parser tries each of them


@dataclass(frozen=True, slots=True)
class Scan:
    """`literal` regions in order: code, comments, what verbatim tags hold; `pairs`: start -> its end."""

    literal: list[tuple[int, int]] = field(default_factory=list)
    pairs: dict[int, Tag] = field(default_factory=dict)

    def is_literal(self, position: int) -> bool:
        """Whether `position` is in code, in a comment or in what a tag shows as it stands."""
        place = bisect_right(self.literal, position, key=lambda region: region[0]) - 1
        return place >= 0 and position < self.literal[place][1]


def scan(text: str, verbatim: frozenset[str]) -> Scan:
    """The regions and pairs of `text` in linear time; the tags named in `verbatim` hold no tags."""
    found, ends = Scan(), _Ends(text)
    opened: dict[str, list[Tag]] = {}
    at = 0
    while event := _EVENT.search(text, at):
        at = event.end()
        if event["brace"]:
            tag = tag_at(text, event.start())
            at = tag.end if tag else event.start() + 1
            if tag and tag.closing and opened.get(tag.name):
                found.pairs[opened[tag.name].pop().start] = tag
            elif tag and tag.name in verbatim and (end := ends.of_tag(tag)):
                found.pairs[tag.start] = end
                found.literal.append((tag.end, end.start))
                at = end.end
            elif tag and not tag.closing:
                opened.setdefault(tag.name, []).append(tag)
        elif not event["escape"] and (close := ends.of(event)):
            found.literal.append((event.start(), close))
            at = close
    return found


def matched_brackets(text: str) -> frozenset[int]:
    """Where brackets open that are closed again and do not hold others too many levels deep."""
    ends, found, at = _Ends(text), set(), 0
    opened: list[tuple[int, int]] = []  # where, and how many levels it holds so far
    while event := _BRACKET.search(text, at):
        at = event.end()
        if event["ticks"]:
            at = ends.of(event) or at
        elif event[0] == "[":
            opened.append((event.start(), 0))
        elif event[0] == "]" and opened:
            start, height = opened.pop()
            if height < _MAX_WITHIN:
                found.add(start)
            if opened:
                opened[-1] = opened[-1][0], max(opened[-1][1], height + 1)
    return frozenset(found)


class _Ends:
    """Finds where things end, remembering what has no end so that nothing is searched for twice in vain."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()
        self._runs: dict[int, list[int]] = {}
        self._blank_lines: list[int] = []

    def of(self, event: re.Match[str]) -> int | None:
        """The end of the code or comment that `event` opens; an unclosed fence goes to the end."""
        kind = event.lastgroup or ""
        if kind == "ticks":
            return self._of_ticks(event.end(), len(event["ticks"]))
        if kind == "fence":
            closing = self._search(rf"^[ \t>]*{event['fence']}[`~]*[ \t]*$", event.end())
            return closing.end() if closing else len(self._text)
        closing = self._search(
            "-->" if kind == "comment" else rf"</{event['element'].lower()}\s*>", event.end()
        )
        return closing.end() if closing else None

    def of_tag(self, tag: Tag) -> Tag | None:
        """The tag that closes `tag`."""
        closing = self._search(closing_pattern(tag.name), tag.end)
        return tag_at(self._text, closing.start()) if closing else None

    def _search(self, pattern: str, at: int) -> re.Match[str] | None:
        if pattern in self._missing:
            return None
        found = re.compile(pattern, re.MULTILINE | re.IGNORECASE).search(self._text, at)
        if not found:
            self._missing.add(pattern)
        return found

    def _of_ticks(self, at: int, length: int) -> int | None:
        """Code in a line ends at a run of as many backticks, in the same paragraph (CommonMark 6.1)."""
        if not self._runs:
            for run in re.finditer("`+", self._text):
                self._runs.setdefault(run.end() - run.start(), []).append(run.start())
            self._blank_lines = [line.start() for line in re.finditer(r"\n[ \t]*(?=\n)", self._text)]
        starts = self._runs.get(length, [])
        place, blank = bisect_left(starts, at), bisect_left(self._blank_lines, at)
        if place == len(starts) or (
            blank < len(self._blank_lines) and self._blank_lines[blank] < starts[place]
        ):
            return None
        return starts[place] + length
