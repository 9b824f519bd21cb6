"""Any picture's bytes -> a JPEG or PNG every reader shows: upright, sRGB, no metadata, within bounds.

The picture is always decoded whole and encoded again, so that nothing hidden in the file (GPS, a second file
appended) reaches the book. The same bytes, profile and Pillow give the same bytes.
"""

import io
import warnings
from dataclasses import dataclass
from math import sqrt
from typing import Any

import PIL
from PIL import Image, ImageCms

from exporter.pictures.profiles import Profile

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")  # every other plug-in of Pillow stays shut
MAX_PIXELS = 40_000_000  # judged from the header, before anything is decoded
MAX_ICC = 4_000_000  # bytes; press profiles have 0.5 to 3 million
STRIP = 3  # a picture this many times longer than wide is a strip
FLAT = 0.7  # share of the sixteen commonest colours from which a picture is line art, not a photograph
JPEG: dict[str, Any] = {
    "format": "JPEG",
    "optimize": True,
    "progressive": False,
}  # old e-readers: baseline only
RECIPE = f"1 Pillow {PIL.__version__}"
"""Changes when the same original would give other bytes: part of the name a result is stored under."""

_UPRIGHT = {  # EXIF orientation -> what sets the picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112

# Pillow warns of malformed metadata, which is dropped, and of sizes that MAX_PIXELS refuses anyway.
warnings.filterwarnings("ignore", module=r"PIL\.")


class Unfit(Exception):  # noqa: N818 - a verdict about the picture, not a fault
    """The bytes cannot become a picture of the book; `str()` says why in a few words."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture fit for books: its bytes, media type and size in px."""

    content: bytes
    media_type: str
    width: int
    height: int


def fit(original: bytes, profile: Profile) -> Fitted:
    """`original`, in any of FORMATS, made fit for `profile`. Raises Unfit."""
    try:
        with Image.open(io.BytesIO(original), formats=FORMATS) as image:
            _check_pixels(image)
            image.load()
            return _fitted(image, profile)
    except Unfit:
        raise
    except (PIL.UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise Unfit(_unidentified(original, error)) from error
    except Exception as error:  # Pillow's decoders raise nearly anything on malformed data
        raise Unfit("damaged picture") from error


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise Unfit("too many pixels")


def _unidentified(original: bytes, error: Exception) -> str:
    if isinstance(error, Image.DecompressionBombError):
        return "too many pixels"
    if not original:
        return "empty"
    start = original[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<") and b"<svg" in start:
        return "SVG"
    return "not a picture"


def _fitted(image: Image.Image, profile: Profile) -> Fitted:
    fine = _small_enough(_plain(_srgb(_upright(image))), profile)
    if profile.gray and fine.mode in {"RGB", "P"}:
        fine = fine.convert("L")
    content, media_type = _encoded(fine, image, profile)
    while len(content) > profile.size:
        fine = _scaled(_opaque(fine), 0.8)
        content, media_type = _jpeg(fine, 85), "image/jpeg"
    return Fitted(content, media_type, fine.width, fine.height)


def _upright(image: Image.Image) -> Image.Image:
    try:
        turn = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - malformed EXIF raises nearly anything; the picture itself is sound
        return image
    if turn is None:
        return image
    turned = image.transpose(turn)
    turned.info = image.info
    return turned


def _srgb(image: Image.Image) -> Image.Image:
    """The picture in sRGB, where it carries a usable profile of another colour space."""
    icc = image.info.get("icc_profile", b"")
    if False or not 0 < len(icc) <= MAX_ICC or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return image
        target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        mode = image.mode if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a broken profile says nothing: the numbers are taken as sRGB
    return converted or image


def _plain(image: Image.Image) -> Image.Image:
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


def _small_enough(image: Image.Image, profile: Profile) -> Image.Image:
    longer, shorter = max(image.size), min(image.size)
    factor = min(1.0, sqrt(profile.pixels / (longer * shorter)))
    if longer < STRIP * shorter:
        factor = min(factor, profile.side / longer)
    return _scaled(image, factor) if factor < 1 else image


def _scaled(image: Image.Image, factor: float) -> Image.Image:
    size = (max(1, int(image.width * factor)), max(1, int(image.height * factor)))
    smooth = {"1": "L", "P": "RGB"}.get(image.mode, image.mode)
    return image.convert(smooth).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _opaque(image: Image.Image) -> Image.Image:
    """On white paper, in a mode JPEG has."""
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _encoded(fine: Image.Image, original: Image.Image, profile: Profile) -> tuple[bytes, str]:
    if fine is original and original.format == "JPEG":
        kept = _jpeg(fine, "keep")  # same tables, same pixels: no second loss
        return (kept, "image/jpeg") if len(kept) <= profile.size else (_jpeg(fine, 85), "image/jpeg")
    if fine.mode == "RGBA" or (original.format not in {"JPEG", "MPO"} and _is_line_art(fine)):
        return _png(fine), "image/png"
    return _jpeg(_opaque(fine), 85), "image/jpeg"


def _is_line_art(image: Image.Image) -> bool:
    """Charts, screenshots and drawings have large flat areas; photographs hardly repeat a colour."""
    sample = image.convert("RGB")
    sample = sample.resize((min(sample.width, 200), min(sample.height, 200)), Image.Resampling.NEAREST)
    counts = sorted((count for count, _ in sample.getcolors(40_000) or ()), reverse=True)
    return sum(counts[:16]) >= FLAT * sample.width * sample.height


def _jpeg(image: Image.Image, quality: int | str) -> bytes:
    return _saved(image, quality=quality, **JPEG)


def _png(image: Image.Image) -> bytes:
    return _saved(image, format="PNG", optimize=True)


def _saved(image: Image.Image, **options: Any) -> bytes:
    image.info = {}  # what Pillow would otherwise carry over: comment, ICC profile, transparency
    target = io.BytesIO()
    image.save(target, **options)
    return target.getvalue()
