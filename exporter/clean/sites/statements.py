"""What a site's page states of its article beside the text: title, author, date, source."""

import re
from datetime import datetime

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.page import Page
from exporter.clean.sites import hosts, selectors
from exporter.clean.sites.site import Site
from exporter.read.dates import read_date

_LABEL = re.compile(
    r"(?:原创|本文)?(?:作者|文|来源|來源|出处|发布(?:时间|于)|发表于|编辑于|更新于|时间|日期|by|author|source)"
    r"\s*[:：/／|｜]?\s*",
    re.I,
)
_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:[T\s]*\d{1,2}:\d{2}(?::\d{2})?)?")
_LONGEST = 100  # characters
_CREDITS = {"author": "作者", "source": "来源", "date": "发布"}


def take_statements(article: etree._Element, site: Site, page: Page) -> None:
    """Moves what the page states into the article's fields; what the front matter says otherwise is believed.

    A statement that differs from the front matter becomes a credit. What was published at an address of the
    site has the site for its source, if no other is stated.
    """
    _take_title(article, site, page)
    for kind in ("author", "source", "date"):
        for element in selectors.found(article, getattr(site, kind)):
            words = text.folded(tree.content(element))
            if words and len(words) <= _LONGEST:
                state(kind, words, page)
                tree.drop(element)
    if not page.source and hosts.is_of(page.post.link, site.by_address):
        page.source = site.name


def _take_title(article: etree._Element, site: Site, page: Page) -> None:
    """The page's title goes from the body where it is the article's; an article without one gets it."""
    for ending in site.title_ends:
        if page.title.endswith(ending) and page.title != ending:
            page.title = page.title.removesuffix(ending).rstrip()
    for element in selectors.found(article, site.title):
        words = text.folded(tree.content(element))
        if not words or len(words) > _LONGEST:
            continue
        if page.is_named_by_file or text.compact(words) == text.compact(page.title):
            page.title = words
            tree.drop(element)
        return


def state(kind: str, words: str, page: Page) -> None:
    """Fills a field (author, source, date) that is empty; what differs from the field becomes a credit."""
    value = _read(kind, words)
    if value and not getattr(page, kind):
        setattr(page, kind, value)
    elif not value or value != getattr(page, kind):
        page.credits.append((_CREDITS[kind], words))
        return
    page.notice("metadata-taken", words)


def _read(kind: str, words: str) -> str | datetime | None:
    """The value that a line states, without its label; a date is one of the calendar."""
    if kind == "date":
        day = _DAY.search(words)
        return read_date(day[0]) if day else None
    return _LABEL.sub("", words, count=1) if _LABEL.match(words) else words
