"""Template tags as written: `{% name arguments %}` of Hexo and Jekyll, `{{< name arguments >}}` of Hugo."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Savers escape braces for the template engine that shows their copy: `&#123;% … %&#125;` is the same tag.
OPENING = r"(?:\{|&\#123;|&\#x7[bB];)"
CLOSING = r"(?:\}|&\#125;|&\#x7[dD];)"

# An unclosed tag is given up at the next opening or blank line, so that searching takes linear time.
_INSIDE = rf"(?:(?!%{CLOSING}|{OPENING}%|\n[ \t]*\n).)*"
_IN_HUGO = rf"(?:(?![>%]{CLOSING}{CLOSING}|{OPENING}{OPENING}|\n[ \t]*\n).)*"
_TAG = re.compile(
    rf"""{OPENING}{OPENING}[<%]\s*/\*(?P<shown>(?:(?!\*/|{OPENING}{OPENING}).)*)\*/\s*[>%]{CLOSING}{CLOSING}
    | {OPENING}{OPENING}(?P<hugo>[<%])
      (?P<in_hugo>{_IN_HUGO})[>%]{CLOSING}{CLOSING}
    | {OPENING}%(?P<in_liquid>{_INSIDE})%{CLOSING}""",
    re.DOTALL | re.VERBOSE,
)
_NAME = re.compile(r"[-+]?\s*(?P<closing>/|end(?=[a-z]))?\s*(?P<name>[A-Za-z][\w-]*)(?=[\s/(-]|\Z)", re.ASCII)
_WORD = re.compile(
    r"""(?:(?P<key>[\w.-]+)=)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`|(?P<bare>[^\s"'`]\S*))"""
)
SHOWN = "*"
"""The name of a tag that is only shown: `{{</* ref */>}}` of Hugo's own manual."""


@dataclass(frozen=True, slots=True)
class Word:
    """One argument: `value` as meant, `key` of `key=value` else "", `quoted` as written."""

    key: str
    value: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag between `start` and `end` of its text; `closing` for `{% endname %}` and `{{< /name >}}`."""

    name: str
    arguments: str
    closing: bool
    start: int
    end: int
    source: str

    def words(self) -> list[Word]:
        """The arguments, quotes taken off."""
        return list(_words(self.arguments))


def tag_at(text: str, position: int) -> Tag | None:
    """The tag that begins at `position`; None where there is none."""
    match = _TAG.match(text, position)
    return _tag(match) if match else None


def may_hold_tags(text: str) -> bool:
    """Whether a search for tags is worth it."""
    return "{%" in text or "{{" in text or "&#" in text


def closing_pattern(name: str) -> str:
    """A pattern for what closes the tag `name`."""
    return (
        rf"{OPENING}%[-+]?\s*end{name}\s*[-+]?%{CLOSING}"
        rf"|{OPENING}{OPENING}[<%]\s*/\s*{name}\s*[>%]{CLOSING}{CLOSING}"
    )


def _tag(match: re.Match[str]) -> Tag | None:
    place = match.start(), match.end(), match[0]
    if match["shown"] is not None:
        return Tag(SHOWN, match["shown"].strip(), False, *place)
    inside = match["in_hugo"] if match["hugo"] else match["in_liquid"]
    name = _NAME.match(inside.lstrip())
    if not name:
        return None
    arguments = inside.lstrip()[name.end() :].strip().removesuffix("-").removesuffix("/").strip()
    return Tag(name["name"], arguments, bool(name["closing"]), *place)


def _words(arguments: str) -> Iterator[Word]:
    for match in _WORD.finditer(arguments):
        quoted = next(
            (value for name in ("double", "single", "tick") if (value := match[name]) is not None), None
        )
        yield Word(match["key"] or "", match["bare"] if quoted is None else quoted, quoted is not None)
