"""What the front matter says, put right by what the article shows: title, source, description."""

import html
import re
from collections.abc import Sequence

from exporter.clean import text
from exporter.model import Post

_QUOTES = "\"'“”‘’`"
_CUT = re.compile(r"(?:\.{3}|…+)\s*\Z")
_BRACKETED = re.compile(r"【([^【】]{4,80})】")
_FORBIDDEN = '\\\\/:*?"<>|：？“”‘’｜'  # what file systems forbid, and scrapers write as _
_CONTEXT = 6
_LEAD = 160


def title_of(post: Post) -> str:
    """The post's title: entities read, on one line, without the quotes that YAML writers wrap around it."""
    title = text.folded(html.unescape(text.legal(post.title)[0]).replace("\u00a0", " "))
    wrapped = re.fullmatch(rf"[{_QUOTES}]{{3,}}(.*?)[{_QUOTES}]{{3,}}", title)
    return text.folded(wrapped[1]) if wrapped else title


def repaired_title(title: str, lines: Sequence[str]) -> str:
    """The title with `_` read back as what it stands for, and a copy of the lead cut to what it announces."""
    for line in lines[:40]:
        if "_" not in title:
            break
        title = _restored(title, line)
    opening = text.compact(lines[0])[:40] if lines else ""
    stem = _CUT.sub("", title)
    if stem != title and opening and text.compact(stem)[:20] == opening[:20]:
        announced = _BRACKETED.match(title)
        return announced[1] if announced else _first_sentence(stem) or title
    return title


def _restored(title: str, line: str) -> str:
    """`title` with each `_` replaced by the character at that place in `line`, where the line has the words around."""
    for match in re.finditer("_", title):
        before = title[max(0, match.start() - _CONTEXT) : match.start()]
        after = title[match.end() : match.end() + _CONTEXT]
        if len(before) + len(after) < 3 or not after.strip():
            continue
        found = re.search(rf"{_loose(before)}([{_FORBIDDEN}]){_loose(after)}", line)
        if found:
            return _restored(title[: match.start()] + found[1] + title[match.end() :], line)
    return title


def _loose(words: str) -> str:
    return "".join(r"\s*" if char.isspace() else "." if char == "_" else re.escape(char) for char in words)


def _first_sentence(words: str) -> str:
    match = re.match(r"(.{6,60}?)[。！？]", words)
    return match[1] if match else ""


def source_of(post: Post) -> str:
    """The site or account: the author where the categories name him too, else the second category of three."""
    if post.author and post.author in post.categories:
        return post.author
    return ""


def description_of(post: Post, paragraphs: Sequence[str]) -> str:
    """The post's own description, or the beginning of its first real paragraph, cut at a sentence."""
    if post.description:
        return text.folded(text.legal(post.description)[0])
    lead = next((line for line in paragraphs if len(line) >= 20), "")
    if len(lead) <= _LEAD:
        return lead
    sentence = re.match(rf"(.{{20,{_LEAD}}}[。！？])", lead[: _LEAD + 1])
    return sentence[1] if sentence else lead[:_LEAD].rstrip() + "…"
