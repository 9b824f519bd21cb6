"""Pages of one kind have one style: WeasyPrint goes through all rules for pages at every page.

A kind is a side, a name, whether the page is blank and whether it is the first. Where a style counts pages
(:nth) each has its own. Documents whose roots have one style share them too.
"""

from typing import Any

from exporter.write.pdf.savings.changing import Change, Function
from exporter.write.pdf.savings.styles import is_shared

MOST = 64  # kinds of pages kept: a book has a dozen
KEPT = "_exporter_kinds"


def _sharing(stock: Function) -> Function:
    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        styles = style_for.get_computed_styles()
        sheets = (sheet for sheet, *_ in style_for._sheets)
        first = page_type.index == 0
        kind = (page_type.side, page_type.blank, page_type.name, first, html.base_url, *sheets)
        holders = (
            style_for,
            styles[html.etree_element, None],
        )  # pages inherit from the root, which is shared
        own, common = (vars(holder).setdefault(KEPT, {}) for holder in holders)
        like = own.get(kind) or common.get(kind)
        if like is not None:
            styles.update(((page_type, part), style) for part, style in like.items())
            return
        stock(page_type, html, style_for)
        if not _counts(style_for):
            if len(common) >= MOST:
                common.clear()
            found = _found(page_type, style_for)
            (common if all(map(is_shared, found.values())) else own)[kind] = found

    return set_page_type_computed_styles


def _counts(style_for: Any) -> bool:
    """Whether a rule is for pages of some number."""
    rules = (rule for sheet, *_ in style_for._sheets for rule in sheet.page_rules)
    return any(kind.index is not None for _, selectors, _ in rules for *_, kind in selectors)


def _found(page_type: Any, style_for: Any) -> dict[str | None, Any]:
    """The style of the page itself and those of its margins and notes that have one."""
    cascaded, styles = style_for.get_cascaded_styles(), style_for.get_computed_styles()
    parts = [None, *(part for element, part in cascaded if part and element == page_type)]
    return {part: styles[page_type, part] for part in parts}


PAGES = (Change("weasyprint.layout.page", "set_page_type_computed_styles", _sharing),)
