"""What is kept from run to run: what addresses gave, as it came, and the assets made of it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from exporter.model import Asset
from exporter.pictures.answers import Body, Validators
from exporter.pictures.files import read
from exporter.pictures.fitted import Fitted
from exporter.stamps import settled, stamp
from exporter.store import Store

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
        self._holds = (lambda digest: store.get(digest) is not None) if proven else store.holds
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

    def known(self, original: Original, recipe: str) -> Asset | None:
        """What was made of a picture by `recipe`, the picture unread; None where that is not known."""
        if isinstance(original, Given):
            return self.made(hashlib.sha256(original.content).hexdigest(), recipe)
        if isinstance(original, Filed):
            return self.made(original.digest, recipe)
        card = self._store.recall(_file(original.file))
        known, _, digest = card.text.partition("\n") if card else ("", "", "")
        return self.made(digest, recipe) if known and known == stamp(original.file) else None

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
        name = _made(digest, recipe)
        asset = self._asked.get(name)
        if asset is None:
            card = self._store.recall(name)
            if card is None or not self._holds(card.digest):
                return None
            asset = Asset(**json.loads(card.text), digest=card.digest, store=str(self.cache))
            if len(self._asked) >= MOST:
                self._asked.clear()
            self._asked[name] = asset
        return asset

    def enter(self, original: str, recipe: str, fitted: Fitted) -> Asset:
        """Files what was made by `recipe` of the original with this digest."""
        digest = self._store.put(fitted.content)
        facts = {k: v for k, v in asdict(fitted).items() if k != "content"} | {"size": len(fitted.content)}
        self._store.note(_made(original, recipe), digest, json.dumps(facts))
        return Asset(**facts, digest=digest, store=str(self.cache))


def _address(address: str) -> str:
    return f"address {hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _made(original: str, recipe: str) -> str:
    return f"made {original} {recipe}"


def _file(file: Path) -> str:
    return f"file {file}"
