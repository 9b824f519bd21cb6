"""The cover as a picture."""

import io
from pathlib import Path

import pytest
from PIL import Image

from exporter.model import Cover
from exporter.settings import Settings
from exporter.write.pdf import cover_jpeg
from tests.write.epub.books import address, book, chapter
from tests.write.pdf import shelf


def drawn(title: str, cover: Cover, cache: Path) -> Image.Image:
    shown = book(title, chapter("a1", title, "<p>字</p>"), cover=cover, gallery=shelf.pictures(cache))
    return Image.open(io.BytesIO(cover_jpeg(shown, Settings())))


def test_size_and_kind(cache: Path) -> None:
    image = drawn("山间的邮局", Cover("#3b5b47"), cache)
    assert (image.format, image.size, image.mode) == ("JPEG", (1600, 2560), "RGB")


def test_the_colour_is_the_book_s(cache: Path) -> None:
    image = drawn("山间的邮局", Cover("#3b5b47"), cache)
    assert image.getpixel((1500, 2400)) == pytest.approx((0x3B, 0x5B, 0x47), abs=3)


def test_a_picture_is_a_band_at_the_foot(cache: Path) -> None:
    plain, banded = (drawn("山间的邮局", Cover("#3b5b47", url), cache) for url in ("", address("wide")))
    assert plain.crop((0, 1700, 1600, 2560)).getextrema() != banded.crop((0, 1700, 1600, 2560)).getextrema()
    assert banded.getpixel((1500, 1500)) == pytest.approx((0x3B, 0x5B, 0x47), abs=3)


TITLES = [
    "山",
    "山间的邮局",
    "超大城市的慢生活｜市民与组织，一起走过的三月",
    "The Postman in the Fog and Other Stories",
    "长" * 60,
]


@pytest.mark.parametrize("title", TITLES)
def test_legible_as_a_grey_thumbnail(title: str, cache: Path) -> None:
    image = drawn(title, Cover("#6d5a1f"), cache).convert("L").resize((160, 256), Image.Resampling.LANCZOS)
    darkest, lightest = image.crop((10, 40, 150, 180)).getextrema()
    assert lightest - darkest > 100
    assert image.crop((152, 0, 160, 256)).getextrema()[1] < lightest - 60  # nothing runs over the edge
