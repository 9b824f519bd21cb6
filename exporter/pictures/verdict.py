"""What is said of bytes that cannot become a picture of the book."""


class Unfit(Exception):  # noqa: N818 - a verdict about the picture, not a fault
    """The bytes cannot become a picture of the book; `str()` says why in a few words."""
