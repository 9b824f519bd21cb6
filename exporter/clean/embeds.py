"""Video, audio and frames become a card: a title where there is one, and the address to follow."""

import re
from urllib.parse import urlsplit

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.addresses import absolute
from exporter.clean.page import Page

_EMBEDS = ("video", "audio", "iframe", "embed", "object", "frame")
_SOURCES = ("data-src", "src", "data-url", "data-original", "data-mpvid", "data")

# Players and the page a reader would open instead: (host, where the name stands, page).
_PAGES = (
    ("v.qq.com", re.compile(r"[?&]vid=(\w+)"), "https://v.qq.com/x/page/{}.html"),
    ("player.bilibili.com", re.compile(r"[?&]bvid=(\w+)"), "https://www.bilibili.com/video/{}"),
    ("player.bilibili.com", re.compile(r"[?&]aid=(\d+)"), "https://www.bilibili.com/video/av{}"),
    ("www.youtube.com", re.compile(r"/embed/([\w-]+)"), "https://www.youtube.com/watch?v={}"),
    ("www.youtube-nocookie.com", re.compile(r"/embed/([\w-]+)"), "https://www.youtube.com/watch?v={}"),
    ("player.youku.com", re.compile(r"/embed/([\w=]+)"), "https://v.youku.com/v_show/id_{}.html"),
    ("player.vimeo.com", re.compile(r"/video/(\d+)"), "https://vimeo.com/{}"),
    ("music.163.com", re.compile(r"[?&]id=(\d+)"), "https://music.163.com/#/song?id={}"),
    ("open.spotify.com", re.compile(r"/embed/(\w+/\w+)"), "https://open.spotify.com/{}"),
)
_PLAYERS = frozenset(host for _, _, page in _PAGES if (host := urlsplit(page).hostname)) | {
    host for host, _, _ in _PAGES
}
# The sizes of advertisements in common use (IAB, fixed-size display units).
_AD_SIZES = frozenset(
    tuple(size.split("x"))
    for size in "300x250 336x280 250x250 728x90 970x90 970x250 468x60 320x50 160x600 120x600 300x600".split()
)
# Titles that name the player, not what it plays.
_JUNK_TITLE = re.compile(r"(?:\w+ )?video player|(?:embedded|iframe|video|audio|untitled)\b.{0,12}\Z", re.I)
_FALLBACK = 120  # characters that a player shows where it cannot play
# Frames that show nothing to read: advertisements, counters, like buttons.
_EMPTY_FRAMES = re.compile(
    r"doubleclick|googlesyndication|/ads?[/.?]|plugins/like|about:blank|recaptcha", re.I
)


def replace_embeds(article: etree._Element, page: Page) -> None:
    """Puts a card in the place of every player; one without an address is left out with a notice."""
    for element in list(article.iter(*_EMBEDS)):
        if any(True for _ in element.iterancestors(*_EMBEDS)):
            continue
        kind, address = str(element.tag), _address(element, page.post.link)
        if not address or _EMPTY_FRAMES.search(address) or _is_advertisement(element, address):
            page.notice("element-dropped", f"{kind} {address}".strip())
        else:
            page.notice("embed-replaced", f"{kind} {address}")
            element.addprevious(_card(_title(element), address))
        words = text.folded(tree.content(element))
        if len(words) > _FALLBACK:
            element.tag = "div"  # the text that follows got into it
            continue
        if words:
            page.notice("element-dropped", f"words in a player {words}")
        tree.drop(element)


def _is_advertisement(element: etree._Element, address: str) -> bool:
    """Whether a frame has the size of an advertisement and is no known player."""
    size = (element.get("width", "").removesuffix("px"), element.get("height", "").removesuffix("px"))
    known = urlsplit(address).hostname in _PLAYERS
    return element.tag == "iframe" and size in _AD_SIZES and not known


def _address(element: etree._Element, base: str) -> str:
    for holder in (element, *element.iter("source", "embed")):
        for name in _SOURCES:
            address = absolute(holder.get(name, ""), base)
            if address.startswith("http"):
                return _page(address)
    return ""


def _page(address: str) -> str:
    """The page of a known player, so that the address opens in a browser; else the address itself."""
    host = urlsplit(address).hostname
    for player, name, page in _PAGES:
        match = name.search(address) if host == player else None
        if match:
            return page.format(match[1])
    return address


def _title(element: etree._Element) -> str:
    for name in ("title", "data-title", "aria-label"):
        title = text.folded(element.get(name, ""))
        if title and not _JUNK_TITLE.match(title):
            return title
    return ""


def _card(title: str, address: str) -> etree._Element:
    """The `card` element that the block builder turns into `div class="embed"`."""
    card = etree.Element("card")
    if title:
        etree.SubElement(card, "p").text = title
    link = etree.SubElement(etree.SubElement(card, "p"), "a", href=address)
    link.text = address
    return card
