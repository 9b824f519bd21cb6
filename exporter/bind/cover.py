"""What a cover shows: a colour that belongs to the name, and a picture where the articles lead with one."""

import hashlib
from collections.abc import Iterable

from exporter.model import Asset, Cover, Gallery, Listed

# Traditional Chinese colours, deep enough for white type (contrast 4.5 : 1 and more).
PALETTE = (
    "#2f4f5f",  # 黛蓝
    "#7c2f33",  # 绛
    "#3b5b47",  # 松柏绿
    "#5b3f5f",  # 紫棠
    "#6b4a2f",  # 驼褐
    "#27496d",  # 靛青
    "#8a3b1f",  # 赭
    "#3d3d45",  # 墨
    "#1f5f5b",  # 青碧
    "#6d5a1f",  # 秋香
)
SMALLEST = 600  # px: a narrower picture would be enlarged on the cover


def cover(name: str, articles: Iterable[Listed], gallery: Gallery) -> Cover:
    """The cover for a book called `name`: its picture is the first lead picture that is large enough."""
    colour = PALETTE[int(hashlib.sha256(name.encode()).hexdigest(), 16) % len(PALETTE)]
    leads = (article.lead for article in articles)
    return Cover(colour, next((lead for lead in leads if _good(gallery.get(lead))), ""))


def _good(asset: object) -> bool:
    return isinstance(asset, Asset) and asset.width >= SMALLEST and asset.height >= SMALLEST * 0.6
