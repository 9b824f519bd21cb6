"""What becomes of a picture's bytes."""

import base64
import dataclasses
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, features

from exporter.pictures.carrying import carried_over, library
from exporter.pictures.profiles import PROFILES, Profile
from exporter.pictures.transcode import FORMATS, Fitted, Unfit, fit
from exporter.settings import PROFILES as PROFILE_NAMES
from tests.pictures.drawn import drawing, encoded, halves, photograph

ANY = Profile()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
DATA = Path(__file__).parent / "data"
ENTITIES = (
    b'<!DOCTYPE svg [<!ENTITY a "' + b"lol" * 10 + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><svg xmlns="http://www.w3.org/2000/svg" width="9"><text x="&j;">&j;</text></svg>'
)  # fmt: skip


def svg(inside: str, attributes: str = "width='20' height='20'") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def animation(kind: str = "GIF", frames: int = 3, size: tuple[int, int] = (120, 80)) -> bytes:
    """A square that wanders over white."""
    shown = [Image.new("RGB", size, "white") for _ in range(frames)]
    for number, frame in enumerate(shown):
        frame.paste(Image.new("RGB", (4, 4), (200, number % 200, 0)), (number % size[0], 0))
    more = {"save_all": True, "append_images": shown[1:], "duration": 80, "loop": 2}
    return encoded(
        shown[0], kind, **more, **({"lossless": True} if kind == "WEBP" else {"comment": b"SECRET"})
    )


def opened(fitted: Fitted) -> Image.Image:
    image = Image.open(io.BytesIO(fitted.content))
    image.load()
    return image


def see_through(image: Image.Image) -> Image.Image:
    clear = image.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(image.size))
    return clear


