"""Titles as a package, a table of contents and a page can show them."""

import re

from exporter.clean.text import legal
from exporter.labels import labels

_SPACE = re.compile(r"[^\S\u3000]+")  # the full-width blank of a heading is meant


def plain(text: str) -> str:
    """`text` in one line, without characters that no XML document may hold."""
    return _SPACE.sub(" ", legal(text)[0]).strip()


def titled(title: str, lang: str) -> str:
    """`title` in one line; never empty, for it may be all there is to follow a link by."""
    return plain(title) or labels(lang)["untitled"]
