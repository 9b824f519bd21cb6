"""Digests of what things are made from: values of the model, our own program, what a user adds to it."""

import dataclasses
import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from importlib.metadata import distribution, requires, version
from pathlib import Path
from typing import Any

from lxml import etree

from exporter import resources
from exporter.model import Article, Asset, Book, Chapter, Listed, Listing
from exporter.settings import UNSEEN, Settings

_VERSION = re.compile(r"^Version: (.+)$", re.MULTILINE)  # of the headers, which come first
_NAME = re.compile(r"[A-Za-z0-9._-]+")
Update = Callable[[bytes], object]
SILENT = {  # fields that no file shows
    Article: frozenset({"path", "notices"}),
    Asset: frozenset({"store"}),
    Book: frozenset({"end"}),
}


def digest(value: Any) -> str:
    """SHA-256, in hex, of a value: text, numbers, dataclasses of the model, mappings and lists of them."""
    made = hashlib.sha256()
    _feed(value, made.update)
    return made.hexdigest()


def of_article(listed: Listed) -> str:
    """The digest of an article: equal for articles that print alike, wherever their posts lie."""
    return listed.digest if isinstance(listed, Listing) else digest(listed)


@functools.cache
def program() -> str:
    """The digest of our code, templates, styles and site rules, and the versions of the libraries."""
    folders = [resources.PACKAGE, *map(resources.folder, ("templates", "styles", "sites"))]
    return digest([[list(files(folder)) for folder in folders], _libraries()])


def shown(settings: Settings) -> dict[str, Any]:
    """The settings that finished files show, and the user's own templates and theme."""
    names = [field.name for field in dataclasses.fields(settings) if field.name not in UNSEEN]
    return {name: getattr(settings, name) for name in names} | {"files": _own_files(settings)}


def _libraries() -> list[tuple[str, str]]:
    """The libraries we ask for by name, with the versions that are there."""
    stated = (line for line in requires("exporter") or () if "extra ==" not in line)
    names = (match[0] for line in stated if (match := _NAME.match(line)))
    return sorted((name, _version(name)) for name in names)


def _version(name: str) -> str:
    """The version of an installed library: importlib.metadata reads its whole description to say so."""
    told = _VERSION.search(distribution(name).read_text("METADATA") or "")
    return told[1] if told else version(name)


def _own_files(settings: Settings) -> list[tuple[str, bytes]]:
    folders = [settings.template_dir, Path(settings.theme) if settings.theme else None]
    return [file for folder in folders if folder and folder.is_dir() for file in files(folder)]


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder with its bytes, in order of name; what Python compiled is left out."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def _feed(value: Any, update: Update) -> None:
    """A value as bytes that no other has: leaves begin with kind and length, the rest is bracketed."""
    _feeder(value.__class__)(value, update)


@functools.cache
def _feeder(kind: type) -> Callable[[Any, Update], None]:
    """What feeds values of a kind."""
    if kind is Chapter:
        return _feed_chapter
    if dataclasses.is_dataclass(kind):
        told = _telling(kind)
        return lambda value, update: _bracketed(
            kind.__name__, [getattr(value, name) for name in told], update
        )
    if issubclass(kind, tuple | list):
        return partial(_bracketed, "list")
    if issubclass(kind, Mapping):
        return lambda value, update: _bracketed("mapping", sorted(value.items()), update)
    return partial(_feed_leaf, kind.__name__.encode())


def _feed_chapter(chapter: Chapter, update: Update) -> None:
    _bracketed("Chapter", (chapter.key, chapter.listed.title, of_article(chapter.listed)), update)


def _feed_leaf(kind: bytes, value: Any, update: Update) -> None:
    content = _content(value)
    update(b"%b(%d)%b" % (kind, len(content), content))


def _bracketed(kind: str, parts: Iterable[Any], update: Update) -> None:
    update(b"%b[" % kind.encode())
    for part in parts:
        _feed(part, update)
    update(b"]")


def _telling(kind: type) -> list[str]:
    """The fields that tell one value of a dataclass from another: not where a post or a picture lies."""
    silent = SILENT.get(kind, frozenset())
    return [field.name for field in dataclasses.fields(kind) if field.name not in silent]


def _content(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, etree._Element):
        return etree.tostring(value)
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return text.encode("utf-8", "surrogatepass")
