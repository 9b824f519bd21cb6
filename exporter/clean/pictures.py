"""Pictures: every address a page gives for one, best first, and the key by which the cleaners know it."""

import itertools
import re
from collections.abc import Iterator

from lxml import etree

from exporter.clean import soup, text, tree
from exporter.clean.addresses import absolute, unwrapped_picture
from exporter.clean.page import Image, Page
from exporter.clean.strangers import is_emoji, is_stand_in, is_stock_cover, stranger

# Attributes that hold the address, most worth first: what the page loads lazily is the real picture, what
# it shows meanwhile (src) may be a placeholder or a thumbnail.
_LAZY = (
    "data-original data-original-src data-actualsrc zoomfile data-zoom-src data-full-src"
    " data-src data-lazy-src data-lazyload data-lazy data-echo data-url data-img file"
).split()
# Any other attribute whose name speaks of the picture's file, where a page's loader has names of its own.
_OTHER = re.compile(r"src|source|img|image|pic|orig|lazy|large|full|high|file|load|layz|canonical", re.I)
_NOT_THE_PICTURE = re.compile(
    r"link|href|page(?!speed)|avatar|logo|place|default|loading|watermark|share|desc|refer|fallback|poster|set",
    re.I,
)
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_LAST = ("data-gif-url", "src")  # a book shows the still picture rather than the moving one
_SET_ADDRESS = re.compile(r"[\s,]*([^\s,]\S*)")
_SET_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)[wxh]")
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif)(?:$|[?!])", re.I)
_RELATIVE = re.compile(
    r"[^\t-\r:\\?#<>\"|*~/][^\t-\r:\\?#<>\"|*]*\.(?:jpe?g|jfif|png|gif|webp|bmp|svg|avif|tiff?|hei[cf])(?:\?\S*)?",
    re.I,
)
_FORMULA = re.compile(
    r"/equation\?tex=|/(?:latex|math|gif|svg|png)\.(?:image|latex)\?|latex\.codecogs\.com|/math/render/", re.I
)
_FORMULA_WORDS = frozenset({"latex", "math", "formula", "tex"})
_INLINE_WORDS = frozenset({"emoji", "inline", "icon"})
_SMALL = 48  # px: up to this size a picture is a sign in the line, not a figure
_JUNK_ALT = re.compile(
    r"(?:image|img|photo|pic(?:ture)?|chart|logo|图片|图像|插图|圖片|画像|alt|null|undefined|untitled|截图)"
    r"[\s_-]*\d*|[\W\d_]*|.*\.(?:jpe?g|png|gif|webp|bmp|image)|[\w-]*\d{5,}[\w-]*|IMG[_-]?\d+.*"
    r"|(?:微信|QQ)(?:图片|截图).*",
    re.I,
)


def unwrap_fallbacks(article: etree._Element, _page: Page) -> None:
    """Opens `noscript`; the fallback copy of a lazy picture beside it goes."""
    for fallback in list(article.iter("noscript")):
        neighbours = [fallback.getprevious(), fallback.getnext()]
        lazy = any(other is not None and any(map(_is_shown, other.iter("img"))) for other in neighbours)
        if lazy and text.blank(tree.content(fallback)):
            tree.drop(fallback)
        else:
            tree.unwrap(fallback)


def _is_shown(element: etree._Element) -> bool:
    """Whether some address of a picture leads to more than a stand-in."""
    return any(address and not is_stand_in(address) for address in _addresses(element))


def settle_pictures(article: etree._Element, page: Page) -> None:
    """Enters each picture in page.images under a key that replaces its src.

    What is no picture of the article is dropped with a notice, and so is one shown before.
    """
    shown: set[str] = set()
    for element in list(article.iter("img")):
        image = _image(element, page.post.link)
        address = image.candidates[0] if image.candidates else element.get("src", "")
        reason = stranger(element, image.candidates)
        if not reason and address in shown and not image.inline:
            reason = "shown before"
        if reason:
            page.notice("picture-dropped", f"{reason} {_short(address)}".strip())
            _drop(element)
            continue
        shown.add(address)
        key = f"image{len(page.images)}"
        page.images[key] = image
        _strip_attributes(element)
        element.set("src", key)
    for source in list(article.iter("source", "picture")):
        tree.unwrap(source)


def cover(page: Page) -> Image | None:
    """The picture the front matter names for the article, unless it is a stock cover."""
    addresses = tuple(_usable([page.post.headimg], page.post.link))
    if addresses and is_stock_cover(addresses[0]):
        page.notice("picture-dropped", f"stock cover {_short(addresses[0])}")
        return None
    return Image(addresses) if addresses else None


