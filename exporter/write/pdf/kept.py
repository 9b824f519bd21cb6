"""Parts kept between runs, each under a digest of what it is made of: what has not changed is not set again.

They lie in the store with the articles and pictures, made as each part is, so that a run that was interrupted
goes on where it stopped. A part is proved by its checksum when it is read.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from exporter.digests import digest, program, shown
from exporter.model import Picture, Section
from exporter.notices import Notice
from exporter.settings import Settings
from exporter.store import Store, tried
from exporter.write.pdf import fonts, parts
from exporter.write.pdf.document import Piece
from exporter.write.pdf.join import Laid
from exporter.write.pdf.printing import Printed, Task, markup, print_piece

UNPRINTED = frozenset({"pdf_variant", "embed_fonts", "profile", "max_size"})  # settings that no part shows
NO_FILE = Path()  # of a part in the store: one for all, for there are thousands
OF_BOOK = "title subtitle creators publisher subjects description sources first last".split()


class Spoilt(Exception):  # noqa: N818 - a state of the store that its callers mend
    """A part is not there any more, or not as it was kept: the one with this key."""


@dataclass
class Kept:
    """The parts of a book's pieces that are kept. With `no_cache` there are none, and none is added."""

    settings: Settings
    _ground: str = ""
    _spoilt: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        visible = {name: value for name, value in shown(self.settings).items() if name not in UNPRINTED}
        self._ground = digest((program(), visible, fonts.state()))

    def key(self, piece: Piece, folios: Mapping[str, str]) -> str:
        """What the part of a piece is made of: its article, pictures and links, or its markup; the ground."""
        book = piece.book
        pictures = {key: outcome for key, outcome in book.gallery.items() if outcome}
        if piece.chapter is None:
            return digest((self._ground, markup(piece, self.settings, folios), pictures))
        told = [
            (each.chapter, each.chapter and each.chapter.listed.lang, each.byline) for each in piece.openings
        ]
        around = (book.lang, book.single, pictures, dict(book.links), self._seen_by_templates(piece))
        return digest((self._ground, told, around))

    def _seen_by_templates(self, piece: Piece) -> tuple[Any, ...]:
        """What the templates of a user may show on an article's pages besides: ours do not."""
        if not self.settings.template_dir or not piece.opening:
            return ()
        return (piece.opening.depth, piece.heads, *(getattr(piece.book, name) for name in OF_BOOK))

    def recall(self, keyed: Sequence[tuple[str, Piece]]) -> list[Printed | None]:
        """What came of each piece, which has this key, when it was printed; None where that is not known."""
        names = [f"part {key}" for key, _ in keyed if key not in self._spoilt]
        cards = self._tried(lambda store: store.recall_all(names)) or {}
        found = [cards.get(f"part {key}") for key, _ in keyed]
        return [
            _told(json.loads(card.text), piece, key, card.digest) if card else None
            for (key, piece), card in zip(keyed, found, strict=True)
        ]

    def keep(self, key: str, printed: Printed, piece: Piece) -> Printed:
        """The same, its part in the store and known by this key; as it is where that cannot be."""
        stored = _stored(printed, self.settings)
        if not stored.content:
            return printed
        paths = [chapter.listed.path for chapter in piece.chapters]
        told = json.dumps(_plain(stored, paths), ensure_ascii=False)
        self._tried(lambda store: store.note(f"part {key}", stored.content, told))
        return replace(stored, key=key, file=NO_FILE)

    def part(self, printed: Printed) -> parts.Part:
        """The part of a piece. Raises Spoilt: then it is to be printed again."""
        return parts.unpacked(self._content(printed)) if printed.content else parts.load(printed.file)

    def pdf(self, printed: Printed) -> memoryview:
        """The PDF of the part of a piece, whose content is kept. Raises Spoilt."""
        return parts.pdf_of(self._content(printed))

    def _content(self, printed: Printed) -> bytes:
        content: bytes | None = self._tried(lambda store: store.get(printed.content))
        if content is None:
            raise Spoilt(printed.key)
        return content

    def known(self, name: str) -> bytes | None:
        """What is known by this name to runs of the same settings, fonts and program; None for nothing."""

        def found(store: Store) -> bytes | None:
            card = store.recall(f"{name} {self._ground}")
            return store.get(card.digest) if card else None

        content: bytes | None = self._tried(found)
        return content

    def put(self, content: bytes) -> str:
        """Keeps a content that has no name yet; its digest, or "" where it cannot be kept."""
        return self._tried(lambda store: store.put(content)) or ""

    def note(self, name: str, content: str) -> None:
        """The content of that digest is known by this name from now on."""
        self._tried(lambda store: store.note(f"{name} {self._ground}", content))

    def file(self, name: str, content: bytes) -> None:
        """Keeps a content that is known by this name from now on."""
        digest = self.put(content)
        if digest:
            self.note(name, digest)

    def forgot(self, key: str) -> bool:
        """Whether what was kept under this key was spoilt before."""
        return key in self._spoilt

    def forget(self, key: str) -> None:
        """What is kept under this key is spoilt."""
        self._spoilt.add(key)

    def _tried(self, act: Callable[[Store], Any]) -> Any:
        return _tried(self.settings, act)


