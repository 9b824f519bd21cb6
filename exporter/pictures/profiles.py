"""What each kind of reading device takes: the bounds a picture is made to fit."""

from dataclasses import dataclass

QUALITY = 85  # of JPEG, where nothing asks for less


@dataclass(frozen=True, slots=True)
class Profile:
    """Bounds of a picture: `side` px of its longer side, `pixels` in all, `size` bytes, `quality` of JPEG.

    `side` does not bind strips (long screenshots), which would become too narrow to read; `pixels` does.
    `grays` is the number of shades the screen has (0: it has colours), `opaque` puts what is see-through on
    white, `moving` keeps an animation.
    """

    side: int = 2400
    pixels: int = 5_600_000
    size: int = 10_000_000
    quality: int = QUALITY
    grays: int = 0
    opaque: bool = False
    moving: bool = True


PROFILES: dict[str, Profile] = {
    # name: bounds            why
    "generic": Profile(),  # 2400 px fill a 10-inch page at 300 dpi
    # Kindle Publishing Guidelines: JPEG, PNG or GIF of at most 5 MB, no animation; its night mode shows black
    # lines on nothing as black on black.
    "kindle": Profile(size=5_000_000, opaque=True, moving=False),
    "kobo": Profile(),
    "apple": Profile(pixels=5_600_000),  # Apple Books Asset Guide: 5.6 million pixels a picture
    # The screens of most such devices: 1404 x 1872 px in 16 shades, dithered here rather than by the device.
    "eink-gray": Profile(side=1872, pixels=2_628_288, grays=16, opaque=True, moving=False),
}
