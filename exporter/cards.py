"""What the card says that stands for a video, a sound or a frame: kind, site, title and address."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

# End of a host -> the name readers know the site by, and what it plays ("": it depends).
SITES = (
    ("bilibili.com", "哔哩哔哩", "video"),
    ("v.qq.com", "腾讯视频", "video"),
    ("youku.com", "优酷", "video"),
    ("iqiyi.com", "爱奇艺", "video"),
    ("ixigua.com", "西瓜视频", "video"),
    ("douyin.com", "抖音", "video"),
    ("youtube.com", "YouTube", "video"),
    ("youtu.be", "YouTube", "video"),
    ("vimeo.com", "Vimeo", "video"),
    ("nicovideo.jp", "ニコニコ動画", "video"),
    ("music.163.com", "网易云音乐", "audio"),
    ("y.qq.com", "QQ音乐", "audio"),
    ("ximalaya.com", "喜马拉雅", "audio"),
    ("xiaoyuzhoufm.com", "小宇宙", "audio"),
    ("open.spotify.com", "Spotify", "audio"),
    ("podcasts.apple.com", "Apple Podcasts", "audio"),
    ("soundcloud.com", "SoundCloud", "audio"),
    ("weibo.com", "微博", ""),
    ("codepen.io", "CodePen", ""),
    ("github.com", "GitHub", ""),
)
_FILES = {
    "video": re.compile(r"\.(?:mp4|m4v|webm|ogv|mov|flv|m3u8)\Z", re.I),
    "audio": re.compile(r"\.(?:mp3|m4a|aac|ogg|oga|opus|wav|flac)\Z", re.I),
}


@dataclass(frozen=True, slots=True)
class Card:
    """`kind` is video, audio or embedded, a label each; `title` is "" where the page gave none.

    `address` is as shown, `href` as a link in this medium holds it.
    """

    kind: str
    site: str
    title: str
    address: str
    href: str


def card_of(box: etree._Element) -> Card | None:
    """The card that a `div.embed` of a body is; None for one that holds anything else."""
    lines = list(box)
    link = lines[-1].find("a") if lines else None
    if link is None or len(lines) > 2 or any(line.tag != "p" for line in lines):
        return None
    title, address = ("".join(map(str, line.itertext())) for line in (lines[0], link))
    if len(lines[-1]) != 1 or (lines[-1].text or "") + (link.tail or "") != "":
        return None
    site, kind = _site(address)
    return Card(kind, site, title if len(lines) == 2 else "", address, link.get("href", ""))


def _site(address: str) -> tuple[str, str]:
    """The name of the site at `address`, and the kind of what is there."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    of_file = next((kind for kind, form in _FILES.items() if form.search(parts.path)), "")
    for end, name, kind in SITES:
        if host == end or host.endswith(f".{end}"):
            return name, of_file or kind or "embedded"
    return host, of_file or "embedded"
