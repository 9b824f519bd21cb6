"""Any picture's bytes -> a JPEG, PNG or GIF every reader shows: upright, sRGB, no metadata, within bounds.

The picture is always read whole and written again (decoded and encoded; a JPEG that needs no change code by
code, `carrying.py`), so that nothing hidden in the file (GPS, a second file appended) reaches the book. The
same bytes, profile and libraries give the same bytes.
"""

import io
import warnings
from dataclasses import replace
from math import ceil, sqrt

import PIL
from PIL import Image, ImageFile

from exporter.pictures import colour, moving, vector
from exporter.pictures.encoding import as_it_is, encoded, scaled
from exporter.pictures.fitted import RECIPE, Fitted
from exporter.pictures.profiles import Profile
from exporter.pictures.verdict import Unfit

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")  # every other plug-in of Pillow stays shut
MAX_PIXELS = 40_000_000  # judged from the header, before anything is decoded
STRIP = 3  # a picture this many times longer than wide is a strip

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
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")  # brands, ISO/IEC 23008-12

# PILLOW_BLOCKS_MAX, of 16 MB each: the memory of one picture serves the next, a tenth of the time is spared.
Image.core.set_blocks_max(4)  # type: ignore[attr-defined]

# Pillow warns of malformed metadata, which is dropped, and of sizes that MAX_PIXELS refuses anyway.
warnings.filterwarnings("ignore", module=r"PIL\.")

__all__ = ["FORMATS", "MAX_PIXELS", "RECIPE", "Fitted", "Unfit", "fit"]


def fit(original: bytes, profile: Profile) -> Fitted:
    """`original`, in any of FORMATS, HEIC or SVG, made fit for `profile`. Raises Unfit."""
    if vector.is_svg(original):
        content, remark = vector.drawn(original, profile.side)
        return replace(_decoded(content, profile, drawn=True), remark=remark)
    return _decoded(original, profile)


def _decoded(original: bytes, profile: Profile, *, drawn: bool = False) -> Fitted:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it, for the whole process
    try:
        with Image.open(io.BytesIO(original), formats=_formats(original)) as image:
            _check(image, drawn)
            if moved := moving.animated(image, profile):
                return moved
            image.seek(0)
            if _fits(image, profile) and (carried := as_it_is(image, profile, original)):
                return carried
            _halve(image, profile)
            image.load()
            return _fitted(image, profile, original)
    except Unfit:
        raise
    except MemoryError as error:
        raise Unfit("too large to decode") from error
    except (PIL.UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise Unfit(_unidentified(original, error)) from error
    except Exception as error:  # Pillow's decoders raise nearly anything on malformed data
        raise Unfit("damaged picture") from error


def _formats(original: bytes) -> tuple[str, ...]:
    """The formats it may be in: HEIC's decoder is loaded for HEIC alone."""
    if original[4:8] != b"ftyp" or original[8:12] not in _HEIC:
        return FORMATS
    import pi_heif  # noqa: PLC0415

    pi_heif.register_heif_opener(thumbnails=False)
    return (*FORMATS, "HEIF")


def _check(image: Image.Image, drawn: bool) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise Unfit("too many pixels")
    if drawn and image.getbbox() is None:
        raise Unfit("empty")


def _unidentified(original: bytes, error: Exception) -> str:
    if isinstance(error, Image.DecompressionBombError):
        return "too many pixels"
    return "not a picture" if original else "empty"


def _fitted(image: Image.Image, profile: Profile, source: bytes) -> Fitted:
    fine = colour.plain(colour.srgb(_upright(image)))
    if profile.opaque and fine.mode == "RGBA":
        fine = colour.on_white(fine)
    factor = _factor(fine.size, profile)
    return encoded(scaled(fine, factor) if factor < 1 else fine, image, profile, source)


def _halve(image: Image.Image, profile: Profile) -> None:
    """Has a JPEG far larger than needed decoded at a half, a quarter or an eighth, in as little memory."""
    factor = 2 * _factor(image.size, profile)
    if image.format == "JPEG" and factor < 1:
        image.draft(image.mode, (ceil(image.width * factor), ceil(image.height * factor)))


def _fits(image: Image.Image, profile: Profile) -> bool:
    """Whether a JPEG is upright and within the bounds, as its header says."""
    return image.format == "JPEG" and _turn(image) is None and _factor(image.size, profile) >= 1


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What sets it upright."""
    try:
        return _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - malformed EXIF raises nearly anything; the picture itself is sound
        return None


def _upright(image: Image.Image) -> Image.Image:
    turn = _turn(image)
    if turn is None:
        return image
    turned = image.transpose(turn)
    turned.info = image.info
    return turned


def _factor(size: tuple[int, int], profile: Profile) -> float:
    """By how much a picture is to be scaled down: 1 where it is small enough."""
    longer, shorter = max(size), min(size)
    factor = min(1.0, sqrt(profile.pixels / (longer * shorter)))
    return min(factor, profile.side / longer) if longer < STRIP * shorter else factor
