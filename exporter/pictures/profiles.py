"""What each kind of reading device takes: the bounds a picture is made to fit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Bounds of a picture: `side` px of its longer side, `pixels` in all, `size` bytes; `gray`: no colour.

    `side` does not bind strips (long screenshots), which would become too narrow to read; `pixels` does.
    """

    side: int = 2400
    pixels: int = 5_600_000
    size: int = 10_000_000
    gray: bool = False


PROFILES: dict[str, Profile] = {
    # name: bounds            why
    "generic": Profile(),  # 2400 px fill a 10-inch page at 300 dpi
    "kindle": Profile(size=5_000_000),  # Kindle Publishing Guidelines: 5 MB a picture
    "kobo": Profile(),
    "apple": Profile(pixels=5_600_000),  # Apple Books Asset Guide: 5.6 million pixels a picture
    "eink-gray": Profile(gray=True),  # the screen has no colour: smaller, and the same to the eye
}
