"""Callouts of Obsidian and alerts of GitHub: a quotation that begins with `[!note] Title` is a note."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from exporter.read.markdown import markup

_FIRST_LINE = re.compile(
    r"\[!(?P<kind>[A-Za-z][\w-]{0,30})(?:\|[^\[\]\n]{0,50})?\][+-]?[ \t]*(?P<title>[^\n]*)(?:\n|\Z)"
)
_QUOTATIONS = frozenset({"quote", "cite"})  # kinds that remain what they are written as


def install(parser: MarkdownIt) -> None:
    """Adds the rule, after the blocks are known and before their lines are parsed."""
    parser.core.ruler.after("block", "callouts", _callouts)


def _callouts(state: StateCore) -> None:
    tokens: list[Token] = []
    ends: dict[int, str] = {}  # level of a quotation that became a note -> what closes it
    for at, token in enumerate(state.tokens):
        callout = _callout(state.tokens, at)
        if callout:
            kind = callout["kind"].lower()
            opening, ends[token.level] = markup.quotation() if kind in _QUOTATIONS else markup.note()
            tokens += [_html(opening), *_title(callout)]
            content = state.tokens[at + 2]
            content.content = content.content[callout.end() :]
        elif token.type == "blockquote_close" and token.level in ends:
            tokens.append(_html(ends.pop(token.level)))
        else:
            tokens.append(token)
    state.tokens = tokens


def _callout(tokens: Sequence[Token], at: int) -> re.Match[str] | None:
    following = [token.type for token in tokens[at : at + 3]]
    if following != ["blockquote_open", "paragraph_open", "inline"]:
        return None
    return _FIRST_LINE.match(tokens[at + 2].content)


def _title(callout: re.Match[str]) -> list[Token]:
    """The title in bold; without one the kind, as the programs show it, but for quotations."""
    title = callout["title"].strip()
    if not title:
        if callout["kind"].lower() in _QUOTATIONS:
            return []
        title = callout["kind"].replace("-", " ").capitalize()
    return [
        _html("<p><strong>"),
        Token("inline", "", 0, content=title, children=[]),
        _html("</strong></p>\n"),
    ]


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content, meta={"made": True})
