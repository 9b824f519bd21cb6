"""Obsidian's marks within text: `==highlight==` is marked, `%%comment%%` is left out."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from exporter.read.markdown.conversion import conversion

_WORD = re.compile(r"[A-Za-z0-9]")


def install(parser: MarkdownIt) -> None:
    """Adds the rules for both."""
    parser.inline.ruler.before("emphasis", "highlight", _highlight)
    parser.inline.ruler.before("emphasis", "comment", _comment)
    parser.block.ruler.before(
        "fence", "comment_block", _comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _highlight(state: StateInline, silent: bool) -> bool:
    """Not `a == b`, nor `a==b==c`, which is code of someone who knows no backticks."""
    start, end = state.pos + 2, _closing(state, "==")
    if end < 0 or state.src[start].isspace() or state.src[end - 1].isspace():
        return False
    if "=" in (state.src[start], state.src[end - 1]) or (
        _letter(state, state.pos - 1) and _letter(state, start)
    ):
        return False
    if not silent:
        outer = state.posMax
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = outer
    state.pos = end + 2
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    """Not `50%%`: before a comment there is no letter or digit."""
    end = _closing(state, "%%")
    inside = state.src[state.pos + 2 : end] if end > 0 else ""
    if not inside.strip("% \n") or _letter(state, state.pos - 1):
        return False
    if not silent:
        conversion(state.env).leave_out(f"comment {' '.join(inside.split())}")
    state.pos = end + 2
    return True


def _closing(state: StateInline, sign: str) -> int:
    """Where the next `sign` stands after the one here; -1 if there is none of the two."""
    if not state.src.startswith(sign, state.pos) or state.html_terminator_last(sign) <= state.pos + 2:
        return -1
    end = state.src.find(sign, state.pos + 3)
    return end if 0 < end <= state.posMax - 2 else -1


def _letter(state: StateInline, position: int) -> bool:
    return position >= 0 and bool(_WORD.match(state.src, position))


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """From a line that is `%%` to the next that ends so; never closed, it is text."""
    if state.is_code_block(start) or _line(state, start) != "%%":
        return False
    last = next((line for line in range(start + 1, end) if _line(state, line).endswith("%%")), None)
    if last is None:
        return False
    if not silent:
        words = " ".join(state.getLines(start, last + 1, state.blkIndent, False).split()).strip("% ")
        conversion(state.env).leave_out(f"comment {words}")
        state.line = last + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
