"""Links within a post: headings get the names that its own tables of contents use for them."""

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_NOT_COMPARED = re.compile(r"[\W_]+")


def install(parser: MarkdownIt) -> None:
    """Adds the rule, once all links are known."""
    parser.core.ruler.push("heading_names", _name_headings)


def _name_headings(state: StateCore) -> None:
    """GitHub, Hexo, Hugo and Obsidian differ in case, hyphens and signs only; these are not compared."""
    links = [link for token in state.tokens for link in token.children or [] if _leads_here(link)]
    if not links:
        return
    names: dict[str, str] = {}
    times: Counter[str] = Counter()
    for heading, content in pairwise(state.tokens):
        if heading.type == "heading_open":
            key = _key("".join(part.content for part in content.children or []))
            times[key] += 1
            key += str(times[key] - 1) if times[key] > 1 else ""  # as GitHub numbers what is there twice
            names[key] = str(heading.attrs.setdefault("id", f"h-{key}"))
            names.setdefault(_key(names[key]), names[key])
    for link in links:
        place = names.get(_key(unquote(str(link.attrs["href"])[1:])))
        if place:
            link.attrs["href"] = f"#{place}"


def _leads_here(token: Token) -> bool:
    return token.type == "link_open" and str(token.attrs.get("href", "")).startswith("#")


def _key(words: str) -> str:
    return _NOT_COMPARED.sub("", words).casefold()
