"""Pictures: every address a page gives for one, best first, and which of them are no pictures of the article."""

import base64
import binascii
import re
import struct
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from exporter.clean import soup, text, tree
from exporter.clean.addresses import absolute, unwrapped_picture
from exporter.clean.page import Image, Page

# Attributes that hold the address, most worth first: what the page loads lazily is the real picture, what
# it shows meanwhile (src) may be a placeholder or a thumbnail.
_LARGE = (
    "data-original",
    "data-original-src",
    "data-actualsrc",
    "zoomfile",
    "data-zoom-src",
    "data-full-src",
)
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-lazyload",
    "data-lazy",
    "data-echo",
    "data-url",
    "data-img",
    "file",
)
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_LAST = ("data-gif-url", "src")

_STAND_IN = re.compile(
    r"(?:^|[/_.-])(?:loading|lazyload|lazy|placeholder|blank|spacer|transparent|grey|gray|pixel|1x1|none|empty|default[_-]?img)"
    r"[\w-]{0,12}\.(?:gif|png|svg|jpe?g|webp)(?:$|[?#!])",
    re.I,
)
# Pictures that belong to the page, not to the article: (what, address, note).
_STOCK_COVER = re.compile(
    r"//(?:picsum\.photos/.*[?&]random|source\.unsplash\.com/random|(?:www\.)?placeholder\.com|via\.placeholder\.com|placehold\.)",
    re.I,
)
_COUNTER = re.compile(
    r"//(?:hm\.baidu|[\w.-]*google-analytics|[\w.-]*doubleclick|stats?\.|tongji\.|log\.|pixel\.)[\w.-]*/|/(?:pixel|hm|beacon|count(?:er)?|stat|track(?:ing)?)\.(?:gif|png|php)",
    re.I,
)
_EMOJI = re.compile(
    r"/(?:emoji|emoticons?|smil(?:ey|ies)|twemoji|face|biaoqing)s?/|//s\.w\.org/images/core/emoji", re.I
)
_CODE_WORDS = frozenset({"qrcode", "qr", "ewm", "erweima"})
_PERSON_WORDS = frozenset({"avatar", "userface", "headpic", "gravatar"})
_QR = re.compile(r"qr[_-]?code|erweima|/ewm|二维码|二維碼", re.I)
_AVATAR = re.compile(r"gravatar\.com/avatar|/avatars?/|avatar[\w-]*\.(?:png|jpe?g|gif|webp)", re.I)
_FORMULA = re.compile(
    r"/equation\?tex=|/(?:latex|math|gif|svg|png)\.(?:image|latex|codecogs)?\?|latex\.codecogs\.com|/math/render/",
    re.I,
)
_SMALL = 48  # px: up to this size a picture is a sign in the line, not a figure
_SET_ADDRESS = re.compile(r"[\s,]*([^\s,]\S*)")
_SET_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)[wxh]")
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif)(?:$|[?!])", re.I)
_JUNK_ALT = re.compile(
    r"(?:image|img|photo|pic(?:ture)?|chart|logo|图片|图像|插图|圖片|画像|alt|null|undefined|untitled|screenshot|截图)"
    r"[\s_-]*\d*|[\W\d_]*|.*\.(?:jpe?g|png|gif|webp|bmp|image)|[\w-]*\d{5,}[\w-]*|IMG[_-]?\d+.*|(?:微信|QQ)(?:图片|截图).*",
    re.I,
)


def unwrap_fallbacks(article: etree._Element, _page: Page) -> None:
    """Opens `noscript` and `picture`; the fallback copy of a lazy picture beside it goes."""
    for fallback in list(article.iter("noscript")):
        neighbours = [fallback.getprevious(), fallback.getnext()]
        lazy = any(other is not None and next(other.iter("img"), None) is not None for other in neighbours)
        if lazy and text.blank(tree.content(fallback)):
            tree.drop(fallback)
        else:
            tree.unwrap(fallback)


def settle_pictures(article: etree._Element, page: Page) -> None:
    """Enters each picture in page.images under a key that replaces its src; drops what is none, with a notice."""
    for element in list(article.iter("img")):
        image = _image(element, page.post.link)
        reason = _not_of_article(element, image)
        if reason:
            about = image.candidates[0] if image.candidates else element.get("src", "")
            page.notice("picture-dropped", f"{reason} {_short(about)}".strip())
            _drop(element)
            continue
        key = f"image{len(page.images)}"
        page.images[key] = image
        _strip_attributes(element)
        element.set("src", key)
    for source in list(article.iter("source", "picture")):
        tree.unwrap(source)


def _drop(element: etree._Element) -> None:
    """Emoji pictures leave their character behind; others go without trace."""
    alt = element.get("alt", "")
    if _EMOJI.search(element.get("src", "")) and 0 < len(alt) <= 12 and not _JUNK_ALT.fullmatch(alt):
        element.tag = "span"
        _strip_attributes(element)
        element.text = alt
    else:
        tree.drop(element)


def _strip_attributes(element: etree._Element) -> None:
    for name in list(element.attrib):
        if name != "id":
            del element.attrib[name]


