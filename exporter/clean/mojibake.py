"""Text that was read in the wrong encoding before it was saved: told, and put right where no doubt is left.

Three mix-ups can be undone, because they lose little: UTF-8 read as windows-1252 (å›¾ä¹¦ for 图书), GBK read
as Latin-1 (Í¼Êé) and UTF-8 read as GBK (鍥句功). What a decoder gave up (U+FFFD, 锟斤拷) can only be told.
"""

import dataclasses
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from exporter.late import expression
from exporter.model import Post

_ENOUGH = 4  # characters won back: fewer may be chance
_DIVERSE = 3  # different ones among them
_PLAUSIBLE = 0.9  # of the characters won back are such as everybody reads
_DOUBT = 4  # times as many won back as letters that the mix-up does not explain
_SAMPLE = 2000  # characters judged
_EXAMPLE = 24  # characters shown in a notice

# The bytes 80 to 9F as windows-1252 shows them; where it has none, they stay controls, as in browsers.
_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
_TRAIL = "".join(re.escape(char) for char, byte in _BYTES.items() if byte < 0xC0)
_LETTERS = expression("[À-ÖØ-öø-ÿ\u2e80-\uffdc]")
_LOST = expression("\ufffd+|锟斤拷|(?:锟|斤|拷){3,}")


