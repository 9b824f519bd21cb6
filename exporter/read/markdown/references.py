"""Definitions of links: one without an address is text (`[注]: 票价含税。` is a note in Chinese)."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference

_DEFINITION = re.compile(r"[ ]{0,3}\[(?:[^\[\]\\\n]|\\.)*\]:[ \t]*(?P<address>\S+)")
_SCHEME = re.compile(r"<|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PROSE = re.compile(r"[\u3001-\u303f\uff00-\uffef]")  # signs of Chinese sentences
_PATH = re.compile(r"[/#.]")


def install(parser: MarkdownIt) -> None:
    """Puts a check before the rule."""
    parser.block.ruler.at("reference", _reference)


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match and not _is_address(match["address"]):
        return False
    return reference(state, start, end, silent)


def _is_address(written: str) -> bool:
    if _SCHEME.match(written) or written.isascii():
        return True
    return bool(_PATH.search(written)) and not _PROSE.search(written)
