"""Pictures stand upright on pages that are turned: to the layout, which lies on its side, they lie too."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

INCH = 96  # px


@contextmanager
def standing(*, wanted: bool) -> Iterator[None]:
    """While it lasts, pictures that documents load are turned against the clock, if that is `wanted`."""
    document: Any = import_module("weasyprint.document")
    plain = document.original_get_image_from_uri
    if wanted:
        document.original_get_image_from_uri = lambda *args, **named: _turned(plain(*args, **named))
    try:
        yield
    finally:
        document.original_get_image_from_uri = plain


def _turned(picture: Any) -> Any:
    return None if picture is None else Turned(picture)


class Turned:
    """A picture of WeasyPrint's, width and height changed about."""

    def __init__(self, picture: Any) -> None:
        self.picture = picture

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[Any, Any, Any]:
        """Width, height and what the one is of the other, None where the picture does not say."""
        width, height, ratio = self.picture.get_intrinsic_size(resolution, font_size)
        return height, width, 1 / ratio if ratio else ratio

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Draws it into a box of `width` by `height` px, its own right edge at the box's top."""
        if not hasattr(self.picture, "_dpi"):
            stream.transform(0, -1, 1, 0, 0, height)
            self.picture.draw(stream, height, width, style)
            return
        # RasterImage.draw takes how fine a picture is from a matrix that is not turned.
        fine = max(self.picture.width * INCH / height, self.picture.height * INCH / width)
        limit = self.picture._dpi
        ratio = limit / fine if limit and fine > limit else 1
        name = stream.add_image(self.picture, style["image_rendering"] == "auto", ratio)
        stream.transform(0, -height, -width, 0, width, height)
        stream.draw_x_object(name)
