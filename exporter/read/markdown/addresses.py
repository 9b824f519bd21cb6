"""Addresses that a template engine was to write, or that CommonMark does not take, made plain beforehand."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from exporter.read.markdown import markup
from exporter.read.markdown.conversion import Conversion, conversion
from exporter.read.markdown.tags import CLOSING, OPENING, tag_at

_IN_ADDRESS = r"""(?P<before>[("'=<][ ]?|^[ ]{0,3}\[[^\[\]\n]{1,300}\]:[ \t]{0,9})"""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|bmp)\s*\Z", re.IGNORECASE)


def _dropped(_match: re.Match[str]) -> str:
    return ""


def _path(match: re.Match[str]) -> str:
    return markup.address(match["path"])


def _of_tag(match: re.Match[str]) -> str:
    """A file of the asset folder by its name; a place in this post; another post's address is unknown."""
    tag = tag_at(match[0], match[0].index(match["tag"]))
    words = [word.value for word in tag.words()] if tag else []
    if not tag or not words:
        return ""
    return markup.address(words[0]) if tag.name == "asset_path" or words[0].startswith("#") else ""


def _spaced(match: re.Match[str]) -> str:
    if " " not in match["path"].strip() or not _PICTURE.search(match["path"]):
        return match[0]
    return f"({markup.address(match['path'])}{match['title'] or ''})"


def _unsized(match: re.Match[str]) -> str:
    return f"({match['path']})"


ADDRESSES: tuple[tuple[str, Callable[[re.Match[str]], str], str], ...] = (
    # pattern, what it becomes, reason; where an address is expected (_IN_ADDRESS) and never in code
    (
        rf"{_IN_ADDRESS}(?:{OPENING}{OPENING}-?[ ]*(?:site\.(?:baseurl|url)|\.?[Ss]ite\.BaseURL|root_url)"
        rf"[ ]*-?{CLOSING}{CLOSING}){{1,2}}",
        _dropped,
        "Jekyll, Hugo: where the site lies; what follows is the path there",
    ),
    (
        rf"""{_IN_ADDRESS}{OPENING}{OPENING}-?[ ]*["'](?P<path>[^"'{{}}\n]{{1,500}})["'][ ]*"""
        rf"\|[^{{}}\n]{{1,200}}{CLOSING}{CLOSING}",
        _path,
        "Jekyll: a path put through relative_url, absolute_url or prepend",
    ),
    (
        rf"{_IN_ADDRESS}(?P<tag>{OPENING}(?:%|{OPENING}[<%])-?[ ]*"
        rf"(?:asset_path|post_path|post_url|link|ref|relref)[ ][^{{}}\n]{{1,500}}%?{CLOSING}{CLOSING}?)",
        _of_tag,
        "Hexo, Jekyll, Hugo: the address of a file or post",
    ),
    (
        r"(?<=\])\((?P<path>[^()<>\n\"']{3,600}?)(?P<title>[ ]\"[^\"\n]{0,300}\")?\)",
        _spaced,
        "file names with spaces, as editors take them",
    ),
    (
        r"(?<=\])\((?P<path>[^()\s]{1,2000})[ ]+=\d{0,5}(?:x\d{0,5}|%)?\)",
        _unsized,
        "CSDN, HackMD: the width of a picture after its address",
    ),
)
_PATTERNS = [(re.compile(pattern, re.MULTILINE), build) for pattern, build, _reason in ADDRESSES]


def install(parser: MarkdownIt) -> None:
    """Rewrites definitions before the blocks are parsed, all else before what is in their lines is."""
    parser.core.ruler.before("block", "addresses_defined", _in_definitions)
    parser.core.ruler.after("block", "addresses", _in_content)


def _in_definitions(state: StateCore) -> None:
    work = conversion(state.env)
    if re.search(rf"^ {{0,3}}\[[^\[\]\n]{{1,300}}\]:[ \t]*{OPENING}", state.src, re.MULTILINE):
        lines = state.src.split("\n")
        seen, at = work.scan(state.src), 0
        for number, line in enumerate(lines):
            if line.lstrip(" ").startswith("[") and not line.startswith("    ") and not seen.is_literal(at):
                lines[number] = _plain(line, work)
            at += len(line) + 1
        state.src = "\n".join(lines)


def _in_content(state: StateCore) -> None:
    work = conversion(state.env)
    for token in state.tokens:
        if token.type in {"inline", "html_block"} and not token.meta.get("made"):
            token.content = _plain(token.content, work)


def _plain(text: str, work: Conversion) -> str:
    for pattern, build in _PATTERNS:
        if "{" in text or "&#" in text or "](" in text:
            text = _replaced(pattern, build, text, work)
    return text


def _replaced(
    pattern: re.Pattern[str], build: Callable[[re.Match[str]], str], text: str, work: Conversion
) -> str:
    def replace(match: re.Match[str]) -> str:
        if work.scan(text).is_literal(match.start()):
            return match[0]
        return (match.groupdict().get("before") or "") + build(match)

    return pattern.sub(replace, text)
