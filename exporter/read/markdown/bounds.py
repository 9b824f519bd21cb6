"""Bounds on the parser's work: it tries every bracket as a link, which takes 15 seconds for 200,000."""

import re
from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline

from exporter.read.markdown.conversion import conversion

# What begins nothing: it need not be shown to a score of rules.
_INERT = re.compile(
    r"\]|(?:[)}+:>@#-]|!(?!\[)|\{(?![%{:])|&(?![A-Za-z#])|%(?!%)|%{3,}|=(?!=)|={3,}|\^(?!\[)|~(?!~)|<(?![A-Za-z/!?])"
    r"|\$(?=\s|\Z)|\${3,})+"
)


def install(parser: MarkdownIt) -> None:
    """Puts a check before the search for the end of a link's words, and passes signs over that are text."""
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]  # the parser asks it for these three alone
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
        parseLinkLabel=_label_end,
    )
    parser.inline.ruler.before("text", "inert", _inert)


def _label_end(state: StateInline, start: int, disable_nested: bool = False) -> int:
    """Where the words that begin at `start` end; -1 at once for a bracket that matches none."""
    if start not in conversion(state.env).brackets(state.src):
        return -1
    return helpers.parseLinkLabel(state, start, disable_nested)


def _inert(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] == "[":
        end = state.pos + (state.pos not in conversion(state.env).brackets(state.src))
    else:
        match = _INERT.match(state.src, state.pos, state.posMax)
        end = match.end() if match else state.pos
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True
