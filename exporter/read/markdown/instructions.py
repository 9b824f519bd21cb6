"""What a paragraph holds that is no text: attribute lists, marks for a table of contents, names of blocks."""

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from exporter.read.markdown.conversion import Conversion, conversion

_ATTRIBUTE = re.compile(r"""[.#][^\s{}.#]+(?:\.[^\s{}.#]+)*|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"']*)|:?[\w-]+""")
_WORDS = re.compile(r"""(?:[^\s"']|"[^"]*"|'[^']*')+""")
_NAMED = re.compile(r"#([^\s{}.#]+)")
_FOOT_OF_BLOCK = re.compile(r"(?:^|(?<![ \t])[ \t]+|\n)\^(?P<name>[A-Za-z0-9-]{1,60})[ \t]*\Z")
_OBSIDIANS_OWN = re.compile(r"[a-z0-9]{6}|[A-Za-z][A-Za-z0-9-]{2,}")


def install(parser: MarkdownIt) -> None:
    """Adds the rule, after the blocks are known and before their lines are parsed."""
    parser.core.ruler.after("block", "instructions", _instructions)


def _instructions(state: StateCore) -> None:
    work = conversion(state.env)
    for at, token in enumerate(state.tokens):
        if token.type == "inline":
            for pattern, act, _reason in INSTRUCTIONS:
                token.content = _without(pattern, act, state, at, work)


def _without(pattern: re.Pattern[str], act: "Act", state: StateCore, at: int, work: Conversion) -> str:
    content = state.tokens[at].content

    def replace(match: re.Match[str]) -> str:
        if work.scan(content).is_literal(match.start()):
            return match[0]
        shown = act(match, state, at)
        return match[0] if shown is None else shown

    return pattern.sub(replace, content)


# -- what each does: gives what is shown instead, or None to leave it as it is


def _attributes(match: re.Match[str], state: StateCore, at: int) -> str | None:
    words = _WORDS.findall(match["list"])
    if not words or not all(map(_ATTRIBUTE.fullmatch, words)):
        return None
    name = next(filter(None, map(_NAMED.fullmatch, words)), None)
    if name and state.tokens[at - 1].type == "heading_open":
        state.tokens[at - 1].attrs["id"] = name[1]
    return ""


def _pandoc_attributes(match: re.Match[str], state: StateCore, at: int) -> str | None:
    return _attributes(match, state, at) if state.tokens[at - 1].type == "heading_open" else None


def _contents(match: re.Match[str], state: StateCore, _at: int) -> str | None:
    conversion(state.env).leave_out(f"place for a table of contents: {match[0].strip()}")
    return ""


def _block_name(match: re.Match[str], state: StateCore, at: int) -> str | None:
    name = match["name"]
    if (
        f"#^{name}]]" not in state.src
        and f"#^{name}|" not in state.src
        and not _OBSIDIANS_OWN.fullmatch(name)
    ):
        return None
    _holder(state.tokens, at).attrs["id"] = f"^{name}"
    return ""


def _holder(tokens: Sequence[Token], at: int) -> Token:
    """The element around a paragraph's text: the item where the paragraph of a list is not shown."""
    hidden = tokens[at - 1].hidden and at > 1
    return tokens[at - 2] if hidden else tokens[at - 1]


Act = Callable[[re.Match[str], StateCore, int], str | None]
INSTRUCTIONS: tuple[tuple[re.Pattern[str], Act, str], ...] = (
    # pattern, what it does, reason; never in code
    (
        re.compile(
            r"\A\s*(?:\W{0,2}(?:toc|目录|table of contents)\W{0,2}\n)?\{:\s*toc\b[^{}\n]*\}\s*\Z", re.I
        ),
        _contents,
        "kramdown: a list that is replaced by the table of contents",
    ),
    (
        re.compile(r"\A\s*(?:\[\[?_?toc_?\]\]?|@\[toc\](?:\([^()\n]*\))?)\s*\Z", re.IGNORECASE),
        _contents,
        "Typora, Obsidian, GitLab, CSDN: place of the table of contents; a book has its own",
    ),
    (
        re.compile(r"^[ ]{0,3}\{:(?P<list>[^{}\n]{1,300})\}[ \t]*(?:\n|\Z)", re.MULTILINE),
        _attributes,
        "kramdown: class, id or size of the block above",
    ),
    (
        re.compile(r"(?<=[)*_`\]>~])\{:(?P<list>[^{}\n]{1,300})\}"),
        _attributes,
        "kramdown: class, id or size of the words, link or picture before it",
    ),
    (
        re.compile(r"(?<![ \t])[ \t]*\{:?[ ]*(?P<list>[#.][^{}\n]{1,300})\}[ \t]*\Z"),
        _pandoc_attributes,
        "kramdown, Hugo, Pandoc: the name of a heading behind it",
    ),
    (_FOOT_OF_BLOCK, _block_name, "Obsidian: the name by which links find the block"),
)
