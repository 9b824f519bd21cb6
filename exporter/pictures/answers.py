"""What a server's answer means: a body to keep, an address to go on to, a fault that may pass, or nothing."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime


class Unreachable(Exception):  # noqa: N818 - an answer about the address, not a fault of ours
    """The address gives nothing; `str()` says why in a few words, `status` is that of HTTP, 0 without."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


class Passing(Exception):  # noqa: N818 - likewise
    """Nothing this time, perhaps the next; `wait` is the seconds the server asks for, None if it does not.

    `busy` is true where the server says that it is asked too much.
    """

    def __init__(self, reason: str, wait: float | None = None, *, busy: bool = False) -> None:
        super().__init__(reason)
        self.wait = wait
        self.busy = busy


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server knows again what it gave: its ETag and Last-Modified, "" without (RFC 9110, 8.8)."""

    etag: str = ""
    modified: str = ""

    def conditions(self) -> list[tuple[str, str]]:
        """Headers that ask for a body only if it is another one. The ETag, being exact, goes alone."""
        if self.etag:
            return [("If-None-Match", self.etag)]
        return [("If-Modified-Since", self.modified)] if self.modified else []


@dataclass(frozen=True, slots=True)
class Body:
    """What an address gave, decompressed, and the validators that came with it."""

    content: bytes
    validators: Validators = Validators()


REDIRECTS = (301, 302, 303, 307, 308)
UNCHANGED = 304
LONGEST_VALIDATOR = 500  # characters


def validators(headers: Mapping[str, str]) -> Validators:
    """Those of an answer; absurd ones count as none."""
    found = (headers.get(name, "") for name in ("etag", "last-modified"))
    return Validators(*(v if v.isascii() and len(v) <= LONGEST_VALIDATOR else "" for v in found))


def judge(status: int, headers: Mapping[str, str], limit: int) -> None:
    """Passes an answer whose body is worth reading; `limit` is in bytes. Raises Unreachable or Passing."""
    if status == 429 or status >= 500:
        wait = _wait(headers.get("retry-after", ""))
        raise Passing(f"HTTP {status}", wait, busy=status in {429, 503})
    if status != 200:
        raise Unreachable(f"HTTP {status}", status)
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limit:
        raise Unreachable("too large")


def _wait(retry_after: str) -> float | None:
    """Seconds, from a number or a date (RFC 9110, 10.2.3)."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - loads what few answers need

    if retry_after.isdecimal():
        return float(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def decompressed(body: bytes, encoding: str, limit: int) -> bytes:
    """`body` without its Content-Encoding, never decompressing more than `limit` bytes. Raises Unreachable.

    We ask for none; gzip and deflate are read where a server insists, one layer deep.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            return _inflated(body, 16 + zlib.MAX_WBITS, limit)
        case "deflate":
            zlib_header = body[:1] and body[0] & 0x0F == zlib.DEFLATED
            return _inflated(body, zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS, limit)
        case other:
            raise Unreachable(f"unknown encoding {other[:20]}")


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    inflater = zlib.decompressobj(window)
    try:
        content = inflater.decompress(body, limit + 1)
    except zlib.error as error:
        raise Unreachable("damaged in transit") from error
    if len(content) > limit:
        raise Unreachable("too large")
    if not inflater.eof:
        raise Passing("incomplete")
    return content
