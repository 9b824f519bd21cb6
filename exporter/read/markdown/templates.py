"""What each template tag becomes: one row a tag, its names, what it shows, and whose it is.

A function that gives None has not found what the tag needs; the tag is then shown as it stands.
"""

import html
import re
from collections.abc import Callable

from exporter.read.markdown import markup
from exporter.read.markdown.conversion import Conversion
from exporter.read.markdown.tags import SHOWN, Tag

Single = Callable[[Tag], str | None]
Verbatim = Callable[[Tag, str, Conversion], str]
Container = Callable[[Tag], tuple[str, str]]

_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|bmp)(?:\?\S*)?$|^https?://", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_KINDS = frozenset(
    "default primary success info warning danger note tip important caution hint quote example abstract"
    " question failure bug open no-icon simple modern flat disabled true false".split()
)
"""Arguments of notes that choose a colour, not a title."""
_CODE_OPTIONS = re.compile(
    r"(?:line_number|highlight|first_line|mark|wrap|line_threshold|caption_position):\S*(?:,\s*\d\S*)*"
    r"|lang(?:uage)?:(?P<language>\S+)"
)


# -- pictures, links and what is embedded


def _picture(tag: Tag) -> str | None:
    words = tag.words()
    place = next((at for at, word in enumerate(words) if _PICTURE_FILE.search(word.value)), None)
    if place is None:
        return _figure(tag)
    title = " ".join(word.value for word in words[place + 1 :] if not word.value.isdigit() and not word.key)
    return markup.picture(words[place].value, title.strip("\"'"))


def _figure(tag: Tag) -> str | None:
    named = _named(tag)
    if "src" not in named:
        return None
    words = [html.escape(named[key], quote=False) for key in ("title", "caption", "attr") if named.get(key)]
    caption = f"<figcaption>{' '.join(words)}</figcaption>" if words else ""
    image = markup.picture(named["src"], named.get("alt", ""), named.get("width", ""))
    return f"<figure>{image}{caption}</figure>"


def _link(tag: Tag) -> str | None:
    """`{% link text url [external] [title] %}`; the text may be several words."""
    web = _WEB.search(tag.arguments)
    words = tag.arguments[: web.start()].strip().strip("\"'") if web else ""
    return markup.link(web[0], words) if web and words else None


def _button(tag: Tag) -> str | None:
    """`{% button url, text, icon, title %}`."""
    parts = [part.strip() for part in tag.arguments.split(",")]
    return markup.link(parts[0], parts[1].split(" [")[0]) if len(parts) > 1 and parts[1] else None


def _post(tag: Tag) -> str | None:
    """A link to a post that is not at hand: its title, else its name, is what can be shown."""
    words = [word.value for word in tag.words() if word.value not in {"true", "false"}]
    return html.escape(" ".join(words[1:]) or words[0], quote=False) if words else None


def _asset(tag: Tag) -> str | None:
    words = [word.value for word in tag.words() if word.value not in {"true", "false"}]
    return markup.link(words[0], " ".join(words[1:])) if words else None


def _path(tag: Tag) -> str | None:
    return html.escape(tag.arguments.strip("\"'"), quote=False) or None


def _label(tag: Tag) -> str | None:
    """`{% label primary@text %}`."""
    return html.escape(tag.arguments.rpartition("@")[2], quote=False) or None


def _nothing(_tag: Tag) -> str | None:
    return ""


def _shown(tag: Tag) -> str | None:
    opening, closing = ("{{&lt;", "&gt;}}") if "<" in tag.source[:4] else ("{{%", "%}}")
    return f"{opening} {html.escape(tag.arguments, quote=False)} {closing}"


def _frame(page: str) -> Single:
    """A tag whose first argument (or `id`) stands for `{}` in the address of a player or page."""

    def build(tag: Tag) -> str | None:
        named, words = _named(tag), [word.value for word in tag.words() if not word.key]
        name = named.get("id") or named.get("src") or named.get("url") or next(iter(words), "")
        if not name:
            return None
        return markup.frame(name if _WEB.match(name) else page.format(name), named.get("title", ""))

    return build


SINGLE: tuple[tuple[str, Single, str], ...] = (
    # names, what it becomes, whose tag it is and why it is treated so
    ("asset_img img image fullimage fi", _picture, "Hexo: a picture of the asset folder, by its name there"),
    ("figure imgproc", _figure, "Hugo: a picture with caption; its folder is the page bundle"),
    ("link exturl", _link, "Hexo, NexT: a link"),
    ("button btn", _button, "NexT: a link drawn as a button"),
    ("post_link", _post, "Hexo: a link to another post, which may not be in the book"),
    ("asset_link", _asset, "Hexo: a link to a file of the asset folder"),
    (
        "asset_path post_path post_url ref relref",
        _path,
        "addresses; where a link or picture has one, addresses.py",
    ),
    ("label", _label, "NexT: coloured words"),
    ("more endmore toc TOC", _nothing, "marks for the home page and for a table of contents: no text"),
    ("youtube", _frame("https://www.youtube.com/embed/{}"), "Hexo, Hugo: a video by its id"),
    ("vimeo", _frame("https://player.vimeo.com/video/{}"), "Hexo, Hugo: a video by its id"),
    ("bilibili", _frame("https://player.bilibili.com/player.html?bvid={}"), "Hugo themes: a video by its id"),
    ("gist", _frame("https://gist.github.com/{}"), "Hexo, Hugo, Jekyll: code kept elsewhere"),
    ("tweet twitter x", _frame("https://twitter.com/i/status/{}"), "Hugo: a post kept elsewhere"),
    ("instagram", _frame("https://www.instagram.com/p/{}"), "Hugo: a post kept elsewhere"),
    ("jsfiddle", _frame("https://jsfiddle.net/{}"), "Hexo: code kept elsewhere"),
    ("codepen", _frame("https://codepen.io/{}"), "Jekyll, Hugo themes: code kept elsewhere"),
    ("iframe video audio pdf", _frame("{}"), "Hexo, NexT: by their whole address"),
    (SHOWN, _shown, "Hugo: a tag that a manual shows"),
)


