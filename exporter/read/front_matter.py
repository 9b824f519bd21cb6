"""Front matter apart from body: YAML or TOML read as plain strings, line by line where it does not parse."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

import yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MAX_LENGTH = 262_144  # characters of front matter looked at
MAX_TOML = 4_096  # characters; tomllib takes quadratic memory over dotted keys
MAX_DEPTH = 20
MAX_NODES = 5_000  # scalars and collections; ordinary front matter has twenty
MAX_QUOTES = 20  # pairs around one value; eight have been seen
MAX_FIELDS = 200  # read one by one when the whole does not parse

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENING = re.compile(r"\s*(---|\+\+\+)[ \t]*\n")
_BARE = re.compile(r"\s*(?:title|layout|date|id):[ \t][^\n]*\n(?:[a-z_]+:|[ \t]*- )")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_FIELD = {
    "---": re.compile(r"""^(["']?)([A-Za-z_][\w.-]*)\1[ \t]*:(?:[ \t]+|$)""", re.MULTILINE),
    "+++": re.compile(r"""^(["']?)([A-Za-z_][\w.-]*)\1[ \t]*=[ \t]*""", re.MULTILINE),
}
_FAILURES = (
    yaml.YAMLError,
    ValueError,
    OverflowError,
    RecursionError,
)  # all that PyYAML has been seen to raise
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _UnreadableError(ValueError):
    """Front matter that is not, or not safely, what its fence says; str() says why."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`fields` with keys in lower case, the `body` below, and what had to be `repaired` ("" for nothing)."""

    body: str
    fields: dict[str, Value] = field(default_factory=dict)
    repaired: str = ""


def split(text: str) -> FrontMatter:
    """Front matter and body of `text`. Values are strings, lists, dicts; tags, anchors, aliases are refused.

    Blank lines may come first. Text between rules that holds no field is body. Never fails: what does not
    parse as a whole is read field by field, and a field that does not parse is taken as text.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return _unopened(text)
    fence = opening[1]
    closing = _CLOSING[fence].search(text, opening.end())
    if closing is None:
        return _unclosed(text, opening)
    block, body = text[opening.end() : closing.start()], text[closing.end() :]
    if not block.strip():
        return FrontMatter(body)
    first_line = text.count("\n", 0, opening.end()) + 1
    fields, repaired = _parse(block, fence, first_line)
    return FrontMatter(body, fields, repaired) if fields else FrontMatter(text)


def _unopened(text: str) -> FrontMatter:
    """Posts of old Hexo begin with the fields at once and have only the closing line."""
    closing = _CLOSING["---"].search(text) if _BARE.match(text) else None
    if closing:
        fields, repaired = _parse(text[: closing.start()], "---", 1)
        if fields and not repaired:
            return FrontMatter(text[closing.end() :], fields)
    return FrontMatter(text)


def _unclosed(text: str, opening: re.Match[str]) -> FrontMatter:
    """A fence that is never closed: the fields that follow it at once, up to a blank line or a tag."""
    end = re.compile(r"^[ \t]*(?:\n|<|\Z)", re.MULTILINE).search(text, opening.end())
    block = text[opening.end() : end.start() if end else len(text)]
    if not _FIELD[opening[1]].match(block):
        return FrontMatter(text)
    fields, _ = _parse(block, opening[1], 1)
    return FrontMatter(text[opening.end() + len(block) :], fields, "it has no closing line")


def _parse(block: str, fence: str, first_line: int) -> tuple[dict[str, Value], str]:
    """The fields of `block` and, if it did not parse as a whole, why not."""
    reader = _yaml if fence == "---" else _toml
    try:
        if len(block) > MAX_LENGTH:
            raise _UnreadableError(f"longer than {MAX_LENGTH // 1024} KB")
        whole = reader(block)
        return (_lower(whole), "") if isinstance(whole, dict) else ({}, "")
    except _FAILURES as error:
        if not _FIELD[fence].match(block.lstrip("\n")) and not block.lstrip().startswith("#"):
            return {}, ""  # prose between two rules
        fields: dict[str, Value] = {}
        for key, value in _field_by_field(block[:MAX_LENGTH], fence, reader):
            fields.setdefault(key, value)
        return fields, _reason(error, first_line)


def _lower(fields: dict[str, Value]) -> dict[str, Value]:
    return {key.lower().replace("-", "_"): value for key, value in fields.items()}


def _reason(error: BaseException, first_line: int) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"line {mark.line + first_line}, column {mark.column + 1}: {getattr(error, 'problem', '')}"


def _yaml(block: str) -> Value:
    """`block` composed from libyaml's events: its own composer recurses until the stack overflows."""
    nest: list[list[Any]] = [[]]
    for count, event in enumerate(yaml.parse(block, Loader=_LOADER)):
        if count > 2 * MAX_NODES or len(nest) > MAX_DEPTH:
            raise _UnreadableError("nested too deeply or too long")
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            # `title: *ST…`, `&…`, `!…` are more often text than YAML's machinery, a danger besides
            raise _UnreadableError("aliases, anchors and tags are taken as text")
        if isinstance(event, yaml.ScalarEvent):
            nest[-1].append("" if event.implicit[0] and event.value in _NULLS else event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            nest.append([])
        elif isinstance(event, yaml.CollectionEndEvent):
            items = nest.pop()
            nest[-1].append(_mapping(items) if isinstance(event, yaml.MappingEndEvent) else items)
    if len(nest[0]) > 1:
        raise _UnreadableError("several documents")
    return nest[0][0] if nest[0] else {}


def _mapping(items: list[Any]) -> dict[str, Value]:
    keys = items[::2]
    if not all(isinstance(key, str) for key in keys):
        raise _UnreadableError("a key is not text")
    return dict(zip(keys, items[1::2], strict=True))


def _toml(block: str) -> Value:
    import tomllib  # noqa: PLC0415 - few posts have TOML

    if len(block) > MAX_TOML:
        raise _UnreadableError(f"longer than {MAX_TOML // 1024} KB")
    return _as_text(tomllib.loads(block))


def _as_text(value: Any) -> Value:
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _field_by_field(block: str, fence: str, reader: Callable[[str], Value]) -> Iterator[tuple[str, Value]]:
    """Each field read by itself, or its first line; what does not parse is text, its quotes taken off."""
    starts = list(_FIELD[fence].finditer(block))[:MAX_FIELDS]
    ends = [start.start() for start in starts[1:]] + [len(block)]
    for start, end in zip(starts, ends, strict=True):
        whole = block[start.start() : end]
        for part in (whole, whole.split("\n", 1)[0]):
            try:
                alone = reader(part)
            except _FAILURES:
                continue
            if isinstance(alone, dict) and alone:
                yield from _lower(alone).items()
                break
        else:
            yield start[2].lower().replace("-", "_"), unquoted(block[start.end() : end])


def unquoted(text: str) -> str:
    """`text` without the quotes around it, however many pairs; quotes that belong to the words stay.

    `\"\"\"'甲'\"\"\"` is 甲, `"甲" 和 "乙"` stays as it is.
    """
    text = text.strip()
    for _ in range(MAX_QUOTES):
        if len(text) < 2 or text[0] != text[-1] or text[0] not in "\"'":
            break
        inner = text[1:-1].strip()
        doubled = len(inner) > 1 and inner[0] == inner[-1] == text[0]
        if not doubled and re.match(rf"[^{text[0]}]*(?<!\s){text[0]}(?!\w)", inner):
            break  # the first quote is closed before the end
        text = inner
    return text
