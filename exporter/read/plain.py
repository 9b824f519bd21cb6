"""Plain text -> HTML: a paragraph a line, or a paragraph a block where lines were broken to a width."""

import html
import re

_BLANK_LINES = re.compile(r"\n[ \t\u3000]*\n")
_WRAPPED = 0.7  # a line broken to a width is at least this share of the longest


def to_html(text: str) -> str:
    """Paragraphs of `text`, which is not HTML: its `<` and `&` are characters."""
    return paragraphs(html.escape(text, quote=False))


def paragraphs(markup: str) -> str:
    """Paragraphs of `markup`, text with at most inline elements, whose line ends mean something."""
    blocks = _BLANK_LINES.split(markup)
    return "\n".join(f"<p>{line}</p>" for block in blocks for line in _lines(block))


def _lines(block: str) -> list[str]:
    lines = [line for line in block.split("\n") if line.strip()]
    if not _is_wrapped(lines):
        return [line.rstrip() for line in lines]
    return ["\n".join(line.strip() for line in lines)]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether `lines` are one paragraph broken at 60 to 100 columns, as mail and old text files are.

    Only Latin text is: lines of Chinese of one length may be verse, and ends of its sentences are many.
    """
    full = [len(line) for line in lines[:-1]]
    if len(full) < 2 or not 50 <= max(full) <= 100 or min(full) < _WRAPPED * max(full):
        return False
    return all(line.isascii() or sum(map(str.isascii, line)) > 0.9 * len(line) for line in lines)
