"""What comes of a picture that is made fit for books, and by which recipe; nothing is loaded for it."""

from dataclasses import dataclass
from importlib import metadata

RECIPE = "5 " + " ".join(f"{name} {metadata.version(name)}" for name in ("pillow", "pi-heif", "resvg-py"))
"""Changes when the same original would give other bytes: part of the name a result is stored under."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture fit for books: its bytes, media type and size in px; `remark` says what it had to lose."""

    content: bytes
    media_type: str
    width: int
    height: int
    remark: str = ""
