"""The same article saved twice is bound once."""

from collections.abc import Iterable

from exporter.bind.links import normalised
from exporter.model import Listed
from exporter.notices import Notice

TELLING = 40  # characters: below it, equal text alone does not make two articles the same


def without_duplicates(articles: Iterable[Listed]) -> tuple[list[Listed], list[Notice], dict[str, Listed]]:
    """The articles in order, each once; a notice for each one left out; and every address with its article.

    Two are the same if their normalised address or their text and pictures are.
    """
    kept: list[Listed] = []
    notices: list[Notice] = []
    seen: dict[object, Listed] = {}
    addresses: dict[str, Listed] = {}
    for article in articles:
        address = normalised(article.link)
        marks = [mark for mark in (address, _content(article)) if mark]
        twin = next((seen[mark] for mark in marks if mark in seen), None)
        if twin is None:
            kept.append(article)
        else:
            notices.append(Notice("duplicate-article", twin.path, article.path))
        for mark in marks:
            seen.setdefault(mark, twin or article)
        if address:
            addresses.setdefault(address, twin or article)
    return kept, notices, addresses


def _content(article: Listed) -> object:
    """What tells the content from any other; short texts only count together with their title."""
    if article.length >= TELLING:
        return article.fingerprint, article.shown
    return article.fingerprint, article.shown, article.title, article.date
