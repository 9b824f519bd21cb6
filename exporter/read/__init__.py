"""read: bytes -> Post. Finds posts, decodes them, parts front matter from body, makes the body HTML."""

from exporter.read.post import load
from exporter.read.sources import discover

__all__ = ["discover", "load"]
