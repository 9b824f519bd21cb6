"""Addresses of articles: when two are the same, and which of them lead into the book."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from exporter.model import Article

# Parameters that say where a reader came from, never what the page is.
TRACKING = frozenset("spm from ref share scene fbclid gclid yclid isappinstalled nsukey share_token".split())


def normalised(address: str) -> str:
    """`address` without what does not tell pages apart: scheme, www., port, tracking, fragment, last slash.

    "" for what is no web address.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    query = [(name, value) for name, value in parse_qsl(parts.query) if not _tracks(name.lower())]
    host = parts.hostname.removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{urlencode(sorted(query))}" if query else "")


def _tracks(parameter: str) -> bool:
    return parameter in TRACKING or parameter.startswith("utm_")


def leads(article: Article) -> tuple[str, ...]:
    """The addresses that an article links to, normalised, each once."""
    addresses = (normalised(link.get("href", "")) for link in article.body.iter("a"))
    return tuple(address for address in dict.fromkeys(addresses) if address)
