"""Writes a corpus of invented posts: the same for the same seed, of realistic lengths, with pictures.

Posts lie in nested categories, one file each, with front matter as site exporters write it: about 1,000
characters on average, a heading or two, lists, tables and code now and then, two pictures. Of ten pictures
nine are of one post alone, as in real ones, and one is out of forty that many show. Up to 20,000 posts are of
use.
"""

import argparse
import io
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image, ImageFilter

SUBJECTS = "山路 柿子 麻雀 邮差 渡口 茶馆 石桥 灯塔 集市 苹果园 旧书店 候车室 气象站 天文台 造纸坊".split()
DEEDS = "走过 看见 记下 忘记 修好 等待 收到 寄出 量过 画下 拆开 数完".split()
MANNERS = "慢慢地 在雾里 天亮以前 一声不响地 第三次 照着旧地图 隔着玻璃 沿着河岸".split()
TURNS = "后来， 可是， 据说 那一年， 到了傍晚， 没有人问起： 照例， 其实".split()
CATEGORIES = (("行走", "山里"), ("行走", "海边"), ("手艺", "纸"), ("手艺", "木"), ("器物",), ("天气",))
PICTURES = 40  # that many posts show
OWN = 0.9  # share of pictures that one post alone shows
SHOWN = re.compile(r'src="pictures/([^"]+)"')
PIXELS = (900, 600)


def sentence(chance: random.Random) -> str:
    """A sentence of ten to forty characters."""
    clauses = [
        f"{chance.choice(SUBJECTS)}{chance.choice(MANNERS)}{chance.choice(DEEDS)}了{chance.choice(SUBJECTS)}"
        for _ in range(chance.randint(1, 3))
    ]
    return chance.choice(["", "", chance.choice(TURNS)]) + "，".join(clauses) + chance.choice("。。。！？")


def paragraph(chance: random.Random) -> str:
    """Two to six sentences, some with a quotation, a number or Latin letters."""
    said = [sentence(chance) for _ in range(chance.randint(2, 6))]
    if chance.random() < 0.3:
        said.insert(1, f"“{sentence(chance)}”他说，这是第 {chance.randint(2, 900)} 次用 GPS 走这条路。")
    return "".join(said)


def shown(chance: random.Random, post: int, place: int, own: float) -> str:
    """The name of the picture at a place of a post: its own, or one of those that many show."""
    return f"o{post:05d}-{place}.jpg" if chance.random() < own else f"p{chance.randrange(PICTURES):02d}.jpg"


def blocks(chance: random.Random, post: int, own: float) -> Iterator[str]:
    """The body of a post, block by block."""
    for number in range(max(3, round(chance.lognormvariate(2.0, 0.5)))):
        if number and number % 5 == 0:
            yield f"<h2>{sentence(chance)[:14]}</h2>"
        yield f"<p>{paragraph(chance)}</p>"
        if number in (1, 4):
            name = shown(chance, post, number, own)
            yield f'<figure><img src="pictures/{name}" alt="{sentence(chance)[:12]}"></figure>'
        kind = chance.random()
        if kind < 0.06:
            yield f"<ul>{''.join(f'<li>{sentence(chance)}</li>' for _ in range(4))}</ul>"
        elif kind < 0.09:
            row = "".join(f"<td>{subject}</td>" for subject in chance.sample(SUBJECTS, 3))
            yield f"<table><tr><th>甲</th><th>乙</th><th>丙</th></tr>{f'<tr>{row}</tr>' * 4}</table>"
        elif kind < 0.11:
            yield "<pre><code>for letter in letters:\n    deliver(letter)</code></pre>"


def post(number: int, seed: int, own: float) -> str:
    """Post `number` of a corpus: front matter and body; `own` of its pictures are its own."""
    chance = random.Random(f"{seed}/{number}")
    day = datetime(2019, 1, 1, 8, tzinfo=UTC) + timedelta(hours=7 * number)
    categories = "\n".join(f" - {name}" for name in chance.choice(CATEGORIES))
    title = f"{sentence(chance)[:18]}（{number}）"
    return (
        f"---\ntitle: '{title}'\ncategories:\n{categories}\nauthor: 林间\n"
        f"date: {day:%a, %d %b %Y %H:%M:%S} GMT\n---\n\n<div>\n"
        + "\n".join(blocks(chance, number, own))
        + "\n</div>\n"
    )


def picture(name: str, seed: int) -> bytes:
    """The picture of a name, which compresses as photographs do: about 100 KB."""
    chance = random.Random(f"{seed}/picture/{name}")
    noise = Image.frombytes("RGB", (90, 60), chance.randbytes(90 * 60 * 3)).resize(
        PIXELS, Image.Resampling.BICUBIC
    )
    grain = Image.frombytes("RGB", PIXELS, chance.randbytes(PIXELS[0] * PIXELS[1] * 3))
    content = io.BytesIO()
    Image.blend(noise, grain, 0.12).filter(ImageFilter.GaussianBlur(0.6)).save(content, "JPEG", quality=82)
    return content.getvalue()


def write(folder: Path, posts: int = 100, seed: int = 1, own: float = OWN) -> None:
    """Writes the corpus into `folder`, with its pictures in `folder/pictures`."""
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    for number in range(posts):
        text = post(number, seed, own)
        (folder / f"{number:05d}.md").write_text(text, "utf-8")
        names.update(SHOWN.findall(text))
    for name in names:
        (folder / "pictures" / name).write_bytes(picture(name, seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="made if it is not there")
    parser.add_argument("posts", nargs="?", type=int, default=100, help="how many (100)")
    parser.add_argument("seed", nargs="?", type=int, default=1, help="1 if not said")
    parser.add_argument("--own", type=float, default=OWN, help=f"share of pictures one post shows ({OWN})")
    chosen = parser.parse_args()
    write(chosen.folder, chosen.posts, chosen.seed, chosen.own)


if __name__ == "__main__":
    main()
