"""Draws the eight stand-in photographs of seeds/media: invented scenes of a city by the sea.

    python seeds/make_media.py [FOLDER]

They lie under the host and path of the sample article's own pictures, where `--media seeds/media` finds
them. Seeded: every run of one Pillow version draws the same pixels.
"""

import math
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

WIDTH, HEIGHT = 720, 1280
Colour = tuple[int, int, int]
Scene = Callable[[random.Random], Image.Image]


def sky(*stops: Colour) -> Image.Image:
    """A vertical blend of colours, from the top down."""
    column = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        place = y / (HEIGHT - 1) * (len(stops) - 1)
        first = min(int(place), len(stops) - 2)
        column.putpixel((0, y), mixed(stops[first], stops[first + 1], place - first))
    return column.resize((WIDTH, HEIGHT))


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def glow(image: Image.Image, x: float, y: float, radius: float, colour: Colour) -> Image.Image:
    """Light spreading from a point."""
    light = Image.new("RGB", image.size)
    ImageDraw.Draw(light).ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return ImageChops.screen(image, light.filter(ImageFilter.GaussianBlur(radius / 1.6)))


def towers(
    image: Image.Image, rng: random.Random, base: int, tallest: int, colour: Colour, lit: Colour
) -> None:
    """A row of towers standing on `base`, windows lit here and there."""
    draw = ImageDraw.Draw(image)
    x = -20
    while x < WIDTH:
        width = rng.randrange(46, 104)
        height = int(tallest * rng.uniform(0.45, 1.0))
        top = base - height
        draw.rectangle((x, top, x + width, base), fill=mixed(colour, (255, 255, 255), rng.uniform(0, 0.07)))
        if rng.random() < 0.3:
            draw.polygon([(x, top), (x + width, top), (x + width // 2, top - width)], fill=colour)
        for row in range(top + 14, base - 10, 22):
            for column in range(x + 8, x + width - 12, 16):
                if rng.random() < 0.38:
                    draw.rectangle(
                        (column, row, column + 7, row + 11), fill=mixed(colour, lit, rng.uniform(0.4, 1))
                    )
        x += width + rng.randrange(0, 14)


def ridge(image: Image.Image, rng: random.Random, level: int, swing: int, colour: Colour) -> None:
    """A line of hills, filled to the bottom."""
    phases = [rng.uniform(0, math.tau) for _ in range(3)]
    line = [
        (
            x,
            level
            + swing * sum(math.sin(x / WIDTH * (2 + 3 * n) + p) / (n + 1) for n, p in enumerate(phases)),
        )
        for x in range(0, WIDTH + 8, 8)
    ]
    ImageDraw.Draw(image).polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)


def water(image: Image.Image, rng: random.Random, shore: int, tint: Colour) -> Image.Image:
    """Everything above `shore` mirrored below it, darkened and broken into ripples."""
    mirror = image.crop((0, max(0, 2 * shore - HEIGHT), WIDTH, shore)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    mirror = Image.blend(mirror, Image.new("RGB", mirror.size, tint), 0.45)
    for y in range(mirror.height):
        strip = mirror.crop((0, y, WIDTH, y + 1))
        mirror.paste(ImageChops.offset(strip, rng.randrange(-2 - y // 60, 3 + y // 60), 0), (0, y))
    image.paste(mirror.filter(ImageFilter.GaussianBlur(1.2)), (0, shore))
    return image


def harbour_at_dusk(rng: random.Random) -> Image.Image:
    """Towers with lit windows over still water."""
    image = glow(
        sky((40, 44, 92), (150, 92, 128), (246, 166, 110), (255, 214, 150)), 470, 700, 90, (255, 190, 120)
    )
    ridge(image, rng, 690, 26, (96, 72, 110))
    towers(image, rng, 800, 330, (52, 46, 84), (255, 214, 140))
    return water(image, rng, 800, (44, 50, 96))


def morning_street(rng: random.Random) -> Image.Image:
    """An empty street between houses."""
    image = glow(sky((196, 226, 240), (232, 240, 232), (252, 236, 206)), 360, 520, 130, (255, 240, 190))
    draw = ImageDraw.Draw(image)
    for side, colour in ((0, (206, 176, 150)), (1, (176, 196, 200))):
        for step in range(5):
            near, far = 360 - step * 62, 360 - (step + 1) * 62 + 18
            top, bottom = 560 - step * 105, 760 + step * 105
            xs = (WIDTH - far, WIDTH - near) if side else (far, near)
            shade = mixed(colour, (90, 84, 88), step / 8)
            draw.rectangle((min(xs) - 62 * (1 - side), top, max(xs) + 62 * side, bottom), fill=shade)
            for row in range(top + 26, bottom - 40, 52):
                draw.rectangle(
                    (min(xs) + 6, row, max(xs) - 6, row + 26), fill=mixed(shade, (250, 250, 240), 0.45)
                )
    draw.polygon([(330, 770), (390, 770), (WIDTH, HEIGHT), (0, HEIGHT)], fill=(150, 148, 150))
    for step in range(7):
        y, half = 800 + step * step * 10, 2 + step * 2
        draw.polygon(
            [(360 - half, y), (360 + half, y), (360 + half + 2, y + 26), (360 - half - 2, y + 26)],
            fill="white",
        )
    for _ in range(26):
        x, y, r = (
            rng.choice((rng.randrange(0, 150), rng.randrange(570, 720))),
            rng.randrange(700, 940),
            rng.randrange(26, 62),
        )
        draw.ellipse((x - r, y - r, x + r, y + r), fill=mixed((70, 128, 84), (150, 190, 110), rng.random()))
    return image


def hospital_front(rng: random.Random) -> Image.Image:
    """A white building under a green cross."""
    image = sky((120, 176, 214), (190, 220, 236), (238, 244, 246))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 1040, WIDTH, HEIGHT), fill=(172, 180, 178))
    draw.rectangle((110, 330, 610, 1060), fill=(240, 243, 242))
    draw.rectangle((30, 676, 690, 1060), fill=(224, 231, 232))
    for y in range(380, 1000, 62):
        for x in range(142 if y < 690 else 62, 580 if y < 690 else 650, 64):
            pane = mixed((112, 160, 184), (252, 238, 190), rng.random() * 0.6)
            draw.rectangle((x, y, x + 42, y + 36), fill=pane)
    draw.rectangle((300, 940, 420, 1060), fill=(92, 128, 146))
    draw.ellipse((296, 190, 424, 318), fill=(250, 252, 252))
    draw.rectangle((348, 212, 372, 296), fill=(46, 150, 110))
    draw.rectangle((318, 242, 402, 266), fill=(46, 150, 110))
    for x in (20, 640):
        for _ in range(22):
            cx, cy, r = x + rng.randrange(-30, 90), rng.randrange(900, 1050), rng.randrange(22, 46)
            draw.ellipse(
                (cx - r, cy - r, cx + r, cy + r), fill=mixed((46, 110, 78), (128, 178, 104), rng.random())
            )
    return image


def night_sky(rng: random.Random) -> Image.Image:
    """Moon and stars over hills."""
    image = sky((6, 10, 34), (16, 28, 74), (42, 60, 116), (98, 96, 142))
    draw = ImageDraw.Draw(image)
    for _ in range(420):
        x, y = rng.randrange(WIDTH), int(rng.random() ** 1.5 * 900)
        size = rng.choice((0, 0, 0, 1, 1, 2))
        draw.ellipse((x, y, x + size, y + size), fill=mixed((120, 140, 190), (255, 250, 230), rng.random()))
    image = glow(image, 540, 260, 74, (230, 226, 200))
    ImageDraw.Draw(image).ellipse((488, 208, 592, 312), fill=(246, 240, 216))
    ridge(image, rng, 980, 60, (22, 30, 62))
    ridge(image, rng, 1090, 44, (10, 14, 34))
    return image


def market_baskets(rng: random.Random) -> Image.Image:
    """Fruit and vegetables from above."""
    image = sky((112, 82, 60), (148, 110, 76), (96, 70, 52))
    heaps = [(214, 70, 54), (240, 166, 50), (104, 150, 62), (238, 214, 90), (150, 72, 120), (232, 120, 62)]
    draw = ImageDraw.Draw(image)
    for row in range(4):
        for column in range(2):
            x, y, colour = 190 + column * 340, 190 + row * 300, heaps[(row * 2 + column) % len(heaps)]
            draw.ellipse((x - 158, y - 128, x + 158, y + 138), fill=(82, 56, 36))
            draw.ellipse((x - 146, y - 118, x + 146, y + 124), fill=(188, 146, 92))
            for _ in range(90):
                angle, reach = rng.uniform(0, math.tau), math.sqrt(rng.random()) * 112
                cx, cy, r = (
                    x + reach * math.cos(angle),
                    y + 0.8 * reach * math.sin(angle),
                    rng.randrange(17, 25),
                )
                draw.ellipse(
                    (cx - r, cy - r, cx + r, cy + r), fill=mixed(colour, (40, 24, 20), rng.random() * 0.4)
                )
                draw.ellipse(
                    (cx - r / 2, cy - r / 2, cx - 2, cy - 2), fill=mixed(colour, (255, 255, 255), 0.4)
                )
    return image


def metro_tunnel(rng: random.Random) -> Image.Image:
    """Rails running towards a light."""
    image = sky((22, 28, 38), (44, 54, 66), (30, 34, 42))
    draw = ImageDraw.Draw(image)
    for step in range(14, 0, -1):
        w, h = 26 * step, 46 * step
        shade = mixed((226, 236, 240), (40, 50, 64), min(1.0, step / 11))
        draw.rounded_rectangle((360 - w, 600 - h, 360 + w, 600 + h), radius=w // 2, fill=shade)
        if step % 2:
            draw.line(
                (360 - w + 8, 600 - h // 2, 360 - w + 8, 600 + h // 3),
                fill=(140, 220, 226),
                width=1 + step // 2,
            )
            draw.line(
                (360 + w - 8, 600 - h // 2, 360 + w - 8, 600 + h // 3),
                fill=(140, 220, 226),
                width=1 + step // 2,
            )
    for offset in (-1, 1):
        draw.line((360 + 8 * offset, 640, 360 + 260 * offset, HEIGHT), fill=(196, 200, 202), width=9)
    for step in range(9):
        y, half = 660 + step * step * 8, 12 + step * 30
        draw.line((360 - half, y, 360 + half, y), fill=(96, 92, 88), width=3 + step)
    return glow(image, 360 + rng.randrange(-6, 6), 590, 50, (255, 246, 214))


def bridge_over_bay(rng: random.Random) -> Image.Image:
    """A cable-stayed bridge before hills."""
    image = sky((92, 156, 196), (160, 204, 218), (222, 232, 226))
    ridge(image, rng, 640, 34, (120, 158, 168))
    ridge(image, rng, 690, 24, (88, 132, 146))
    image = water(image, rng, 760, (56, 120, 150))
    draw = ImageDraw.Draw(image)
    for x in (190, 530):
        draw.polygon([(x - 12, 900), (x - 5, 300), (x + 5, 300), (x + 12, 900)], fill=(236, 238, 236))
        for step in range(1, 15):
            for side in (-1, 1):
                draw.line((x, 310 + step * 10, x + side * step * 20, 770), fill=(244, 246, 246), width=2)
    draw.rectangle((0, 766, WIDTH, 792), fill=(226, 230, 230))
    draw.rectangle((0, 792, WIDTH, 800), fill=(128, 146, 154))
    for _ in range(16):
        x = rng.randrange(0, WIDTH - 20)
        draw.rectangle(
            (x, 754, x + rng.randrange(14, 26), 766),
            fill=rng.choice([(206, 70, 60), (66, 84, 110), (240, 196, 80)]),
        )
    return image


def park_in_rain(rng: random.Random) -> Image.Image:
    """Three umbrellas on a path."""
    image = sky((150, 166, 166), (182, 198, 190), (128, 152, 136))
    for level, colour in ((560, (118, 150, 132)), (680, (84, 124, 100)), (800, (58, 98, 76))):
        ridge(image, rng, level, 34, colour)
        draw = ImageDraw.Draw(image)
        for _ in range(30):
            x, r = rng.randrange(WIDTH), rng.randrange(30, 72)
            draw.ellipse(
                (x - r, level - r, x + r, level + r), fill=mixed(colour, (180, 206, 160), rng.random() * 0.3)
            )
    draw = ImageDraw.Draw(image)
    draw.polygon([(330, 860), (400, 860), (620, HEIGHT), (60, HEIGHT)], fill=(168, 172, 164))
    for x, y, colour in ((330, 960, (214, 74, 62)), (440, 1060, (240, 188, 66)), (250, 1130, (64, 112, 166))):
        draw.pieslice((x - 70, y - 70, x + 70, y + 70), 180, 360, fill=colour)
        draw.rectangle((x - 22, y, x + 22, y + 86), fill=mixed(colour, (30, 34, 40), 0.7))
    for _ in range(240):
        x, y = rng.randrange(WIDTH), rng.randrange(HEIGHT)
        draw.line((x, y, x - 5, y + 26), fill=(206, 216, 214), width=1)
    return image


PHOTOGRAPHS: Sequence[tuple[str, Scene]] = (
    ("zkres2.myzaker.com/202203/6232f1758e9f095e8626e69c_1024.jpg", harbour_at_dusk),
    ("zkres2.myzaker.com/202203/6232f1758e9f095e8626e69d_1024.jpg", morning_street),
    ("zkres1.myzaker.com/202203/6232f1758e9f095e8626e69e_1024.jpg", market_baskets),
    ("zkres2.myzaker.com/202203/6232f1758e9f095e8626e69f_1024.jpg", metro_tunnel),
    ("zkres2.myzaker.com/202203/6232f1758e9f095e8626e6a0_1024.jpg", hospital_front),
    ("zkres1.myzaker.com/202203/6232f1758e9f095e8626e6a1_1024.jpg", night_sky),
    ("zkres2.myzaker.com/202203/6232f1758e9f095e8626e6a2_1024.jpg", park_in_rain),
    ("zkres2.myzaker.com/202203/6232f1758e9f095e8626e6a3_1024.jpg", bridge_over_bay),
)


def grained(image: Image.Image, rng: random.Random) -> Image.Image:
    """As a camera sees it: a little soft, a little noisy."""
    noise = Image.frombytes("L", (WIDTH // 4, HEIGHT // 4), rng.randbytes(WIDTH * HEIGHT // 16))
    noise = noise.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    noise = ImageEnhance.Contrast(noise).enhance(0.08).convert("RGB")
    soft = image.filter(ImageFilter.GaussianBlur(0.7))
    return ImageChops.overlay(soft, noise)


def main(folder: Path) -> None:
    """Writes the photographs below `folder`."""
    for number, (name, scene) in enumerate(PHOTOGRAPHS):
        rng = random.Random(number)  # noqa: S311 - drawing, not secrets
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        grained(scene(rng), rng).save(target, "JPEG", quality=72, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "media")