def png(width: int, height: int, rows: bytes, bits: int = 8, colour: int = 2) -> bytes:
    """A PNG file written by hand, for what Pillow does not write."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encoded(halves(), "JPEG", quality=95, exif=exif)


def wide_gray() -> bytes:
    """16 bits: black, a quarter, a half, white."""
    image = Image.new("I;16", (4, 1))
    for x, value in enumerate((0, 16384, 32768, 65535)):
        image.putpixel((x, 0), value)
    return encoded(image, "PNG")


FITTED: list[tuple[str, bytes, str, str, tuple[int, int]]] = [
    # what it is, bytes, media type and mode expected, size expected
    ("JPEG", encoded(photograph(), "JPEG"), "jpeg", "RGB", (120, 80)),
    ("progressive JPEG", encoded(photograph(), "JPEG", progressive=True), "jpeg", "RGB", (120, 80)),
    ("JPEG drawing stays JPEG", encoded(drawing(), "JPEG"), "jpeg", "RGB", (120, 80)),
    ("gray JPEG", encoded(photograph().convert("L"), "JPEG"), "jpeg", "L", (120, 80)),
    ("CMYK JPEG", encoded(photograph().convert("CMYK"), "JPEG"), "jpeg", "RGB", (120, 80)),
    ("JPEG turned by EXIF", turned(6), "jpeg", "RGB", (20, 40)),
    ("PNG photograph", encoded(photograph(), "PNG"), "jpeg", "RGB", (120, 80)),
    ("PNG drawing", encoded(drawing(), "PNG"), "png", "RGB", (120, 80)),
    ("PNG, see-through", encoded(see_through(photograph()), "PNG"), "png", "RGBA", (120, 80)),
    ("PNG, opaque alpha", encoded(photograph().convert("RGBA"), "PNG"), "jpeg", "RGB", (120, 80)),
    ("PNG, gray and alpha", encoded(see_through(drawing()).convert("LA"), "PNG"), "png", "RGBA", (120, 80)),
    ("PNG palette", encoded(drawing().quantize(8), "PNG"), "png", "P", (120, 80)),
    ("PNG palette, see-through", encoded(drawing().quantize(8), "PNG", transparency=0), "png", "RGBA", (120, 80)),
    ("PNG of one bit", encoded(drawing().convert("1"), "PNG"), "png", "1", (120, 80)),
    ("PNG, gray of 16 bits", wide_gray(), "png", "L", (4, 1)),
    ("PNG, colour of 16 bits", png(2, 1, b"\0" + b"\xff\xff\0\0\0\0" * 2, bits=16), "png", "RGB", (2, 1)),
    ("GIF", encoded(drawing(), "GIF"), "png", "P", (120, 80)),
    ("JPEG far larger than needed", encoded(photograph(9000, 4000), "JPEG"), "jpeg", "RGB", (2400, 1066)),
    ("HEIC, as telephones take them", (DATA / "photograph.heic").read_bytes(), "jpeg", "RGB", (120, 80)),
    ("TIFF, CIELAB", encoded(Image.new("LAB", (120, 80), (128, 128, 128)), "TIFF"), "png", "RGB", (120, 80)),
    ("SVG: twice as large as it states", svg('<circle cx="9" cy="9" r="9"/>', "width='18' height='18'"), "png", "RGBA", (36, 36)),
    ("SVG by its view box", svg('<path d="M0 0h40v30z"/>', "viewBox='0 0 40 30'"), "png", "RGBA", (80, 60)),
    ("SVG in millimetres", svg('<path d="M0 0h40v30z"/>', "width='25.4mm' height='12.7mm'"), "png", "RGBA", (192, 96)),
    ("SVG as high as its width lets it", svg('<path d="M0 0h40v30z"/>', "width='80' viewBox='0 0 40 30'"), "png", "RGBA", (160, 120)),
    ("SVG larger than any screen", svg('<path d="M0 0h9000v9000z"/>', "width='6000' height='3000'"), "png", "RGBA", (2400, 1200)),
    ("animated GIF", animation(), "gif", "P", (120, 80)),
    ("animated GIF of too many frames: its first", animation(frames=120, size=(8, 8)), "png", "P", (8, 8)),
    ("animated WebP: its first frame", animation("WEBP"), "png", "RGB", (120, 80)),
    ("WebP", encoded(photograph(), "WEBP"), "jpeg", "RGB", (120, 80)),
    ("WebP without loss", encoded(drawing(), "WEBP", lossless=True), "png", "RGB", (120, 80)),
    ("BMP", encoded(drawing(), "BMP"), "png", "RGB", (120, 80)),
    ("TIFF", encoded(photograph(), "TIFF"), "jpeg", "RGB", (120, 80)),
    ("TIFF of floats", encoded(photograph().convert("F"), "TIFF"), "jpeg", "L", (120, 80)),
    ("TIFF, CMYK", encoded(photograph().convert("CMYK"), "TIFF"), "jpeg", "RGB", (120, 80)),
    ("one pixel", encoded(Image.new("RGBA", (1, 1)), "PNG"), "png", "RGBA", (1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("original", "kind", "mode", "size"), [row[1:] for row in FITTED], ids=[row[0] for row in FITTED]
)
def test_fit(original: bytes, kind: str, mode: str, size: tuple[int, int]) -> None:
    fitted = fit(original, ANY)
    image = opened(fitted)
    assert (fitted.media_type, image.format) == (f"image/{kind}", kind.upper())
    assert (image.mode, image.size, (fitted.width, fitted.height)) == (mode, size, size), image.mode
    assert fit(original, ANY) == fitted


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow was built without AVIF")
def test_avif() -> None:
    assert opened(fit(encoded(photograph(), "AVIF"), ANY)).size == (120, 80)


UNFIT: list[tuple[str, bytes, str]] = [
    # what it is, bytes, reason expected
    ("nothing", b"", "empty"),
    ("HTML named .jpg", b"<!DOCTYPE html><title>404</title>", "not a picture"),
    ("text", "没有这张图片".encode(), "not a picture"),
    ("SVG with nothing in it", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "empty"),
    ("SVG with prologue", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg/>', "empty"),
    ("SVG that is none", b"<p><svg</p>", "damaged picture"),
    ("HTML with SVG in it", b"<html><svg xmlns='http://www.w3.org/2000/svg'/></html>", "not a picture"),
    ("SVG bomb of entities", ENTITIES, "damaged picture"),
    (
        "SVG bomb of uses",
        svg(
            "<g id='g0'><path d='M0 0h9v9z'/></g>"
            + "".join(f"<g id='g{n}'>" + f"<use href='#g{n - 1}'/>" * 10 + "</g>" for n in range(1, 8))
        ),
        "too many elements",
    ),
    ("SVG that uses itself", svg("<g id='a'><use href='#a'/></g>"), "too many elements"),
    (
        "SVG bomb of patterns",
        svg(
            "<pattern id='p0'/>"
            + "".join(
                f"<pattern id='p{n}'>" + f"<path d='M0 0h9v9z' fill='url(#p{n - 1})'/>" * 10 + "</pattern>"
                for n in range(1, 8)
            )
            + "<path d='M0 0h9v9z' fill='url(#p7)'/>"
        ),
        "too many elements",
    ),
    ("SVG nested too deep", svg("<g>" * 5000 + "</g>" * 5000), "damaged picture"),
    (
        "SVG of a thousand million pixels",
        svg("<path d='M0 0h9v9z'/>", "width='1000000000' height='1000000000'"),
        "too many pixels",
    ),
    ("JPEG cut short", encoded(photograph(), "JPEG")[:700], "damaged picture"),
    ("PNG cut short", encoded(photograph(), "PNG")[:700], "damaged picture"),
    ("JPEG head alone", b"\xff\xd8\xff\xe0", "not a picture"),
    ("PNG, pixels damaged", encoded(drawing(), "PNG").replace(b"IDAT", b"IDAT\0\0\0", 1), "damaged picture"),
    ("bomb: 2,500 Mpx in the header", png(50_000, 50_000, b""), "too many pixels"),
    ("bomb: 49 Mpx in the header", png(7_000, 7_000, b""), "too many pixels"),
    ("bomb: GIF", b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\0;", "too many pixels"),
    (
        "PostScript, which Pillow would run",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        "not a picture",
    ),
    ("PPM, a format of no web page", b"P6 1 1 255 abc", "not a picture"),
]


@pytest.mark.parametrize(("original", "reason"), [row[1:] for row in UNFIT], ids=[row[0] for row in UNFIT])
def test_unfit(original: bytes, reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        fit(original, ANY)
    assert str(caught.value) == reason


UPRIGHT = [
    # EXIF orientation, where the red half ends up (x, y of a 40 x 20 or 20 x 40 picture)
    (1, (5, 10)),
    (2, (35, 10)),
    (3, (35, 10)),
    (4, (5, 10)),
    (5, (10, 5)),
    (6, (10, 5)),
    (7, (10, 35)),
    (8, (10, 35)),
]


@pytest.mark.parametrize(("orientation", "red"), UPRIGHT)
def test_upright(orientation: int, red: tuple[int, int]) -> None:
    image = opened(fit(turned(orientation), ANY))
    colour = image.getpixel(red)
    assert isinstance(colour, tuple)
    assert colour[0] > 200
    assert colour[2] < 60


def inks_with_jfif() -> bytes:
    """A JPEG of four inks that says it is JFIF, which has none."""
    plain = encoded(photograph().convert("CMYK"), "JPEG")
    return plain[:2] + bytes.fromhex("ffe000104a46494600010100000100010000") + plain[2:]


def rgb_as_it_is() -> bytes:
    """A JPEG whose channels are red, green and blue, as Adobe's programs may write them; without JFIF."""
    return encoded(photograph(), "JPEG", keep_rgb=True)


