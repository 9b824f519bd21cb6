"""The rules of one site, as its file states them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Player:
    """An element that plays something: which it is, the attributes that hold its address and its title.

    `page` is the address to open where the attribute holds but a name, which takes the place of {} in it.
    """

    select: str
    address: str
    title: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A site file. `by_...` tell its articles, the rest are rules; all are empty where the file is silent.

    Selectors are those of selectors.py, patterns those of RE2, hosts `host` or `host/beginning-of-path`,
    subdomains included. `base` is what addresses without a host count from. `proxies` and `redirectors`
    map a host to the parameter that holds the address within, or to "path" where the rest of the path does.
    """

    name: str
    base: str = ""
    by_address: tuple[str, ...] = ()
    by_source: tuple[str, ...] = ()
    by_picture: tuple[str, ...] = ()
    by_markup: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    title_ends: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    gutters: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    players: tuple[Player, ...] = ()
    lines: tuple[str, ...] = ()
    lazy: tuple[str, ...] = ()
    proxies: Mapping[str, str] = field(default_factory=dict)
    redirectors: Mapping[str, str] = field(default_factory=dict)
    emoji: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
