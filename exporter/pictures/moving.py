"""Animations: a GIF that moves stays one, within bounds, where the profile lets it."""

import io

from PIL import Image, ImageSequence

from exporter.pictures.fitted import Fitted
from exporter.pictures.profiles import QUALITY, Profile

MAX_FRAMES = 100
MAX_PIXELS = 60_000_000  # of all frames together


def animated(image: Image.Image, profile: Profile) -> Fitted | None:
    """The GIF with all its frames; None for one that stands still, or is too much for a book.

    Every frame is decoded and encoded again; times and the number of rounds stay. Whether a frame is worth
    its bytes at a lowered quality is no question: then the first one stands for all.
    """
    if image.format != "GIF" or not profile.moving or profile.quality < QUALITY:
        return None
    frames = getattr(image, "n_frames", 1)
    pixels = image.width * image.height
    if not 1 < frames <= MAX_FRAMES or pixels * frames > MAX_PIXELS or pixels > profile.pixels:
        return None
    if max(image.size) > profile.side:
        return None
    content = _saved(image)
    return Fitted(content, "image/gif", *image.size) if len(content) <= profile.size else None


def _saved(image: Image.Image) -> bytes:
    times, shown = [], []
    for frame in ImageSequence.Iterator(image):
        times.append(frame.info.get("duration", 100))
        shown.append(_clean(frame))
    rounds = {"loop": image.info["loop"]} if "loop" in image.info else {}
    target = io.BytesIO()
    shown[0].save(target, "GIF", save_all=True, append_images=shown[1:], duration=times, disposal=2, **rounds)
    return target.getvalue()


def _clean(frame: Image.Image) -> Image.Image:
    """A frame as it is seen, without the comment and what else the file says about it."""
    seen = frame.convert("RGBA")
    seen = seen if seen.getchannel("A").getextrema() != (255, 255) else seen.convert("RGB")
    seen.info = {}
    return seen
