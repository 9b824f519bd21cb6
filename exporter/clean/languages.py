"""Languages within an article: a block or a few words in another one say so, for fonts and line ends.

By script, and where that does not tell, by characters and words that only one language writes. Nothing is
marked on a guess: what is not sure is of the article's language.
"""

import re
from collections.abc import Iterator

from lxml import etree

from exporter.clean import vocabulary
from exporter.typography.language import foreign_runs, sure_language_of

_BLOCKS = ("p", *vocabulary.HEADINGS, "li", "td", "th", "dt", "dd", "figcaption", "caption")
_UNTOUCHED = frozenset({"pre", "code", "kbd", "samp", "math", "ruby"})
_FOREIGN = re.compile("[\u3041-\u30fa\uac00-\ud7a3]{2}")


def mark_languages(article: etree._Element, lang: str) -> None:
    """Puts `lang` on blocks that surely are in another language than the article, and on foreign words."""
    for block in list(article.iter(*_BLOCKS)):
        if _stated(block) or next(block.iter("p"), block) is not block:  # its paragraphs speak for it
            continue
        words = "".join(_own_words(block))
        found = sure_language_of(words)
        if found and not lang.startswith(found):
            block.set("lang", found)
        elif _FOREIGN.search(words):
            _mark_runs(block, lang)


def _stated(element: etree._Element) -> bool:
    return any(each.get("lang") for each in (element, *element.iterancestors()))


def _own_words(block: etree._Element) -> Iterator[str]:
    """What the block says in running text: neither code nor formulas, nor blocks within it."""
    yield block.text or ""
    for child in block:
        if child.tag in vocabulary.INLINES and child.tag not in _UNTOUCHED and not child.get("lang"):
            yield from _own_words(child)
        yield child.tail or ""


def _mark_runs(element: etree._Element, lang: str) -> None:
    for child in list(element):
        if child.tag in vocabulary.INLINES and child.tag not in _UNTOUCHED and not child.get("lang"):
            _mark_runs(child, lang)
        _split(element, child, child.tail or "", lang)
    _split(element, None, element.text or "", lang)


def _split(parent: etree._Element, before: etree._Element | None, words: str, lang: str) -> None:
    """Puts the foreign runs of the text after `before`, or at the beginning of `parent`, into spans."""
    runs = [run for run in foreign_runs(words) if not lang.startswith(run[2])]
    if not runs:
        return
    place = 0 if before is None else parent.index(before) + 1
    ends = [*(start for start, _, _ in runs[1:]), len(words)]
    if before is None:
        parent.text = words[: runs[0][0]]
    else:
        before.tail = words[: runs[0][0]]
    for offset, ((start, end, found), until) in enumerate(zip(runs, ends, strict=True)):
        span = etree.Element("span", lang=found)
        span.text, span.tail = words[start:end], words[end:until]
        parent.insert(place + offset, span)
