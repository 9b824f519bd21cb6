"""Pictures over the network: what was not at hand, or may have changed."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from exporter.model import Asset, Missing
from exporter.pictures import gate
from exporter.pictures.answers import Unreachable
from exporter.pictures.archive import Archive, Given
from exporter.pictures.bounds import Limits
from exporter.pictures.making import Maker
from exporter.pictures.search import AtHand, Outcome, Settle, Wanted
from exporter.pictures.verdict import Unfit


def fetch_all(
    wanted: Sequence[Wanted], at_hand: AtHand, limits: Limits, threads: Executor, settle: Settle
) -> None:
    """Looks for all of them; each is settled when its outcome is there.

    Raises ConfigurationError for a wrong settings.allow_network.
    """
    asyncio.run(_fetched(wanted, at_hand, limits, threads, settle))


async def _fetched(
    wanted: Sequence[Wanted], at_hand: AtHand, limits: Limits, threads: Executor, settle: Settle
) -> None:
    web = OnTheWeb(at_hand.archive, at_hand.maker, at_hand)
    async with gate.Gate(at_hand.settings.allow_network, limits) as door:

        async def one(each: Wanted) -> None:
            settle(each, await web.outcome(each, door, threads))

        await asyncio.gather(*map(one, wanted))


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
        asset = await loop.run_in_executor(threads, self.maker.of, Given(body.content))
        await loop.run_in_executor(threads, self.archive.keep, address, body)
        return asset

    async def _kept(self, wanted: Wanted, threads: Executor) -> Outcome:
        return await asyncio.get_running_loop().run_in_executor(threads, self.at_hand.outcome, wanted)