def hidden(segment: bytes) -> bytes:
    """A JPEG with something more before its tables."""
    plain = encoded(photograph(), "JPEG")
    return plain[:20] + segment + plain[20:]


def thumbnailed() -> bytes:
    """A JPEG whose first segment has a picture of one point in it, three bytes."""
    plain = encoded(photograph(), "JPEG")
    return plain[:4] + b"\0\x13" + plain[6:18] + b"\1\1sec" + plain[20:]


CARRIED: list[tuple[str, bytes, bool]] = [
    # a JPEG, whether its coefficients are carried over as they are
    ("of the codes of the standard", encoded(photograph(), "JPEG", quality=60), True),
    ("gray", encoded(photograph().convert("L"), "JPEG"), True),
    ("with EXIF that turns nothing", turned(1), True),
    ("in sRGB, as it says", encoded(photograph(), "JPEG", icc_profile=SRGB), True),
    ("of an odd size", encoded(photograph(121, 79), "JPEG"), True),
    ("of better codes, which would be lost", encoded(photograph(), "JPEG", optimize=True), False),
    ("progressive", encoded(photograph(), "JPEG", progressive=True), False),
    ("turned", turned(6), False),
    ("of four inks", encoded(photograph().convert("CMYK"), "JPEG"), False),
    ("of four inks, called JFIF", inks_with_jfif(), False),
    ("of red, green and blue", rgb_as_it_is(), False),
    ("too large", encoded(photograph(2600, 40), "JPEG"), False),
]


