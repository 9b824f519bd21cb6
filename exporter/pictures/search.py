"""Where a picture is looked for, in which order: every address in a place, then the next place."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal

from exporter.model import Asset, Missing
from exporter.pictures import beside, gate, inline, mirrors
from exporter.pictures.answers import Unreachable
from exporter.pictures.archive import Archive
from exporter.pictures.making import Maker
from exporter.pictures.transcode import Unfit
from exporter.settings import Settings

Origin = Literal["fetched", "cached", "mirrored", "beside", "inline", "placeholder"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to be had: its key, all addresses to try, best first, and where its post lies."""

    key: str
    candidates: tuple[str, ...]
    home: beside.Home | None = None

    def web(self) -> list[str]:
        """Those of its addresses that the network may give."""
        return [each for each in self.candidates if each[:8].lower().startswith(("http://", "https://"))]

    def within(self) -> bool:
        """Whether the page itself holds the best of it; else that is a blurred stand-in, for need."""
        return self.candidates[0][:5].lower() == "data:"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one picture, and where it came from; `final`: no use in asking the network."""

    picture: Asset | Missing
    origin: Origin
    final: bool = True


@dataclass(frozen=True, slots=True)
class AtHand:
    """The search without any network. For threads to share."""

    archive: Archive
    maker: Maker
    settings: Settings

    def outcome(self, wanted: Wanted) -> Outcome:
        """The picture, or a placeholder that says why the best of what was there would not do."""
        reasons: list[str] = []
        for origin, original in self._originals(wanted):
            final = not ((origin == "cached" and self._asks) or (origin == "inline" and not wanted.within()))
            try:
                return Outcome(self.maker.asset(original), origin, final)
            except Unfit as unfit:
                reasons.append(str(unfit))
        otherwise = "offline" if wanted.web() else "no such file" if wanted.home else "not a web address"
        return Outcome(Missing([*reasons, otherwise][0]), "placeholder", final=False)

    @property
    def _asks(self) -> bool:
        """Whether servers are asked about pictures that are kept."""
        return self.settings.refresh and not self.settings.offline

    def _originals(self, wanted: Wanted) -> Iterator[tuple[Origin, bytes]]:
        within: list[tuple[Origin, bytes]] = [
            ("inline", content) for each in wanted.candidates if (content := inline.decoded(each)) is not None
        ]
        yield from within if wanted.within() else ()
        for address in wanted.candidates if wanted.home else ():
            if wanted.home and (content := beside.find(address, wanted.home)) is not None:
                yield "beside", content
        for address in wanted.candidates:
            if (content := mirrors.find(address, self.settings.media, wanted.home)) is not None:
                yield "mirrored", content
        for address in wanted.candidates:
            if (body := self.archive.body(address)) is not None:
                yield "cached", body.content
        yield from within if not wanted.within() else ()


@dataclass(frozen=True, slots=True)
class OnTheWeb:
    """The search over the network, for what was not at hand or may have changed."""

    archive: Archive
    maker: Maker
    at_hand: AtHand

    async def outcome(self, wanted: Wanted, door: gate.Gate, threads: Executor) -> Outcome:
        """The first candidate that gives a usable picture, else what is kept, else why the best did not."""
        loop = asyncio.get_running_loop()
        reasons: list[str] = []
        for address in wanted.web():
            try:
                async with door.turn(address):
                    picture = await self._fetched(address, door, threads, len(wanted.web()))
                    return Outcome(picture, "fetched") if picture else await self._kept(wanted, threads)
            except (Unreachable, Unfit) as refusal:
                reasons.append(str(refusal))
        kept = await loop.run_in_executor(threads, self.at_hand.outcome, wanted)
        return kept if isinstance(kept.picture, Asset) else Outcome(Missing(reasons[0]), "placeholder")

    async def _fetched(self, address: str, door: gate.Gate, threads: Executor, shares: int) -> Asset | None:
        """The asset made of what the address gives now; None where that is what is kept."""
        loop = asyncio.get_running_loop()
        known = await loop.run_in_executor(threads, self.archive.body, address)
        validators = known.validators if known else None
        body = await door.fetch(address, door.limits.seconds / shares, validators)
        if body is None:
            return None
        asset = await loop.run_in_executor(threads, self.maker.asset, body.content)
        await loop.run_in_executor(threads, self.archive.keep, address, body)
        return asset

    async def _kept(self, wanted: Wanted, threads: Executor) -> Outcome:
        return await asyncio.get_running_loop().run_in_executor(threads, self.at_hand.outcome, wanted)
