"""What became of every picture: inline, mirrors, store, then network, and each made fit for the book."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from exporter import work
from exporter.model import Asset, Missing, Picture
from exporter.notices import OutputError
from exporter.pictures import gate, inline, mirrors
from exporter.pictures.answers import Unreachable
from exporter.pictures.profiles import PROFILES
from exporter.pictures.store import Damaged, Store, discard
from exporter.pictures.transcode import RECIPE, Unfit, fit
from exporter.settings import Settings

Origin = Literal["fetched", "cached", "mirrored", "inline", "placeholder"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pictures came from where; `bytes` is the size of the assets made of them, equal ones once."""

    fetched: int = 0
    cached: int = 0
    mirrored: int = 0
    inline: int = 0
    placeholder: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to be had: its address and all addresses to try, best first."""

    url: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one picture, and where it came from."""

    picture: Asset | Missing
    origin: Origin


def gather(
    pictures: Iterable[Picture],
    settings: Settings,
    progress: Progress | None = None,
    limits: gate.Limits | None = None,
) -> tuple[dict[str, Asset | Missing], Tally]:
    """What became of every picture, by Picture.url in order of first appearance, and the tally.

    Each address is looked for in the page itself, in settings.media, in the store and, unless
    settings.offline, over the network; what is found is made fit for settings.profile and stored.
    `progress` is called with (done, of how many); `limits` bounds the fetching. A damaged store is begun
    anew, once.
    Raises OutputError where the store cannot be used, ConfigurationError for a wrong settings.allow_network.
    """
    wanted = _wanted(pictures)

    def searched() -> Mapping[str, Outcome]:
        with Store(settings.cache) as store:
            return _Search(store, settings, limits or gate.Limits()).run(wanted, progress or _silent)

    try:
        return _result(searched())
    except Damaged:
        discard(settings.cache)
    try:
        return _result(searched())
    except Damaged as damage:
        raise OutputError(f"the picture store is damaged: {damage}", place=str(settings.cache)) from damage


def load(asset: Asset) -> bytes:
    """The bytes of a picture made by `gather`. Raises OutputError where the store lost or damaged them."""
    path = Path(asset.store)
    try:
        with Store(path) as store:
            content = store.get(asset.digest)
    except Damaged:
        content = None
    if content is None:
        hint = "run again: the picture is made anew"
        raise OutputError(f"picture {asset.name} is damaged in the store", place=str(path), hint=hint)
    return content


def _silent(_done: int, _total: int) -> None: ...


def _wanted(pictures: Iterable[Picture]) -> list[Wanted]:
    """Each address once, with the candidates of every picture that names it."""
    candidates: dict[str, dict[str, None]] = {}
    for picture in pictures:
        candidates.setdefault(picture.url, {}).update(dict.fromkeys(picture.candidates or (picture.url,)))
    return [Wanted(url, tuple(known)) for url, known in candidates.items()]


def _result(outcomes: Mapping[str, Outcome]) -> tuple[dict[str, Asset | Missing], Tally]:
    counts = {"fetched": 0, "cached": 0, "mirrored": 0, "inline": 0, "placeholder": 0}
    for outcome in outcomes.values():
        counts[outcome.origin] += 1
    gallery = {url: outcome.picture for url, outcome in outcomes.items()}
    sizes = {asset.digest: asset.size for asset in gallery.values() if isinstance(asset, Asset)}
    return gallery, Tally(**counts, bytes=sum(sizes.values()))


