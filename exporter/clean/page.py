"""What the cleaners share while they work on one article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from exporter.model import Post
from exporter.notices import Notice

if TYPE_CHECKING:
    from exporter.clean.sites.site import Site


@dataclass(slots=True)
class Image:
    """A picture on its way through the cleaners; `img/@src` holds its key in Page.images until the end."""

    candidates: tuple[str, ...]
    alt: str = ""
    title: str = ""
    width: int = 0
    height: int = 0
    inline: bool = False
    formula: bool = False


@dataclass(slots=True)
class Page:
    """The post, what its page states beside the text, and what was found and left out so far."""

    post: Post
    title: str = ""
    author: str = ""
    source: str = ""
    date: datetime | None = None
    sites: tuple[Site, ...] = ()
    lang: str = ""
    notices: dict[Notice, None] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    credits: list[tuple[str, str]] = field(default_factory=list)
    subtitles: dict[str, str] = field(default_factory=dict)

    @property
    def is_named_by_file(self) -> bool:
        """Whether the post has no title of its own, so that the file's name stands in."""
        return any(notice.code == "front-matter-missing" for notice in self.post.notices)

    def notice(self, code: str, about: str = "") -> None:
        """Tells the user one thing, once."""
        self.notices[Notice(code, about, self.post.path)] = None
