"""Pages of one kind have one style: WeasyPrint goes through all rules for pages at every page.

A kind is a side, a name, whether the page is blank and whether it is the first. Where a style counts pages
(:nth) each has its own.
"""

from typing import Any

from exporter.write.pdf.savings.changing import Change, Function


def _sharing(stock: Function) -> Function:
    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        known = style_for.__dict__.setdefault("_exporter_kinds", {})
        kind = (page_type.side, page_type.blank, page_type.name, page_type.index == 0)
        like = known.get(kind)
        if like is None:
            stock(page_type, html, style_for)
            if not _counts(style_for):
                known[kind] = page_type, _parts(style_for, page_type)
            return
        styles = style_for.get_computed_styles()
        for part in like[1]:
            styles[page_type, part] = styles[like[0], part]

    return set_page_type_computed_styles


def _counts(style_for: Any) -> bool:
    """Whether a rule is for pages of some number."""
    rules = (rule for sheet, *_ in style_for._sheets for rule in sheet.page_rules)
    return any(kind.index is not None for _, selectors, _ in rules for *_, kind in selectors)


def _parts(style_for: Any, page_type: Any) -> list[str | None]:
    """The page itself and those of its margins and notes that have a style."""
    cascaded = style_for.get_cascaded_styles()
    return [None, *(part for element, part in cascaded if part and element == page_type)]


PAGES = (Change("weasyprint.layout.page", "set_page_type_computed_styles", _sharing),)
