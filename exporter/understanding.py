"""Posts -> articles, each post once: what was understood of it is kept by what it was understood from."""

import dataclasses
import functools
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from sys import intern
from typing import Any, BinaryIO

from lxml import etree

from exporter.bind.links import leads
from exporter.digests import digest, of_article, program
from exporter.model import Article, Listed, Listing, Look
from exporter.notices import OutputError
from exporter.read.sources import read_bytes
from exporter.records import decoded, encoded, look_decoded, look_encoded
from exporter.resources import site_files
from exporter.settings import Settings
from exporter.stamps import settled, stamp
from exporter.store import MANY, Card, Damaged, Store, discard, opened

# Settings that shape an article.
DEPENDS = frozenset("lang convert typography typography_off quotes pinyin furigana".split())
MOST_LEADS = 500  # addresses of an article that may be those of others: what links to more is an index
FRESH = 64  # articles a process holds on to: a page, its part and the contents ask for one in turn


def prepare(sites: tuple[Path, ...]) -> None:
    """Loads what understands posts, before workers are forked, so that each has it.

    Raises ConfigurationError for a wrong file of site rules, before the work begins.
    """
    for name in ("exporter.edit", "exporter.read.post"):
        import_module(name)
    import_module("exporter.clean.sites").load(sites)


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """How the posts of a run are understood: the settings, and the files of site rules."""

    settings: Settings
    sites: tuple[Path, ...] = ()
    ground: str = dataclasses.field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ground", "" if self.settings.no_cache else _ground(self))

    def known(self, paths: Sequence[str]) -> dict[str, Listing]:
        """What lists those of the posts whose files have not changed since they were read, by their paths.

        No file is read for it. Nothing is known with `no_cache`, and with `rebuild` no stamp is trusted.
        """
        if self.settings.no_cache:
            return {}
        found: dict[str, Listing] = {}
        try:
            store = opened(self.settings.cache)
            trusted = () if self.settings.rebuild else paths
            for start in range(0, len(trusted), MANY):
                found |= self._recalled(trusted[start : start + MANY], store)
        except Damaged:  # mended here: two workers that did so would each let go what the other had kept
            discard(self.settings.cache)
        except OutputError:
            pass  # a cache that cannot be written costs time, no book
        return found

    def _recalled(self, paths: Sequence[str], store: Store) -> dict[str, Listing]:
        cards = store.recall_all([self._stamped(path) for path in paths])
        names = {path: _proven(cards.get(self._stamped(path)), stamp(path)) for path in paths}
        posts = store.recall_all(list(filter(None, names.values())))
        return {
            path: _listing(json.loads(posts[name].text), Kept(self, path, bytes.fromhex(posts[name].digest)))
            for path, name in names.items()
            if name in posts
        }

    def listed(self, path: str, stdin: BinaryIO | None = None) -> Listed:
        """What lists the article of the post at `path`; the article itself where it cannot be kept.

        Raises InputError for a post that cannot be read.
        """
        if path == "-" or self.settings.no_cache:
            return self.understood(path, stdin)
        try:
            return self._kept(path)
        except Damaged:
            discard(self.settings.cache)
        except OutputError:
            pass  # a cache that cannot be written costs time, no book
        return self.understood(path)

    def understood(self, path: str, stdin: BinaryIO | None = None) -> Article:
        """The article of the post at `path`, read and understood now. Raises InputError."""
        from exporter.clean import clean, sites  # noqa: PLC0415 - a post that is known is not understood
        from exporter.edit import edit  # noqa: PLC0415
        from exporter.read.post import load  # noqa: PLC0415

        return edit(clean(load(path, stdin), sites.load(self.sites)), self.settings)

    def own(self, listed: Listed, path: str) -> Listed:
        """The same listing, as of this process: one that comes from a worker brings copies of all it says."""
        if not isinstance(listed, Listing) or not isinstance(listed.record, Kept):
            return listed
        fields = {field.name: getattr(listed, field.name) for field in dataclasses.fields(Listing)}
        return _once(fields, Kept(self, path, listed.record.digest))

    def _kept(self, path: str) -> Listing:
        stamped = stamp(path)
        trusted = settled(stamped)
        name = self._name(path)
        store = opened(self.settings.cache)
        card = store.recall(name)
        if card is None:
            article = self.understood(path)
            content = store.put(encoded(article))
            store.note(f"look {content}", content, look_encoded(article.look()))
            store.note(name, content, json.dumps(_light(article), ensure_ascii=False))
            card = store.recall(name)
        if card is None:
            raise Damaged(name)
        if trusted:
            store.note(self._stamped(path), card.digest, f"{stamped}\n{name}")
        return _listing(json.loads(card.text), Kept(self, path, bytes.fromhex(card.digest)))

    def _stamped(self, path: str) -> str:
        """The name of the card that says what the post at `path` was when it was read."""
        return f"stamp {self.ground} {path}"

    def _name(self, path: str) -> str:
        """What the article depends on: the post and where it lies, on the ground of all else.

        Raises InputError for a post that cannot be read.
        """
        place = path.encode("utf-8", "surrogateescape")
        made = hashlib.sha256(b"%b\n%d\n%b" % (self.ground.encode(), len(place), place))
        made.update(read_bytes(path))
        return f"post {made.hexdigest()}"


