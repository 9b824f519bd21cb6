"""Originals -> assets, in worker processes with limits: a decoder that crashes costs its picture alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from exporter import turns, work
from exporter.model import Asset
from exporter.pictures.archive import Archive
from exporter.pictures.profiles import Profile
from exporter.pictures.transcode import RECIPE, Fitted, Unfit, fit
from exporter.work import Limits, Lost

LIMITS = Limits(memory=600, cpu=15, wall=25)  # four times what 40 million pixels of RGBA take


@contextmanager
def workshop(jobs: int) -> Iterator[tuple[work.Pool | None, turns.Threads]]:
    """`jobs` worker processes, and as many threads that wait for them, so that a picture is held by each.

    Where the block ends early (an interrupt, an error) nothing that waits is begun any more.
    """
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

    def asset(self, original: bytes) -> Asset:
        """The asset made of `original`. Raises Unfit."""
        recipe = f"{self.profile} {RECIPE}"
        known = self.archive.asset(original, recipe)
        return known or self.archive.enter(original, recipe, self._fitted(original))

    def _fitted(self, original: bytes) -> Fitted:
        (outcome,) = work.each(_fit, [(original, self.profile)], self.pool, LIMITS)
        if isinstance(outcome, Lost):
            raise Unfit(f"cannot be decoded: {outcome.reason}")
        if isinstance(outcome, str):
            raise Unfit(outcome)
        return outcome


def _fit(task: tuple[bytes, Profile]) -> Fitted | str:
    try:
        return fit(*task)
    except Unfit as unfit:
        return str(unfit)
