"""The body of a post as HTML, whatever it is written in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from exporter.notices import Notice
from exporter.read import page, plain
from exporter.read.kind import kind_of, without_comments

_WRAPPERS = 5  # one in the other
_WRAPPER = re.compile(r"\s*<div\b[^>]*>(.*)</div>\s*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Body:
    """`html`, and the `fields` that the head of a whole page states."""

    html: str
    fields: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def to_html(text: str, path: str) -> Body:
    """`text`, the post at `path` without its front matter, as HTML. Never fails.

    HTML stays as it is (of a whole page the body); Markdown and lines of text lose the `div` around them.
    """
    if page.is_page(text):
        whole = page.take_apart(text)
        return Body(whole.body, whole.fields)
    content, wrapped = _unwrapped(text)
    kind = kind_of(content, path, wrapped=wrapped)
    if kind == "markdown":
        return _from_markdown(_without_brace_entities(content) if wrapped else content, path)
    if kind == "text":
        return Body(plain.paragraphs(without_comments(content)) if wrapped else plain.to_html(content))
    return Body(text)


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


def _without_brace_entities(text: str) -> str:
    """Braces as the author wrote them: savers escape them for template engines, in code too."""
    return text.replace("&#123;", "{").replace("&#125;", "}")


def _from_markdown(text: str, path: str) -> Body:
    from exporter.read import markdown  # noqa: PLC0415 - most posts are HTML, and its import costs 0.1 s

    try:
        converted = markdown.to_html(text)
        left_out = [Notice("element-dropped", what, path) for what in converted.left_out]
        return Body(converted.html, notices=tuple(left_out))
    except RecursionError:
        notice = Notice("nesting-flattened", "Markdown can be read; taken as plain text", path)
        return Body(plain.to_html(text), notices=(notice,))
