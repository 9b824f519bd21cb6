"""What a body needs on paper: pictures, formulas, ruby and code laid out, list numbers, narrow tables."""

from collections.abc import Mapping

from lxml import etree

from exporter.model import Asset
from exporter.write import marks, remarks
from exporter.write.pdf import figures, formulas, listing
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.ruby import pair
from exporter.write.pdf.words import allow_breaks

WIDE = ((9, "very-wide"), (6, "wide"))  # columns of a table: from how many on its type shrinks
ADDRESS = 2000  # characters of one that browsers open
MARKS = (("“", "”"), ("‘", "’"))  # around quotations, and quotations within them


def adapt(body: etree._Element, pictures: Mapping[str, Asset], grid: Grid) -> None:
    """Makes `body` fit for print, in place."""
    formulas.lay_out(body, grid.measure / grid.size, grid.pitch / grid.size)
    as_read(body)
    for element in list(body.iter("a", "img", "ol", "li", "table", "ruby", "pre")):
        if element.tag == "a":
            _unlink(element)
        elif element.tag == "img":
            figures.size(element, pictures, grid)
        elif element.tag == "pre":
            listing.wrap(element, grid)
        elif element.tag == "table":
            _narrow(element)
        elif element.tag == "ruby":
            pair(element)
        else:
            _number(element)
    allow_breaks(body)
    figures.arrange(body, pictures, grid)
    remarks.set_smaller(body)
    marks.emphasise(body)
    marks.draw(body)


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


def _unlink(link: etree._Element) -> None:
    """Takes an address that no browser opens from a link: a PDF holds it once for each of its lines."""
    if len(link.get("href", "")) > ADDRESS:
        del link.attrib["href"]


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
