"""Pictures already on disk: folders laid out as `wget --force-directories` makes them, host/path.

And pictures that posts name by relative addresses, laid as if the post lay in the folder (see `beside`).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from exporter.pictures import beside
from exporter.pictures.files import within


def files(url: str, folders: Iterable[Path], home: beside.Home | None = None) -> Iterator[Path]:
    """The regular files that may stand for `url`, likeliest first, none outside its folder (`..`, links).

    A relative `url` means what it would to the post of `home`, did that lie in the folder.
    """
    for folder in folders:
        for name in _names(url):
            if file := within(folder, name):
                yield file
        moved = beside.Home(folder, home.stem if home else "", folder)
        yield from beside.files(url, moved)


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
