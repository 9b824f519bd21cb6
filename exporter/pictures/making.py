"""Originals -> assets, in worker processes with limits: a decoder that crashes costs its picture alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import heap, turns, work
from exporter.model import Asset
from exporter.pictures.archive import Archive, OnDisk, Original
from exporter.pictures.fitted import RECIPE, Fitted
from exporter.pictures.profiles import Profile
from exporter.pictures.verdict import Unfit
from exporter.store import Damaged, opened
from exporter.work import Limits, Lost

if TYPE_CHECKING:
    from exporter.pools import Pool

TRANSCODE = "exporter.pictures.transcode"
LIMITS = Limits(memory=600, cpu=15, wall=25)  # four times what 40 million pixels of RGBA take


@contextmanager
def workshop(jobs: int) -> Iterator[tuple["Pool | None", turns.Threads]]:
    """`jobs` worker processes, and as many threads that wait for them, so that a picture is held by each.

    Where the block ends early (an interrupt, an error) nothing that waits is begun any more.
    """
    import_module(TRANSCODE)  # before workers are forked, so that each has it
    with work.executor(jobs, apart=True) as pool:
        threads = turns.Threads(work.cores(jobs))
        try:
            yield pool, threads
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
        threads.shutdown()


@dataclass(frozen=True, slots=True)
class Order:
    """A picture that is to be made fit: as it came, for which profile, and where the store lies."""

    original: Original
    profile: Profile
    cache: Path

    @property
    def recipe(self) -> str:
        """How it is made: the same original and recipe give the same asset."""
        return f"{self.profile} {RECIPE}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a worker made nothing. No exception is sent: its cause would go along, and lxml's cannot."""

    verdict: type[Exception]
    reason: str


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes assets for a profile, what was made before taken from the archive. For threads to share."""

    archive: Archive
    pool: "Pool | None"
    profile: Profile

    def known(self, original: Original) -> Asset | None:
        """The asset that was made of `original` before, which is not read for it; None without one."""
        return self.archive.known(original, self._order(original).recipe)

    def of(self, original: Original) -> Asset | None:
        """The asset made of `original`; None where that cannot be read. Raises Unfit."""
        if not isinstance(original, OnDisk):
            return self._made(original)[1]
        if asset := self.archive.just_read(original.file):
            return asset
        stamped = self.archive.stamped(original.file)
        digest, made = self._made(original)
        if made:
            self.archive.mark(original.file, stamped, digest, made)
        return made

    def _order(self, original: Original) -> Order:
        return Order(original, self.profile, self.archive.cache)

    def _made(self, original: Original) -> tuple[str, Asset | None]:
        (outcome,) = work.each(_make, [self._order(original)], self.pool, LIMITS)
        if isinstance(outcome, Lost):
            raise Unfit(f"cannot be decoded: {outcome.reason}")
        if isinstance(outcome, Refusal):
            raise outcome.verdict(outcome.reason)
        return outcome


def _make(order: Order) -> tuple[str, Asset | None] | Refusal:
    """The digest of the original and the asset made of it, in the store: pictures are not sent about."""
    heap.hold_on()
    fit: Callable[[bytes, Profile], Fitted] = import_module(TRANSCODE).fit
    try:
        archive = Archive(opened(order.cache))
        content = archive.content(order.original)
        if content is None:
            return "", None
        digest = sha256(content).hexdigest()
        known = archive.made(digest, order.recipe)
        return digest, known or archive.enter(digest, order.recipe, fit(content, order.profile))
    except (Unfit, Damaged) as verdict:
        return Refusal(type(verdict), str(verdict))
