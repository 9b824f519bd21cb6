"""What is kept from run to run: what addresses gave, as it came, and the assets made of it."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from exporter.model import Asset
from exporter.pictures.answers import Body, Validators
from exporter.pictures.transcode import Fitted
from exporter.store import Store


class Archive:
    """The cards of a store. For threads to share."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cache = str(Path(store.path).parent)

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

    def asset(self, original: bytes, recipe: str) -> Asset | None:
        """What was made of `original` by `recipe`; None where nothing was, or it is damaged."""
        card = self._store.recall(_made(original, recipe))
        if card is None or self._store.get(card.digest) is None:
            return None
        return Asset(**json.loads(card.text), digest=card.digest, store=self._cache)

    def enter(self, original: bytes, recipe: str, fitted: Fitted) -> Asset:
        """Files what was made of `original` by `recipe`."""
        digest = self._store.put(fitted.content)
        facts = {k: v for k, v in asdict(fitted).items() if k != "content"} | {"size": len(fitted.content)}
        self._store.note(_made(original, recipe), digest, json.dumps(facts))
        return Asset(**facts, digest=digest, store=self._cache)


def _address(address: str) -> str:
    return f"address {hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _made(original: bytes, recipe: str) -> str:
    return f"made {hashlib.sha256(original).hexdigest()} {recipe}"
