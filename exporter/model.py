"""The data that flows, all of it frozen: Post -> Article -> Article + Assets -> Book."""

import copyreg
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lxml import etree

from exporter.notices import Notice

LONGEST = 4000  # characters of an address that stands for itself

# A body crosses process borders (work.py) as its own XML text: lxml elements do not pickle.
copyreg.pickle(etree._Element, lambda body: (etree.fromstring, (etree.tostring(body),)))


@dataclass(frozen=True, slots=True)
class Post:
    """A saved article as read from disk, front matter apart from body.

    `path` is as the user gave it (`-` for standard input). `date` keeps the calendar date and offset written
    in the front matter. `body` is always HTML (Markdown has been converted), not yet cleaned or trusted.
    Strings are "" where the front matter says nothing.
    """

    path: str
    title: str
    body: str
    author: str = ""
    date: datetime | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    headimg: str = ""
    link: str = ""
    description: str = ""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the article: `level` 1 is directly under the article's title; `id` is its element's id."""

    level: int
    title: str
    id: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture the article shows. `id` is what the body's `img/@src` holds; `url` the original address.

    `candidates` are the addresses to try, best first, `url` among them. `width` and `height` are px as the
    page stated them, 0 where it did not. `post` is the path of the post where a candidate is relative to it.
    """

    id: str
    url: str
    candidates: tuple[str, ...]
    alt: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0
    post: str = ""

    @property
    def key(self) -> str:
        """What the Gallery has it under: its address, a relative one together with the post's path.

        Of an address that is the picture itself, a digest.
        """
        if len(self.url) > LONGEST:
            content = self.url.encode("utf-8", "surrogatepass")
            return f"data:{hashlib.sha256(content).hexdigest()}"
        relative = self.post and ":" not in self.url[:10]
        return f"{self.post}\n{self.url}" if relative else self.url


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. `body` is an `article` element in the closed vocabulary of clean/vocabulary.py.

    Its headings start at h2 (the title is h1, made by the template), so Section.level = heading level - 1.
    `lang` is a BCP 47 tag: zh-Hans, zh-Hant, ja, ko, en ... `source` is what published it (site or account),
    `credits` further statements of origin taken out of the body (原标题, 来源, 编辑) as (label, value).
    `fingerprint` is a hash of the text, white space aside: equal for the same article saved twice.
    """

    path: str
    title: str
    body: etree._Element
    lang: str
    author: str = ""
    source: str = ""
    date: datetime | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    link: str = ""
    description: str = ""
    credits: tuple[tuple[str, str], ...] = ()
    headimg: Picture | None = None
    sections: tuple[Section, ...] = ()
    pictures: tuple[Picture, ...] = ()
    code_blocks: int = 0
    tables: int = 0
    embeds: int = 0
    fingerprint: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def article(self) -> "Article":
        """Itself: one that is not kept anywhere is listed whole."""
        return self

    @property
    def length(self) -> int:
        """Characters of text."""
        return sum(len(str(text)) for text in self.body.itertext())

    @property
    def elements(self) -> int:
        """Elements of its body: how much there is to set besides text."""
        return sum(1 for _ in self.body.iter())

    @property
    def lead(self) -> str:
        """Picture.key of the picture it leads with, "" for none."""
        first = self.headimg or next(iter(self.pictures), None)
        return first.key if first else ""

    @property
    def shows(self) -> tuple[str, ...]:
        """Picture.key of each picture in its body."""
        return tuple(picture.key for picture in self.pictures)

    def look(self) -> "Look":
        """What there is of it besides its text."""
        return Look(self.headimg, self.pictures, self.notices)

    @property
    def shown(self) -> str:
        """A digest of the pictures it shows: equal for equal ones in the same order."""
        return _digest_of(self.shows)


@dataclass(frozen=True, slots=True)
class Look:
    """What there is of an article besides its text: pictures, and what was noticed."""

    headimg: Picture | None
    pictures: tuple[Picture, ...]
    notices: tuple[Notice, ...]


class Record(Protocol):
    """Where an article is kept, to be read anew each time."""

    def article(self) -> Article:
        """All of it."""

    def look(self) -> Look:
        """What is known of it without its text."""


@dataclass(frozen=True, slots=True)
class Listing:
    """An article as binding needs it. Its text lies in `record`, so that thousands fit in memory.

    Fields are those of Article, and what it can only tell with its text: `length`, `elements`, `lead`,
    `shows`.
    `digest` is equal for articles that print alike; `leads` are the addresses, normalised, that it links to.
    """

    path: str
    title: str
    lang: str
    author: str
    source: str
    date: datetime | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    link: str
    fingerprint: str
    length: int
    elements: int
    lead: str
    shows: tuple[str, ...]
    leads: tuple[str, ...]
    digest: str
    record: Record

    @property
    def article(self) -> Article:
        """The article itself, read anew each time, under the title it is listed by."""
        return replace(self.record.article(), title=self.title)

    def look(self) -> Look:
        """What there is of it besides its text, likewise."""
        return self.record.look()

    @property
    def shown(self) -> str:
        """A digest of the pictures it shows, as in Article."""
        return _digest_of(self.shows)


def _digest_of(shows: tuple[str, ...]) -> str:
    """The digest of pictures by their keys, wherever the post lies."""
    addresses = "\n".join(key.rpartition("\n")[2] for key in shows)
    return hashlib.sha256(addresses.encode("utf-8", "surrogatepass")).hexdigest()


Listed = Article | Listing


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture made fit for books, in the store: read its bytes with `pictures.load(asset)`.

    `digest` is the SHA-256 of those bytes in hex, `width` and `height` px, `size` bytes. `remark` says what
    the picture had to lose to be fit for a book, "" for nothing.
    """

    digest: str
    media_type: str
    width: int
    height: int
    size: int
    store: str
    remark: str = ""

    @property
    def name(self) -> str:
        """ASCII file name, the same in every build: first 16 digits of the digest."""
        return (
            self.digest[:16]
            + {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif"}[self.media_type]
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """A picture that could not be had, and why (one line for the reader)."""

    reason: str


Gallery = Mapping[str, Asset | Missing]
"""What became of every picture, by Picture.key."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article in its place in a book. `key` is ASCII, unique in the book and the same in every build."""

    key: str
    listed: Listed

    @property
    def article(self) -> Article:
        """The whole article; where only a title or a date is wanted, `listed` has it and reads nothing."""
        return self.listed.article


@dataclass(frozen=True, slots=True)
class Part:
    """A division of a book (a sub-category, a month ...): articles of its own first, then parts within it."""

    key: str
    title: str
    contents: tuple["Part | Chapter", ...]

    def chapters(self) -> Iterator[Chapter]:
        """Every chapter below, depth first, in reading order."""
        for entry in self.contents:
            if isinstance(entry, Part):
                yield from entry.chapters()
            else:
                yield entry


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover shows. `colour` is #rrggbb chosen by the title; `picture` a Picture.key or ""."""

    colour: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Folio:
    """Where a page of a PDF begins: its number as readers know it, and the piece of the book it is in.

    `piece` is the key of an article or part, or the name of another page (title-page, contents, colophon,
    index-date ...). `text` are its first characters without white space, `before` counts those on the
    earlier pages of the piece; `figures` stand above them. `leads` is where the page's first link within
    the book leads. `opens` says that the piece begins with the page, not on an earlier one or further down.
    """

    label: str
    piece: str
    text: str = ""
    before: int = 0
    figures: int = 0
    leads: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A book as data: what the writers turn into a file.

    `single` is true for one article exported by itself. `modified` is UTC and comes from the content, never
    from the clock. `links` maps a normalised original address to the chapter key it is bound under.
    `identifier` is a urn:uuid, the same in every build. `first` and `last` are the dates spanned, as they
    were written. `series` names the collection whose `volume` it is, counted from 1; "" and 0 where it is
    none. `end` is what the next run knows the end of the volume by, "" for a book that is not parted by
    size. `folios` are the pages of the PDF that is made with it, in order; none where there is no such PDF.
    """

    title: str
    lang: str
    identifier: str
    modified: datetime
    contents: tuple[Part | Chapter, ...]
    cover: Cover
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    sources: tuple[str, ...] = ()
    series: str = ""
    volume: int = 0
    end: str = ""
    single: bool = False
    first: datetime | None = None
    last: datetime | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    gallery: Gallery = field(default_factory=dict)
    folios: tuple[Folio, ...] = ()

    def chapters(self) -> Iterator[Chapter]:
        """Every chapter, depth first, in reading order."""
        return Part("", "", self.contents).chapters()


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file: `size` in bytes, `units` pages (PDF) or spine items (EPUB), `xxh128` its XXH3 in hex.

    `folios` say where the pages of a PDF begin; `face` is a digest of its first piece, "" where none is told.
    """

    path: Path
    size: int
    units: int
    xxh128: str
    notices: tuple[Notice, ...] = ()
    folios: tuple[Folio, ...] = ()
    face: str = ""
