"""What became of every picture of a run: looked for, made fit for the book, counted."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, repeat
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from exporter import work
from exporter.model import Asset, Missing, Picture
from exporter.notices import OutputError, SpoiltPictureError
from exporter.pictures import beside
from exporter.pictures.archive import Archive
from exporter.pictures.bounds import Limits
from exporter.pictures.making import Maker, workshop
from exporter.pictures.profiles import PROFILES
from exporter.pictures.search import AtHand, Outcome, Settle, Wanted
from exporter.settings import Settings
from exporter.store import DAY, MANY, Damaged, Store, discard

if TYPE_CHECKING:
    from exporter.pools import Pool

LOT = 8  # pictures that a worker is sent at once: the way there and back takes a fifth of the time of one
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pictures came from where; `bytes` is the size of the assets made of them, equal ones once."""

    fetched: int = 0
    cached: int = 0
    mirrored: int = 0
    beside: int = 0
    inline: int = 0
    placeholder: int = 0
    bytes: int = 0


def gather(
    pictures: Iterable[Picture],
    settings: Settings,
    progress: Progress | None = None,
    limits: Limits | None = None,
    folders: Sequence[Path] = (),
    *,
    proven: bool = False,
) -> tuple[dict[str, Asset | Missing], Tally]:
    """What became of every picture, by Picture.key in order of first appearance, and the tally.

    Each address is looked for in the page itself, beside its post (`folders` are those the user named), in
    settings.media, in the store and, unless settings.offline, over the network; what is found is made fit for
    settings.profile and stored. With settings.refresh servers are asked whether what is stored has changed.
    `progress` is called with (done, of how many); `limits` bounds the fetching. What was made before
    need only be there, for `load` proves it by its checksum; if it is to be `proven`, that is done here,
    and what is damaged is made anew. A damaged store is begun anew, once.
    Raises OutputError where the store cannot be used, ConfigurationError for a wrong settings.allow_network.
    """
    sought = _sought(pictures, folders)

    def searched() -> tuple[dict[str, Asset | Missing], Tally]:
        with Store(settings.cache) as store:
            run = _Run(settings, limits or Limits(), progress or (lambda _done, _total: None), proven)
            found = run.found(sought, store)
            store.prune(settings.cache_size, grace=DAY)
            return found.gallery, found.tally()

    try:
        return searched()
    except Damaged:
        discard(settings.cache)
    try:
        return searched()
    except Damaged as damage:
        raise OutputError(f"the store is damaged: {damage}", place=str(settings.cache)) from damage


def load(asset: Asset) -> bytes:
    """The bytes of a picture made by `gather`. Raises SpoiltPictureError where the store has them no more."""
    path = Path(asset.store)
    content = _had(asset.digest, path)
    if content is None:
        hint = "run again: the picture is made anew"
        raise SpoiltPictureError(f"picture {asset.name} is damaged in the store", place=str(path), hint=hint)
    return content


_OPEN: dict[int, tuple[Path, Store]] = {}  # by process: what a fork brings along is not for its use


def _had(digest: str, path: Path) -> bytes | None:
    """A content of the store at `path`, which stays open for the next; None where it is not there."""
    process = os.getpid()
    known = _OPEN.get(process, (None, None))[0] == path
    with suppress(Damaged):
        if not known:
            _close(process)
            _OPEN[process] = path, Store(path)
        content = _OPEN[process][1].get(digest)
        if content is not None:
            return content
    _close(process)
    return _had(digest, path) if known else None  # another one may have taken the place of the one known


def _close(process: int) -> None:
    if process in _OPEN:
        _OPEN.pop(process)[1].close()


