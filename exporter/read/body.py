"""The body of a post as HTML: a whole page, a piece of HTML, Markdown or plain text, told by its content."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from exporter.notices import Notice
from exporter.read import page, plain

Kind = Literal["html", "markdown", "text"]

_SAMPLE = 200_000  # characters that decide
_WRAPPER = re.compile(r"\s*<div\b[^>]*>(.*)</div>\s*", re.IGNORECASE | re.DOTALL)
# What is not running text: marks in here are no evidence of anything.
_OPAQUE = re.compile(r"<!--.*?-->|<(pre|code|style|script|textarea|svg|math)\b.*?</\1\s*>", re.I | re.S)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|blockquote|pre|figure|section|article|hr|center)\b[^<>]*>",
    re.IGNORECASE,
)
_CODE_FENCE = re.compile(r"^ {0,3}(```+|~~~+)[^\n`]*\n.*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)

STRONG = re.compile(
    # marks that hardly anything but Markdown has
    r"""^\ {0,3}\#{1,6}\ +\S                                     # heading
      | ^\ {0,3}\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?)?\s*$   # table rule
      | ^\ {0,3}\[[^\]\n]+\]:\ *\S                               # link or footnote definition
      | !?\[[^\]\n]*\]\([^)\s]+(?:\ +["'(][^\n]*)?\)             # link, picture
      | !\[[^\]\n]*\]\[[^\]\n]*\]""",
    re.MULTILINE | re.VERBOSE,
)
WEAK = re.compile(
    # marks that plain text and HTML may also have by chance
    r"""^\ {0,3}(?:[-*+]|\d{1,3}[.)])\ +\S | ^\ {0,3}>\ ?\S | \*\*[^*\n]+\*\* | (?<!`)`[^`\n]+`(?!`)
      | ~~[^~\n]+~~""",
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """`html`, and the `fields` that the head of a whole page states."""

    html: str
    fields: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def to_html(text: str, path: str) -> Body:
    """`text`, the post at `path` without its front matter, as HTML. Never fails."""
    if page.is_page(text):
        whole = page.take_apart(text)
        return Body(whole.body, whole.fields)
    content, wrapped = _unwrapped(text)
    kind = kind_of(content, path, wrapped=wrapped)
    if kind == "markdown":
        return _from_markdown(content, path)
    if kind == "text":
        return Body(plain.paragraphs(content) if wrapped else plain.to_html(content))
    return Body(text)


def kind_of(content: str, path: str, *, wrapped: bool = False) -> Kind:
    """What `content` is. The extension of `path` decides only what the content leaves open.

    `wrapped`: it stood in a `div` that holds nothing else, as saved articles do; there, lines without any
    mark are text, in a .md file of its own they are Markdown.
    """
    content = content[:_SAMPLE]
    fences = len(_CODE_FENCE.findall(content)) if "```" in content or "~~~" in content else 0
    prose = _OPAQUE.sub(" ", _CODE_FENCE.sub("\n", content) if fences else content)
    blocks = len(_BLOCK_TAG.findall(prose))
    strong = fences + len(STRONG.findall(prose))
    if path.lower().endswith(".txt") and not wrapped:
        return "html" if blocks and content.lstrip().startswith("<") else "text"
    if strong and 2 * strong + len(WEAK.findall(prose)) > blocks:
        return "markdown"
    if blocks:
        return "html"
    if wrapped or path.lower().endswith((".html", ".htm")):
        return "text" if wrapped and "<img" not in prose.lower() else "html"
    return "markdown"


def _unwrapped(text: str) -> tuple[str, bool]:
    """What is inside the one `div`, or the few, one in the other, that hold all of `text`."""
    wrapped = False
    while text.lstrip()[:4].lower() == "<div" and (wrapper := _WRAPPER.fullmatch(text)):
        inside = wrapper[1]
        if "<div" in inside.lower() and not inside.lstrip().lower().startswith("<div"):
            break
        if inside.lower().count("<div") != inside.lower().count("</div"):
            break
        text, wrapped = inside, True
    return text, wrapped


def _from_markdown(text: str, path: str) -> Body:
    from exporter.read import markdown  # noqa: PLC0415 - most posts are HTML, and its import costs 0.1 s

    try:
        return Body(markdown.to_html(text))
    except RecursionError:
        notice = Notice("nesting-flattened", "Markdown can be read; taken as plain text", path)
        return Body(plain.to_html(text), notices=(notice,))
