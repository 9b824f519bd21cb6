"""Lines that a site adds to its articles, told by patterns over the whole line."""

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.page import Page
from exporter.clean.sites import patterns

_LONGEST = 200  # characters: what is longer is text


def drop_site_lines(article: etree._Element, page: Page) -> None:
    """Takes out the paragraphs that a pattern of the article's sites describes from beginning to end."""
    rules = [pattern for site in page.sites for pattern in site.lines]
    for paragraph in list(article.iter("p")) if rules else ():
        line = text.folded(tree.content(paragraph))
        if not line or len(line) > _LONGEST or paragraph.find(".//img") is not None:
            continue
        if any(patterns.matches(pattern, line) for pattern in rules):
            page.notice("boilerplate-dropped", line)
            tree.drop(paragraph)
