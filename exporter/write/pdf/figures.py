"""Pictures on paper: whole, never enlarged, in whole lines; small neighbours side by side."""

import math
from collections.abc import Mapping

from lxml import etree

from exporter.model import Asset
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.titles import width

RESOLUTION = 150  # px an inch: no picture is enlarged beyond it
TALL = 1.6  # height to width: from here on it is a picture of a telephone's screen
TALLEST = 0.6  # of the type area, for those
CAPTION = 2  # lines kept for a caption below the largest picture
INLINE = 2.5  # lines: a picture within a line of text is no higher than its line; larger ones stand apart
HALF = 0.48  # of the measure: two pictures of this width stand side by side
CAPTION_SIZE, CAPTION_INSET = 0.86, 4  # of the text's size, and em of its own, as print.css sets captions
FRAME = 4  # lines of what stands for a picture that could not be had, as print.css sets it


def size(image: etree._Element, pictures: Mapping[str, Asset], grid: Grid) -> None:
    """Gives a picture its width and height in points, in place."""
    asset = pictures[image.get("src", "")]
    wide, high = shown(asset, grid)
    parent = image.getparent()
    if parent is None or parent.tag != "figure":
        limit = grid.size if high <= INLINE * grid.pitch else high
        wide, high = wide * min(1, limit / high), min(limit, high)
    else:
        high = math.ceil(round(high / grid.pitch, 3)) * grid.pitch
    image.set("style", f"width: {wide:.2f}pt; height: {high:.2f}pt")


def shown(asset: Asset, grid: Grid) -> tuple[float, float]:
    """Width and height in points of a picture standing alone: whole, not enlarged, within the type area."""
    tall = asset.height >= asset.width * TALL and not grid.turned
    long = asset.width >= asset.height * TALL and grid.turned  # tall on the page
    highest = (math.floor(grid.lines * TALLEST) if tall else grid.lines - CAPTION) * grid.pitch
    widest = grid.measure * (TALLEST if long else 1)
    scale = min(72 / RESOLUTION, widest / asset.width, highest / asset.height)
    return asset.width * scale, asset.height * scale


def arrange(body: etree._Element, pictures: Mapping[str, Asset], grid: Grid) -> None:
    """Tells every figure how many lines it takes, and sets small neighbours side by side, in place."""
    for figure in list(body.iter("figure")):
        following = figure.getnext()
        if figure.get("style"):
            continue  # beside the one before it
        if following is not None and all(_is_small(each, pictures, grid) for each in (figure, following)):
            _set_abreast(figure, following, grid)
        else:
            figure.set("style", f"--lines: {_lines(figure, grid, grid.measure)}")


def _is_small(figure: etree._Element, pictures: Mapping[str, Asset], grid: Grid) -> bool:
    """Whether it is a figure of one picture that leaves room for another."""
    if figure.tag != "figure":
        return False
    images = list(figure.iter("img"))
    small = [shown(pictures[image.get("src", "")], grid)[0] <= HALF * grid.measure for image in images]
    return small == [True] and images[0].getparent() is figure


def _set_abreast(first: etree._Element, second: etree._Element, grid: Grid) -> None:
    pair = etree.Element("div", {"class": "abreast"})
    pair.tail, first.tail, second.tail = second.tail, None, None
    first.addprevious(pair)
    pair.extend([first, second])
    lines = max(_lines(figure, grid, grid.measure * HALF) for figure in pair)
    pair.set("style", f"--lines: {lines}")
    for figure in pair:
        figure.set("style", "margin: 0")


def _lines(figure: etree._Element, grid: Grid, measure: float) -> int:
    """Lines of the page that a figure takes, its margins aside."""
    letter = CAPTION_SIZE * grid.size
    room = max(measure / letter - CAPTION_INSET, 1)
    drawn = sum(
        float(image.get("style", "").rpartition("height: ")[2].removesuffix("pt") or 0)
        for image in figure.iter("img")
    )
    captions = sum(
        max(1, math.ceil(width("".join(caption.itertext())) / room)) for caption in figure.iter("figcaption")
    )
    frames = sum(FRAME for box in figure.iter("div") if "placeholder" in box.get("class", ""))
    return math.ceil(round(drawn / grid.pitch, 3)) + captions + frames
