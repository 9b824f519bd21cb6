"""Names that stay the same from build to build, so that reading positions and libraries survive an update."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from exporter.bind.links import normalised
from exporter.model import Listed

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "exporter.book")
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def article_key(article: Listed) -> str:
    """The key of an article by what identifies it: its address, else title, author and date, never its text.

    ASCII, begins with a letter (EPUB ids are XML names), 11 characters.
    """
    date = article.date.isoformat() if article.date else ""
    return "a" + _digest(normalised(article.link) or "\n".join((article.title, article.author, date)))


def distinct_key(key: str, article: Listed) -> str:
    """`key` made distinct by the article's text, for two articles that share address, title and date."""
    return f"{key}-{_digest(article.fingerprint + article.path)[:6]}"


def part_key(path: Iterable[str]) -> str:
    """The key of a part by its path of titles."""
    return "p" + _digest("\n".join(path))


def urn(*names: str) -> str:
    """The book's identifier: a name-based UUID (RFC 9562, version 5) of what defines the book."""
    return uuid.uuid5(NAMESPACE, "\n".join(names)).urn


def utc(date: datetime | None) -> datetime:
    """A date to order by and to stamp with; a date without zone counts as UTC, none as 2000-01-01."""
    if date is None:
        return UNDATED
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
