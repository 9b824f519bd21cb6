"""The last touches: pictures named in order, links that lead somewhere, nothing but the vocabulary."""

from dataclasses import replace

from lxml import etree

from exporter.clean import text, tree, vocabulary
from exporter.clean.page import Image, Page
from exporter.model import Picture

_ELEMENTS = vocabulary.BLOCKS | vocabulary.INLINES | vocabulary.MATHML
# How a picture without any description is called, by its place in the article.
_NAMES = {"zh-Hans": "图 {}", "zh-Hant": "圖 {}", "ja": "図 {}", "ko": "그림 {}"}


def settle_ruby(article: etree._Element, _page: Page) -> None:
    """Ruby without a reading, readings without ruby and what follows the last reading become plain text."""
    for reading in list(article.iter("rt", "rp")):
        around = reading.getparent()
        if around is None or around.tag != "ruby":
            tree.unwrap(reading)
    for ruby in list(article.iter("ruby")):
        if ruby.find("rt") is None:
            for part in list(ruby.iter("rp")):
                tree.unwrap(part)
            tree.unwrap(ruby)
        else:
            _end_with_reading(ruby)


def _end_with_reading(ruby: etree._Element) -> None:
    """Moves what follows the last reading out of the ruby: it has none of its own (HTML, 4.5.10)."""
    last = [part for part in ruby if part.tag in {"rt", "rp"}][-1]
    following, around = list(last.itersiblings()), ruby.getparent()
    if around is None or not (following or text.stripped(last.tail or "")):
        return
    after, ruby.tail, last.tail = ruby.tail, last.tail, None
    place = around.index(ruby)
    for offset, part in enumerate(following, 1):
        around.insert(place + offset, part)
    end = following[-1] if following else ruby
    end.tail = (end.tail or "") + (after or "")


def settle_anchors(article: etree._Element, _page: Page) -> None:
    """Links to places that did not come through the cleaning become text."""
    known = {element.get("id") for element in article.iter() if element.get("id")}
    for link in list(article.iter("a")):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in known:
            del link.attrib["href"]
            tree.unwrap(link)


def keep_vocabulary(article: etree._Element, _page: Page) -> None:
    """Takes off whatever is no part of the vocabulary, the cleaners' own marks included."""
    ids: set[str] = set()
    for element in list(article.iter()):
        if element is not article and element.tag not in _ELEMENTS:
            tree.unwrap(element)
            continue
        legal = vocabulary.ATTRIBUTES["*"] | vocabulary.ATTRIBUTES.get(str(element.tag), frozenset())
        for name in list(element.attrib):
            if name not in legal:
                del element.attrib[name]
        identifier = element.get("id")
        if identifier in ids:
            del element.attrib["id"]
        ids.add(identifier or "")


def name_pictures(article: etree._Element, page: Page) -> tuple[Picture, ...]:
    """Gives the pictures their ids p1, p2 ... in order of appearance and their alt text."""
    pictures = []
    for place, element in enumerate(article.iter("img"), start=1):
        image = page.images[element.get("src", "")]
        caption = _caption(element)
        alt = image.alt or caption
        if not alt and not image.inline:
            alt = _NAMES.get(page.lang, "Figure {}").format(place)
            page.notice("alt-generated", image.candidates[0][:200])
        element.set("src", f"p{place}")
        element.set("alt", alt)
        pictures.append(replace(named(f"p{place}", image, page.post.path), alt=alt, caption=caption))
    return tuple(pictures)


def named(identifier: str, image: Image, post: str) -> Picture:
    """The picture under its id; one with a relative address keeps in mind to which post it is relative."""
    relative = any(":" not in address[:10] for address in image.candidates)
    return Picture(
        identifier,
        image.candidates[0],
        image.candidates,
        width=image.width,
        height=image.height,
        post=post if relative else "",
    )


def _caption(element: etree._Element) -> str:
    figure = element.getparent()
    if figure is None or figure.tag != "figure":
        return ""
    return text.folded(" ".join(text.text_lines(figure)))
