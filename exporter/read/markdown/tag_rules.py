"""Template tags in Markdown: as blocks, in a line, and in raw HTML."""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from exporter.read.markdown.conversion import Conversion, conversion
from exporter.read.markdown.tags import Tag, may_hold_tags, tag_at
from exporter.read.markdown.templates import CONTAINERS_BY_NAME, SINGLES, VERBATIMS

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_MADE = {"made": True}
_LINE_START = re.compile(r"^[ ]{0,3}(?=\{[%{]|&#)", re.MULTILINE)
_TAB = re.compile(r"\s*<!--\s*tab\s+(?P<title>[^\n@>]*?)\s*(?:@[^\n>]*)?-->\s*")
_MAX_DEPTH = 8  # notes within notes; the tags of those within these are left out, their text stays


def install(parser: MarkdownIt) -> None:
    """Adds the rules."""
    parser.block.ruler.before("fence", "template_block", _block, _INTERRUPTS)
    parser.inline.ruler.before("entity", "template", _inline)
    parser.core.ruler.before("block", "template_lines", _join_lines)
    parser.core.ruler.after("block", "template_html", _in_html)


def _join_lines(state: StateCore) -> None:
    """A tag written over several lines becomes one line: the parser would take `>}}` for a quotation."""
    parts, at, work = [], 0, conversion(state.env)
    for start in _LINE_START.finditer(state.src):
        tag = tag_at(state.src, start.end())
        if tag and "\n" in tag.source and not work.scan(state.src).is_literal(tag.start):
            parts += [state.src[at : tag.start], tag.source.replace("\n", " ")]
            at = tag.end
    state.src = "".join(parts) + state.src[at:]


# -- blocks


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A pair of tags around lines; or a line that holds only a tag that is left out."""
    tag = _first_tag(state, start)
    if tag is None or state.is_code_block(start):
        return False
    work = conversion(state.env)
    closing = work.scan(state.src).pairs.get(tag.start)
    if tag.name in VERBATIMS or (tag.name in CONTAINERS_BY_NAME and work.depth < _MAX_DEPTH):
        last = _line_of(state, closing.start, start, end) if closing else None
        if closing and last is not None:
            if tag.name in VERBATIMS and closing.end <= state.eMarks[start] and _after(state, closing, start):
                return False  # code or the like within a line
            if not silent:
                _show_pair(state, work, (tag, closing), (_line_of(state, tag.end, start, end) or start, last))
            state.line = last + 1
            return True
    if tag.name in SINGLES or tag.end > state.eMarks[start] or _after(state, tag, start):
        return False
    if not silent:
        _leave_out(tag, work)
        state.line = start + 1
    return True


def _first_tag(state: StateBlock, line: int) -> Tag | None:
    position = state.bMarks[line] + state.tShift[line]
    if state.src[position : position + 1] not in ("{", "&"):
        return None
    return tag_at(state.src, position)


def _line_of(state: StateBlock, position: int, line: int, end: int) -> int | None:
    while line < end and state.eMarks[line] < position:
        line += 1
    return line if line < end and state.bMarks[line] <= position else None


def _after(state: StateBlock, tag: Tag, line: int) -> str:
    return state.src[tag.end : state.eMarks[line]].strip()


def _show_pair(state: StateBlock, work: Conversion, pair: tuple[Tag, Tag], lines: tuple[int, int]) -> None:
    tag, closing = pair
    inside = _between(state, pair, lines)
    if build := VERBATIMS.get(tag.name):
        _push(state, build(tag, inside, work))
    else:
        before, after = CONTAINERS_BY_NAME[tag.name](tag)
        work.depth += 1
        _push(state, before)
        _parse_inside(state, inside)
        _push(state, after)
        work.depth -= 1
    _parse_inside(state, _after(state, closing, lines[1]))


def _between(state: StateBlock, pair: tuple[Tag, Tag], lines: tuple[int, int]) -> str:
    """What stands between two tags, without the indents and signs of the list or quotation around it."""
    (tag, closing), (first, last) = pair, lines
    if first == last:
        return state.src[tag.end : closing.start]
    end = state.getLines(last, last + 1, state.blkIndent, False)
    end = end[: max(0, len(end) - (state.eMarks[last] - closing.start))]
    middle = state.getLines(first + 1, last, state.blkIndent, True)
    return f"{state.src[tag.end : state.eMarks[first]]}\n{middle}{end}"


def _parse_inside(state: StateBlock, text: str) -> None:
    if text.strip():
        inner = StateBlock(text, state.md, state.env, state.tokens)
        inner.level = state.level + 1
        state.md.block.tokenize(inner, 0, inner.lineMax)


def _push(state: StateBlock, markup: str) -> None:
    token = state.push("html_block", "", 0)
    token.content, token.meta = f"{markup}\n" if markup else "", _MADE


# -- in a line


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "{&":
        return False
    tag = tag_at(state.src, state.pos)
    if tag is None or tag.end > state.posMax:
        return False
    work = conversion(state.env)
    seen = work.scan(state.src)
    if seen.is_literal(tag.start):
        return False
    closing = seen.pairs.get(tag.start) if tag.name in VERBATIMS else None
    end = closing.end if closing and closing.end <= state.posMax else tag.end
    if not silent:
        inside = state.src[tag.end : closing.start] if closing and end == closing.end else None
        state.push("html_inline", "", 0).content = _shown(tag, inside, work)
    state.pos = end
    return True


def _shown(tag: Tag, inside: str | None, work: Conversion) -> str:
    """What a tag in a line, and what it holds verbatim, comes to."""
    if inside is not None:
        return VERBATIMS[tag.name](tag, inside, work).strip().removeprefix("<p>").removesuffix("</p>")
    if not tag.closing and (build := SINGLES.get(tag.name)):
        shown = build(tag)
        return _escaped(tag.source) if shown is None else shown
    _leave_out(tag, work)
    return ""


def _escaped(source: str) -> str:
    return source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _leave_out(tag: Tag, work: Conversion) -> None:
    """A tag that nobody here knows; one that closes another is told only if that other never came."""
    if not tag.closing:
        work.opened.add(tag.name)
    if not tag.closing or tag.name not in work.opened:
        work.leave_out(f"tag {tag.source}")


# -- in raw HTML


def _in_html(state: StateCore) -> None:
    """Markdown leaves blocks of HTML alone; the engines behind these tags did not."""
    work = conversion(state.env)
    for token in state.tokens:
        if token.type != "html_block" or token.meta.get("made"):
            continue
        if tab := _TAB.fullmatch(token.content):  # NexT: what `{% tabs %}` shows as the name of a tab
            token.content = f"<p><strong>{_escaped(tab['title'])}</strong></p>\n"
        elif may_hold_tags(token.content):
            token.content = _with_tags(token.content, work)


def _with_tags(text: str, work: Conversion) -> str:
    seen, parts, shown_to, at = work.scan(text), [], 0, 0
    while (at := _next_brace(text, at)) >= 0:
        tag = None if seen.is_literal(at) else tag_at(text, at)
        if tag is None:
            at += 1
            continue
        closing = seen.pairs.get(tag.start) if tag.name in VERBATIMS else None
        inside = text[tag.end : closing.start] if closing else None
        parts += [text[shown_to : tag.start], _shown(tag, inside, work)]
        at = shown_to = closing.end if closing else tag.end
    return "".join(parts) + text[shown_to:]


def _next_brace(text: str, at: int) -> int:
    places = [place for sign in ("{", "&#") if (place := text.find(sign, at)) >= 0]
    return min(places, default=-1)
