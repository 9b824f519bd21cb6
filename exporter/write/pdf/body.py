"""What a body needs on paper: pictures in whole lines, list numbers, ruby, narrow type for wide tables."""

import math
from collections.abc import Mapping

from lxml import etree

from exporter.model import Asset
from exporter.write.pdf import formulas, notes
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.titles import width

RESOLUTION = 150  # px an inch: no picture is enlarged beyond it
TALL = 1.6  # height to width: from here on it is a picture of a telephone's screen
TALLEST = 0.6  # of the type area, for those
CAPTION = 2  # lines kept for a caption below the largest picture
WIDE = ((9, "very-wide"), (6, "wide"))  # columns of a table: from how many on its type shrinks
MARKS = (("“", "”"), ("‘", "’"))  # around quotations, and quotations within them
READING = 0.5  # of the base's size: ruby, as print.css sets it
INLINE = 2.5  # lines: a picture within a line of text is no higher than its line; larger ones stand apart


def adapt(body: etree._Element, pictures: Mapping[str, Asset], grid: Grid) -> None:
    """Makes `body` fit for print, in place."""
    formulas.lay_out(body, grid.measure / grid.size, grid.pitch / grid.size)
    as_read(body)
    notes.sign_ways_back(body)
    for element in list(body.iter("img", "ol", "li", "table", "ruby")):
        if element.tag == "img":
            _size(element, pictures, grid)
        elif element.tag == "table":
            _narrow(element)
        elif element.tag == "ruby":
            _pair(element)
        else:
            _number(element)


def as_read(body: etree._Element) -> None:
    """Makes the text of `body` what a reader of the page sees, in place.

    The marks of quotations within a line are written out, the brackets that stand in for ruby are not;
    formulas are the letters and signs of their boxes.
    """
    formulas.lay_out(body)
    for bracket in list(body.iter("rp")):
        bracket.text = ""
    etree.strip_tags(body, "rp")
    for quotation in body.iter("q"):
        opening, closing = MARKS[sum(1 for _ in quotation.iterancestors("q")) % 2]
        quotation.text = opening + (quotation.text or "")
        if len(quotation):
            quotation[-1].tail = (quotation[-1].tail or "") + closing
        else:
            quotation.text += closing


def shown(asset: Asset, grid: Grid) -> tuple[float, float]:
    """Width and height in points of a picture standing alone: whole, not enlarged, within the type area."""
    highest = (math.floor(grid.lines * TALLEST) if _tall(asset) else grid.lines - CAPTION) * grid.pitch
    scale = min(72 / RESOLUTION, grid.measure / asset.width, highest / asset.height)
    return asset.width * scale, asset.height * scale


def _tall(asset: Asset) -> bool:
    return asset.height >= asset.width * TALL


def _size(image: etree._Element, pictures: Mapping[str, Asset], grid: Grid) -> None:
    asset = pictures[image.get("src", "")]
    width, height = shown(asset, grid)
    parent = image.getparent()
    if parent is None or parent.tag != "figure":
        size = grid.size if height <= INLINE * grid.pitch else height
        width, height = width * min(1, size / height), min(size, height)
    else:
        height = math.ceil(round(height / grid.pitch, 3)) * grid.pitch
    image.set("style", f"width: {width:.2f}pt; height: {height:.2f}pt")


def _narrow(table: etree._Element) -> None:
    columns = max(
        (sum(_integer(cell, "colspan") or 1 for cell in row) for row in table.iter("tr")), default=0
    )
    for least, name in WIDE:
        if columns >= least:
            table.set("class", f"{table.get('class', '')} {name}".strip())
            return


def _number(element: etree._Element) -> None:
    """List numbers as counters: WeasyPrint takes start and value for presentational hints, which are off."""
    start, value = _integer(element, "start"), _integer(element, "value")
    if element.tag == "li":
        if value is not None:
            element.set("style", f"counter-set: list-item {value}; counter-increment: list-item 0")
    elif element.get("reversed") is not None:
        items = element.findall("li")
        first = len(items) if start is None else start
        element.set("style", f"counter-reset: list-item {first + 1}")
        for item in items:
            item.set("style", "counter-increment: list-item -1")
    elif start is not None:
        element.set("style", f"counter-reset: list-item {start - 1}")


def _integer(element: etree._Element, name: str) -> int | None:
    try:
        return int(element.get(name, ""))
    except ValueError:
        return None


def _pair(ruby: etree._Element) -> None:
    """Each base with its reading in a box of its own, wide enough for it; the style raises the reading."""
    pairs: list[etree._Element] = []
    base = _span("rb", ruby.text)
    for child in list(ruby):
        ruby.remove(child)
        if child.tag == "rt":
            tail, child.tail = child.tail, None
            pairs.append(_boxed(base, child))
            base = _span("rb", tail)
        else:
            base.append(child)
    ruby.text = None
    ruby.extend([*pairs, base] if len(base) or base.text else pairs)


def _boxed(base: etree._Element, reading: etree._Element) -> etree._Element:
    pair = _span("pair", None)
    needed = width("".join(reading.itertext())) * READING
    if needed > width("".join(base.itertext())):
        pair.set("style", f"min-width: {needed:.2f}em")
    pair.extend([base, reading])
    return pair


def _span(name: str, text: str | None) -> etree._Element:
    span = etree.Element("span")
    span.set("class", name)
    span.text = text
    return span
