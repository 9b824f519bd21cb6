"""Tables: those that only lay out the page are opened; those that hold data stay."""

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.page import Page

_PARTS = ("tbody", "thead", "tfoot", "tr", "td", "th", "caption")
_BLOCKS_IN_CELL = (
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "pre",
    "blockquote",
    "section",
    "article",
    "center",
)
_MUCH_TEXT = 200  # characters: a cell with more is a column of the page
_MANY_BREAKS = 3


def open_layout_tables(article: etree._Element, _page: Page) -> None:
    """Takes away tables that lay out: of one cell or one column of prose, or holding pictures only.

    A table with head cells or a caption holds data whatever else it looks like. Inner tables are judged
    first, so that a frame around a data table is opened and the data stays.
    """
    for table in reversed(list(article.iter("table"))):
        if _lays_out(table):
            _open(table)


def _lays_out(table: etree._Element) -> bool:
    if table.get("role") in {"presentation", "none"}:
        return True
    cells = [cell for cell in table.iter("td", "th") if _table_of(cell) is table]
    rows = [row for row in table.iter("tr") if _table_of(row) is table]
    filled = [cell for cell in cells if not tree.empty(cell)]
    if not filled:
        return True
    if any(cell.tag == "th" for cell in filled) or any(part.tag == "caption" for part in table):
        return False
    if len(filled) == 1 or all(text.blank(tree.content(cell)) for cell in filled):
        return True
    widest = max(len(row) for row in rows) if rows else 1
    return any(_is_column(cell) for cell in filled) and (widest == 1 or len(rows) <= 2)


def _table_of(part: etree._Element) -> etree._Element | None:
    return next(part.iterancestors("table"), None)


def _is_column(cell: etree._Element) -> bool:
    """Whether a cell holds a stretch of the article rather than a datum."""
    words = text.compact(tree.content(cell))
    boxes = sum(1 for _ in cell.iter(*_BLOCKS_IN_CELL))
    breaks = sum(1 for _ in cell.iter("br"))
    return (
        len(words) > _MUCH_TEXT
        or boxes > _MANY_BREAKS
        or breaks > _MANY_BREAKS
        or cell.find(".//table") is not None
    )


def _open(table: etree._Element) -> None:
    """Its cells become boxes, row by row."""
    for part in list(table.iter(*_PARTS)):
        if _table_of(part) is not table:
            continue
        if part.tag in {"td", "th", "caption"}:
            part.tag = "div"
        else:
            tree.unwrap(part)
    table.tag = "div"
