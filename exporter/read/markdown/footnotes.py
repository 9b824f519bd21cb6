"""Footnotes, linked both ways; none is lost for want of a reference or for a label used twice."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref

from exporter.read.markdown.conversion import conversion

_REFERENCE = re.compile(r"\[\^[^\s\[\]]{1,200}\]")


def install(parser: MarkdownIt) -> None:
    """Adds the plugin, with bounds to its searches and what its tail would drop kept."""
    parser.use(footnote_plugin)
    parser.block.ruler.at("footnote_def", _definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("footnote_ref", _reference)
    parser.inline.ruler.at("footnote_inline", _in_line)
    parser.core.ruler.before("footnote_tail", "footnotes_kept", _keep_all)
    parser.add_render_rule("footnote_caption", _caption)
    parser.add_render_rule("footnote_anchor", _anchor)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A label defined again is a footnote of its own, as of joined chapters; references mean the first."""
    known, place = _notes(state.env)["refs"], len(state.tokens)
    before = len(known)
    if not footnote_def(state, start, end, silent):
        return False
    if not silent and len(known) == before:
        label = f"{state.tokens[place].meta['label']} {before}"
        state.tokens[place].meta = {"label": label}
        known[f":{label}"] = -1
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    return bool(_REFERENCE.match(state.src, state.pos)) and footnote_ref(state, silent)


def _in_line(state: StateInline, silent: bool) -> bool:
    """`^[text]`; a footnote within a footnote is text."""
    work = conversion(state.env)
    if work.in_footnote or not state.src.startswith("^[", state.pos):
        return False
    if state.pos + 1 not in work.brackets(state.src):
        return False
    work.in_footnote = True
    try:
        return footnote_inline(state, silent)
    finally:
        work.in_footnote = False


def _keep_all(state: StateCore) -> None:
    """Lists footnotes that nothing refers to after the others."""
    notes = _notes(state.env)
    for label, number in notes["refs"].items():
        if number < 0:
            notes["list"][len(notes["list"])] = {"label": label[1:], "count": 0}


def _notes(env: Any) -> Any:
    notes = env.setdefault("footnotes", {})
    notes.setdefault("refs", {})
    notes.setdefault("list", {})
    return notes


def _caption(_renderer: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """The same number wherever the text refers to a note again, not 1:1 and 1:2."""
    return f"[{tokens[at].meta['id'] + 1}]"


def _anchor(_renderer: Any, tokens: Sequence[Token], at: int, _options: Any, env: Any) -> str:
    """The way back; none from a footnote that nothing refers to."""
    meta = tokens[at].meta
    if env["footnotes"]["list"][meta["id"]].get("count") == 0:
        return ""
    number = f"{meta['id'] + 1}" + (f":{meta['subId']}" if meta["subId"] else "")
    return f' <a href="#fnref{number}" class="footnote-backref">↩\ufe0e</a>'
