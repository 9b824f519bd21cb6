"""What is kept from run to run: what addresses gave, as it came, and the assets made of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from exporter.model import Asset
from exporter.pictures.answers import Body, Validators
from exporter.pictures.files import read
from exporter.pictures.fitted import Fitted
from exporter.stamps import settled, stamp
from exporter.store import Card, Store

MOST = 1000  # files that a run remembers to have read, and assets


@dataclass(frozen=True, slots=True)
class Given:
    """A picture that came with its page."""

    content: bytes


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A picture that lies in a file."""

    file: Path


@dataclass(frozen=True, slots=True)
class Filed:
    """A picture that an address gave in an earlier run: the content with this digest."""

    digest: str


Original = Given | OnDisk | Filed
"""A picture as it came, which is read when something is to be made of it."""


class Archive:
    """The cards of a store, of one run. For threads to share.

    Assets are compared with their digests if they are to be `proven`; else they need only be there.
    """

    def __init__(self, store: Store, *, proven: bool = True) -> None:
        self._store = store
        self._proven = proven
        self.cache = store.path.parent
        self._asked: dict[str, Asset] = {}  # what was asked for a moment ago, by names
        self._read: dict[Path, Asset] = {}  # what files gave that were read a moment ago

    def filed(self, address: str) -> Filed | None:
        """What an address gave in an earlier run; None where that is not known."""
        card = self._store.recall(_address(address))
        return Filed(card.digest) if card else None

    def content(self, original: Original) -> bytes | None:
        """The bytes of a picture as it came; None where they cannot be read, or are damaged."""
        if isinstance(original, Given):
            return original.content
        return read(original.file) if isinstance(original, OnDisk) else self._store.get(original.digest)

    def known(self, originals: Sequence[Original], recipe: str) -> list[Asset | None]:
        """What was made of each picture by `recipe`, none of them read; None where that is not known."""
        files = [_file(each.file) for each in originals if isinstance(each, OnDisk)]
        cards = self._store.recall_all(files)
        names = [_made(digest, recipe) if (digest := _digest(each, cards)) else "" for each in originals]
        made = self._assets(list(dict.fromkeys(filter(None, names))))
        return [made.get(name) for name in names]

    def stamped(self, file: Path) -> str:
        """The stamp of a file that is about to be read; "" where it would prove nothing."""
        stamped = stamp(file)
        return stamped if settled(stamped) else ""

    def just_read(self, file: Path) -> Asset | None:
        """What became of a file that this run has read already; many posts may show it."""
        return self._read.get(file)

    def mark(self, file: Path, stamped: str, digest: str, asset: Asset) -> None:
        """Files that what a file held when it had this stamp, of this digest, became the asset."""
        if len(self._read) >= MOST:
            self._read.clear()
        self._read[file] = asset
        if stamped:
            self._store.note(_file(file), asset.digest, f"{stamped}\n{digest}")

    def body(self, address: str) -> Body | None:
        """What an address gave in an earlier run; None where that is not known, or damaged."""
        card = self._store.recall(_address(address))
        content = self._store.get(card.digest) if card else None
        if card is None or content is None:
            return None
        etag, _, modified = card.text.partition("\n")
        return Body(content, Validators(etag, modified))

    def keep(self, address: str, body: Body) -> None:
        """Files what an address gave."""
        validators = f"{body.validators.etag}\n{body.validators.modified}"
        self._store.note(_address(address), self._store.put(body.content), validators)

    def made(self, digest: str, recipe: str) -> Asset | None:
        """What was made by `recipe` of the original with this digest; None for nothing, or a spoilt one."""
        return next(iter(self._assets([_made(digest, recipe)]).values()), None)

    def _assets(self, names: Sequence[str]) -> dict[str, Asset]:
        """The assets that are filed under names, by these: those that are there, and sound if it matters."""
        known = {name: self._asked[name] for name in names if name in self._asked}
        cards = self._store.recall_all([name for name in names if name not in known])
        there = self._held(list({card.digest for card in cards.values()}))
        new = {
            name: Asset(**json.loads(card.text), digest=card.digest, store=str(self.cache))
            for name, card in cards.items()
            if card.digest in there
        }
        if len(self._asked) >= MOST:
            self._asked.clear()
        self._asked |= new
        return known | new

    def _held(self, digests: Sequence[str]) -> set[str]:
        """Those of the assets with these digests that are in the store."""
        if self._proven:
            return {digest for digest in digests if self._store.get(digest) is not None}
        return self._store.held(digests)

    def enter(self, original: str, recipe: str, fitted: Fitted) -> Asset:
        """Files what was made by `recipe` of the original with this digest."""
        digest = self._store.put(fitted.content)
        facts = {k: v for k, v in asdict(fitted).items() if k != "content"} | {"size": len(fitted.content)}
        self._store.note(_made(original, recipe), digest, json.dumps(facts))
        return Asset(**facts, digest=digest, store=str(self.cache))


def _address(address: str) -> str:
    return f"address {hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _digest(original: Original, cards: Mapping[str, Card]) -> str:
    """The digest of a picture as it came, that of a file as its card says; "" where that is not known."""
    if isinstance(original, Given):
        return hashlib.sha256(original.content).hexdigest()
    if isinstance(original, Filed):
        return original.digest
    card = cards.get(_file(original.file))
    known, _, digest = card.text.partition("\n") if card else ("", "", "")
    return digest if known and known == stamp(original.file) else ""


def _made(original: str, recipe: str) -> str:
    return f"made {original} {recipe}"


def _file(file: Path) -> str:
    return f"file {file}"
