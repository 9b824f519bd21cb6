"""Articles made by hand, for tests that begin after cleaning."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from exporter.model import Article


def article(title: str = "山间的邮局", body: str = "<p>邮局在半山腰。</p>", **fields: Any) -> Article:
    """An Article with `body` in the closed vocabulary; `date` may be an ISO string."""
    tree = etree.fromstring(f"<article>{body}</article>")
    text = "".join("".join(tree.itertext()).split())
    defaults: dict[str, Any] = {
        "path": f"{title}.md",
        "lang": "zh-Hans",
        "author": "林间",
        "date": datetime(2022, 3, 17, 8, 30, tzinfo=UTC),
        "fingerprint": hashlib.sha256(text.encode()).hexdigest(),
    }
    if isinstance(fields.get("date"), str):
        fields["date"] = datetime.fromisoformat(fields["date"])
    return Article(title=title, body=tree, **(defaults | fields))
