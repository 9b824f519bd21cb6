"""What the front matter says, put right by what the article shows: title, source, description."""

import html
import itertools
import re
from collections.abc import Sequence

from exporter.clean import text
from exporter.model import Post

_QUOTES = "\"'“”‘’`"
_CUT = re.compile(r"(?:\.{3}|…+)\s*\Z")
_BRACKETED = re.compile(r"【([^【】]{4,80})】")
_FORBIDDEN = '\\\\/:*?"<>|：？“”‘’｜'  # what file systems forbid, and scrapers write as _
_CONTEXT = 6  # characters on either side that must agree
_LINES, _LONGEST, _UNDERSCORES = 40, 300, 20
_COPIED = 20  # characters by which a title is known for a copy of the lead
_LEAD = 160


def title_of(post: Post) -> str:
    """The post's title: entities read, on one line, without the quotes that YAML writers wrap around it."""
    title = text.folded(html.unescape(text.legal(post.title)[0]).replace("\u00a0", " "))
    inside = title.strip(_QUOTES)
    before = title.find(inside[:1]) if inside else 0
    return text.folded(inside) if min(before, len(title) - before - len(inside)) >= 3 else title


def needs_repair(title: str) -> bool:
    """Whether the article's text may tell a better title."""
    return len(title) <= _LONGEST and ("_" in title or bool(_CUT.search(title)))


def repaired_title(title: str, lines: Sequence[str]) -> str:
    """The title with `_` read back as what it stands for, and a copy of the lead cut to what it announces."""
    for line in lines[:_LINES]:
        title = _restored(title, line)
    opening = text.compact(lines[0][: 2 * _COPIED]) if lines else ""
    stem = _CUT.sub("", title)
    if stem != title and opening.startswith(text.compact(stem)[:_COPIED]):
        announced = _BRACKETED.match(title)
        return announced[1] if announced else _first_sentence(stem) or title
    return title


def _restored(title: str, line: str) -> str:
    """`title` with each `_` become the character that `line` has there between the same words."""
    for match in itertools.islice(re.finditer("_", title), _UNDERSCORES):
        place = match.start()
        before, after = title[max(0, place - _CONTEXT) : place], title[place + 1 : place + 1 + _CONTEXT]
        if len(before) + len(after) < 3 or not after.strip():
            continue
        found = re.search(f"{_loose(before)}([{_FORBIDDEN}]){_loose(after)}", line)
        if found:
            title = title[:place] + found[1] + title[place + 1 :]
    return title


def _loose(words: str) -> str:
    return "".join(r"\s*" if char.isspace() else "." if char == "_" else re.escape(char) for char in words)


def _first_sentence(words: str) -> str:
    match = re.match(r"(.{6,60}?)[。！？]", words)
    return match[1] if match else ""


def source_of(post: Post) -> str:
    """The site or account that published the post: the author, where the categories name him too."""
    return post.author if post.author in post.categories else ""


def description_of(post: Post, paragraphs: Sequence[str]) -> str:
    """The post's own description, or the beginning of its first real paragraph, cut at a sentence."""
    if post.description:
        return text.folded(text.legal(post.description)[0])
    lead = next((line for line in paragraphs if len(line) >= 20), "")
    if len(lead) <= _LEAD:
        return lead
    sentence = re.match(rf"(.{{20,{_LEAD}}}[。！？])", lead[: _LEAD + 1])
    return sentence[1] if sentence else lead[:_LEAD].rstrip() + "…"
