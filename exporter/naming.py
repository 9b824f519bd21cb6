"""How names are read, kept from run to run: the dictionaries of pinyin cost more than an unchanged run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from exporter.digests import program
from exporter.notices import OutputError
from exporter.settings import Settings
from exporter.store import Damaged, opened
from exporter.typography import pinyin


@contextmanager
def known_names(settings: Settings) -> Iterator[None]:
    """What is done inside finds the pinyin of names as an earlier run left it, and leaves its own."""
    if settings.no_cache:
        yield
        return
    before = _recalled(settings)
    pinyin.known.update(before)
    yield
    after = dict(pinyin.known)
    if not after.items() <= before.items():
        with suppress(Damaged, OutputError):
            store = opened(settings.cache)
            store.note(_name(), store.put(json.dumps(after, ensure_ascii=False, sort_keys=True).encode()))


def _recalled(settings: Settings) -> dict[str, str]:
    with suppress(Damaged, OutputError, ValueError):
        store = opened(settings.cache)
        card = store.recall(_name())
        content = store.get(card.digest) if card else None
        found = json.loads(content) if content else {}
        return {str(name): str(reading) for name, reading in found.items()}
    return {}


def _name() -> str:
    return f"pinyin {program()}"