@dataclass(frozen=True, slots=True)
class _Mixup:
    """What happened, what its runs look like, and the text a run stands for ("" if it is no such run)."""

    name: str
    run: re.Pattern[str]
    meant: Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text with the runs of one mix-up undone, and the evidence for it."""

    text: str
    won: str
    letters: int
    doubt: int
    example: str

    @property
    def likely(self) -> bool:
        """Whether the runs are too many and too readable to be chance."""
        lettered = self.letters >= max(2, len(self.won) / 4)  # ××××·· is GBK for 鬃鬃贩, and means ××××··
        many = len(self.won) >= _ENOUGH and len(set(self.won)) >= _DIVERSE
        return many and lettered and self.readable

    @property
    def readable(self) -> bool:
        """Whether nearly all that was won back are characters such as everybody reads."""
        sample = self.won[:_SAMPLE]
        return sum(map(_common, sample)) >= _PLAUSIBLE * len(sample)

    @property
    def whole(self) -> bool:
        """Whether hardly a letter is left that the mix-up does not explain: no quotation in sound text."""
        return bool(self.won) and self.doubt * _DOUBT <= len(self.won)


def mended(post: Post) -> tuple[Post, list[tuple[str, str]]]:
    """The post put right as far as that is certain, and what is to be told: (code of notice, about).

    Certain is a mix-up that turns nearly all foreign letters of the title or the body, byte for byte, into
    characters such as everybody reads; the other fields follow it. Sound text is never touched.
    """
    if not any(map(_suspect, (post.body, post.title, post.author, post.description, *post.categories))):
        return post, []
    told: list[tuple[str, str]] = []
    for mixup in _MIXUPS:
        readings = [_read(text, mixup) for text in (post.body, post.title)]
        likely = [reading for reading in readings if reading.likely]
        if any(reading.whole for reading in likely):
            post = _reread(post, mixup)
            told.append(("text-misdecoded", f"{mixup.name} ({likely[0].example})"))
        elif likely:
            told.append(("text-damaged", f"parts of it look like {mixup.name} ({likely[0].example})"))
    lost = len(_LOST.findall(post.body)) + len(_LOST.findall(post.title))
    return post, [*told, *([("text-damaged", f"{lost} places are lost")] if lost else [])]


def _reread(post: Post, mixup: _Mixup) -> Post:
    def right(text: str) -> str:
        reading = _read(text, mixup)
        return reading.text if reading.whole and reading.readable else text

    return dataclasses.replace(
        post,
        body=right(post.body),
        title=right(post.title),
        author=right(post.author),
        description=right(post.description),
        categories=tuple(map(right, post.categories)),
        tags=tuple(map(right, post.tags)),
    )


def _read(text: str, mixup: _Mixup) -> _Reading:
    won: list[str] = []
    example = ""
    explained = 0

    def meant(match: re.Match[str]) -> str:
        nonlocal example, explained
        found = mixup.meant(match)
        if not found:
            return match[0]
        won.append(found)
        example = example or match[0][:_EXAMPLE]
        explained += len(_LETTERS.findall(match[0]))
        return found

    right = mixup.run.sub(meant, text)
    foreign = [char for char in "".join(won) if char > "\x7f" and char != "\ufffd"]
    return _Reading(right, "".join(foreign), explained, len(_LETTERS.findall(text)) - explained, example)


def _suspect(text: str) -> bool:
    """A quick look: whether anything in the text makes the long one worth while."""
    return not text.isascii() and bool(
        "\ufffd" in text or "锟" in text or _WESTERN.search(text) or _chinese().search(text)
    )


# -- the three


def _utf8_of_western(run: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[char] for char in run[0]).decode()
    except UnicodeDecodeError:
        return ""


def _gbk_of_latin(run: re.Match[str]) -> str:
    try:
        return run[0].encode("latin-1").decode("gbk")
    except UnicodeDecodeError:
        return ""


def _utf8_of_gbk(run: re.Match[str]) -> str:
    """UTF-8 in pairs of bytes. Beside a loss (of a run of odd length the last byte) a character is cut."""
    after_loss = run.string[run.start() - 1 : run.start()] == "\ufffd"
    try:
        # a lone byte 80 shows as €
        data = b"\x80".join(part.encode("gb18030") for part in run["chars"].split("€"))
        return (data.lstrip(_CONTINUING) if after_loss else data).decode() + run["lost"]
    except UnicodeEncodeError:
        return ""
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data" and error.start and run["lost"]
        return error.object[: error.start].decode() + "\ufffd" + run["lost"][1:] if cut else ""


_CONTINUING = bytes(range(0x80, 0xC0))
_UTF8_RUN = f"(?:[Â-ß][{_TRAIL}]|[à-ï][{_TRAIL}]{{2}}|[ð-ô][{_TRAIL}]{{3}})"
_MIXUPS = (
    _Mixup("UTF-8 read as windows-1252", expression(_UTF8_RUN), _utf8_of_western),
    _Mixup("GBK read as Latin-1", expression("(?:[\xa1-\xf7][\xa1-\xfe]){2,}"), _gbk_of_latin),
    _Mixup(
        "UTF-8 read as GBK",
        expression("(?P<chars>[^\x00-\x7f\ufffd]{2,})(?P<lost>[\ufffd?]{0,2})"),
        _utf8_of_gbk,
    ),
)
_WESTERN = expression(f"[\xa1-\xfe](?:(?<=[Â-ô])[{_TRAIL}]|[\xa1-\xfe]{{3}})")


@functools.cache
def _chinese() -> re.Pattern[str]:
    """Two neighbours of Chinese or Japanese UTF-8 read as GBK: rare letters, hardly ever side by side."""

    def shown(first: Iterable[int], second: Iterable[int]) -> str:
        pairs = (bytes(pair).decode("gbk", "ignore") for pair in itertools.product(first, second))
        return "".join(sorted(pair for pair in pairs if len(pair) == 1))

    leads, trails = (0xE2, 0xE3, *range(0xE4, 0xEA), 0xEF), range(0x80, 0xC0)
    return re.compile(f"[{shown(leads, trails)}][{shown(trails, leads)}€]")


# -- what everybody reads

_LEVELS = (
    # (codec, first and last of the characters that are arranged by use)
    ("gb2312", b"\xb0\xa1", b"\xd7\xf9"),
    ("big5", b"\xa4\x40", b"\xc6\x7e"),
    ("shift_jis", b"\x88\x9f", b"\x98\x72"),
    ("euc_kr", b"\xb0\xa1", b"\xc8\xfe"),
)
_SIGNS = expression("[\xa0-ÿŒœ‐-‧‰€™①-⑳■-◿\u3000-\u30ff\uff01-\uff65]")


@functools.cache
def _common(char: str) -> bool:
    return bool(_SIGNS.match(char)) or any(first <= code <= last for code, first, last in _codes(char))


def _codes(char: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    for codec, first, last in _LEVELS:
        try:
            yield char.encode(codec), first, last
        except UnicodeEncodeError:
            continue
