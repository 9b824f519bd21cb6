"""A site's addresses: lazy pictures, proxies and redirectors of its own, emoji, pictures of the page."""

from lxml import etree

from exporter.clean import tree
from exporter.clean.page import Page
from exporter.clean.sites import hosts
from exporter.clean.sites.recognition import SOURCES
from exporter.clean.sites.site import Site

_FIRST = "data-original"  # of the attributes that may hold a picture's address, the one believed first
_EMOJI = "smiley"  # the class by which emoji are known
_SETS = ("srcset", "data-srcset")


def settle_addresses(article: etree._Element, site: Site, page: Page) -> None:
    """Writes the addresses of the page as the general rules expect them; pictures of the site go."""
    if site.base and not page.post.link:
        _complete(article, site.base)
    for element in list(article.iter("img")):
        _settle_lazy(element, site)
        _unwrap(element, site)
        stated = {name: address for name in SOURCES if (address := element.get(name))}
        if any(hosts.is_of(address, site.emoji) for address in stated.values()):
            element.set("class", f"{element.get('class', '')} {_EMOJI}".strip())
        else:
            _drop_strangers(element, stated, site, page)
    for link in article.iter("a") if site.redirectors else ():
        if target := hosts.inner(link.get("href", ""), site.redirectors):
            link.set("href", target)


def _drop_strangers(element: etree._Element, stated: dict[str, str], site: Site, page: Page) -> None:
    """Takes away the addresses of pictures that the site puts on every page, and what shows nothing else."""
    strange = [name for name, address in stated.items() if hosts.is_of(address, site.strangers)]
    if strange and len(strange) == len(stated):
        page.notice("picture-dropped", f"of the site {stated[strange[0]][:200]}")
        tree.drop(element)
        return
    for name in strange:
        del element.attrib[name]


def _complete(article: etree._Element, base: str) -> None:
    """Addresses that begin at the root of the site get its host."""
    for element in article.iter("img", "a", "iframe", "video", "source"):
        for name in (*SOURCES, *(("href",) if element.tag == "a" else ())):
            address = element.get(name, "")
            if address.startswith("/") and not address.startswith("//"):
                element.set(name, base.rstrip("/") + address)


def _settle_lazy(element: etree._Element, site: Site) -> None:
    """The attribute that the site keeps the picture in changes places with the one believed first."""
    name = next((name for name in site.lazy if element.get(name)), _FIRST)
    if name != _FIRST:
        address, other = element.get(name, ""), element.get(_FIRST)
        element.set(_FIRST, address)
        if other:
            element.set(name, other)


def _unwrap(element: etree._Element, site: Site) -> None:
    for name in SOURCES if site.proxies else ():
        if inner := hosts.inner(element.get(name, ""), site.proxies):
            element.set(name, inner)
            for names in _SETS:
                element.attrib.pop(names, None)
