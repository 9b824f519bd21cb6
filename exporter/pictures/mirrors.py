"""Pictures already on disk: folders laid out as `wget --force-directories` makes them, host/path."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from exporter.pictures.files import within


def find(url: str, folders: Iterable[Path]) -> bytes | None:
    """The bytes of the first regular file that stands for `url`, none outside its folder (`..`, links)."""
    for folder in folders:
        for name in _names(url):
            content = within(folder, name)
            if content is not None:
                return content
    return None


def _names(url: str) -> Iterator[str]:
    """File names for an address, best first: wget keeps `?` on Unix, writes `@` for it on Windows."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return
    if parts.scheme not in {"http", "https"} or not host or parts.path.endswith("/"):
        return
    queries = [f"?{parts.query}", f"@{parts.query}", ""] if parts.query else [""]
    for query in queries:
        name = f"{host}{parts.path}{query}"
        yield name
        if unquote(name) != name:
            yield unquote(name)
