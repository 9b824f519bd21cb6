"""Emphasis in scripts without spaces: `**重点。**后面` is bold, though CommonMark's rule of flanks says no.

The amendment is that of markdown-cjk-friendly: beside a sign, a character of such a script is no obstacle.
"""

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize
from markdown_it.rules_inline.state_inline import Delimiter

_SCRIPTS = (
    (0x2E80, 0xA4CF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)


def install(parser: MarkdownIt) -> None:
    """Replaces the rule for `*`; `_` stays as CommonMark has it."""
    parser.inline.ruler.at("emphasis", _emphasis)


def _emphasis(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "*":
        return tokenize(state, silent)
    end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    opens, closes = _flanks(before, after), _flanks(after, before)
    length = end - state.pos
    for _ in range(length):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(Delimiter(ord("*"), length, len(state.tokens) - 1, -1, opens, closes))
    state.pos = end
    return True


def _flanks(outer: str, inner: str) -> bool:
    """Whether a run between these characters belongs to the text on the side of `inner` (CommonMark 6.2)."""
    if isWhiteSpace(ord(inner)):
        return False
    return not _is_sign(inner) or isWhiteSpace(ord(outer)) or _is_sign(outer) or _is_unspaced(outer)


def _is_sign(char: str) -> bool:
    return not _is_unspaced(char) and (isMdAsciiPunct(ord(char)) or isPunctChar(char))


def _is_unspaced(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _SCRIPTS)
