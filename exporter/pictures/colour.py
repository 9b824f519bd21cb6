"""Colours: whatever a file holds becomes 8-bit sRGB, gray or RGBA; on white, or in few grays, where asked."""

import io

from PIL import Image, ImageCms

MAX_ICC = 4_000_000  # bytes; press profiles have 0.5 to 3 million
_CONVERTED = {"RGB", "RGBA", "CMYK", "L", "LAB"}  # modes that a colour profile is applied to
_BROKEN = (ImageCms.PyCMSError, OSError, ValueError, TypeError)  # what broken profiles make raise


def srgb(image: Image.Image) -> Image.Image:
    """The picture in sRGB, where it carries a usable profile of another colour space, or is in CIELAB."""
    source = _profile(image)
    if source is None:
        return image
    try:
        target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        mode = image.mode if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
    except _BROKEN:
        return image
    return converted or image


def is_srgb(image: Image.Image) -> bool:
    """Whether a picture, be it not decoded yet, is in sRGB as it is."""
    return _profile(image) is None


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The colour space that a picture is to be converted from. One that is broken says nothing: sRGB."""
    icc = image.info.get("icc_profile", b"")
    try:
        if image.mode == "LAB":
            return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        if image.mode not in _CONVERTED or not 0 < len(icc) <= MAX_ICC:
            return None
        source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        return None if "srgb" in ImageCms.getProfileDescription(source).lower() else source
    except _BROKEN:
        return None


def plain(image: Image.Image) -> Image.Image:
    """The picture in mode 1, L, P, RGB (opaque) or RGBA (something shows through)."""
    if image.mode in {"I", "F"} or image.mode.startswith("I;"):
        return _eight_bits(image)
    if image.has_transparency_data:
        whole = image.convert("RGBA")
        return whole if whole.getchannel("A").getextrema() != (255, 255) else whole.convert("RGB")
    return image if image.mode in {"1", "L", "P", "RGB"} else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Gray of 16 or 32 bits scaled to 8; Pillow's own conversion clips all above 255 to white."""
    wide = image.convert("F")
    low, high = (0.0, 65535.0) if image.mode.startswith("I;") else _extremes(wide)
    scale = 255 / ((high - low) or 1)
    return wide.point(lambda value: value * scale - low * scale).convert("L")


def _extremes(image: Image.Image) -> tuple[float, float]:
    low, high = image.getextrema()
    return float(low), float(high)  # type: ignore[arg-type]  # one channel, so two numbers


def on_white(image: Image.Image) -> Image.Image:
    """On white paper, in a mode JPEG has."""
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def in_grays(image: Image.Image, levels: int) -> Image.Image:
    """In `levels` shades from black to white, the error of each point given on to its neighbours."""
    shades = Image.new("P", (1, 1))
    shades.putpalette([round(step * 255 / (levels - 1)) for step in range(levels) for _ in "rgb"])
    gray = image.convert("L").convert("RGB")
    return gray.quantize(palette=shades, dither=Image.Dither.FLOYDSTEINBERG)