class _Search:
    """One run over the pictures, with the store it works on."""

    def __init__(self, store: Store, settings: Settings, limits: gate.Limits) -> None:
        self.store = store
        self.settings = settings
        self.profile = PROFILES[settings.profile]
        self.limits = limits

    def run(self, wanted: list[Wanted], progress: Progress) -> dict[str, Outcome]:
        """Every outcome in the order wanted: first all that is at hand, then the rest from the network."""
        outcomes: dict[str, Outcome] = {}
        missing: list[Wanted] = []

        def settle(each: Wanted, outcome: Outcome) -> None:
            outcomes[each.url] = outcome
            progress(len(outcomes), len(wanted))

        with ThreadPoolExecutor(work.cores(self.settings.jobs)) as pool:
            for each, outcome in zip(wanted, pool.map(self._at_hand, wanted), strict=True):
                if isinstance(outcome.picture, Missing) and self._can_fetch(each):
                    missing.append(each)
                else:
                    settle(each, outcome)
            if missing:
                asyncio.run(self._fetch_all(missing, pool, settle))
        return {each.url: outcomes[each.url] for each in wanted}

    def _can_fetch(self, wanted: Wanted) -> bool:
        return not self.settings.offline and any(map(_on_the_web, wanted.candidates))

    async def _fetch_all(
        self, wanted: list[Wanted], pool: Executor, settle: Callable[[Wanted, Outcome], None]
    ) -> None:
        async with gate.Gate(self.settings.allow_network, self.limits) as door:

            async def one(each: Wanted) -> None:
                settle(each, await self._fetched(each, door, pool))

            await asyncio.gather(*map(one, wanted))

    async def _fetched(self, wanted: Wanted, door: gate.Gate, pool: Executor) -> Outcome:
        """The first candidate that gives a usable picture; else why the best one did not."""
        reasons: list[str] = []
        candidates = list(filter(_on_the_web, wanted.candidates))
        for address in candidates:
            try:
                async with door.turn(address):
                    original = await door.fetch(address, door.limits.seconds / len(candidates))
                    keeping = asyncio.get_running_loop().run_in_executor(pool, self._keep, address, original)
                    return Outcome(await keeping, "fetched")
            except (Unreachable, Unfit) as refusal:
                reasons.append(str(refusal))
        return Outcome(Missing(reasons[0]), "placeholder")

    def _at_hand(self, wanted: Wanted) -> Outcome:
        """The picture without any network; a placeholder says why the best of what was there would not do."""
        reasons: list[str] = []
        for origin, original in self._originals(wanted.candidates):
            try:
                return Outcome(self._asset(original), origin)
            except Unfit as unfit:
                reasons.append(str(unfit))
        otherwise = "offline" if any(map(_on_the_web, wanted.candidates)) else "not a web address"
        return Outcome(Missing([*reasons, otherwise][0]), "placeholder")

    def _originals(self, candidates: Iterable[str]) -> Iterator[tuple[Origin, bytes]]:
        for address in candidates:
            if (content := inline.decoded(address)) is not None:
                yield "inline", content
        for address in candidates:
            if (content := mirrors.find(address, self.settings.media)) is not None:
                yield "mirrored", content
        for address in candidates:
            if (content := self._kept(address)) is not None:
                yield "cached", content

    def _kept(self, address: str) -> bytes | None:
        digest = self.store.recall(_card(address))
        return self.store.get(digest) if digest else None

    def _keep(self, address: str, original: bytes) -> Asset:
        """The asset made of what an address gave; the original is kept too, for other profiles."""
        asset = self._asset(original)
        self.store.note(_card(address), self.store.put(original))
        return asset

    def _asset(self, original: bytes) -> Asset:
        """The asset made of `original`: from the store if it was made before. Raises Unfit."""
        card = f"made {hashlib.sha256(original).hexdigest()} {self.profile} {RECIPE}"
        known = self.store.recall(card)
        if known:
            asset = Asset(**json.loads(known), store=str(self.settings.cache))
            if self.store.get(asset.digest):
                return asset
        fitted = fit(original, self.profile)
        digest = self.store.put(fitted.content)
        size = len(fitted.content)
        asset = Asset(digest, fitted.media_type, fitted.width, fitted.height, size, str(self.settings.cache))
        self.store.note(card, json.dumps({k: v for k, v in asdict(asset).items() if k != "store"}))
        return asset


def _on_the_web(address: str) -> bool:
    return address[:8].lower().startswith(("http://", "https://"))


def _card(address: str) -> str:
    return f"address {hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()}"