def print_kept(task: Task) -> Printed:
    """Prints one piece as `print_piece` does, its part in the store: a worker's own work is not sent."""
    return _stored(print_piece(task), task.settings)


def _stored(printed: Printed, settings: Settings) -> Printed:
    """The same, its part in the store and no longer in a file; as it is where that cannot be."""
    if printed.content:
        return printed
    content: str | None = _tried(settings, lambda store: store.put(parts.packed(printed.file)))
    if content is None:
        return printed
    printed.file.unlink()
    parts.sidecar(printed.file).unlink()
    return replace(printed, content=content)


def _tried(settings: Settings, act: Callable[[Store], Any]) -> Any:
    """What `act` gives; None where nothing is to be kept, or the store cannot be used."""
    return None if settings.no_cache else tried(settings.cache, act)


def digest_of(printed: Printed) -> str:
    """The SHA-256, in hex, of the part of a piece, kept or in its file."""
    return printed.content or hashlib.sha256(parts.packed(printed.file)).hexdigest()


def _place(notice: Notice, paths: Sequence[str]) -> int:
    """Which article of the piece a notice is about, from 0; -1 for none."""
    return paths.index(notice.article) if notice.article in paths else -1


def _plain(printed: Printed, paths: Sequence[str]) -> dict[str, Any]:
    """What came of a piece of posts at `paths`, in JSON; where they lie is left out."""
    laid = printed.laid
    return {
        "pages": laid.pages,
        "opens": laid.opens,
        "names": laid.names,
        "kinds": sorted(printed.kinds),
        "notices": [(notice.code, notice.about, _place(notice, paths)) for notice in printed.notices],
        "sections": {
            key: [(each.level, each.title, each.id, each.subtitle) for each in sections]
            for key, sections in printed.sections.items()
        },
        "missing": [(picture.url, reason) for picture, reason in printed.missing],
        "pictures": printed.pictures,
        "blanks": printed.blanks,
    }


def _told(told: dict[str, Any], piece: Piece, key: str, content: str) -> Printed:
    paths = [chapter.listed.path for chapter in piece.chapters]
    laid = Laid(piece.name, piece.zone, piece.heads, told["pages"], told["opens"], told["names"])
    return Printed(
        file=NO_FILE,
        laid=laid,
        kinds=frozenset(told["kinds"]),
        notices=tuple(
            Notice(code, about, paths[place] if place >= 0 else "") for code, about, place in told["notices"]
        ),
        sections={key: tuple(Section(*each) for each in found) for key, found in told["sections"].items()},
        missing=tuple((Picture("", url, ()), reason) for url, reason in told["missing"]),
        pictures=told["pictures"],
        key=key,
        content=content,
        blanks=told["blanks"],
    )
