"""Titles as a package, a table of contents and a page can show them."""

from exporter.clean.text import legal
from exporter.labels import labels


def plain(text: str) -> str:
    """`text` in one line, without characters that no XML document may hold."""
    return " ".join(legal(text)[0].split())


def titled(title: str, lang: str) -> str:
    """`title` in one line; never empty, for it may be all there is to follow a link by."""
    return plain(title) or labels(lang)["untitled"]
