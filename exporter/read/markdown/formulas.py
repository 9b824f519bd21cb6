"""TeX between dollars: `$a$` in a line, `$$a$$` set apart. Prices and variables of a shell are none."""

import regex as re  # before 3.11.5, re loses matches in possessive groups (gh-106052)
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from exporter.read.markdown import markup

_INLINE = re.compile(r"(\$\$?)(?![\s$])((?:[^$\\]|\\.)++)(?<!\s)\1(?![0-9$])", re.DOTALL)
_IN_WORDS = re.compile(r"\\(?:text|mbox|mathrm|textbf|textit|operatorname)\*?\{[^{}]*\}")
_CHINESE = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
_SHELL = re.compile(r"[A-Z_]{2,}\W|\{|\(")  # $PATH:$HOME, ${a}$b, $(ls)$x
_ALONE = re.compile(r"\$\$(?P<tex>[^$]+)\$\$", re.DOTALL)


def install(parser: MarkdownIt) -> None:
    """Adds the rules for both."""
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.block.ruler.before("fence", "formula_block", _formula_block, {"alt": ["paragraph", "reference"]})


def _formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$" or re.match("[A-Za-z0-9$]", state.src[state.pos - 1 : state.pos]):
        return False
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if not match or not _is_tex(match[2], state.src[match.end() : match.end() + 1], match[1]):
        return False
    if not silent:
        state.push("html_inline", "", 0).content = markup.formula(match[2], apart=match[1] == "$$")
    state.pos = match.end()
    return True


def _is_tex(source: str, after: str, dollars: str) -> bool:
    if dollars == "$$":
        return True
    if _CHINESE.search(_IN_WORDS.sub("", source)):
        return False
    return not (after.isascii() and after.isalpha() and _SHELL.match(source))


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """From a line that begins with `$$` to the first that holds `$$` again, which it must end."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", position) or state.is_code_block(start):
        return False
    last = start
    if "$$" not in state.src[position + 2 : state.eMarks[start]]:
        last = next((line for line in range(start + 1, end) if _holds_end(state, line)), start)
    lines = state.getLines(start, last + 1, state.blkIndent, False).strip()
    match = _ALONE.fullmatch(lines)
    if not match:
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.content, token.meta = f"<p>{markup.formula(match['tex'], apart=True)}</p>\n", {"made": True}
        state.line = last + 1
    return True


def _holds_end(state: StateBlock, line: int) -> bool:
    return "$$" in state.src[state.bMarks[line] : state.eMarks[line]]
