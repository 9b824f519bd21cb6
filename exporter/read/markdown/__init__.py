"""Markdown -> HTML: CommonMark, and what blogs, their generators and note apps add to it."""

from dataclasses import dataclass

from exporter.read.markdown.conversion import KEY, Conversion
from exporter.read.markdown.parser import MAX_NESTING, parser
from exporter.read.markdown.templates import VERBATIMS

__all__ = ["MAX_NESTING", "Converted", "to_html"]


@dataclass(frozen=True, slots=True)
class Converted:
    """`html`, and what of the source is `left_out` of it, each in a few words."""

    html: str
    left_out: tuple[str, ...] = ()


def to_html(text: str) -> Converted:
    """`text` as HTML, raw HTML in it passed through.

    Raises RecursionError for blocks nested MAX_NESTING deep: the parser would leave out what is inside.
    """
    work = Conversion(_without_tags, frozenset(VERBATIMS))
    return Converted(_rendered(text, work, tags=True), tuple(work.left_out))


def _without_tags(text: str) -> str:
    return _rendered(text, Conversion(_without_tags, frozenset()), tags=False)


def _rendered(text: str, work: Conversion, *, tags: bool) -> str:
    markdown, env = parser(tags=tags), {KEY: work}
    tokens = markdown.parse(text, env)
    if max((token.level for token in tokens), default=0) >= MAX_NESTING - 1:
        raise RecursionError
    html: str = markdown.renderer.render(tokens, markdown.options, env)
    return html
