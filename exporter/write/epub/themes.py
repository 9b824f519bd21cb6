"""A theme inside a book: what its style refers to comes along from its own folder, or the reference goes.

A book may load nothing from elsewhere, and a reading system that finds a reference shows an error or calls
home. Built on tinycss2, as a browser reads CSS: escapes (`u\\72l(`) and broken rules hide nothing from it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import tinycss2

from exporter.write.epub.check.media import mismatch

MEDIA_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}  # what comes along: pictures of pixels and fonts, which can hold no script and refer to nothing
LARGEST = 20_000_000  # bytes of a file that comes along
FORBIDDEN = {"direction", "unicode-bidi"}  # EPUB 3.3, 6.3: not in style sheets
GROUPS = {"container", "layer", "media", "scope", "starting-style", "supports"}  # at-rules that hold rules
NEVER = {"charset", "document", "import"}  # at-rules that cannot stand in a book by themselves
_REFERRING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"}
_WITHIN = re.compile(r"data:(?:image/(?:gif|jpeg|png|webp)|font/(?:otf|ttf|woff2?))[;,]", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\#?]", re.IGNORECASE)
Node = Any  # a node of tinycss2, which has no types


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a style brings along: its media type and bytes."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A style that refers to nothing but `files` (by their names beside it), and what was left out of it."""

    css: str = ""
    files: Mapping[str, Attached] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def enclosed(css: str, folder: Path) -> Enclosed:
    """`css` without references to anything but files of `folder`; as it was where it has none."""
    enclosing = _Enclosing(folder.resolve())
    rules = list(enclosing.kept(tinycss2.parse_stylesheet(css)))
    if not enclosing.changed:
        return Enclosed(css)
    return Enclosed(tinycss2.serialize(rules), enclosing.files, tuple(enclosing.left_out))


@dataclass
class _Enclosing:
    folder: Path
    files: dict[str, Attached] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    changed: bool = False

    def kept(self, nodes: Iterable[Node], *, within: bool = False) -> Iterator[Node]:
        """The rules and declarations that may stay, what they refer to brought along.

        Rules `within` a rule go too: EPUBCheck calls them an error, and few reading systems know them.
        """
        for node in nodes:
            match node.type:
                case "error":
                    self._leave_out(node, "not CSS")
                case "qualified-rule" if within:
                    self._leave_out(node, "a rule in a rule")
                case "declaration" if self._may_stay(node):
                    yield node
                case "qualified-rule":
                    node.content = list(self.kept(tinycss2.parse_blocks_contents(node.content), within=True))
                    yield node
                case "at-rule":
                    yield from self._at_rule(node)
                case "whitespace" | "comment":
                    yield node

    def _at_rule(self, rule: Node) -> Iterator[Node]:
        name = rule.lower_at_keyword
        refers = name != "namespace" and any(_references(rule.prelude))
        if name in NEVER or refers:
            self._leave_out(rule, f"@{name}", silently=name == "charset")
            return
        if rule.content is not None:
            parse = tinycss2.parse_rule_list if name in GROUPS else tinycss2.parse_blocks_contents
            rule.content = list(self.kept(parse(rule.content)))
        sourced = any(n.type == "declaration" and n.lower_name == "src" for n in rule.content or ())
        if name != "font-face" or sourced:
            yield rule

    def _may_stay(self, declaration: Node) -> bool:
        name = declaration.lower_name
        if name in FORBIDDEN:
            self._leave_out(declaration, name)
            return False
        for reference in _references(declaration.value):
            if not self._bring(reference):
                self._leave_out(declaration, name)
                return False
        return True

    def _bring(self, reference: Node) -> bool:
        """Whether what is referred to is in the book now, and the reference leads to it."""
        address = getattr(reference, "value", None)
        if not isinstance(address, str):  # var(), attr(): nobody knows what it will be
            return False
        if _WITHIN.match(address):
            return True
        found = self._found(address)
        if not found:
            return False
        name, file = found
        self.files[name] = file
        self.changed = True
        reference.representation = f'url("{name}")' if reference.type == "url" else f'"{name}"'
        return True

    def _found(self, address: str) -> tuple[str, Attached] | None:
        """A file of the theme's folder, under the name it has in the book."""
        path = unquote(re.split("[?#]", address, maxsplit=1)[0])
        if _ELSEWHERE.match(address) or not path or "\0" in path:
            return None
        try:
            file = (self.folder / path).resolve()
            suffix = file.suffix.lower()
            if not file.is_relative_to(self.folder) or suffix not in MEDIA_TYPES or not file.is_file():
                return None
            content = file.read_bytes() if file.stat().st_size <= LARGEST else b""
        except OSError:
            return None
        if not content or mismatch(MEDIA_TYPES[suffix], content[:64]):
            return None
        name = f"theme-{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
        return name, Attached(MEDIA_TYPES[suffix], content)

    def _leave_out(self, node: Node, what: str, *, silently: bool = False) -> None:
        self.changed = True
        if not silently:
            self.left_out.append(f"line {node.source_line}: {what}")


def _references(tokens: Iterable[Node]) -> Iterator[Node]:
    """The tokens that name a file, and those that cannot be read, however deep they stand."""
    for token in tokens:
        if token.type in {"url", "error"}:
            yield token
        elif token.type == "function":
            if token.lower_name in _REFERRING:
                yield from (each for each in token.arguments if _names(each))
            yield from _references(token.arguments)
        elif token.type.endswith(" block"):
            yield from _references(token.content)


def _names(argument: Node) -> bool:
    return argument.type == "string" or (
        argument.type == "function" and argument.lower_name in {"var", "attr", "env"}
    )
