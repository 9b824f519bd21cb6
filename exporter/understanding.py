"""Posts -> articles, each post once: what was understood of it is kept by what it was understood from."""

import dataclasses
import functools
import hashlib
import json
from datetime import datetime
from pathlib import Path
from sys import intern
from typing import Any, BinaryIO

from lxml import etree

from exporter.bind.links import leads
from exporter.clean import clean
from exporter.clean.sites import load as load_sites
from exporter.digests import of_article, program
from exporter.edit import edit
from exporter.model import Article, Listed, Listing, Look
from exporter.notices import OutputError
from exporter.read import load
from exporter.read.sources import read_bytes
from exporter.records import decoded, encoded, look_decoded, look_encoded
from exporter.settings import Settings
from exporter.store import Damaged, discard, opened

DEPENDS = frozenset("lang convert typography typography_off quotes".split())  # settings that shape an article
MOST_LEADS = 500  # addresses of an article that may be those of others: what links to more is an index
FRESH = 64  # articles a process holds on to: a page, its part and the contents ask for one in turn


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """How the posts of a run are understood: the settings, and the files of site rules."""

    settings: Settings
    sites: tuple[Path, ...] = ()

    def listed(self, path: str, stdin: BinaryIO | None = None) -> Listed:
        """What lists the article of the post at `path`; the article itself where it cannot be kept.

        Raises InputError for a post that cannot be read.
        """
        if path == "-" or self.settings.no_cache:
            return self.understood(path, stdin)
        try:
            return self._kept(path, self._name(path))
        except Damaged:
            discard(self.settings.cache)
        except OutputError:
            pass  # a cache that cannot be written costs time, no book
        return self.understood(path)

    def understood(self, path: str, stdin: BinaryIO | None = None) -> Article:
        """The article of the post at `path`, read and understood now. Raises InputError."""
        return edit(clean(load(path, stdin), load_sites(self.sites)), self.settings)

    def _kept(self, path: str, name: str) -> Listing:
        store = opened(self.settings.cache)
        card = store.recall(name)
        if card is None:
            article = self.understood(path)
            digest = store.put(encoded(article))
            store.note(f"look {digest}", digest, look_encoded(article.look()))
            store.note(name, digest, json.dumps(_light(article), ensure_ascii=False))
            card = store.recall(name)
        if card is None:
            raise Damaged(name)
        return _listing(json.loads(card.text), Kept(self, path, card.digest))

    def _name(self, path: str) -> str:
        """What the article depends on: the post and where it lies, settings, site rules, our own code.

        Raises InputError for a post that cannot be read.
        """
        settings = [(name, getattr(self.settings, name)) for name in sorted(DEPENDS)]
        rules = [
            rule.read_bytes()
            for folder in self.sites
            for rule in sorted(folder.glob("*.y*ml"))
            if rule.is_file()
        ]
        digest = hashlib.sha256(program().encode())
        for piece in (path.encode("utf-8", "surrogateescape"), repr(settings).encode(), *rules):
            digest.update(hashlib.sha256(piece).digest())
        digest.update(read_bytes(path))
        return f"post {digest.hexdigest()}"


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """The record of the post at `path`: the content with this `digest` in the store."""

    reading: Reading
    path: str
    digest: str

    def article(self) -> Article:
        """The article; understood anew where its record is gone or spoilt."""
        return reread(self.reading, self.path, self.digest)

    def look(self) -> Look:
        """What there is of it besides its text."""
        try:
            card = opened(self.reading.settings.cache).recall(f"look {self.digest}")
            if card:
                return look_decoded(card.text)
        except (Damaged, OutputError, KeyError, TypeError, ValueError):
            pass
        return self.article().look()


@functools.lru_cache(maxsize=FRESH)
def reread(reading: Reading, path: str, digest: str) -> Article:
    """The article whose record has this digest; understood anew where the record is gone or spoilt."""
    try:
        record = opened(reading.settings.cache).get(digest)
        return decoded(record) if record else reading.understood(path)
    except (Damaged, OutputError, KeyError, TypeError, ValueError, etree.XMLSyntaxError):
        return reading.understood(path)


def _light(article: Article) -> dict[str, Any]:
    """The fields of an article's Listing, but for `record`, as JSON can hold them."""
    names = {field.name for field in dataclasses.fields(Listing)} - {"record", "digest", "leads"}
    fields = {name: getattr(article, name) for name in sorted(names)}
    date = article.date.isoformat() if article.date else None
    return fields | {
        "date": date,
        "digest": of_article(article),
        "leads": leads(article)[:MOST_LEADS],
    }


def _listing(fields: dict[str, Any], record: Kept) -> Listing:
    """The listing, what many of them say held once."""
    for name in ("categories", "tags", "shows"):
        fields[name] = tuple(map(intern, fields[name]))
    for name in ("lang", "author", "source", "lead"):
        fields[name] = intern(fields[name])
    fields["leads"] = tuple(fields["leads"])
    fields["date"] = fields["date"] and datetime.fromisoformat(fields["date"])
    return Listing(**fields, record=record)