@pytest.mark.skipif(not library(), reason="libturbojpeg is not installed: JPEGs are encoded again")
@pytest.mark.parametrize(
    ("original", "carried"), [row[1:] for row in CARRIED], ids=[row[0] for row in CARRIED]
)
def test_carried_over(original: bytes, monkeypatch: pytest.MonkeyPatch, *, carried: bool) -> None:
    taken: list[bytes | None] = []

    def spy(source: bytes) -> bytes | None:
        taken.append(carried_over(source))
        return taken[-1]

    monkeypatch.setattr("exporter.pictures.encoding.carried_over", spy)
    fitted = fit(original, dataclasses.replace(ANY, side=2500, pixels=90_000))
    assert taken == ([fitted.content] if carried else [])
    if carried:
        before, after = Image.open(io.BytesIO(original)), opened(fitted)
        assert (after.mode, after.size, after.tobytes()) == (before.mode, before.size, before.tobytes())
        assert "exif" not in after.info
        assert "icc_profile" not in after.info


@pytest.mark.parametrize("profile", [PROFILES["eink-gray"], dataclasses.replace(ANY, quality=65)])
def test_not_carried_over_where_a_book_wants_it_otherwise(profile: Profile) -> None:
    original = encoded(photograph(), "JPEG", quality=95)
    assert len(fit(original, profile).content) != len(carried_over(original) or b"")


BARE: list[tuple[str, bytes, bool]] = [
    # a JPEG that is carried over, whether it stays byte by byte
    ("its picture alone", encoded(photograph(), "JPEG"), True),
    ("in stretches", encoded(photograph(), "JPEG", restart_marker_blocks=4), True),
    ("with a comment", encoded(photograph(), "JPEG", comment=b"secret"), False),
    ("with EXIF", turned(1), False),
    ("with a profile", encoded(photograph(), "JPEG", icc_profile=SRGB), False),
    ("with an archive after it", encoded(photograph(), "JPEG") + b"PK\3\4secret", False),
    ("with a second picture after it", encoded(photograph(), "JPEG") * 2, False),
    ("with a segment of Adobe's", hidden(b"\xff\xee\0\x08secret"), False),
    ("with a table that nothing uses", hidden(b"\xff\xdb\0\x43\3" + b"secret" * 10 + b"s" * 4), False),
    ("with filling between", hidden(b"\xff"), False),
    ("with a small picture beside it", thumbnailed(), False),
]


@pytest.mark.skipif(not library(), reason="libturbojpeg is not installed: JPEGs are encoded again")
@pytest.mark.parametrize(("original", "stays"), [row[1:] for row in BARE], ids=[row[0] for row in BARE])
def test_a_file_with_nothing_but_its_picture_stays(original: bytes, *, stays: bool) -> None:
    carried = carried_over(original)
    assert carried
    assert (carried == original) is stays
    assert stays or b"secret" not in carried
    before, after = (Image.open(io.BytesIO(content)) for content in (original, carried))
    assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("damage", [slice(300, 700), slice(900, None)])
def test_a_damaged_jpeg_is_not_carried_over(damage: slice) -> None:
    original = bytearray(encoded(photograph(), "JPEG", quality=95))
    original[damage] = b""
    assert carried_over(bytes(original)) is None


def test_an_ordinary_jpeg_keeps_its_pixels_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.pictures.carrying.library", lambda: None)
    original = encoded(photograph(), "JPEG", quality=60)
    before = Image.open(io.BytesIO(original))
    after = opened(fit(original, ANY))
    assert after.quantization == before.quantization  # type: ignore[attr-defined]
    differences = [abs(a - b) for a, b in zip(after.tobytes(), before.tobytes(), strict=True)]
    assert sum(differences) / len(differences) < 0.5


@pytest.mark.parametrize("optimize", [False, True])
@pytest.mark.parametrize("image", [photograph(600, 400), photograph(600, 400).convert("L")])
def test_an_ordinary_jpeg_gets_no_larger(image: Image.Image, *, optimize: bool) -> None:
    original = encoded(image, "JPEG", quality=90, optimize=optimize)
    assert len(fit(original, ANY).content) <= 1.02 * len(original)  # to decode rounds


