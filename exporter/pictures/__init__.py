"""Picture -> Asset: finds the pictures articles show, makes them fit for books and keeps them."""

from exporter.pictures.gallery import Tally, gather, load

__all__ = ["Tally", "gather", "load"]