# -- what is shown as it stands


def _codeblock(tag: Tag, inside: str, _conversion: Conversion) -> str:
    """`{% codeblock [title] [lang:language] [url] [link text] %}`."""
    language = ""
    for option in _CODE_OPTIONS.finditer(tag.arguments):
        language = option["language"] or language
    rest = _CODE_OPTIONS.sub("", tag.arguments)
    web = _WEB.search(rest)
    title = html.escape((rest[: web.start()] if web else rest).strip().strip("\"'"), quote=False)
    if web:
        title = f"{title} {markup.link(web[0], rest[web.end() :].strip() or web[0])}".strip()
    return markup.code(inside, language, title)


def _highlight(tag: Tag, inside: str, _conversion: Conversion) -> str:
    """`{% highlight lang linenos %}`, `{{< highlight lang "options" >}}`."""
    language = next((word.value for word in tag.words() if not word.key and not word.quoted), "")
    return markup.code(inside, language or _named(tag).get("lang", ""))


def _raw(_tag: Tag, inside: str, conversion: Conversion) -> str:
    return conversion.without_tags(inside)


def _diagram(_tag: Tag, inside: str, _conversion: Conversion) -> str:
    return markup.code(inside, "mermaid")


def _formula(_tag: Tag, inside: str, _conversion: Conversion) -> str:
    return f"<p>{markup.formula(inside.strip().strip('$'), apart=True)}</p>"


def _html(_tag: Tag, inside: str, _conversion: Conversion) -> str:
    return inside


def _comment(_tag: Tag, inside: str, conversion: Conversion) -> str:
    conversion.leave_out(f"comment {' '.join(inside.split())}")
    return ""


VERBATIM: tuple[tuple[str, Verbatim, str], ...] = (
    ("codeblock code prism include_code", _codeblock, "Hexo: code, with a caption"),
    ("highlight", _highlight, "Jekyll, Hugo: code"),
    ("raw verbatim", _raw, "Hexo, Jekyll: Markdown in which tags are text"),
    ("mermaid", _diagram, "NexT, Hugo: a diagram's source is what a book can show"),
    ("math katex latex", _formula, "Hugo themes: a formula"),
    ("rawhtml html", _html, "Hugo themes: HTML"),
    ("comment", _comment, "Liquid: not shown anywhere"),
)


# -- what holds Markdown


def _note(tag: Tag) -> tuple[str, str]:
    """NexT `{% note [kind] [title] %}`, Hugo `{{< admonition tip "title" >}}`, `{{< notice tip >}}`."""
    return markup.note(_title(tag))


def _folded(tag: Tag) -> tuple[str, str]:
    return markup.folded(_title(tag))


def _title(tag: Tag) -> str:
    named = _named(tag)
    words = [word.value for word in tag.words() if not word.key and word.value.lower() not in _KINDS]
    return named.get("title") or named.get("summary") or " ".join(words)


def _quotation(tag: Tag) -> tuple[str, str]:
    """`{% blockquote [author[, source]] [link] [source_link_title] %}`."""
    named, web = _named(tag), _WEB.search(tag.arguments)
    before, after = tag.arguments, ""
    if web:
        before, after = tag.arguments[: web.start()], tag.arguments[web.end() :].strip()
    author, _, source = named.get("author", "" if named else before).partition(",")
    source = source.strip() or after or named.get("source", "")
    target = web[0] if web else named.get("link", "")
    cited = markup.link(target, source) if target else html.escape(source, quote=False)
    parts = [html.escape(author.strip("\"' "), quote=False), f"<cite>{cited}</cite>" if cited else ""]
    return markup.quotation(", ".join(filter(None, parts)))


def _plain_quotation(_tag: Tag) -> tuple[str, str]:
    return markup.quotation()


def _centred(_tag: Tag) -> tuple[str, str]:
    return "<center>", "</center>"


def _only_contents(_tag: Tag) -> tuple[str, str]:
    return "", ""


CONTAINERS: tuple[tuple[str, Container, str], ...] = (
    ("note noteblock tip alert admonition notice callout hint info warning", _note, "NexT, Hugo: a note"),
    ("blockquote quote", _quotation, "Hexo: a quotation that says whose it is"),
    ("pullquote cq centerquote", _plain_quotation, "Hexo, NexT: a quotation; its arguments are style"),
    ("details folding fold hideToggle hideBlock spoiler expand", _folded, "themes: a book shows it unfolded"),
    ("center align", _centred, "Hugo themes: lines set in the middle"),
    ("tabs tab subtabs gallery grouppicture group_pictures gp div span p columns column row", _only_contents,
     "themes: layout of the screen"),
)  # fmt: skip


def _named(tag: Tag) -> dict[str, str]:
    return {word.key: word.value for word in tag.words() if word.key}


SINGLES = {name: build for names, build, _reason in SINGLE for name in names.split()}
VERBATIMS = {name: build for names, build, _reason in VERBATIM for name in names.split()}
CONTAINERS_BY_NAME = {name: build for names, build, _reason in CONTAINERS for name in names.split()}
