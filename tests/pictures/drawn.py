"""Pictures drawn for the tests."""

import io
from typing import Any

from PIL import Image, ImageDraw


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def photograph(width: int = 120, height: int = 80) -> Image.Image:
    """Soft colours that hardly repeat."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    rings = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, rings))


def drawing(width: int = 120, height: int = 80) -> Image.Image:
    """Black and red lines on white."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((3, 3, width // 2, height // 2), outline="black")
    pen.line((0, height, width, 0), fill=(200, 0, 0), width=2)
    return image


def halves(left: str = "red", right: str = "blue") -> Image.Image:
    """40 x 20 px: one colour on the left, another on the right; shows which way up a picture is."""
    image = Image.new("RGB", (40, 20), right)
    image.paste(Image.new("RGB", (20, 20), left))
    return image
