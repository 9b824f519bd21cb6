"""Post -> Article: what a careful editor would keep of a scraped page, in the closed vocabulary."""

import hashlib
from collections.abc import Sequence

from lxml import etree

from exporter.clean import code, escapes, finish, metadata, mojibake, pictures, soup, text, vocabulary
from exporter.clean.cleaners import CLEANERS
from exporter.clean.languages import mark_languages
from exporter.clean.page import Page
from exporter.clean.sections import sections_of
from exporter.clean.sites import Site, load, recognised
from exporter.clean.text import text_lines
from exporter.model import Article, Picture, Post
from exporter.typography.language import language_of, tag_of

__all__ = ["CLEANERS", "clean", "text_lines"]

_NO_PROSE = vocabulary.MATHML | {"code"}


def clean(post: Post, sites: Sequence[Site] | None = None) -> Article:
    """The article in `post`: its body in the vocabulary of clean/vocabulary.py, outline, pictures, metadata.

    `sites` are the sites whose rules it may follow (default: those that are built in).
    Never raises, whatever the post holds; what is left out or guessed is told in Article.notices.
    """
    post, mended = mojibake.mended(post)
    page = _page(post)
    for kind, about in mended:
        page.notice(kind, about)
    body = _parsed(post.body, page)
    page.sites = recognised(body, post, load() if sites is None else sites)
    if metadata.needs_repair(page.title):
        page.title = metadata.repaired_title(page.title, text_lines(body))
    for _name, cleaner in CLEANERS:
        cleaner(body, page)
    page.lang = tag_of(post.lang) or language_of(_prose(body), page.title, *post.categories)
    mark_languages(body, page.lang)
    shown = finish.name_pictures(body, page)
    return _article(body, page, shown)


def _page(post: Post) -> Page:
    return Page(
        post,
        title=metadata.title_of(post),
        author=post.author,
        source=metadata.source_of(post),
        date=post.date,
        notices=dict.fromkeys(post.notices),
    )


def _parsed(html: str, page: Page) -> etree._Element:
    html, mended = escapes.unescaped(html)
    for about in mended:
        page.notice("text-unescaped", about)
    parsed = soup.parse(code.recovered(html))
    if parsed.illegal:
        page.notice("text-illegal-character", str(parsed.illegal))
    for kind in parsed.flattened:
        page.notice("nesting-flattened", f"{soup.MAX_DEPTH[kind]} {kind}s")
    return parsed.tree


def _prose(body: etree._Element) -> str:
    """The beginning of the text, code aside: enough to tell its language by."""
    parts = [(element.text if element.tag not in _NO_PROSE else "", element.tail) for element in body.iter()]
    return "".join(part or "" for pair in parts for part in pair)[:20_000]


def _article(body: etree._Element, page: Page, shown: tuple[Picture, ...]) -> Article:
    post, lines = page.post, text_lines(body)
    cover = pictures.cover(page)
    paragraphs = [text.folded(" ".join(text_lines(part, readings=False))) for part in body.iter("p")]
    return Article(
        path=post.path,
        title=page.title,
        body=body,
        lang=page.lang,
        author=page.author,
        source=page.source,
        date=page.date,
        categories=post.categories,
        tags=post.tags,
        link=post.link,
        description=metadata.description_of(post, paragraphs),
        credits=tuple(page.credits),
        headimg=finish.named("headimg", cover, post.path) if cover else None,
        sections=sections_of(body),
        pictures=shown,
        code_blocks=sum(1 for _ in body.iter("pre")),
        tables=sum(1 for _ in body.iter("table")),
        embeds=sum(1 for box in body.iter("div") if box.get("class") == "embed"),
        fingerprint=hashlib.sha256(text.compact("".join(lines)).encode()).hexdigest(),
        notices=tuple(page.notices),
    )
