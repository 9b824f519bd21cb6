"""The language of fenced code, out of the many ways to write more than it behind the fence."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

# js:app.js, {python}, {.python .numberLines}, {r, echo=FALSE}, go{1,3}, c++
_LANGUAGE = re.compile(r"\{?[ ]*\.?([A-Za-z][\w+#.-]*)")


def install(parser: MarkdownIt) -> None:
    """Adds the rule."""
    parser.core.ruler.after("block", "languages", _languages)


def _languages(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence":
            named = _LANGUAGE.match(token.info.strip())
            token.info = named[1] if named else ""
