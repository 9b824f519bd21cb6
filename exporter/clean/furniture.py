"""The page around the article: boxes that name themselves share bar, related posts, advertisement ..."""

import re

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.page import Page
from exporter.clean.vocabulary import HEADINGS

# Words of class and id that mark the page's furniture, sure by themselves.
_SURE = frozenset(
    "share sharebar sharing fenxiang bdsharebuttonbox jiathis addthis sns social related recommend"
    " recommended recommendation recommendations tuijian comments commentlist disqus gitalk valine ad ads"
    " adsbygoogle advert advertisement adsense guanggao sponsor breadcrumb breadcrumbs pagination pager"
    " prevnext navbar navbox catlinks sidebar subscribe newsletter reward dashang qrcode toc footer copyright"
    " relatedposts editsection signature pstatus donate readmore praise zan disclaimer".split()
)
# Words that say it only together.
_TOGETHER: tuple[frozenset[str], ...] = (
    frozenset({"post", "nav"}),
    frozenset({"post", "navigation"}),
    frozenset({"comment", "list"}),
    frozenset({"article", "meta"}),
    frozenset({"article", "tool"}),
    frozenset({"hot", "articles"}),
    frozenset({"more", "articles"}),
    frozenset({"app", "download"}),
    frozenset({"like", "box"}),
    frozenset({"article", "bottom"}),
    frozenset({"hot", "news"}),
    frozenset({"follow", "us"}),
    frozenset({"back", "top"}),
    frozenset({"table", "contents"}),
    frozenset({"entry", "meta"}),
    frozenset({"post", "meta"}),
    frozenset({"read", "more"}),
    frozenset({"view", "more"}),
    frozenset({"support", "author"}),
    frozenset({"image", "viewer"}),
    frozenset({"like", "btn"}),
    frozenset({"qr", "code"}),
)
_CONTENTS = frozenset({"目录", "目錄", "文章目录", "目次", "Contents", "Table of Contents"})
_TAG_WORDS = frozenset({"tag", "tags", "keywords"})
_ROLES = frozenset({"navigation", "search", "complementary", "banner"})
_BOXES = (
    "div",
    "section",
    "aside",
    "ul",
    "ol",
    "dl",
    "footer",
    "header",
    "ins",
    "nav",
    "form",
    "fieldset",
    "p",
    "table",
)
_IN_HEADINGS = ("a", "span")  # places to link to, ways to edit: signs for the page's reader
_SIGN_ONLY = re.compile(r"[#¶§🔗\s]*\Z")
# What a viewer of pictures says of the file: 1380×776 88.1 KB.
_FILE_FACTS = re.compile(r"\d+\s*[×x*]\s*\d+(?:\s*(?:px)?[\s,，·]*[\d.]+\s*[KM]i?B)?\Z", re.I)
_MAX_SHARE = 0.3  # of the article's text: a larger box is the article itself, whatever its name
_MAX_TEXT = 1500
_MAX_PICTURES = 3


def drop_furniture(article: etree._Element, page: Page) -> None:
    """Takes out boxes whose name or role says that they are no part of the text."""
    _drop_signs(article, page)
    whole = len(text.compact(tree.content(article)))
    for element in list(article.iter(*_BOXES)):
        if not _named_furniture(element):
            continue
        words = text.folded(tree.content(element))
        pictures = sum(1 for _ in element.iter("img"))
        size = len(text.compact(words))
        if size > min(_MAX_TEXT, whole * _MAX_SHARE) or pictures > _MAX_PICTURES:
            continue
        if words or pictures:
            page.notice("boilerplate-dropped", words or "a box with a picture")
        tree.drop(element)


def _drop_signs(article: etree._Element, page: Page) -> None:
    """Takes out the signs that lead to a heading or edit it, and the facts about a picture's file."""
    for heading in article.iter(*HEADINGS, "h1"):
        for mark in list(heading.iter(*_IN_HEADINGS)):
            words = text.folded(tree.content(mark))
            sign = mark.tag == "a" and _SIGN_ONLY.match(words) and mark.find(".//img") is None
            if sign or "editsection" in tree.words(mark):
                _leave_place(mark)
                if words:
                    page.notice("boilerplate-dropped", words)
    for facts in list(article.iter("span", "div")):
        words = (facts.text or "").strip() if not len(facts) else ""
        if _FILE_FACTS.match(words) and any("lightbox" in tree.words(box) for box in facts.iterancestors()):
            page.notice("boilerplate-dropped", words)
            tree.drop(facts)


def _leave_place(mark: etree._Element) -> None:
    """Takes out a sign; the place it is for links to lead to becomes its heading's."""
    heading, name = mark.getparent(), mark.get("id") or mark.get("name")
    if heading is not None and name and not heading.get("id"):
        heading.set("id", name)
    tree.drop(mark)


def _named_furniture(element: etree._Element) -> bool:
    if element.tag == "nav" or element.get("role", "") in _ROLES:
        return True
    words = tree.words(element)
    if words & _TAG_WORDS:
        return _all_tags(element)
    if element.tag == "p":
        return "toc" in words and _all_tags(element)
    return bool(words & _SURE) or any(pair <= words for pair in _TOGETHER)


def _all_tags(element: etree._Element) -> bool:
    """Whether a box named for tags or contents holds nothing but links, or words that begin with #."""
    words = text.folded(tree.content(element))
    linked = "".join(tree.content(link) for link in element.iter("a"))
    marked = all(word[0] in "#＃" for word in words.split()) or words in _CONTENTS
    return marked or text.compact(linked) == text.compact(words)
