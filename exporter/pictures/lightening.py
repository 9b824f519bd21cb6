"""Pictures of a book made lighter, all alike: lower quality first, then smaller too, step by step."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from exporter.model import Asset, Missing
from exporter.pictures.archive import Archive, Filed
from exporter.pictures.making import Maker, workshop
from exporter.pictures.profiles import PROFILES, Profile
from exporter.pictures.verdict import Unfit
from exporter.settings import Settings
from exporter.store import Store

STEPS = (
    # quality of JPEG, share of the longer side that the profile allows
    (75, 1.0),
    (65, 1.0),
    (60, 0.8),
    (55, 0.65),
    (50, 0.5),
    (45, 0.4),
    (40, 0.3),
    (35, 0.22),
    (30, 0.16),
)


@dataclass(frozen=True, slots=True)
class Lightened:
    """A gallery with pictures made lighter by a step of STEPS: their `quality`, and px of the longer side."""

    gallery: Mapping[str, Asset | Missing]
    step: int
    quality: int
    side: int


def weight(gallery: Mapping[str, Asset | Missing], keys: Iterable[str]) -> int:
    """Bytes of the pictures of that name, equal ones once."""
    return sum(asset.size for asset in _assets(gallery, keys).values())


def lightened(
    gallery: Mapping[str, Asset | Missing], keys: Iterable[str], room: int, first: int, settings: Settings
) -> Lightened:
    """The gallery with its pictures of that name so light that they take `room` bytes at most.

    Every one is made anew by the first step, from `first` on, at which all of them have room; the last step
    where none gives it. What was made is stored, so that it is made once. The same pictures and `room` give
    the same bytes.
    """
    assets = _assets(gallery, keys)
    low, high = first, len(STEPS) - 1
    made: dict[int, dict[str, Asset]] = {}
    with Store(settings.cache) as store, workshop(settings.jobs) as (pool, threads):
        maker = Maker(Archive(store), pool, PROFILES[settings.profile])
        while low < high:
            middle = (low + high) // 2
            made[middle] = _all(assets, maker, middle, threads)
            low, high = (low, middle) if _size(made[middle]) <= room else (middle + 1, high)
        lighter = made.get(low) or _all(assets, maker, low, threads)
    profile = _profile(maker.profile, low)
    changed = {
        key: lighter.get(one.digest, one) if isinstance(one, Asset) else one for key, one in gallery.items()
    }
    return Lightened(changed, low, profile.quality, profile.side)


def _assets(gallery: Mapping[str, Asset | Missing], keys: Iterable[str]) -> dict[str, Asset]:
    found = (gallery.get(key) for key in keys)
    return {asset.digest: asset for asset in found if isinstance(asset, Asset)}


def _size(assets: Mapping[str, Asset]) -> int:
    return sum({asset.digest: asset.size for asset in assets.values()}.values())


def _profile(profile: Profile, step: int) -> Profile:
    quality, share = STEPS[step]
    return replace(
        profile, quality=quality, side=int(profile.side * share), pixels=int(profile.pixels * share * share)
    )


def _all(
    assets: Mapping[str, Asset], maker: Maker, step: int, threads: ThreadPoolExecutor
) -> dict[str, Asset]:
    """Each asset made lighter by a step, by the digest it had."""
    maker = replace(maker, profile=_profile(maker.profile, step))
    return dict(zip(assets, threads.map(partial(_lighter, maker), assets.values()), strict=True))


def _lighter(maker: Maker, asset: Asset) -> Asset:
    known = Filed(asset.digest)
    try:
        made = maker.known([known])[0] or maker.of(known) or asset
    except Unfit:
        return asset
    return replace(made, remark=asset.remark) if made.size < asset.size else asset
