"""A picture ready to be seen -> the bytes of a JPEG or PNG, whichever suits it, within the profile's size."""

import io
from typing import Any

from PIL import Image

from exporter.pictures import colour
from exporter.pictures.carrying import carried_over
from exporter.pictures.fitted import Fitted
from exporter.pictures.profiles import QUALITY, Profile

FLAT = 0.7  # share of the sixteen commonest colours from which a picture is line art, not a photograph
SMALLER = 0.8  # by which a picture of too many bytes is scaled, again and again
# How the AC table for luminance begins that most cameras and programs take (ITU-T T.81, table K.5).
STANDARD_TABLE = bytes.fromhex("01020300041105122131410613516107227114328191a108")


def encoded(fine: Image.Image, original: Image.Image, profile: Profile, source: bytes) -> Fitted:
    """`fine` for a book; `original`, of the file `source`, is what it was made from, perhaps the same."""
    if profile.grays:
        fitted = _grays(fine, profile)
    elif original.format == "JPEG":
        fitted = _again(fine, profile, source) if fine is original else _jpeg(fine, profile.quality)
    elif fine.mode == "RGBA" or (original.format != "MPO" and _is_line_art(fine)):
        fitted = _png(fine, profile)
    else:
        fitted = _jpeg(fine, profile.quality)
    while len(fitted.content) > profile.size:
        fine = scaled(colour.on_white(fine), SMALLER)
        fitted = _grays(fine, profile) if profile.grays else _jpeg(fine, profile.quality)
    return fitted


def as_it_is(image: Image.Image, profile: Profile, source: bytes) -> Fitted | None:
    """A JPEG in sRGB within the bounds, not decoded yet, carried over from its file `source` without loss.

    None for one that has to change or may: a file with better codes than the standard's would grow, and
    without JFIF the three channels need not be what they are elsewhere (Y, Cb, Cr).
    """
    suits = image.mode in {"L", "RGB"} and "jfif" in image.info and STANDARD_TABLE in source
    if not suits or profile.grays or profile.quality < QUALITY or not colour.is_srgb(image):
        return None
    content = carried_over(source)
    if content is None or len(content) > profile.size:
        return None
    return Fitted(content, "image/jpeg", image.width, image.height)


def scaled(image: Image.Image, factor: float) -> Image.Image:
    """The picture `factor` times as wide and high."""
    size = (max(1, int(image.width * factor)), max(1, int(image.height * factor)))
    smooth = {"1": "L", "P": "RGB"}.get(image.mode, image.mode)
    return image.convert(smooth).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def saved(image: Image.Image, **options: Any) -> bytes:
    """The bytes of the picture, without what Pillow would carry over: comment, ICC profile, transparency."""
    image.info = {}
    target = io.BytesIO()
    image.save(target, **options)
    return target.getvalue()


def _again(image: Image.Image, profile: Profile, source: bytes) -> Fitted:
    """A JPEG that needs no change keeps its tables: the same pixels, no second loss, about as many bytes.

    To find better codes than those of the standard takes more than all else: they are found where the file
    had better ones.
    """
    kept = _jpeg(image, "keep", optimize=STANDARD_TABLE not in source)
    if profile.quality >= QUALITY and len(kept.content) <= profile.size:
        return kept
    return min(kept, _jpeg(image, profile.quality), key=lambda each: len(each.content))


def _is_line_art(image: Image.Image) -> bool:
    """Charts, screenshots and drawings have large flat areas; photographs hardly repeat a colour."""
    sample = image.convert("RGB")
    sample = sample.resize((min(sample.width, 200), min(sample.height, 200)), Image.Resampling.NEAREST)
    counts = sorted((count for count, _ in sample.getcolors(40_000) or ()), reverse=True)
    return sum(counts[:16]) >= FLAT * sample.width * sample.height


def _grays(image: Image.Image, profile: Profile) -> Fitted:
    return _as("png", colour.in_grays(colour.on_white(image), profile.grays), optimize=True)


def _png(image: Image.Image, profile: Profile) -> Fitted:
    """Without loss, unless the quality is lowered: then in a palette of 256 colours."""
    whole = _as("png", image, optimize=True)
    if profile.quality >= QUALITY or image.mode not in {"RGB", "RGBA"}:
        return whole
    method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    fewer = _as("png", image.quantize(256, method), optimize=True)
    return min(whole, fewer, key=lambda each: len(each.content))


def _jpeg(image: Image.Image, quality: int | str, *, optimize: bool = True) -> Fitted:
    """A baseline JPEG: old e-readers show no other."""
    plain = colour.on_white(image)
    return _as("jpeg", plain, quality=quality, optimize=optimize, progressive=False)


def _as(kind: str, image: Image.Image, **options: Any) -> Fitted:
    content = saved(image, **{"format": kind.upper(), **options})
    return Fitted(content, f"image/{kind}", image.width, image.height)
