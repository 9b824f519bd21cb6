"""Digests of finished files, known by their stamps: a book is not read to know that it lies there whole."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporter.settings import Settings
from exporter.stamps import settled, stamp
from exporter.store import Store, tried
from exporter.write.atomic import xxh128


@dataclass(frozen=True, slots=True)
class Proofs:
    """What the store knows of finished files. With `no_cache` that is nothing, and each is read."""

    settings: Settings

    def xxh128(self, path: Path) -> str:
        """The XXH3 of a file in hex; read only where its stamp is not the one that is known."""
        stamped = stamp(path)
        card = self._tried(lambda store: store.recall(_name(path)))
        if card and stamped and card.text == stamped:
            return str(card.digest)
        digest = xxh128(path)
        if settled(stamped):
            self._note(path, digest, stamped)
        return digest

    def written(self, path: Path, digest: str) -> None:
        """Notes the digest of a file that this run wrote.

        Its stamp is taken at once: who would deceive it writes as many bytes within the same tick of a clock.
        """
        self._note(path, digest, stamp(path))

    def _note(self, path: Path, digest: str, stamped: str) -> None:
        self._tried(lambda store: store.note(_name(path), digest, stamped))

    def _tried(self, act: Callable[[Store], Any]) -> Any:
        """What `act` gives; None where nothing is to be kept, or the store cannot be used."""
        return None if self.settings.no_cache else tried(self.settings.cache, act)


def _name(path: Path) -> str:
    return f"finished {path.resolve()}"
