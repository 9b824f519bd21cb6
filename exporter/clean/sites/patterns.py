"""Patterns of site rules: regular expressions in RE2, whose time grows with the text, whatever they say."""

import functools
from importlib import import_module
from typing import Any


def fault(pattern: str) -> str:
    """What is wrong with a pattern, "" for one that may be used."""
    try:
        _compiled(pattern)
    except _re2().error as error:
        reason = error.args[0] if error.args else error
        return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
    return ""


def matches(pattern: str, line: str) -> bool:
    """Whether the pattern describes all of `line`."""
    return _compiled(pattern).fullmatch(line) is not None


@functools.cache
def _compiled(pattern: str) -> Any:
    options = _re2().Options()
    options.log_errors = False
    return _re2().compile(pattern, options)


@functools.cache
def _re2() -> Any:
    return import_module("re2")  # when the first pattern comes
