"""After the blocks are built: nothing empty stays, single paragraphs lose their box, tables are in order."""

from lxml import etree

from exporter.clean import text, tree, vocabulary
from exporter.clean.candidates import is_bold
from exporter.clean.marks import marks_on
from exporter.clean.page import Page
from exporter.clean.vocabulary import HEADINGS, VOID

_STAY_EMPTY = VOID | vocabulary.MATHML | {"td", "th"}
_CELLS = ("li", "td", "th", "dt", "dd", "caption")
_INNER_LISTS = frozenset({"ul", "ol"})


def tidy(article: etree._Element, _page: Page) -> None:
    """Prunes, opens lists of pictures, and puts tables, definition lists and rules in order."""
    _prune(article)
    for items in list(article.iter("ul", "ol")):
        if _only_pictures(items):
            _open_list(items)
    for table in list(article.iter("table")):
        _order_table(table)
    for terms in list(article.iter("dl")):
        _check_terms(terms)
    for cell in article.iter(*_CELLS):
        _slacken(cell)
    for rule in list(article.iter("hr")):
        if _idle_rule(rule):
            tree.drop(rule)


def _prune(article: etree._Element) -> None:
    """Drops what shows nothing, innermost first."""
    for element in reversed(list(article.iter())):
        if element is article or element.tag in _STAY_EMPTY:
            continue
        if tree.last(element) is None and text.blank(element.text):
            _drop_keeping_space(element)
        elif element.tag in {"table", "tr"} and tree.empty(element):
            tree.drop(element)


def _drop_keeping_space(element: etree._Element) -> None:
    if element.text and element.getparent() is not None:
        element.tail = " " + (element.tail or "")
    tree.drop(element)


def _only_pictures(items: etree._Element) -> bool:
    """Whether a list is a gallery: each item a picture, with no words but captions."""
    for item in items:
        words = "".join(tree.content(part) for part in item if "caption" not in marks_on(part))
        if item.find(".//figure") is None or not text.blank((item.text or "") + words):
            return False
    return len(items) > 0


def _open_list(items: etree._Element) -> None:
    for item in list(items):
        tree.unwrap(item)
    tree.unwrap(items)


def _slacken(cell: etree._Element) -> None:
    """The only paragraph of an item or cell goes, its text stays; so does one before an inner list."""
    parts = list(cell)
    if not parts or parts[0].tag != "p" or not text.blank(cell.text):
        return
    if all(part.tag in _INNER_LISTS for part in parts[1:]):
        identifier = parts[0].get("id")
        if identifier and not cell.get("id"):
            cell.set("id", identifier)
        tree.unwrap(parts[0])


def _order_table(table: etree._Element) -> None:
    """Caption, one head, bodies, one foot, as XHTML wants them; a first row of head cells is the head."""
    loose = [part for part in table if part.tag == "tr"]
    if loose:
        body = etree.Element("tbody")
        loose[0].addprevious(body)
        body.extend(loose)
    _single(table, "thead", keep=0)
    _single(table, "tfoot", keep=-1)
    _find_head(table)
    for tag, place in (("thead", 0), ("caption", 0), ("tfoot", len(table))):
        part = table.find(tag)
        if part is not None:
            table.insert(place, part)
    for extra in table.findall("caption")[1:]:
        table.addprevious(extra)
        tree.unwrap(extra)
    _prune(table)


def _find_head(table: etree._Element) -> None:
    """A first row of head cells, or of bold cells that no other row is made of, becomes the table's head."""
    rows = table.findall("tbody/tr")
    if table.find("thead") is not None or len(rows) < 2 or not len(rows[0]):
        return
    heads = all(cell.tag == "th" for cell in rows[0])
    set_bold = _all_bold(rows[0]) and not any(_all_bold(row) for row in rows[1:])
    if not (heads or set_bold) or any(cell.get("rowspan") for cell in rows[0]):
        return
    head = etree.Element("thead")
    table.find("tbody").addprevious(head)  # type: ignore[union-attr]  # it holds the rows
    head.append(rows[0])
    for cell in rows[0]:
        cell.tag = "th"
        for bold in list(cell.iter("strong")):
            tree.unwrap(bold)


def _all_bold(row: etree._Element) -> bool:
    return len(row) > 0 and all(is_bold(cell) for cell in row)


def _single(table: etree._Element, tag: str, *, keep: int) -> None:
    parts = table.findall(tag)
    for part in parts:
        if part is not parts[keep]:
            part.tag = "tbody"


def _check_terms(terms: etree._Element) -> None:
    """A definition list in which terms and definitions do not alternate becomes paragraphs."""
    tags = [str(part.tag) for part in terms]
    ordered = tags[:1] == ["dt"] and tags[-1:] == ["dd"] and set(tags) <= {"dt", "dd"}
    if ordered:
        return
    for part in list(terms):
        tree.unwrap(part)  # every cell holds paragraphs until it is slackened
    tree.unwrap(terms)


def _idle_rule(rule: etree._Element) -> bool:
    """Whether a rule parts nothing: at either end of the article, after another, or beside a heading."""
    before, after = rule.getprevious(), rule.getnext()
    return before is None or after is None or before.tag == "hr" or after.tag in {*HEADINGS, "h1"}