def cover(page: Page) -> Image | None:
    """The picture the front matter names for the article, unless it is a stock cover."""
    address = _usable(page.post.headimg, page.post.link)
    if not address or _STOCK_COVER.search(address):
        if address:
            page.notice("picture-dropped", f"stock cover {address}")
        return None
    return Image((address,))


def _image(element: etree._Element, base: str) -> Image:
    candidates: list[str] = []
    for address in _addresses(element):
        usable = _usable(address, base)
        if usable and usable not in candidates:
            candidates.append(usable)
    real = [address for address in candidates if not _STAND_IN.search(address) and not _data_size(address)]
    width, height = _stated(element, "width"), _stated(element, "height")
    sized = [address for address in candidates if address not in real]
    alt = text.folded(element.get("alt", ""))
    return Image(
        tuple(real or sized),
        "" if _JUNK_ALT.fullmatch(alt) else alt,
        text.folded(element.get("title", "")),
        width,
        height,
        inline=_inline(element, real or sized, width, height),
    )


def _addresses(element: etree._Element) -> Iterator[str]:
    """Every address the markup gives for a picture, best first."""
    for name in (*_LARGE, *_LAZY):
        yield element.get(name, "")
    for name in _SETS:
        yield from _best_of_set(element.get(name, ""))
    sources = [sibling for sibling in element.itersiblings("source", preceding=True)]
    for name in _LAST[:1]:
        yield element.get(name, "")
    yield element.get("src", "")
    for source in reversed(sources):
        for name in _SETS:
            yield from _best_of_set(source.get(name, ""))
    link = element.getparent()
    if link is not None and link.tag == "a" and _IMAGE_FILE.search(link.get("href", "")):
        yield link.get("href", "")


def _best_of_set(srcset: str) -> list[str]:
    """The addresses of a srcset, largest first (parsed as the HTML standard does)."""
    found: list[tuple[float, int, str]] = []
    position = 0
    while match := _SET_ADDRESS.match(srcset, position):
        address, position = match[1], match.end()
        descriptor = ""
        if not address.endswith(","):
            end = srcset.find(",", position)
            end = len(srcset) if end < 0 else end
            descriptor, position = srcset[position:end].strip(), end
        size = _SET_SIZE.match(descriptor)
        found.append((-float(size[1]) if size else -1.0, len(found), address.rstrip(",")))
    return [address for _, _, address in sorted(found)]


def _usable(address: str, base: str) -> str:
    """The address in the form it is kept; "" for one that no picture can come from."""
    address = address.strip()
    if address.startswith("data:image/"):
        return address
    found = absolute(address, base)
    if found.startswith("http"):
        return unwrapped_picture(found)
    is_path = not base and re.fullmatch(
        r"[^\s:\\?#<>\"|*]+\.(?:jpe?g|png|gif|webp|bmp|svg|avif)(?:\?\S*)?", address, re.I
    )
    return address if is_path and not address.startswith(("/", "~")) and ".." not in address else ""


def _data_size(address: str) -> bool:
    """Whether a data: address holds only a stand-in: a dot, or a drawing."""
    if not address.startswith("data:"):
        return False
    if address.startswith("data:image/svg"):
        return True
    try:
        head = base64.b64decode(address.partition(",")[2][:64] + "==", validate=False)
    except (binascii.Error, ValueError):
        return True
    if head.startswith(b"GIF8") and len(head) >= 10:
        return max(struct.unpack("<HH", head[6:10])) <= 3
    if head.startswith(b"\x89PNG") and len(head) >= 24:
        return max(struct.unpack(">II", head[16:24])) <= 3
    return False


def _stated(element: etree._Element, name: str) -> int:
    """A measure in px as the page states it: an attribute, or data-width as lazy loaders write it."""
    for attribute in (f"data-{name}", f"data-raw{name}", name):
        value = element.get(attribute, "")
        if value and not value.strip().endswith("%"):
            return soup.number(value, 0, 100_000)
    declared = tree.style(element).get(name, "")
    return soup.number(declared, 0, 100_000) if declared.endswith("px") else 0


def _inline(element: etree._Element, candidates: list[str], width: int, height: int) -> bool:
    if any(_FORMULA.search(address) for address in candidates) or element.get("eeimg"):
        return True
    if tree.words(element) & {"emoji", "latex", "math", "formula", "tex", "inline", "icon"}:
        return True
    return 0 < max(width, height) <= _SMALL


def _not_of_article(element: etree._Element, image: Image) -> str:
    """Why a picture is left out; "" for one that stays."""
    if not image.candidates:
        return "without an address"
    address, words = image.candidates[0], tree.words(element)
    stated = [element.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    if any(value in {"0", "1"} for value in stated) or _COUNTER.search(address):
        return "counter"
    if _STOCK_COVER.search(address):
        return "stock cover"
    if _STAND_IN.search(address) or _data_size(address):
        return "stand-in"
    if _EMOJI.search(urlsplit(address).path if "//s.w.org" not in address else address):
        return "emoji"
    if _QR.search(address) or _QR.search(element.get("alt", "")) or words & _CODE_WORDS:
        return "QR code"
    if _AVATAR.search(address) or words & _PERSON_WORDS:
        return "avatar"
    return ""


def _short(address: str) -> str:
    return address if len(address) <= 200 else address[:200] + "…"