def test_nothing_hidden_gets_through() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRET-MAKER"
    exif.get_ifd(0x8825)[1] = "SECRET-PLACE"
    hidden = {"exif": exif, "comment": b"SECRET-COMMENT", "xmp": b"SECRET-XMP"}
    jpeg = encoded(photograph(), "JPEG", **hidden) + b"PK\x03\x04SECRET-TAIL<script>"
    assert jpeg.count(b"SECRET") == 5
    webp = encoded(drawing(), "WEBP", lossless=True, exif=exif, xmp=b"SECRET-XMP")
    for original in (jpeg, webp):
        assert b"SECRET" not in fit(original, ANY).content
        assert b"<script>" not in fit(original, ANY).content


def red_and_blue_exchanged() -> bytes:
    """A colour profile like sRGB, whose red primary is sRGB's blue."""
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for one, other in ((b"rXYZ", b"????"), (b"bXYZ", b"rXYZ"), (b"????", b"bXYZ")):
        icc = icc.replace(one, other)
    return icc.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))


@pytest.mark.parametrize(
    ("icc", "expected"),
    [
        ("other", (0, 0, 255)),
        ("sRGB", (255, 0, 0)),
        ("broken", (255, 0, 0)),
    ],
)
def test_colours_become_srgb(icc: str, expected: tuple[int, int, int]) -> None:
    profiles: dict[str, Callable[[], bytes]] = {
        "other": red_and_blue_exchanged,
        "sRGB": lambda: ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        "broken": lambda: b"\0\0\0 no profile at all",
    }
    original = encoded(Image.new("RGB", (8, 8), "red"), "PNG", icc_profile=profiles[icc]())
    image = opened(fit(original, ANY))
    assert "icc_profile" not in image.info
    colour: Any = image.getpixel((4, 4))
    assert max(abs(a - b) for a, b in zip(colour, expected, strict=True)) <= 3


def test_sixteen_bits_keep_their_shades() -> None:
    image = opened(fit(wide_gray(), ANY))
    assert [image.getpixel((x, 0)) for x in range(4)] == [0, 63, 127, 255]


BOUNDS = Profile(side=240, pixels=56_000)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((200, 150), (200, 150)),
        ((360, 240), (240, 160)),
        ((240, 360), (160, 240)),
        ((300, 300), (236, 236)),  # by its area
        ((80, 600), (80, 600)),  # a strip keeps a width that can be read
        ((100, 1200), (68, 819)),  # a strip by its area
        ((1, 60_000), (1, 57_965)),
    ],
)
def test_bounds(size: tuple[int, int], expected: tuple[int, int]) -> None:
    for image in (Image.new("RGB", size), Image.new("P", size), Image.new("1", size)):
        assert opened(fit(encoded(image, "PNG"), BOUNDS)).size == expected


def test_too_many_bytes_are_made_fewer() -> None:
    noise = Image.effect_noise((600, 600), 90).convert("RGB")
    tight = Profile(size=40_000)
    for original in (encoded(noise, "JPEG"), encoded(see_through(noise), "PNG")):
        fitted = fit(original, tight)
        assert len(fitted.content) <= 40_000
        assert fitted.media_type == "image/jpeg"


def test_profiles() -> None:
    assert set(PROFILES) == set(PROFILE_NAMES)
    assert PROFILES["apple"].pixels <= 5_600_000
    assert PROFILES["kindle"].size <= 5_000_000


def test_gray_screens_get_their_sixteen_shades() -> None:
    for original in (encoded(photograph(), "JPEG"), encoded(see_through(drawing()), "PNG"), animation()):
        fitted = fit(original, PROFILES["eink-gray"])
        image = opened(fitted).convert("RGB")
        colours = {colour for _, colour in image.getcolors(1000) or ()}
        assert fitted.media_type == "image/png"
        assert colours <= {(17 * step,) * 3 for step in range(16)}
    assert len(colours) > 1
    even = fit(encoded(Image.new("L", (90, 90), 100), "PNG"), PROFILES["eink-gray"])
    shades = opened(even).convert("L").getcolors()
    assert {shade for _, shade in shades or ()} == {85, 102}  # between two: both, mixed
    assert sum(count * shade for count, shade in shades or ()) / 8100 == pytest.approx(100, abs=1)


def test_kindle_has_no_animation_and_nothing_that_shows_through() -> None:
    assert fit(animation(), PROFILES["kindle"]).media_type == "image/png"
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert (
        opened(fit(encoded(clear, "PNG"), PROFILES["kindle"])).convert("RGB").getpixel((3, 3)) == (255,) * 3
    )


