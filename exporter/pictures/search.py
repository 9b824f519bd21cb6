"""Where a picture is looked for, in which order: every address in a place, then the next place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from exporter.model import Asset, Missing
from exporter.pictures import beside, inline, mirrors
from exporter.pictures.archive import Archive, Given, OnDisk, Original
from exporter.pictures.making import Maker
from exporter.pictures.verdict import Unfit
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


Attempt = Asset | Unfit | None
"""What came of an original: an asset, why none was made of it, or None where it cannot be read."""

Settle = Callable[[Wanted, Outcome], None]


@dataclass(frozen=True, slots=True)
class AtHand:
    """The search without any network. For threads to share."""

    archive: Archive
    maker: Maker
    settings: Settings

    def known(self, lot: Sequence[Wanted]) -> list[Outcome | None]:
        """The outcomes where the first that is found has been made fit before, or nothing is found.

        No picture is read for it, and none made: None where one would have to be.
        """
        found = [next(self._originals(wanted), None) for wanted in lot]
        assets = iter(self.maker.known([first[1] for first in found if first]))
        outcomes: list[Outcome | None] = []
        for wanted, first in zip(lot, found, strict=True):
            if first is None:
                outcomes.append(self._nothing(wanted, []))
            else:
                asset = next(assets)
                final = self._final(first[0], wanted)
                outcomes.append(Outcome(asset, first[0], final) if asset else None)
        return outcomes

    def tried(self, lot: Sequence[Wanted]) -> list[tuple[Wanted, Outcome]]:
        """Each picture and what became of it: a placeholder says why the best of what was there would not do.

        What was found first for each is made fit in one go; few need another.
        """
        searches = [self._originals(wanted) for wanted in lot]
        found = [next(search, None) for search in searches]
        made = iter(self.maker.all_of([first[1] for first in found if first]))
        tries = [[(first[0], next(made))] if first else [] for first in found]
        return [
            (wanted, self._outcome(wanted, chain(tried, self._made(search))))
            for wanted, tried, search in zip(lot, tries, searches, strict=True)
        ]

    def outcome(self, wanted: Wanted) -> Outcome:
        """What becomes of one."""
        return self.tried([wanted])[0][1]

    def _made(self, search: Iterator[tuple[Origin, Original]]) -> Iterator[tuple[Origin, Attempt]]:
        for origin, original in search:
            yield origin, self.maker.all_of([original])[0]

    def _outcome(self, wanted: Wanted, tries: Iterable[tuple[Origin, Attempt]]) -> Outcome:
        reasons: list[str] = []
        for origin, made in tries:
            if isinstance(made, Unfit):
                reasons.append(str(made))
            elif made:
                return Outcome(made, origin, self._final(origin, wanted))
        return self._nothing(wanted, reasons)

    def _final(self, origin: Origin, wanted: Wanted) -> bool:
        return not ((origin == "cached" and self._asks) or (origin == "inline" and not wanted.within()))

    @staticmethod
    def _nothing(wanted: Wanted, reasons: list[str]) -> Outcome:
        otherwise = "offline" if wanted.web() else "no such file" if wanted.home else "not a web address"
        return Outcome(Missing([*reasons, otherwise][0]), "placeholder", final=False)

    @property
    def _asks(self) -> bool:
        """Whether servers are asked about pictures that are kept."""
        return self.settings.refresh and not self.settings.offline

    def _originals(self, wanted: Wanted) -> Iterator[tuple[Origin, Original]]:
        within: list[tuple[Origin, Original]] = [
            ("inline", Given(content))
            for each in wanted.candidates
            if (content := inline.decoded(each)) is not None
        ]
        yield from within if wanted.within() else ()
        for address in wanted.candidates if wanted.home else ():
            if wanted.home:
                yield from (("beside", OnDisk(file)) for file in beside.files(address, wanted.home))
        for address in wanted.candidates:
            files = mirrors.files(address, self.settings.media, wanted.home)
            yield from (("mirrored", OnDisk(file)) for file in files)
        for address in wanted.candidates:
            if filed := self.archive.filed(address):
                yield "cached", filed
        yield from within if not wanted.within() else ()
