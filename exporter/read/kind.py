"""What a body is written in: HTML, Markdown or plain text, told by what it holds more than by its name."""

import re
from typing import Literal

Kind = Literal["html", "markdown", "text"]

BLOCKS = frozenset(
    # elements that show a text to be HTML
    "p br div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th blockquote pre figure section article hr "
    "center".split()
)
PHRASING = frozenset(
    # elements that may stand in a line of text that becomes a paragraph
    "a abbr b big cite code del em font i ins kbd label mark q rb rp rt ruby s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)
STRONG = re.compile(
    # marks that hardly anything but Markdown has: heading, table rule, definition, link, picture, tag
    r"""^\ {0,3}\#{1,6}\ +\S
      | ^\ {0,3}\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?)?[ \t]*$
      | ^\ {0,3}\[[^\]\n]{1,99}\]:\ *\S
      | \[[^\[\]\n]{0,299}\]\([^()\s]{1,999}[ )]
      | !\[[^\[\]\n]{0,299}\]\[
      | !\[\[[^\[\]\n]{1,299}\]\]
      | ^\ {0,3}(?:\{|&\#123;)(?:%-?\s*(?:asset_img|img|codeblock|highlight|blockquote|note|raw|youtube)
        |(?:\{|&\#123;)[<%]\s*(?:figure|highlight|notice|admonition|youtube))\b""",
    re.MULTILINE | re.VERBOSE,
)
WEAK = re.compile(
    # marks that plain text and HTML may have by chance: list, quotation, bold, code, struck out
    r"""^\ {0,3}(?:[-*+]|\d{1,3}[.)])\ +\S | ^\ {0,3}>\ ?\S | \*\*[^*\n]+\*\* | (?<!`)`[^`\n]+`(?!`)
      | ~~[^~\n]+~~""",
    re.MULTILINE | re.VERBOSE,
)

_SAMPLE = 200_000  # characters that decide
_FENCE = re.compile(r"^ {0,3}(`{3,}+|~{3,}+)[^\n`]*+\n.*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
# What is not running text: marks in here are no evidence. What is never closed goes to the end.
_OPAQUE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(pre|code|style|script|textarea|svg|math)\b.*?(?:</\1\s*>|\Z)", re.I | re.S
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?([a-z][a-z0-9]*)\b([^<>]*)>", re.IGNORECASE)


def kind_of(content: str, path: str, *, wrapped: bool = False) -> Kind:
    """What `content` is. The extension of `path` decides only what the content leaves open.

    `wrapped`: it stood in a `div` that holds nothing else, as saved articles do; there, lines without any
    mark are text, in a .md file of its own they are Markdown.
    """
    content = content[:_SAMPLE]
    fences = len(_FENCE.findall(content)) if "```" in content or "~~~" in content else 0
    prose = _OPAQUE.sub(" ", _FENCE.sub("\n", content) if fences else content)
    tags = [tag[1].lower() for tag in _TAG.finditer(prose) if not tag[0].startswith("</")]
    blocks = sum(tag in BLOCKS for tag in tags)
    marks = 2 * (fences + len(STRONG.findall(prose)))
    if path.lower().endswith(".txt") and not wrapped:
        return "html" if blocks and content.lstrip().startswith("<") else "text"
    if marks and marks + len(WEAK.findall(prose)) > blocks:
        return "markdown"
    if wrapped or path.lower().endswith((".html", ".htm")):
        return "text" if wrapped and _is_lines(content) else "html"
    only_breaks = blocks == tags.count("br")  # Markdown, too, is written with a <br> here and there
    return "markdown" if only_breaks else "html"


def without_comments(content: str) -> str:
    """`content` without HTML comments, which nothing shows (`<!-- more -->`)."""
    return _COMMENT.sub("", content) if "<!--" in content else content


def _is_lines(content: str) -> bool:
    """Whether each line of `content` can be a paragraph: words only, or elements that begin and end in it."""
    tags = _TAG.finditer(without_comments(content))
    return all(tag[1].lower() in PHRASING and "\n" not in tag[2] for tag in tags)
