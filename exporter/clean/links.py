"""Links: each leads to an absolute address or to a place in the same article, or is plain text."""

from urllib.parse import unquote, urldefrag

from lxml import etree

from exporter.clean import tree
from exporter.clean.addresses import absolute, resolved_link
from exporter.clean.page import Page


def settle_links(article: etree._Element, page: Page) -> None:
    """Resolves each link and renames the ids that links lead to n1, n2 ... ; other ids go."""
    places = _places(article, page)
    for element in article.iter():
        identifier = element.attrib.pop("id", None) or element.attrib.pop("name", None)
        if identifier in places:
            element.set("id", places.pop(identifier))
    known = {element.get("id"): element for element in article.iter() if element.get("id")}
    for link in list(article.iter("a")):
        address = link.get("href", "")
        if address.startswith("#") and address[1:] not in known:
            address = ""
        if address:
            link.set("href", address)
        else:
            _unlink(link)


def _places(article: etree._Element, page: Page) -> dict[str, str]:
    """The ids that links of this article lead to -> their names in the book; links are resolved too."""
    wanted: dict[str, str] = {}
    for link in article.iter("a"):
        address = _fragment_or_address(link.get("href", ""), page.post.link)
        if address.startswith("#") and len(address) > 1:
            place = unquote(address[1:])
            address = "#" + wanted.setdefault(place, f"n{len(wanted) + 1}")
        link.set("href", "" if address == "#" else address)
    return wanted


def _fragment_or_address(href: str, base: str) -> str:
    address = absolute(href, base)
    page, fragment = urldefrag(address) if not address.startswith("#") else (address, "")
    if fragment and base and page == urldefrag(base)[0]:
        return "#" + fragment
    return resolved_link(address) if address.startswith("http") else address


def _unlink(link: etree._Element) -> None:
    """A link that leads nowhere becomes plain text; the place it marks is kept."""
    link.attrib.pop("href", None)
    if link.get("id"):
        link.tag = "span"
    else:
        tree.unwrap(link)
