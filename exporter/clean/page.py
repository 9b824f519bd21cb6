"""What the cleaners share while they work on one article."""

from dataclasses import dataclass, field

from exporter.model import Post
from exporter.notices import Notice


@dataclass(slots=True)
class Image:
    """A picture on its way through the cleaners; `img/@src` holds its key in Page.images until the end."""

    candidates: tuple[str, ...]
    alt: str = ""
    title: str = ""
    width: int = 0
    height: int = 0
    inline: bool = False


@dataclass(slots=True)
class Page:
    """The post, and what was found and left out so far."""

    post: Post
    title: str = ""
    lang: str = ""
    notices: dict[Notice, None] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    credits: list[tuple[str, str]] = field(default_factory=list)
    subtitles: dict[str, str] = field(default_factory=dict)

    def notice(self, code: str, about: str = "") -> None:
        """Tells the user one thing, once."""
        self.notices[Notice(code, about, self.post.path)] = None
