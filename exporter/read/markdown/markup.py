"""Pieces of HTML that several notations come to."""

import html
import re
from urllib.parse import quote

_SIZE = re.compile(r"(\d{1,5})(?:x\d{1,5})?\Z")


def address(written: str) -> str:
    """An address or path with what no address may hold escaped; letters of all scripts stay."""
    return re.sub(r"[\s<>\"\\^`{|}]", lambda match: quote(match[0]), written.strip().strip("\"'"))


def picture(source: str, alt: str = "", size: str = "") -> str:
    """A picture; `size` is 300 or 300x200, in px."""
    stated = _SIZE.match(size)
    width = f' width="{stated[1]}"' if stated else ""
    return f'<img src="{html.escape(address(source))}" alt="{html.escape(alt)}"{width}>'


def link(target: str, words: str) -> str:
    """A link whose words are text, not markup; the address itself where there are none."""
    return f'<a href="{html.escape(address(target))}">{html.escape(words or target, quote=False)}</a>'


def frame(source: str, title: str = "") -> str:
    """What is embedded from elsewhere: cleaning makes it a card with its address."""
    named = f' title="{html.escape(title)}"' if title else ""
    return f'<iframe src="{html.escape(address(source))}"{named}></iframe>'


def code(source: str, language: str = "", title: str = "") -> str:
    """A code block; `title` is markup."""
    source = re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", source)
    named = f' class="language-{html.escape(language)}"' if language else ""
    block = f"<pre><code{named}>{html.escape(source, quote=False)}\n</code></pre>"
    return f'<figure class="highlight"><figcaption>{title}</figcaption>{block}</figure>' if title else block


def formula(source: str, *, apart: bool = False) -> str:
    """TeX, in the form cleaning reads; `apart` on lines of its own."""
    display = ' class="math-display"' if apart else ""
    return f'<span{display} data-tex="{html.escape(source.strip())}"></span>'


def note(title: str = "") -> tuple[str, str]:
    """What opens and closes a note set apart from the text."""
    return f'<aside class="note">{_heading(title)}', "</aside>"


def folded(title: str = "") -> tuple[str, str]:
    """What opens and closes a part folded up on the page: a book shows it."""
    return f"<div>{_heading(title)}", "</div>"


def quotation(credit: str = "") -> tuple[str, str]:
    """What opens and closes a quotation; `credit` is markup that names author and source."""
    return "<blockquote>", f"<p>— {credit}</p></blockquote>" if credit else "</blockquote>"


def _heading(title: str) -> str:
    return f"<p><strong>{html.escape(title, quote=False)}</strong></p>" if title else ""
