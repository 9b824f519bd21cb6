"""What the tests of cleaning share: an article cleaned from a piece of HTML, and its body as text."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from lxml import etree

from exporter.clean import clean
from exporter.clean.sites import Site
from exporter.clean.vocabulary import faults
from exporter.model import Article, Post

PROSE = "这一天的雨从清晨下到傍晚，河水涨了半尺，渡口的老船工把缆绳又多绕了一圈，才肯回家吃饭。"


@pytest.fixture(scope="session")
def cleaned() -> Callable[..., Article]:
    """Cleans HTML as the body of a post; `§` stands for a paragraph of prose, so that cases stay short."""

    def run(html: str, sites: Sequence[Site] | None = None, **fields: Any) -> Article:
        post = Post(
            **{"path": "post.md", "title": "渡口", "body": html.replace("§", f"<p>{PROSE}</p>")} | fields
        )
        article = clean(post, sites)
        assert faults(article.body) == []
        return article

    return run


@pytest.fixture(scope="session")
def body(cleaned: Callable[..., Article]) -> Callable[..., str]:
    """The cleaned body as markup, without the article element itself."""

    def run(html: str, **fields: Any) -> str:
        article = cleaned(html, **fields)
        return "".join(etree.tostring(part, encoding="unicode") for part in article.body)

    return run
