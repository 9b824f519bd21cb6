"""Originals -> assets, in worker processes with limits: a decoder that crashes costs its picture alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from exporter import turns, work
from exporter.model import Asset
from exporter.pictures.archive import Archive, OnDisk, Original
from exporter.pictures.fitted import RECIPE, Fitted
from exporter.pictures.profiles import Profile
from exporter.pictures.verdict import Unfit
from exporter.work import Limits, Lost

TRANSCODE = "exporter.pictures.transcode"
LIMITS = Limits(memory=600, cpu=15, wall=25)  # four times what 40 million pixels of RGBA take


@contextmanager
def workshop(jobs: int) -> Iterator[tuple[work.Pool | None, turns.Threads]]:
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
class Maker:
    """Makes assets for a profile, what was made before taken from the archive. For threads to share."""

    archive: Archive
    pool: work.Pool | None
    profile: Profile

    @property
    def _recipe(self) -> str:
        return f"{self.profile} {RECIPE}"

    def known(self, original: Original) -> Asset | None:
        """The asset that was made of `original` before, which is not read for it; None without one."""
        return self.archive.known(original, self._recipe)

    def of(self, original: Original) -> Asset | None:
        """The asset made of `original`; None where that cannot be read. Raises Unfit."""
        if isinstance(original, OnDisk) and (asset := self.archive.just_read(original.file)):
            return asset
        stamped = self.archive.stamped(original.file) if isinstance(original, OnDisk) else ""
        content = self.archive.content(original)
        if content is None:
            return None
        asset = self.asset(content)
        if isinstance(original, OnDisk):
            self.archive.mark(original.file, stamped, content, asset)
        return asset

    def asset(self, original: bytes) -> Asset:
        """The asset made of `original`. Raises Unfit."""
        known = self.archive.asset(original, self._recipe)
        return known or self.archive.enter(original, self._recipe, self._fitted(original))

    def _fitted(self, original: bytes) -> Fitted:
        (outcome,) = work.each(_fit, [(original, self.profile)], self.pool, LIMITS)
        if isinstance(outcome, Lost):
            raise Unfit(f"cannot be decoded: {outcome.reason}")
        if isinstance(outcome, str):
            raise Unfit(outcome)
        return outcome


def _fit(task: tuple[bytes, Profile]) -> Fitted | str:
    fit: Callable[[bytes, Profile], Fitted] = import_module(TRANSCODE).fit
    try:
        return fit(*task)
    except Unfit as unfit:
        return str(unfit)