def _drop(element: etree._Element) -> None:
    """An emoji leaves its character behind; other pictures go without trace."""
    alt = element.get("alt", "")
    if is_emoji(element.get("src", ""), element) and 0 < len(alt) <= 12 and "." not in alt:
        element.tag = "span"
        _strip_attributes(element)
        element.text = alt
    else:
        tree.drop(element)


def _strip_attributes(element: etree._Element) -> None:
    for name in list(element.attrib):
        if name != "id":
            del element.attrib[name]


def _image(element: etree._Element, base: str) -> Image:
    candidates = list(dict.fromkeys(_usable([*_addresses(element)], base)))
    real = [address for address in candidates if not is_stand_in(address)]
    real = real or [address for address in candidates if not address.startswith("data:")] or candidates
    width, height = _stated(element, "width"), _stated(element, "height")
    alt = text.folded(element.get("alt", ""))
    formula = _is_formula(element, real)
    return Image(
        tuple(real),
        "" if _JUNK_ALT.fullmatch(alt[:200]) else alt,
        text.folded(element.get("title", "")),
        width,
        height,
        inline=formula or _is_inline(element, max(width, height)),
        formula=formula,
    )


def _addresses(element: etree._Element) -> Iterator[str]:
    """Every address the markup gives for a picture, best first; its own before the sources of `picture`."""
    attributes = element.attrib
    for name in _LAZY:
        yield attributes.get(name, "")
    yield from _sets(element)
    others = [value for name, value in attributes.items() if _is_other(str(name), str(value))]
    last = [attributes.get(name, "") for name in _LAST]
    is_lazy = any("lazy" in word for word in tree.words(element, ("class",)))
    yield from [*others, *last] if is_lazy else [*last, *others]
    sources = itertools.takewhile(lambda each: each.tag == "source", element.itersiblings(preceding=True))
    for source in reversed(list(sources)):
        yield from _sets(source)
    link = element.getparent()
    if link is not None and link.tag == "a" and _IMAGE_FILE.search(link.get("href", "")):
        yield link.get("href", "")


def _is_other(name: str, value: str) -> bool:
    """Whether an attribute that no list names holds an address of the picture."""
    known = name in {*_LAZY, *_SETS, *_LAST} or _NOT_THE_PICTURE.search(name)
    address = value.strip().startswith(("http://", "https://", "//")) and not re.search(r"\s", value.strip())
    return not known and address and bool(_OTHER.search(name))


def _sets(element: etree._Element) -> Iterator[str]:
    for name in _SETS:
        if element.get(name):
            yield from _best_of_set(element.get(name, ""))


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


def _usable(addresses: list[str], base: str) -> Iterator[str]:
    """Those that a picture may come from, in the form they are kept: originals, proxies, files.

    A relative address names a file beside the post, whatever it means at the place it was published.
    """
    written = [address.strip() for address in addresses]
    data = (address if address.startswith("data:image/") else absolute(address, base) for address in written)
    found = [address for address in data if address.startswith(("data:", "http"))]
    yield from map(unwrapped_picture, found)
    yield from found
    yield from (address for address in written if _RELATIVE.fullmatch(address[:300]))


def _stated(element: etree._Element, name: str) -> int:
    """A measure in px as the page states it: an attribute, or data-width as lazy loaders write it."""
    for attribute in (f"data-{name}", f"data-raw{name}", name):
        value = element.get(attribute, "")
        if value and not value.strip().endswith("%"):
            return soup.number(value, 0, 100_000)
    declared = tree.style(element).get(name, "") if element.get("style") else ""
    return soup.number(declared, 0, 100_000) if declared.endswith("px") else 0


def _is_formula(element: etree._Element, candidates: list[str]) -> bool:
    """Whether a picture shows a formula, as those do whose TeX could not be read."""
    drawn = element.get("eeimg") or any(_FORMULA.search(address[:500]) for address in candidates)
    return bool(drawn) or bool(tree.words(element) & _FORMULA_WORDS)


def _is_inline(element: etree._Element, size: int) -> bool:
    """Whether a picture is a sign within the line: an icon, or as small as one."""
    return 0 < size <= _SMALL or bool(tree.words(element) & _INLINE_WORDS)


def _short(address: str) -> str:
    return address if len(address) <= 200 else address[:200] + "…"
