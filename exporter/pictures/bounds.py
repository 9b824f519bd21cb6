"""How much and how long may be fetched."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of fetching.

    `wire` and `decoded` are bytes of a body; `seconds` is for one picture in all, every candidate, redirect
    and retry; `stall` seconds without a sign of life; `backoff` seconds before the first retry, then doubled.
    `pause` is the seconds from the start of one picture to that of the next at the same host.
    """

    wire: int = 20_000_000
    decoded: int = 50_000_000
    seconds: float = 20.0
    stall: float = 10.0
    redirects: int = 5
    retries: int = 3
    backoff: float = 0.5
    pause: float = 0.005
    per_host: int = 12
    at_once: int = 32
