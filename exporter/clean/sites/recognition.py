"""Which sites an article is of: by its address, its publisher, its markup, the hosts of its pictures."""

import functools
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from exporter.clean.sites import hosts, selectors
from exporter.clean.sites.site import Site
from exporter.model import Post

SOURCES = ("src", "data-src", "data-original", "data-actualsrc")
_INNERMOST = re.compile(r".*(https?://.*)", re.S)  # behind a proxy the last address is the picture's
_LOOKED_AT = 200  # pictures
_SHARE = 0.5  # of the article's pictures: fewer were only borrowed


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a page shows of where it is from: publishers' names, addresses of pictures, names in markup."""

    article: etree._Element
    post: Post
    names: set[str]
    pictures: list[str]
    marks: frozenset[str]


def recognised(article: etree._Element, post: Post, sites: Iterable[Site]) -> tuple[Site, ...]:
    """The sites that the article is of, the surest first; all of their rules are followed."""
    addresses = (address for element in article.iter("img") if (address := _address(element)))
    pictures = list(itertools.islice(addresses, _LOOKED_AT))
    names = {_plain(name) for name in (post.author, *post.categories)} - {""}
    page = _Signs(article, post, names, pictures, selectors.names_in(article))
    ranked = [(rank, site) for site in sites if (rank := _rank(site, page))]
    return tuple(site for _, site in sorted(ranked, key=lambda pair: (-pair[0], pair[1].name)))


def _rank(site: Site, page: _Signs) -> int:
    """How surely an article is of the site, 0 for not at all."""
    if page.post.link and hosts.is_of(page.post.link, site.by_address):
        return 4
    if not page.names.isdisjoint(map(_plain, site.by_source)):
        return 3
    markup = tuple(each for each in site.by_markup if selectors.may_find(each, page.marks))
    if markup and selectors.found(page.article, markup):
        return 2
    theirs = sum(1 for address in page.pictures if hosts.is_of(address, site.by_picture))
    return int(theirs > 0 and theirs >= len(page.pictures) * _SHARE)


@functools.lru_cache(maxsize=4096)  # the names of every site are asked for of every article
def _plain(name: str) -> str:
    """A name without blanks and case: IT 之家 is IT之家."""
    return "".join(name.split()).casefold()


def _address(element: etree._Element) -> str:
    stated = (element.get(name, "")[:2000] for name in SOURCES)
    address = next((value for value in stated if "//" in value and not value.startswith("data:")), "")
    inner = _INNERMOST.match(address)
    return inner[1] if inner else address
