"""Patterns and selectors that are asked for again with every document: compiled once.

tinyhtml5 2 keeps the patterns that end a stretch of HTML, but by themselves and not by what asks for them: it
makes one for every name and every value of an attribute.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function


def _known(stock: Function) -> Function:
    patterns = import_module("tinyhtml5.inputstream").characters_until_regex

    def chars_until(stream: Any, characters: Any, opposite: bool = False) -> str:
        if (characters, opposite) not in patterns:
            told = "".join(f"\\x{ord(each):02x}" for each in characters)
            patterns[characters, opposite] = re.compile(f"[{'' if opposite else '^'}{told}]+")
        return str(stock(stream, characters, opposite))

    return chars_until


def _compiling_once(stock: "staticmethod[Any, Any]") -> "staticmethod[Any, Any]":
    tests: Callable[[tuple[str, ...]], Any] = cache(stock.__func__)

    def compiled(selectors: tuple[Any, ...]) -> Any:
        named = all(isinstance(selector, str) for selector in selectors)
        return tests(selectors) if named else stock.__func__(selectors)

    return staticmethod(compiled)


PATTERNS = (
    Change("tinyhtml5.inputstream:HTMLUnicodeInputStream", "chars_until", _known),
    Change("cssselect2.tree:ElementWrapper", "_compile", _compiling_once),
)
