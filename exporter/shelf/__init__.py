"""The folder that `bundle` fills: what lies there, told to people, to reading apps, and to the next run."""

from exporter.shelf.catalogue import FEED, PUBLICATIONS
from exporter.shelf.entry import MEDIA_TYPES, File
from exporter.shelf.manifest import MANIFEST, Shelf
from exporter.shelf.pages import is_laid_out, lay_out
from exporter.shelf.place import places

__all__ = [
    "FEED", "MANIFEST", "MEDIA_TYPES", "PUBLICATIONS", "File", "Shelf", "is_laid_out", "lay_out", "places",
]  # fmt: skip