def test_animations_keep_their_frames_times_and_rounds() -> None:
    fitted = fit(animation(), ANY)
    moving = Image.open(io.BytesIO(fitted.content))
    assert (moving.n_frames, moving.info["duration"], moving.info["loop"]) == (3, 80, 2)  # type: ignore[attr-defined]
    for number in range(3):
        moving.seek(number)
        red, green, blue = moving.convert("RGB").getpixel((number, 0))  # type: ignore[misc]
        assert (red, green, blue) == (200, number, 0)
    assert b"SECRET" not in fitted.content


def test_a_lower_quality_is_smaller_and_never_larger() -> None:
    low = dataclasses.replace(ANY, quality=50)
    noise = Image.effect_noise((300, 300), 60).convert("RGB")
    for original in (
        encoded(noise, "JPEG", quality=90),
        encoded(noise, "PNG"),
        encoded(see_through(noise), "PNG"),
    ):
        assert len(fit(original, low).content) < len(fit(original, ANY).content)
    small = encoded(noise, "JPEG", quality=20)
    assert len(fit(small, low).content) <= len(fit(small, ANY).content)
    assert fit(animation(), low).media_type == "image/png"


SECRETS = "<image href='file:///etc/passwd.png' width='9' height='9'/>"
REMARKS = [
    # what it is, what is in the picture, what is said of it
    ("nothing to lose", "<path d='M0 0h9v9z'/>", ""),
    ("a link loses nothing", "<a href='https://a.example'><path d='M0 0h9v9z'/></a>", ""),
    ("a picture within, by its data", f"<image width='9' height='9' href='data:image/png;base64,{base64.b64encode(encoded(drawing(), 'PNG')).decode()}'/>", ""),
    ("a picture on the disk", SECRETS + "<path d='M0 0h9v9z'/>", "references to elsewhere"),
    ("a picture of the web", "<image href='http://127.0.0.1/x.png'/><path d='M0 0h9v9z'/>", "references to elsewhere"),
    ("an SVG within, by its data", "<image href='data:image/svg+xml,%3Csvg/%3E'/><path d='M0 0h9v9z'/>", "references to elsewhere"),
    ("a style of the web", "<style>@import url(http://127.0.0.1/x.css);</style><path d='M0 0h9v9z'/>", "references to elsewhere"),
    ("a colour of the web", "<path d='M0 0h9v9z' style='fill:url(http://127.0.0.1/x.svg#g) red'/>", "references to elsewhere"),
    ("a script", "<script>alert(1)</script><path d='M0 0h9v9z'/>", "script and movement"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "lost"), [row[1:] for row in REMARKS], ids=[row[0] for row in REMARKS])
def test_svg_without_what_leads_out_of_it(inside: str, lost: str) -> None:
    remark = fit(svg(inside), ANY).remark
    assert remark == (f"drawn without its {lost}" if lost else "")


def test_words_in_an_svg_are_drawn_even_those_of_html() -> None:
    def ink(inside: str) -> int:
        image = opened(fit(svg(inside, "width='200' height='40'"), ANY))
        return sum(image.getchannel("A").histogram()[1:])

    line = "<path d='M0 0h1v1z'/>"
    assert ink(line + "<text x='9' y='20'>渡口</text>") > ink(line) + 100
    html = "<foreignObject width='200' height='40'><p xmlns='http://www.w3.org/1999/xhtml'>渡口</p></foreignObject>"
    assert ink(line + html) > ink(line) + 100
    assert ink(f"{line}<switch>{html}<text x='9' y='20'>渡</text></switch>") > ink(line) + 50


SMALL = [encoded(drawing(24, 16), kind) for kind in FORMATS if kind != "AVIF" or features.check("avif")]


@pytest.mark.filterwarnings("ignore:::PIL")
@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SMALL),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12),
    st.integers(0, 60),
)
def test_whatever_the_bytes_there_is_a_picture_or_a_reason(
    original: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    mutated = bytearray(original)
    for place, value in changes:
        mutated[place % len(mutated)] = value
    try:
        opened(fit(bytes(mutated[: len(mutated) - cut]), ANY))
    except Unfit as unfit:
        assert str(unfit) in {"damaged picture", "not a picture", "too many pixels"}
