"""HTML around Markdown: `<div markdown="1">` opens a box whose lines are Markdown still."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_OPENING = re.compile(
    r"""<[a-z][a-z0-9]*\b[^<>\n]*\bmarkdown=["']?(?:1|block|span)\b[^<>\n]*>[ \t]*\Z""", re.IGNORECASE
)


def install(parser: MarkdownIt) -> None:
    """Adds the rule before that of HTML blocks, which go on to the next blank line."""
    parser.block.ruler.before(
        "html_block", "markdown_in_html", _opening, {"alt": ["paragraph", "blockquote"]}
    )


def _opening(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if (
        not line.startswith("<")
        or "markdown=" not in line
        or state.is_code_block(start)
        or not _OPENING.match(line)
    ):
        return False
    if not silent:
        state.push("html_block", "", 0).content = line + "\n"
        state.line = start + 1
    return True
