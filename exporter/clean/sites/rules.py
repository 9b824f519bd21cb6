"""Following a site's rules on the page as it came: afterwards the general rules see what they know."""

import re
from urllib.parse import quote

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.page import Page
from exporter.clean.sites import selectors
from exporter.clean.sites.pictures import settle_addresses
from exporter.clean.sites.site import Player, Site
from exporter.clean.sites.statements import take_statements

_NUMBERS = re.compile(r"[\s\d]*\Z")
_MOST = 0.5  # of the text: a rule that takes more away has mistaken the article
_HEADING = "h3"
_SPEAKING = (("captions", "caption"), ("lead", "lead"))  # rule -> the class that general rules know


def follow_site_rules(article: etree._Element, page: Page) -> None:
    """Follows the rules of every site the article is of, the surest first; what they take out is told."""
    for site in page.sites:
        page.notice("site-recognised", site.name)
        _drop_gutters(article, site)
        take_statements(article, site, page)
        _keep_body(article, site, page)
        _drop(article, site, page)
        _name(article, site)
        settle_addresses(article, site, page)


def _drop_gutters(article: etree._Element, site: Site) -> None:
    """Takes out columns of line numbers; what holds anything else is none."""
    for element in selectors.found(article, site.gutters):
        if _NUMBERS.match(tree.content(element)):
            tree.drop(element)


def _keep_body(article: etree._Element, site: Site, page: Page) -> None:
    """Leaves of the page what the first selector that finds text or pictures says is the article."""
    for selector in site.body:
        held = [element for element in selectors.found(article, (selector,)) if not tree.empty(element)]
        bodies = [element for element in held if not any(box in held for box in element.iterancestors())]
        if bodies:
            break
    else:
        return
    for element in bodies:
        tree.drop(element)
        element.tag = "div"
        element.attrib.pop("class", None)  # says no more, and might speak of something else to other rules
    rest = etree.Element("div")
    rest.text, article.text = article.text, None
    rest.extend(article)
    _tell(rest, page)
    article.extend(bodies)


def _drop(article: etree._Element, site: Site, page: Page) -> None:
    whole = len(text.compact(tree.content(article)))
    for selector in site.drop:
        found = [element for element in selectors.found(article, (selector,)) if element is not article]
        outer = [element for element in found if not any(box in found for box in element.iterancestors())]
        size = sum(len(text.compact(tree.content(element))) for element in outer)
        if size > whole * _MOST:
            page.notice("site-rule-refused", f"{site.name}: {selector}")
            continue
        for element in outer:
            _leave_out(element, page)


def _leave_out(element: etree._Element, page: Page) -> None:
    _tell(element, page)
    tree.drop(element)


def _tell(element: etree._Element, page: Page) -> None:
    words = text.folded(tree.content(element))
    if words or element.find(".//img") is not None or element.tag == "img":
        page.notice("boilerplate-dropped", words or "a box with a picture")


def _name(article: etree._Element, site: Site) -> None:
    """Calls headings, captions, leads and players by names that the general rules know."""
    for element in selectors.found(article, site.headings):
        element.tag = _HEADING
    for rule, word in _SPEAKING:
        for element in selectors.found(article, getattr(site, rule)):
            element.set("class", f"{element.get('class', '')} {word}".strip())
    for player in site.players:
        for element in selectors.found(article, (player.select,)):
            _make_frame(element, player)


def _make_frame(element: etree._Element, player: Player) -> None:
    """A player becomes a frame with its address, which becomes a card; its words stay, before the card."""
    address = element.get(player.address, "").strip()
    title = element.get(player.title, "") if player.title else ""
    if not address:
        return
    if player.page:
        address = player.page.replace("{}", quote(address, safe=""))
    frame = etree.Element("iframe", {"data-src": address, "title": title})
    if text.folded(tree.content(element)) == text.folded(title):
        tree.replace(element, frame)
        return
    element.append(frame)
    element.tag = "div"
    element.attrib.pop("href", None)
