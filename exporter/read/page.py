"""Whole HTML pages: what their head says, and where their body begins."""

from dataclasses import dataclass, field

import regex as re  # before 3.11.5, re loses matches in possessive groups (gh-106052)

MAX_HEAD = 1_000_000  # characters; inline styles and scripts make heads long
MAX_TAGS = 500  # meta and link elements looked at

_ATTRIBUTES = r"""(?:"[^"]*"|'[^']*'|[^>"'])*>"""
_IS_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype|html|head|body)\b", re.I | re.S
)
# What may stand before the body; the first thing that is none of these begins it (HTML 13.2.6.4, "in head").
_HEAD_TOKEN = re.compile(
    rf"""\s+ | <!--.*?--> | <[!?][^>]*>
    | <(script|style|noscript|template|object)\b{_ATTRIBUTES}.*?</\1\s*>
    | (?P<told> <title\b{_ATTRIBUTES}.*?</title\s*> | <(?:html|meta|link)\b{_ATTRIBUTES} )
    | </?(?:head|base)\b{_ATTRIBUTES}""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_BODY = re.compile(rf"<body\b{_ATTRIBUTES}", re.IGNORECASE)

FIELDS = {
    # field: the names of meta elements that state it, best first
    "title": ("og:title", "twitter:title"),
    "author": ("author", "article:author", "byl", "dc.creator"),
    "date": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "publishdate",
        "pubdate",
        "date",
        "dc.date",
    ),
    "description": ("description", "og:description", "twitter:description"),
    "categories": ("article:section",),
    "tags": ("keywords",),
    "headimg": ("og:image", "og:image:url", "twitter:image"),
    "link": ("og:url",),
}


@dataclass(frozen=True, slots=True)
class Page:
    """The `body` of a page, its tags off, and the `fields` its head states, named as in front matter."""

    body: str
    fields: dict[str, str] = field(default_factory=dict)


def is_page(text: str) -> bool:
    """Whether `text` is a whole page, not a piece of one."""
    return _IS_PAGE.match(text) is not None


def take_apart(text: str) -> Page:
    """The head's statements and the body of a whole page. Text after the body stays, as in browsers."""
    told: list[str] = []
    at = 0
    while at < MAX_HEAD and (token := _HEAD_TOKEN.match(text, at)):
        if token["told"] and len(told) < MAX_TAGS:
            told.append(token["told"])
        at = token.end()
    if body := _BODY.match(text, at):
        at = body.end()
    return Page(_without_end(text[at:]), _stated("".join(told)))


def _without_end(text: str) -> str:
    for end in ("</html>", "</body>"):
        text = text.rstrip()
        if text[-len(end) :].lower() == end:
            text = text[: -len(end)]
    return text


def _stated(head: str) -> dict[str, str]:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - whole pages only

    tree = LexborHTMLParser(head)
    metas: dict[str, str] = {}
    for meta in tree.css("meta"):
        name = (
            meta.attributes.get("property") or meta.attributes.get("name") or meta.attributes.get("itemprop")
        )
        metas.setdefault((name or "").lower(), meta.attributes.get("content") or "")
    fields = {
        name: found
        for name, keys in FIELDS.items()
        if (found := next(filter(None, map(metas.get, keys)), ""))
    }
    title = tree.css_first("title")
    if title is not None and title.text():
        fields.setdefault("title", title.text())
    canonical = tree.css_first("link[rel=canonical]")
    if canonical is not None and canonical.attributes.get("href"):
        fields["link"] = canonical.attributes["href"] or ""
    root = tree.css_first("html")
    if root is not None and root.attributes.get("lang"):
        fields["lang"] = root.attributes["lang"] or ""
    return fields
