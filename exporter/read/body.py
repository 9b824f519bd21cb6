"""The body of a post as HTML: a whole page, a piece of HTML, Markdown or plain text, told by its content."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from exporter.notices import Notice
from exporter.read import page, plain

Kind = Literal["html", "markdown", "text"]

_SAMPLE = 200_000  # characters that decide
_WRAPPERS = 5  # one in the other
_WRAPPER = re.compile(r"\s*<div\b[^>]*>(.*)</div>\s*", re.IGNORECASE | re.DOTALL)
# What is not running text: marks in here are no evidence of anything. What is never closed goes to the end.
_OPAQUE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(pre|code|style|script|textarea|svg|math)\b.*?(?:</\1\s*>|\Z)", re.I | re.S
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?([a-z][a-z0-9]*)\b([^<>]*)>", re.IGNORECASE)
BLOCKS = frozenset(
    "p br div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th blockquote pre figure section article hr "
    "center".split()
)
PHRASING = frozenset(
    # may stand in a line of text that becomes a paragraph
    "a abbr b big cite code del em font i ins kbd label mark q rb rp rt ruby s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)
_CODE_FENCE = re.compile(r"^ {0,3}(```+|~~~+)[^\n`]*\n.*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)

STRONG = re.compile(
    # marks that hardly anything but Markdown has
    r"""^\ {0,3}\#{1,6}\ +\S                                     # heading
      | ^\ {0,3}\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?)?[ \t]*$   # table rule
      | ^\ {0,3}\[[^\]\n]{1,99}\]:\ *\S               # link or footnote definition
      | \[[^\[\]\n]{0,299}\]\([^()\s]{1,999}[ )]     # link, picture
      | !\[[^\[\]\n]{0,299}\]\[""",
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
        return _from_markdown(_without_brace_entities(content) if wrapped else content, path)
    if kind == "text":
        return Body(plain.paragraphs(_COMMENT.sub("", content)) if wrapped else plain.to_html(content))
    return Body(text)


def _without_brace_entities(text: str) -> str:
    """Braces as the author wrote them: savers escape them for template engines, in code too."""
    return text.replace("&#123;", "{").replace("&#125;", "}")


def kind_of(content: str, path: str, *, wrapped: bool = False) -> Kind:
    """What `content` is. The extension of `path` decides only what the content leaves open.

    `wrapped`: it stood in a `div` that holds nothing else, as saved articles do; there, lines without any
    mark are text, in a .md file of its own they are Markdown.
    """
    content = content[:_SAMPLE]
    fences = len(_CODE_FENCE.findall(content)) if "```" in content or "~~~" in content else 0
    prose = _OPAQUE.sub(" ", _CODE_FENCE.sub("\n", content) if fences else content)
    blocks = sum(not tag[0].startswith("</") and tag[1].lower() in BLOCKS for tag in _TAG.finditer(prose))
    marks = 2 * (fences + len(STRONG.findall(prose)))
    if path.lower().endswith(".txt") and not wrapped:
        return "html" if blocks and content.lstrip().startswith("<") else "text"
    if marks and marks + len(WEAK.findall(prose)) > blocks:
        return "markdown"
    if wrapped and _is_lines(content):
        return "text"
    return "html" if blocks or wrapped or path.lower().endswith((".html", ".htm")) else "markdown"


def _is_lines(content: str) -> bool:
    """Whether each line of `content` can be a paragraph: words only, or elements that begin and end in it."""
    tags = _TAG.finditer(_COMMENT.sub("", content))
    return all(tag[1].lower() in PHRASING and "\n" not in tag[2] for tag in tags)


def _unwrapped(text: str) -> tuple[str, bool]:
    """What is inside the one `div`, or the few, one in the other, that hold all of `text`."""
    wrapped = False
    for _ in range(_WRAPPERS):
        wrapper = _WRAPPER.fullmatch(text) if text.lstrip()[:4].lower() == "<div" else None
        inside = wrapper[1] if wrapper else ""
        starts = inside.lower().count("<div")
        if not wrapper or starts != inside.lower().count("</div"):
            break
        if starts and not inside.lstrip().lower().startswith("<div"):
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
