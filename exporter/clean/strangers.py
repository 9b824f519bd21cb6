"""Pictures that belong to the page and not to the article: counters, avatars, QR codes, stock covers."""

import base64
import binascii
import struct
from collections.abc import Callable, Sequence

import regex as re  # before 3.11.5, re loses matches in possessive groups (gh-106052)
from lxml import etree

from exporter.clean import tree

_FILE = r"\.(?:gif|png|svg|jpe?g|webp)(?:$|[?#!])"
# What may follow such a word in a file name; other words make it the name of a picture: grey-heron.jpg.
# Possessive, for digits could be parted in countless ways.
_TAIL = (
    r"(?:[_-]?(?:\d{1,4}(?:x\d{1,4})?|v\d|img|images?|pic|icon|bg|white|black|gr[ae]y|small|normal|large|big"
    r"|default|new|placeholder|spinner|circle|btn|button|left|right|up|down|prev|next|on|off|hover|active"
    r"|weibo|wechat|weixin|qq|qzone|twitter|facebook))*+"
)
_STAND_IN = re.compile(
    rf"(?:^|/)(?:[a-z]{{1,8}}[_-])?(?:loading|lazyload|lazy|placeholder|blank|spacer|1x1|default[_-]?img"
    rf"|no[_-]?(?:pic|img|image|photo)){_TAIL}{_FILE}"
    rf"|/(?:transparent|gr[ae]y|pixel|none|empty|dot){_TAIL}\.(?:gif|png|svg)(?:$|[?#!])",
    re.I,
)
_STOCK_COVER = re.compile(
    r"//(?:picsum\.photos/.*[?&]random|source\.unsplash\.com/|(?:www\.|via\.)?placeholder\.com|placehold\.)",
    re.I,
)
_COUNTER = re.compile(
    r"//(?:hm\.baidu|[\w.-]*google-analytics|[\w.-]*doubleclick|feeds\.feedburner\.com/~"
    r"|(?:stats?|tongji|pixel|track(?:er|ing)?|analytics|beacon|counter|hits|visitor-badge)\.)[\w.-]*/?"
    r"|/(?:pixel|hm|beacon|count(?:er)?|stat|track(?:ing)?)\.(?:gif|png|php)|/_/stat\?|/count/incr/",
    re.I,
)
_EMOJI = re.compile(
    r"/(?:emoji|emoticon|smil(?:ey|ie|e)|twemoji|biaoqing|expression)s?/|//s\.w\.org/images/core/emoji|//twemoji\.",
    re.I,
)
_EMOJI_WORDS = frozenset({"smiley", "smilies", "biaoqing", "emoji", "emoticon"})
_EMOJI_NAME = re.compile(r"[\[【][^\[\]【】]{1,6}[\]】]\Z")  # [允悲]
_QR = re.compile(
    rf"qr[_-]?code|/qr(?:/|\?|{_TAIL}{_FILE})|erweima|/ewm|二维码|二維碼|扫码|(?:关注|關注).{{0,8}}(?:公众号|公眾號)",
    re.I,
)
_AVATAR = re.compile(
    rf"gravatar\.com/avatar|/avatars?/|[/_-]avatar(?:[_-]?(?:[0-9a-f]{{8,}}|\d+))*+{_TAIL}(?:\.php|{_FILE})",
    re.I,
)
_ICON = re.compile(r"/favicons?[\w.-]*(?:\.(?:ico|png|svg|gif)|\?)", re.I)
_SIGN = re.compile(r"/icons?/|[/_-]icons?[_.-]", re.I)
_FOLLOW = re.compile(r"(?:点击|點擊|欢迎|歡迎)?(?:关注|關注|订阅|訂閱)(?:我们|我們)?\Z")
_BUTTON = re.compile(
    rf"/(?:btn|button|share|close|arrow|like|thumbs?up){_TAIL}\.(?:png|gif|svg|webp)(?:$|[?#!])"
    r"|creativecommons\.org/(?:l|images)/",
    re.I,
)
_SMALL = 32  # px: an icon the page shows no larger is a sign for its reader
_DOT = 3  # px
_DRAWN = 600  # characters: a shorter SVG written into the page is an empty box of some size

# What a picture that is left out is, in the order asked: (name, whether it is one).
_KINDS: tuple[tuple[str, Callable[[etree._Element, str], bool]], ...] = (
    ("counter", lambda element, address: _is_dot(element) or bool(_COUNTER.search(address))),
    ("stock cover", lambda _, address: is_stock_cover(address)),
    ("stand-in", lambda element, address: is_stand_in(address) and not _is_loaded_later(element, address)),
    ("emoji", lambda element, address: is_emoji(address, element)),
    ("QR code", lambda element, address: _named(element, address, _QR, {"qrcode", "qr", "ewm", "erweima"})),
    ("avatar", lambda element, address: _named(element, address, _AVATAR, {"avatar", "userface", "headpic"})),
    (
        "icon",
        lambda element, address: _named(element, address, _ICON, {"favicon"}) or _is_sign(element, address),
    ),
    ("banner to follow", lambda element, _: bool(_FOLLOW.match(element.get("alt", "").strip()))),
    ("button", lambda _, address: bool(_BUTTON.search(address))),
)


def stranger(element: etree._Element, candidates: Sequence[str]) -> str:
    """What a picture is that does not belong to the article; "" for one that does."""
    if not candidates:
        return "without an address"
    address = candidates[0] if not candidates[0].startswith("data:") else candidates[0][:200]
    return next((name for name, is_one in _KINDS if is_one(element, address)), "")


def is_stock_cover(address: str) -> bool:
    """Whether an address gives a random picture, as feeds put where an article has none."""
    return bool(_STOCK_COVER.search(address))


def is_emoji(address: str, element: etree._Element) -> bool:
    """Whether the picture stands for an emoji, by its address or its class."""
    named = _EMOJI_NAME.match(element.get("alt", "").strip())
    return bool(_EMOJI.search(address) or named or tree.words(element, ("class",)) & _EMOJI_WORDS)


def is_stand_in(address: str) -> bool:
    """Whether the picture only keeps the place of one to be loaded: by its name, or a dot of data."""
    return bool(_STAND_IN.search(address)) if not address.startswith("data:") else _is_data_dot(address)


def _is_data_dot(address: str) -> bool:
    if address.startswith("data:image/svg"):
        return len(address) < _DRAWN
    try:
        head = base64.b64decode(address.partition(",")[2][:64], validate=False)
    except (binascii.Error, ValueError):
        return True
    if head.startswith(b"GIF8") and len(head) >= 10:
        width, height = struct.unpack("<HH", head[6:10])
    elif head.startswith(b"\x89PNG") and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
    else:
        return False
    return bool(max(width, height) <= _DOT)


def _is_loaded_later(element: etree._Element, address: str) -> bool:
    """Whether the page names the address as the one to load: then its name, lazy1.png, tells nothing."""
    return address.startswith("http") and any(element.get(name) for name in ("data-original", "data-src"))


def _is_dot(element: etree._Element) -> bool:
    """Whether the page shows the picture as nothing or one point."""
    stated = [element.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    return any(value in {"0", "1"} for value in stated)


def _is_sign(element: etree._Element, address: str) -> bool:
    """Whether the picture is an icon by its name and by the size the page states."""
    stated = [element.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    return bool(_SIGN.search(address)) and any(value.isdecimal() and int(value) <= _SMALL for value in stated)


def _named(element: etree._Element, address: str, name: re.Pattern[str], words: set[str]) -> bool:
    return bool(name.search(address) or name.search(element.get("alt", "")) or tree.words(element) & words)
