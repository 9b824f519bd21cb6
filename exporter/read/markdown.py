"""Markdown -> HTML: CommonMark with tables, strikethrough, footnotes, task lists, and Hexo's picture tag."""

import html
import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

MAX_NESTING = 70  # levels of blocks (a list counts two), enough for thirty lists; 20 by default

# {% asset_img [class names] slug [width] [height] [title] %}, {% img … %}: hexo.io/docs/asset-folders
_PICTURE_TAG = re.compile(r"\{%\s*(?:asset_img|img)\s+(?P<words>[^%\n]{1,500})%\}")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|bmp)(?:\?\S*)?$|^https?://", re.IGNORECASE)


def to_html(text: str) -> str:
    """`text` as HTML, raw HTML in it passed through.

    Raises RecursionError for blocks nested MAX_NESTING deep: the parser would leave out what is inside.
    """
    parser = _parser()
    state: dict[str, object] = {}
    tokens = parser.parse(text, state)
    if max((token.level for token in tokens), default=0) >= MAX_NESTING - 1:
        raise RecursionError
    rendered: str = parser.renderer.render(tokens, parser.options, state)
    return rendered


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(tasklists_plugin)
    parser.core.ruler.push("hexo_picture", _hexo_pictures)
    return parser


def _hexo_pictures(state: StateCore) -> None:
    """Replaces picture tags in running text; those in code are code."""
    for block in state.tokens:
        for token in block.children or []:
            if token.type == "text" and "{%" in token.content:
                token.type, token.content = "html_inline", _with_pictures(token.content)


def _with_pictures(text: str) -> str:
    parts, at = [], 0
    for tag in _PICTURE_TAG.finditer(text):
        parts += [html.escape(text[at : tag.start()]), _picture(tag)]
        at = tag.end()
    return "".join(parts) + html.escape(text[at:])


def _picture(tag: re.Match[str]) -> str:
    words = tag["words"].split()
    place = next((at for at, word in enumerate(words) if _PICTURE_FILE.search(word)), None)
    if place is None:
        return html.escape(tag[0])
    title = " ".join(word for word in words[place + 1 :] if not word.isdigit()).strip("\"'")
    return f'<img src="{html.escape(words[place])}" alt="{html.escape(title)}">'
