"""SVG -> PNG: drawn by resvg from a tree that names nothing outside itself. Runs in a worker with limits.

resvg runs no script and opens no connection, but it would read files that an `image` names: so the tree is
parsed first without DTD, entities or network, and every reference that leaves it is taken off.
"""

import re
from collections.abc import Iterator

from lxml import etree

from exporter.pictures.verdict import Unfit

MAX_NODES = 100_000  # elements, those that `use`, patterns and masks repeat counted each time
SHARPNESS = 2  # px drawn for one of CSS: screens of readers, and print, show as many
MAX_SIDE = 100_000  # px of CSS: what states more means no picture
_NS = "http://www.w3.org/2000/svg"
_LOCAL = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp);base64,", re.I)
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!#|data:|['\"\s])", re.I)
_ACTIVE = {"script", "handler", "animate", "animateMotion", "animateTransform", "set"}
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_LENGTH = re.compile(r"\s*(\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d)?)\s*(px|pt|pc|mm|cm|in|em|)\s*", re.I)
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
}


def is_svg(original: bytes) -> bool:
    """Whether the bytes begin like an SVG document."""
    start = original[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") and b"<svg" in start


def drawn(original: bytes, side: int) -> tuple[bytes, str]:
    """A PNG of the picture, twice as large as it states but `side` px at most, and what it had to lose.

    Raises Unfit.
    """
    import resvg_py  # noqa: PLC0415

    root = _parsed(original)
    lost = _confine(root)
    width, height = _size(root)
    scale = min(SHARPNESS, side / max(width, height))
    root.set("width", f"{width}")
    root.set("height", f"{height}")
    try:
        content = resvg_py.svg_to_bytes(
            svg_string=etree.tostring(root, encoding="unicode"),
            width=max(1, round(width * scale)),
            height=max(1, round(height * scale)),
            skip_system_fonts=next(root.iter(f"{{{_NS}}}text"), None) is None,
            sans_serif_family="Noto Sans CJK SC",
            serif_family="Noto Serif CJK SC",
        )
    except ValueError as error:
        raise Unfit("damaged picture") from error
    return bytes(content), "drawn without its " + " and ".join(lost) if lost else ""


def _parsed(original: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(original, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit("damaged picture") from error
    if etree.QName(root).localname != "svg":
        raise Unfit("not a picture")
    if _repeated(root, {}, {e.get("id", ""): e for e in root.iter() if e.get("id")}) > MAX_NODES:
        raise Unfit("too many elements")
    return root


def _repeated(
    element: etree._Element, counted: dict[etree._Element, int], named: dict[str, etree._Element]
) -> int:
    """How many elements there are to draw, references followed; what refers to itself is too many."""
    if element in counted:
        return counted[element]
    counted[element] = MAX_NODES + 1  # until it is known: met again before that, it holds itself
    count = 1
    for other in (*element, *(named[name] for name in _references(element) if name in named)):
        count = min(MAX_NODES + 1, count + _repeated(other, counted, named))
    counted[element] = count
    return count


def _references(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if str(name).endswith("href") and str(value).startswith("#"):
            yield str(value)[1:]
        yield from _REFERENCE.findall(str(value))


def _confine(root: etree._Element) -> list[str]:
    """Takes off what is active or leads outside and says what; text of HTML within becomes the picture's."""
    lost: dict[str, None] = {}
    for element in list(root.iter()):
        name = etree.QName(element).localname if isinstance(element.tag, str) else "entity"
        if name in _ACTIVE or name == "entity":
            lost["entities" if name == "entity" else "script and movement"] = None
            _remove(element)
        elif name == "foreignObject":
            _write_out(element)
        elif _leads_outside(element):
            lost["references to elsewhere"] = None
    return list(lost)


def _leads_outside(element: etree._Element) -> bool:
    """Whether the element named something outside the picture, which it no longer does."""
    outside = False
    for name, value in element.attrib.items():
        if str(name).rpartition("}")[2] == "href" and not _LOCAL.match(str(value).lstrip()):
            del element.attrib[name]
            outside |= etree.QName(element).localname != "a"
        outside |= bool(_OUTSIDE.search(str(value)))
    return outside or bool(element.text and _OUTSIDE.search(element.text))


def _write_out(box: etree._Element) -> None:
    """Puts the words of an HTML box into its middle, as diagrams have them; resvg draws no HTML."""
    words = " ".join("".join(map(str, box.itertext())).split())
    around = box.getparent()
    if words and around is not None and etree.QName(around).localname != "switch":
        x, y, width, height = (_number(box.get(name, "")) for name in ("x", "y", "width", "height"))
        middle = {"x": f"{x + width / 2}", "y": f"{y + height / 2}", "text-anchor": "middle"}
        looks = {"dominant-baseline": "central", "font-family": "sans-serif"}
        text = etree.SubElement(around, f"{{{_NS}}}text", middle | looks)
        text.text = words
    _remove(box)


def _remove(element: etree._Element) -> None:
    around = element.getparent()
    if around is not None:
        around.remove(element)


def _size(root: etree._Element) -> tuple[float, float]:
    """Width and height in px of CSS: stated, else from the view box, else what browsers take."""
    box = [_number(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    natural = (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else (300.0, 150.0)
    width, height = (_number(root.get(name, "")) for name in ("width", "height"))
    if width and not height:
        height = width * natural[1] / natural[0]
    elif height and not width:
        width = height * natural[0] / natural[1]
    elif not width:
        width, height = natural
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise Unfit("too many pixels")
    return width, height


def _number(text: str) -> float:
    """A length in px of CSS; 0 for none, and for a percentage."""
    form = _LENGTH.fullmatch(text)
    return float(form[1]) * _UNITS[form[2].lower()] if form else 0.0
