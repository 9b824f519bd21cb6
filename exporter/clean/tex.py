r"""TeX -> MathML, by math-core, within bounds: what it does not know or would take too long stays TeX.

math-core renders nothing of a formula with a command it does not know. So what sites write beyond its subset,
and means the same, is put in its words first.
"""

import functools
import html
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from lxml import etree

from exporter.clean import mathml, text
from exporter.late import expression

LONGEST = 3000  # characters: math-core recurses in C, and runs out of stack at some 20,000 levels
DEEPEST = 40  # braces in one another
_MANY_IN_ROW = expression(r"(?:\\[A-Za-z]+\s*|[\^_]\s*){40}")  # \hat\hat\hat ... nests without braces

# Own commands could grow without bound, and a formula of one page means nothing with those of another.
_DEFINES = expression(
    r"\\(?:[gex]?def|let|futurelet|(?:re)?new(?:command|environment)|providecommand|DeclareMath\w+)(?![A-Za-z])"
)

# Commands that math-core lacks, by those that it has.
_MACROS = {
    "mbox": r"\text{#1}",
    "hbox": r"\text{#1}",
    "pmb": r"\boldsymbol{#1}",
    "widetilde": r"\tilde{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "href": "#2",
    "style": "#2",
    "class": "#2",
    "cssId": "#2",
    "colorbox": "#2",
    "ref": r"\text{#1}",
}

_LAYOUT = (
    r"tiny|scriptsize|footnotesize|small|normalsize|[lL]arge|LARGE|[hH]uge|nonumber|notag|relax|allowbreak"
)
_ENVIRONMENTS = {
    "equation": "equation*",
    "align": "align*",
    "flalign": "align*",
    "flalign*": "align*",
    "gather": "gather*",
    "multline": "multline*",
    "split": "aligned",
    "smallmatrix": "matrix",
    "displaymath": "gathered",
    "math": "gathered",
}
_DELIMITERS = (("$$", "$$"), (r"\[", r"\]"), (r"\(", r"\)"), ("$", "$"))


def _renamed(match: re.Match[str]) -> str:
    return f"\\{match[1]}{{{_ENVIRONMENTS.get(match[2], match[2])}}}"


# (what is written, what math-core calls it), in the order in which they are replaced
_TRANSLATIONS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (expression(r"(?<!\\)%[^\n]*(?:\n|$)"), " "),  # comments
    (expression(r"\\(?:require|label|bbox|vspace)\s*\*?\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}"), " "),
    (expression(rf"\\(?:{_LAYOUT})(?![A-Za-z])"), " "),
    (expression(r"\\(begin|end)\s*\{alignat(?:ed)?\*?\}(?:\{\d+\})?"), r"\\\1{aligned}"),
    (expression(r"\\begin\s*\{eqnarray\*?\}"), r"\\begin{array}{rcl}"),
    (expression(r"\\end\s*\{eqnarray\*?\}"), r"\\end{array}"),
    (expression(r"\\(begin|end)\s*\{([a-z]+\*?)\}"), _renamed),
    (expression(r"\\mathop\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\\limits"), r"\\operatorname*{\1}"),
    (expression(r"\}\s*\\(?:no)?limits(?![A-Za-z])"), "}"),
    (expression(r"\\text\{([^{}$]*)\$([^{}$]+)\$([^{}$]*)\}"), r"\\text{\1}{\2}\\text{\3}"),
    (expression(r"(\\(?:text|page)?color)\s*\{(#[0-9A-Fa-f]+|[a-z]+![^{}]*)\}"), r"\1{black}"),
    (expression(r"\\c?dots[bcimo]?(?=\s*[,，])"), r"\\ldots"),
)
_BREAK = expression(r"\\\\|(?<!\\)&")
_INSIDE = expression(r"\\begin\s*\{[^{}]*\}|\\end\s*\{[^{}]*\}|(?<!\\)[{}]")
_TAG = expression(r"\\tag(\*?)\s*\{([^{}]*)\}")
_NAMED = expression(r"&(?!(?:lt|gt|amp|quot|apos);)[A-Za-z]+;")  # entities of HTML, which XML does not know


def formula(source: str, *, display: bool = False) -> etree._Element | None:
    """The `math` element of a formula in TeX, in the vocabulary; None for what cannot be converted.

    `display` sets it as a formula set apart: limits above and below, large fractions. Never raises.
    """
    source = bare(source)
    if not source or len(source) > LONGEST or _MANY_IN_ROW.search(source) or _depth(source) > DEEPEST:
        return None
    if _DEFINES.search(source):
        return None
    markup = _converted(_translated(source), display=display)
    try:
        converted = etree.fromstring(_NAMED.sub(lambda match: html.unescape(match[0]), markup))
    except etree.XMLSyntaxError:  # nothing, too; nested deeper than lxml reads
        return None
    return mathml.presented(converted, source, display=display)


def bare(source: str) -> str:
    """TeX without the marks around it, entities that were escaped twice, and invisible characters."""
    source = html.unescape(source) if "&" in source and ";" in source else source
    source = text.folded(text.legal(source)[0])
    source = "".join(char for char in source if char not in "\u200b\u200c\u200d\u2060\u2061\ufeff")
    for opening, closing in _DELIMITERS:
        if source.startswith(opening) and source.endswith(closing) and len(source) > len(opening + closing):
            source = source[len(opening) : -len(closing)].strip()
            break
    while source.endswith("\\\\"):  # how Zhihu marks a formula set apart
        source = source[:-2].rstrip()
    return source


def _depth(source: str) -> int:
    deepest = depth = 0
    for char in source:
        depth += (char in "{[") - (char in "}]")
        deepest = max(deepest, depth)
    return deepest


def _translated(source: str) -> str:
    for pattern, written in _TRANSLATIONS:
        source = pattern.sub(written, source)
    return _tagged(_in_lines(source))


def _in_lines(source: str) -> str:
    """Lines that stand in no environment get one: math-core would join them."""
    depth, end, outside = 0, 0, ""
    for match in _INSIDE.finditer(source):
        outside += source[end : match.start()] if depth == 0 else ""
        depth += 1 if match[0].startswith(("\\b", "{")) else -1
        end = match.end()
    breaks = set(_BREAK.findall(outside + source[end:]))
    if not breaks:
        return source
    name = "aligned" if "&" in breaks else "gathered"
    return f"\\begin{{{name}}}{source}\\end{{{name}}}"


def _tagged(source: str) -> str:
    """A number outside an environment: math-core knows them in equations only."""
    if not _TAG.search(source) or re.search(r"\\begin\{(?:equation|align|gather|multline)\*\}", source):
        return source
    number = _TAG.search(source)
    words = f"({number[2]})" if number and not number[1] else number[2] if number else ""
    return f"{_TAG.sub('', source)}\\qquad\\text{{{words}}}"


def _converted(source: str, *, display: bool) -> str:
    """What math-core writes, "" where it fails."""
    library, converter = _library()
    try:
        return str(converter.convert_with_local_state(source, displaystyle=display))
    except library.LatexError:
        return ""


@functools.cache
def _library() -> tuple[Any, Any]:
    library = import_module("math_core")  # when the first formula comes
    return library, library.LatexToMathML(macros=_MACROS, fancy_error=False)
