"""What front matter and page heads say -> the fields of a Post: keys by many names, values of many shapes."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from exporter.read.dates import read_date
from exporter.read.encoding import legal
from exporter.read.front_matter import Value

KEYS = {
    # field of Post: the keys that state it, best first
    "title": ("title", "headline"),
    "author": ("author", "authors", "creator", "byline"),
    "date": ("date", "published", "pubdate", "publish_date", "date_published", "datetime", "created"),
    "categories": ("categories", "category"),
    "tags": ("tags", "tag", "keywords"),
    "lang": ("lang", "language", "locale"),
    "headimg": (
        "headimg",
        "thumbnail",
        "cover",
        "image",
        "banner",
        "top_img",
        "cover_image",
        "featured_image",
    ),
    "link": ("link", "url", "source_url", "original_url", "original", "canonical", "permalink", "source"),
    "description": ("description", "summary", "excerpt", "abstract"),
}
NAMES = ("name", "title", "nickname", "label", "url", "path", "src", "file")  # of a thing given as a mapping
MAX_TITLE = 500  # characters; a longer one is a text, not its name

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACE = re.compile(r"[ \t\n-\r\x1c-\x1f\x85\xa0\u2028\u2029\ufeff]+")  # but no ideographic space
_SEPARATOR = re.compile(r"[,，;；]|\s[>›»/]\s")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a Post as far as `fields` state them, and `odd`: what had to be settled, a line each."""

    title: str
    author: str
    date: datetime | None
    unread_date: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    lang: str
    headimg: str
    link: str
    description: str
    odd: tuple[str, ...]


def understand(fields: Mapping[str, Value]) -> Metadata:
    """`fields` in the terms of a Post. Entities are decoded, line ends folded, illegal characters dropped.

    Of several category paths the first is the post's place; the names of the others become tags. An address
    counts as link only if it is one of the web (`permalink` is often a path of the site).
    """
    paths = _paths(_stated(fields, "categories"))
    tags = _names(_stated(fields, "tags"))
    others = [name for path in paths[1:] for name in path]
    date = _first(_stated(fields, "date"))
    title = _title(_stated(fields, "title"))
    read = read_date(date)
    return Metadata(
        title=title[:MAX_TITLE] + "…" if len(title) > MAX_TITLE else title,
        author=_together(_names(_stated(fields, "author"))),
        date=read,
        unread_date="" if read else date,
        categories=tuple(paths[0]) if paths else (),
        tags=tuple(dict.fromkeys([*tags, *others])),
        lang=_first(_stated(fields, "lang")),
        headimg=_headimg(fields),
        link=_link(fields),
        description=_first(_stated(fields, "description")),
        odd=tuple(_oddities(fields, len(title), len(paths))),
    )


def one_line(text: str) -> str:
    """`text` as a name: entities decoded, white space and line ends folded, illegal characters dropped."""
    decoded = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text
    return _SPACE.sub(" ", legal(decoded)[0]).strip()


def _stated(fields: Mapping[str, Value], name: str) -> Value:
    return next((fields[key] for key in KEYS[name] if fields.get(key)), "")


def _strings(value: Value) -> Iterator[str]:
    """The strings in `value`, in order; of a mapping the one that names the thing, or all."""
    if isinstance(value, str):
        if text := one_line(value):
            yield text
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    else:
        named = next((value[key] for key in NAMES if value.get(key)), None)
        for item in [*value.values()] if named is None else [named]:
            yield from _strings(item)


def _first(value: Value) -> str:
    return next(_strings(value), "")


def _title(value: Value) -> str:
    return "" if isinstance(value, dict) else " ".join(_strings(value))


def _names(value: Value) -> list[str]:
    """Names given as a list, or as one string with commas between them."""
    given = _SEPARATOR.split(one_line(value)) if isinstance(value, str) else _strings(value)
    return list(dict.fromkeys(name.strip() for name in given if name.strip()))


def _together(names: list[str]) -> str:
    return (", " if all(map(str.isascii, names)) else "、").join(names)


def _paths(value: Value) -> list[list[str]]:
    """Category paths, as Hexo reads them: a list is one path; a list with lists in it is several."""
    if isinstance(value, dict):
        return [[*map(one_line, value), *_strings([*value.values()])]]
    if isinstance(value, str) or not any(isinstance(entry, list | dict) for entry in value):
        paths = [_names(value)]
    else:
        paths = [
            path
            for entry in value
            for path in ([[one_line(entry)]] if isinstance(entry, str) else _paths(entry))
        ]
    return [path for path in paths if any(path)]


def _headimg(fields: Mapping[str, Value]) -> str:
    """The first that looks like an address or a file: themes also have `cover: false`."""
    stated = (_first(fields.get(key, "")) for key in KEYS["headimg"])
    return next((text for text in stated if "." in text or "/" in text), "")


def _link(fields: Mapping[str, Value]) -> str:
    stated = (_first(fields.get(key, "")) for key in KEYS["link"])
    return next((text for text in stated if _ADDRESS.fullmatch(text)), "")


def _oddities(fields: Mapping[str, Value], title_length: int, paths: int) -> Iterator[str]:
    title = _stated(fields, "title")
    if not isinstance(title, str):
        yield "the title is a list; joined" if isinstance(title, list) else "the title is a mapping; left out"
    if title_length > MAX_TITLE:
        yield f"the title is longer than {MAX_TITLE} characters; cut"
    if paths > 1:
        yield "several category paths; the first is kept, the names of the others are tags"
