"""Task lists: `- [x]` shows ☑ before its text, `- [ ]` ☐; a book has no boxes to tick."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_ITEM = ["list_item_open", "paragraph_open", "inline"]


def install(parser: MarkdownIt) -> None:
    """Adds the rule, after the blocks are known and before their lines are parsed."""
    parser.core.ruler.after("block", "tasks", _tasks)


def _tasks(state: StateCore) -> None:
    for at, token in enumerate(state.tokens):
        if (
            token.type == "inline"
            and [before.type for before in state.tokens[max(0, at - 2) : at + 1]] == _ITEM
        ):
            task = _TASK.match(token.content)
            if task:
                token.content = ("☐ " if task[1] == " " else "☑ ") + token.content[task.end() :]
