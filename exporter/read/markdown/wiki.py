"""Obsidian's links: `[[Note#Heading|words]]`, and what it embeds: `![[picture.png|300]]`, `![[Note]]`."""

import html
import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.read.markdown import markup
from exporter.read.markdown.conversion import conversion

_LINK = re.compile(r"!?\[\[(?P<target>[^\[\]|\n]{1,300})(?:\\?\|(?P<words>[^\[\]\n]{0,300}))?\]\]")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|bmp)\Z", re.IGNORECASE)
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?\Z")
_NO_NOTE = re.compile(r"\s|\d{1,3}\Z|[\d\s,.;-]+\Z")  # [[ -f x ]] of a shell, [[1]] of a citation, [[1, 2]]


def install(parser: MarkdownIt) -> None:
    """Adds the rules for links and embeddings."""
    parser.inline.ruler.before("link", "wiki", _wiki)
    parser.core.ruler.after("inline", "picture_sizes", _sizes)


def _wiki(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "[!":
        return False
    match = _LINK.match(state.src, state.pos, state.posMax)
    if not match or _is_commonmark(state, match):
        return False
    if not silent:
        target, words = match["target"].rstrip("\\").strip(), (match["words"] or "").strip()
        show = _embed if match[0].startswith("!") else _link
        show(state, target, words)
    state.pos = match.end()
    return True


def _is_commonmark(state: StateInline, match: re.Match[str]) -> bool:
    """Whether the brackets are those of `[[1]](address)` or of a definition, or mean no note at all."""
    after = state.src[match.end() : match.end() + 1]
    defined = normalizeReference(match["target"]) in state.env.get("references", {})
    return (
        after in {"(", "["}
        or defined
        or bool(_NO_NOTE.match(match["target"]))
        or match["target"].startswith("^")
    )


def _link(state: StateInline, target: str, words: str) -> None:
    """A link within the note is one; another note's address nobody knows, so that its name is text."""
    note, _, place = target.partition("#")
    inner = state.linkLevel == 0 and not note and place
    if inner:
        state.push("link_open", "a", 1).attrs = {"href": "#" + place.rpartition("#")[2]}
    state.push("text", "", 0).content = words or _name(note, place)
    if inner:
        state.push("link_close", "a", -1)


def _name(note: str, place: str) -> str:
    """How Obsidian shows a link without words of its own."""
    parts = [note, *(part for part in place.split("#") if not part.startswith("^"))]
    return " > ".join(part.strip() for part in parts if part.strip()) or place


def _embed(state: StateInline, target: str, words: str) -> None:
    if _PICTURE.search(target):
        size = _SIZE.match(words)
        shown = markup.picture(target, "" if size else words, words if size else "")
    else:
        conversion(state.env).leave_out(f"embedded note {target}; its name stands in its place")
        note, _, place = target.partition("#")
        shown = html.escape(words or _name(note, place), quote=False)
    state.push("html_inline", "", 0).content = shown


def _sizes(state: StateCore) -> None:
    """`![words|300](address)`: the number is the width, not part of the words."""
    for token in state.tokens:
        for image in token.children or []:
            words, _, size = image.content.rpartition("|")
            if image.type == "image" and _SIZE.match(size):
                image.attrs["width"] = size.partition("x")[0]
                image.children = [Token("text", "", 0, content=words)]
