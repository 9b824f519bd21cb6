"""Originals -> assets, in worker processes with limits: a decoder that crashes costs its picture alone."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import heap, turns, work
from exporter.model import Asset
from exporter.pictures import carrying
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
    """`jobs` worker processes, and threads that wait for them.

    Of several none is to wait for its next lot: there is a thread more. A single worker reads a file that
    many posts show once.

    Where the block ends early (an interrupt, an error) nothing that waits is begun any more.
    """
    import_module(TRANSCODE)  # before workers are forked, so that each has it
    with work.executor(jobs, apart=True) as pool:
        workers = work.cores(jobs)
        threads = turns.Threads(workers + 1 if workers > 1 else workers)
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


def recipe(profile: Profile) -> str:
    """How a picture is made: the same original and recipe give the same asset."""
    return f"{profile} {RECIPE} {'carried' if carrying.library() else 'encoded'}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a worker made nothing. No exception is sent: its cause would go along, and lxml's cannot."""

    verdict: type[Exception]
    reason: str


Made = tuple[str, Asset | None]
"""The digest of an original and the asset made of it; "" and None where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes assets for a profile, what was made before taken from the archive. For threads to share."""

    archive: Archive
    pool: "Pool | None"
    profile: Profile

    def known(self, originals: Sequence[Original]) -> list[Asset | None]:
        """The asset that was made of each before, which is not read for it; None without one."""
        return self.archive.known(originals, recipe(self.profile))

    def of(self, original: Original) -> Asset | None:
        """The asset made of `original`; None where that cannot be read. Raises Unfit."""
        (made,) = self.all_of([original])
        if isinstance(made, Unfit):
            raise made
        return made

    def all_of(self, originals: Sequence[Original]) -> list[Asset | Unfit | None]:
        """What `of` gives for each, or raises: a worker makes all that are not known."""
        tries = [_Try(self.archive, original) for original in dict.fromkeys(originals)]
        left = [each for each in tries if each.asset is None]
        orders = [self._order(each.original) for each in left]
        outcomes = work.in_lots(_make, orders, self.pool, LIMITS, len(orders))
        made: dict[Original, Asset | Unfit | None] = {each.original: each.asset for each in tries}
        made |= {each.original: each.outcome(said) for each, said in zip(left, outcomes, strict=True)}
        return [made[original] for original in originals]

    def _order(self, original: Original) -> Order:
        return Order(original, self.profile, self.archive.cache)


class _Try:
    """An original of which something is to be made: `asset` is what a moment ago was made of its file."""

    def __init__(self, archive: Archive, original: Original) -> None:
        self._archive, self.original = archive, original
        self._file = original.file if isinstance(original, OnDisk) else None
        self.asset = archive.just_read(self._file) if self._file else None
        self._stamp = archive.stamped(self._file) if self._file and not self.asset else ""

    def outcome(self, outcome: Made | Refusal | Lost) -> Asset | Unfit | None:
        """What a worker's answer means. Raises Damaged."""
        if isinstance(outcome, Lost):
            return Unfit(f"cannot be decoded: {outcome.reason}")
        if isinstance(outcome, Refusal):
            if outcome.verdict is Unfit:
                return Unfit(outcome.reason)
            raise outcome.verdict(outcome.reason)
        digest, asset = outcome
        if asset and self._file:
            self._archive.mark(self._file, self._stamp, digest, asset)
        return asset


def _make(order: Order) -> Made | Refusal:
    """The digest of the original and the asset made of it, in the store: pictures are not sent about."""
    heap.hold_on()
    fit: Callable[[bytes, Profile], Fitted] = import_module(TRANSCODE).fit
    try:
        archive = Archive(opened(order.cache))
        content = archive.content(order.original)
        if content is None:
            return "", None
        digest = sha256(content).hexdigest()
        known = archive.made(digest, how := recipe(order.profile))
        return digest, known or archive.enter(digest, how, fit(content, order.profile))
    except (Unfit, Damaged) as verdict:
        return Refusal(type(verdict), str(verdict))