@dataclass(frozen=True, slots=True)
class _Sought:
    """Every picture once, by its key: the candidates of all places that show it, the post that does first.

    There are tens of thousands: what else is to be known of one is said when it is looked for.
    """

    candidates: Mapping[str, tuple[str, ...]]
    posts: Mapping[str, str]
    homes: beside.Homes

    def wanted(self, key: str) -> Wanted:
        """The picture with this key, as it is looked for."""
        return Wanted(key, self.candidates[key], self.homes.of(self.posts[key]))

    def lots(self, keys: Sequence[str], workers: int) -> Iterator[Sequence[Wanted]]:
        """The pictures in lots for a worker at a time: few enough for all to be busy to the end."""
        size = max(1, min(LOT, len(keys) // (4 * workers)))
        for start in range(0, len(keys), size):
            yield [self.wanted(key) for key in keys[start : start + size]]


def _sought(pictures: Iterable[Picture], folders: Sequence[Path]) -> _Sought:
    candidates: dict[str, tuple[str, ...]] = {}
    posts: dict[str, str] = {}
    post = ""
    for picture in pictures:
        key = intern(picture.key)  # the string that listings have too
        given = tuple(dict.fromkeys(picture.candidates or (picture.url,)))
        known = candidates.setdefault(key, given)
        if known != given:
            candidates[key] = tuple(dict.fromkeys((*known, *given)))
        post = post if post == picture.post else picture.post  # one string for all that a post shows
        posts.setdefault(key, post)
    return _Sought(candidates, posts, beside.Homes(folders))


class _Found:
    """What became of the pictures of these keys, in their order."""

    def __init__(self, keys: Iterable[str], progress: Progress) -> None:
        self.gallery: dict[str, Asset | Missing] = dict.fromkeys(keys, Missing(""))
        self._origins: Counter[str] = Counter()
        self._progress = progress
        self._held: dict[Any, Any] = {}  # what many assets say is held once

    def settle(self, wanted: Wanted, outcome: Outcome) -> None:
        """Takes down what became of a picture."""
        picture = outcome.picture
        self.gallery[wanted.key] = self._shared(picture) if isinstance(picture, Asset) else picture
        self._origins[outcome.origin] += 1
        self._progress(self._origins.total(), len(self.gallery))

    def _shared(self, asset: Asset) -> Asset:
        said = {name: getattr(asset, name) for name in ("media_type", "store", "width", "height", "remark")}
        return replace(asset, **{name: self._held.setdefault(each, each) for name, each in said.items()})

    def tally(self) -> Tally:
        """How many came from where."""
        sizes = {asset.digest: asset.size for asset in self.gallery.values() if isinstance(asset, Asset)}
        return Tally(**self._origins, bytes=sum(sizes.values()))


@dataclass(frozen=True, slots=True)
class _Run:
    """One run over the pictures."""

    settings: Settings
    limits: Limits
    progress: Progress
    proven: bool

    def found(self, sought: _Sought, store: Store) -> _Found:
        """Every outcome: what is known, what is at hand, the rest from the network."""
        found = _Found(sought.candidates, self.progress)
        archive = Archive(store, proven=self.proven)
        at_hand = AtHand(archive, self._maker(archive), self.settings)
        left = [each.key for each in self._open(self._known(sought, at_hand), found.settle)]
        if left:
            self._work(sought, left, archive, found.settle)
        return found

    def _known(self, sought: _Sought, at_hand: AtHand) -> Iterator[tuple[Wanted, Outcome | None]]:
        """Every picture and its outcome, where that is known and to be trusted."""
        trusting = not (self.settings.rebuild or self.settings.no_cache)
        keys = list(sought.candidates)
        for start in range(0, len(keys), MANY):
            lot = list(map(sought.wanted, keys[start : start + MANY]))
            yield from zip(lot, at_hand.known(lot) if trusting else repeat(None), strict=False)

    def _open(self, outcomes: Iterable[tuple[Wanted, Outcome | None]], settle: Settle) -> Iterator[Wanted]:
        """Settles those whose outcome stands, and gives the others."""
        for each, outcome in outcomes:
            if outcome and (outcome.final or not each.web() or self.settings.offline):
                settle(each, outcome)
            else:
                yield each

    def _work(self, sought: _Sought, left: Sequence[str], archive: Archive, settle: Settle) -> None:
        """Settles those of which workers must make something, or which the network must give."""
        with workshop(self.settings.jobs) as (pool, threads):
            at_hand = AtHand(archive, self._maker(archive, pool), self.settings)
            lots = sought.lots(left, work.cores(self.settings.jobs))
            tried = chain.from_iterable(threads.each(at_hand.tried, lots))
            missing = list(self._open(tried, settle))
            if missing:
                from exporter.pictures import fetching  # noqa: PLC0415 - loads the network

                fetching.fetch_all(missing, at_hand, self.limits, threads, settle)

    def _maker(self, archive: Archive, pool: "Pool | None" = None) -> Maker:
        return Maker(archive, pool, PROFILES[self.settings.profile])