def _proven(card: Card | None, stamped: str) -> str:
    """The name of the card of a post, if its file is what it was when that was filed; else ""."""
    known, _, name = card.text.partition("\n") if card else ("", "", "")
    return name if stamped and known == stamped else ""


def _ground(reading: Reading) -> str:
    """What every article depends on: settings, site rules by their names, our own code."""
    settings = {name: getattr(reading.settings, name) for name in DEPENDS}
    rules = [
        [(rule.name, rule.read_bytes()) for rule in site_files(folder)] if folder.is_dir() else "none"
        for folder in reading.sites
    ]
    return digest((program(), settings, rules))


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """The record of the post at `path`: the content with this `digest` in the store.

    It is held as bytes: in hex it would take as much again, for each of ten thousand posts.
    """

    reading: Reading
    path: str
    digest: bytes

    def article(self) -> Article:
        """The article; understood anew where its record is gone or spoilt."""
        return reread(self.reading, self.path, self.digest.hex())

    def look(self) -> Look:
        """What there is of it besides its text."""
        try:
            card = opened(self.reading.settings.cache).recall(_look(self))
        except (Damaged, OutputError):
            card = None
        return (_seen(card) if card else None) or self.article().look()


def looks(articles: Sequence[Listed]) -> Iterator[Look]:
    """What there is of each article besides its text; the store is asked for many at once."""
    for start in range(0, len(articles), MANY):
        some = articles[start : start + MANY]
        kept = [each.record for each in some if isinstance(each, Listing) and isinstance(each.record, Kept)]
        cards = _recalled(kept)
        for listed in some:
            card = cards.get(_look(listed.record)) if isinstance(listed, Listing) else None
            yield (_seen(card) if card else None) or listed.look()


def _recalled(kept: Sequence[Kept]) -> dict[str, Card]:
    """The cards of their looks, by name; none where the store is of no use."""
    try:
        return opened(kept[0].reading.settings.cache).recall_all(list(map(_look, kept))) if kept else {}
    except (Damaged, OutputError):
        return {}


def _look(record: object) -> str:
    return f"look {record.digest.hex()}" if isinstance(record, Kept) else ""


def _seen(card: Card) -> Look | None:
    """What the card of a look says; None where it says nothing."""
    try:
        return look_decoded(card.text)
    except (KeyError, TypeError, ValueError):
        return None


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
    """The listing whose fields JSON held."""
    for name in ("categories", "tags", "shows", "leads"):
        fields[name] = tuple(fields[name])
    fields["date"] = fields["date"] and datetime.fromisoformat(fields["date"])
    return _once(fields, record)


@functools.lru_cache(maxsize=1024)
def _same(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names as they were said before."""
    return names


def _once(fields: dict[str, Any], record: Kept) -> Listing:
    """The listing of the fields, what many of them say held once."""
    fields["shows"] = tuple(map(intern, fields["shows"]))
    for name in ("categories", "tags"):
        fields[name] = _same(tuple(map(intern, fields[name])))
    for name in ("lang", "author", "source", "lead"):
        fields[name] = intern(fields[name])
    return Listing(**fields | {"path": record.path, "record": record})
