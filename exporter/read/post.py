"""One post, read: the order of the steps."""

import html
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from exporter.model import Post
from exporter.notices import Notice
from exporter.read import body, encoding, front_matter, metadata, sources
from exporter.read.dates import MAX_LENGTH

_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(.{1,500}?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_BEGINNING = 100_000  # characters searched for a heading


def load(path: str, stdin: BinaryIO | None = None) -> Post:
    """The post at `path`; for `-` what `stdin` (default: the process's own) holds.

    Raises InputError, with `path` as place, for what is no readable text: a folder, a device, a binary or
    empty file, one above sources.MAX_BYTES. Whatever else is wrong with it becomes a Notice of the Post.
    """
    text, decoding = encoding.decode(sources.read_bytes(path, stdin), path)
    front = front_matter.split(text)
    content = body.to_html(front.body, path)
    known = metadata.understand({**content.fields, **front.fields})
    title, title_from = (known.title, "") if known.title else _title(content.html, path)
    return Post(
        path=path,
        title=title,
        body=content.html,
        author=known.author,
        date=known.date,
        categories=known.categories,
        tags=known.tags,
        lang=known.lang,
        headimg=known.headimg,
        link=known.link,
        description=known.description,
        notices=(*decoding, *_notices(path, front, known, title_from), *content.notices),
    )


def _title(content: str, path: str) -> tuple[str, str]:
    """The first heading, else the file name, and which of them it is."""
    for heading in _HEADING.finditer(content[:_BEGINNING]):
        if title := metadata.one_line(html.unescape(_TAG.sub("", heading[2]))):
            return title[: metadata.MAX_TITLE], "the first heading"
    name = metadata.one_line(PurePath(path).stem)
    return (name, "the file name") if path != sources.STDIN and name else ("Untitled", "nothing")


def _notices(
    path: str, front: front_matter.FrontMatter, known: metadata.Metadata, title_from: str
) -> Iterator[Notice]:
    if front.repaired:
        yield Notice("front-matter-repaired", front.repaired, path)
    if title_from:
        yield Notice("front-matter-missing", title_from, path)
    if known.unread_date:
        yield Notice("date-unreadable", known.unread_date[:MAX_LENGTH], path)
    for oddity in known.odd:
        yield Notice("front-matter-odd", oddity, path)
