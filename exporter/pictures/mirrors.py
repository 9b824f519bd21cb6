"""Pictures already on disk: folders laid out as `wget --force-directories` makes them, host/path."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

MAX_SIZE = 20_000_000  # bytes, as over the network


def find(url: str, folders: Iterable[Path]) -> bytes | None:
    """The bytes of the first regular file that stands for `url`, none outside its folder (`..`, links)."""
    for folder in folders:
        for name in _names(url):
            content = _read(folder, name)
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


def _read(folder: Path, name: str) -> bytes | None:
    try:
        root = folder.resolve(strict=True)
        file = (root / name).resolve(strict=True)
        if not file.is_relative_to(root) or not stat.S_ISREG(file.stat().st_mode):
            return None
        with file.open("rb") as stream:
            content = stream.read(MAX_SIZE + 1)
    except (
        OSError,
        ValueError,
        RuntimeError,
    ):  # absent, unreadable, impossible name, loop of links
        return None
    return content if len(content) <= MAX_SIZE else None
