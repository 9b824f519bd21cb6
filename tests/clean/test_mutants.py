"""Nothing is lost of 2,400 pages made of all the cases beside this file, mutated (mutants.py).

The judge reads each page with another parser than ours: every letter that it shows is in the article, in its
metadata and credits, or in a notice that says what was left out.
"""

import re
from collections import Counter

import pytest
import tinyhtml5

from exporter.clean import clean, escapes, text
from exporter.clean.vocabulary import faults
from exporter.model import Article, Post
from tests.clean.mutants import mutant, pages

CHUNKS, EACH = 24, 100
PAGES = pages()

# What a page never shows, or shows only where something cannot be shown.
_UNSEEN = frozenset(
    "script style template head title noframes noembed iframe rp annotation annotation-xml".split()
)
_TELLING = frozenset({"boilerplate-dropped", "element-dropped", "metadata-taken"})
_FRAME = re.compile(r"^(?:hidden text|control|drawing|beside code|words in a player) | \([a-z ,]+\)$")
_OWN_WORDS = "注返回本文"  # of marks, ways back and labels of credits, which the book words anew
_LETTERS = re.compile(r"[^\W\d_\u0000-\u2e7f\U0001d400-\U0001d7ff]")  # formulas draw Latin ones of their own


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_letter_of_a_mutated_page_is_accounted_for(chunk: int) -> None:
    for seed in range(chunk * EACH, (chunk + 1) * EACH):
        page = mutant(seed, PAGES)
        article = clean(Post("post.md", "渡口", page))
        assert faults(article.body) == [], (seed, page)
        shown = _shown(escapes.unescaped(page)[0])
        lost = Counter(_LETTERS.findall(shown)) - Counter(_LETTERS.findall(_accounted(article, shown)))
        assert not set(lost) - set(_OWN_WORDS), (seed, page)


def test_the_judge_finds_a_loss() -> None:
    article = clean(Post("post.md", "渡口", "<p>船来了</p>"))
    shown = _shown("<p>船来了</p><table>雨停了</table>")
    lost = Counter(_LETTERS.findall(shown)) - Counter(_LETTERS.findall(_accounted(article, shown)))
    assert "".join(sorted(lost)) == "".join(sorted("雨停了"))


def test_there_are_pages_enough_to_mutate() -> None:
    assert len(PAGES) > 500
    assert len({mutant(seed, PAGES) for seed in range(EACH)}) == EACH
    assert mutant(7, PAGES) == mutant(7, PAGES)


def _shown(page: str) -> str:
    """The text that an HTML5 parser shows; blank lines keep it from taking a short page for a file's name."""
    parts: list[str] = []
    todo = [(tinyhtml5.parse(page + "\n" * 200, namespace_html_elements=False), "")]
    while todo:
        element, tail = todo.pop()
        if isinstance(element.tag, str) and element.tag not in _UNSEEN:
            parts.append(element.text or "")
            todo += [(child, child.tail or "") for child in element]
        parts.append(tail)
    return text.legal("".join(parts))[0]


def _accounted(article: Article, shown: str) -> str:
    """All that the article says; what a notice tells once may have stood on the page several times."""
    said = ["".join(article.body.itertext()), article.title, article.author, article.source]
    said += [
        value
        for element in article.body.iter()
        for value in (element.get("alt"), element.get("alttext"))
        if value
    ]
    said += [value for credit in article.credits for value in credit]
    shown = text.compact(shown)
    for notice in article.notices:
        if notice.code in _TELLING:
            told = text.compact(_FRAME.sub("", notice.about))
            said += [notice.about, told * shown.count(told) if told else ""]
    return "".join(said)
