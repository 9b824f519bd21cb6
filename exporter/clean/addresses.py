"""Addresses: made absolute, freed of proxies and redirectors, and judged fit for a book or not."""

import re
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from exporter.late import expression

_SCHEME = expression(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_HOST = expression(r"[\w.-]+\.[a-zA-Z\u0080-\uffff]{2,}(?::\d+)?(?:[/?#]|\Z)")
_INNER = expression(r"https?(?:://|%3a%2f%2f|:%2f%2f|%3a//|:/(?=[^/]))", re.I)
_NAME = expression(r"[\w.-]+")
_ILLEGAL = expression(  # RFC 3987, 2.2: what is neither in US-ASCII's part nor a ucschar
    r"[\s\"<>\\^`{|}\[\]\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_CONTROL = expression(r"[\x00-\x1f\x7f]+")  # browsers pass over them, even within a scheme

# Proxies that name the picture they fetch without its scheme: host -> where the address stands.
_PICTURE_PROXIES = {
    "i0.wp.com": "path",
    "i1.wp.com": "path",
    "i2.wp.com": "path",
    "i3.wp.com": "path",
    "images.weserv.nl": "url",
    "wsrv.nl": "url",
    "image.baidu.com": "src",
    "imageproxy.pimg.tw": "url",
    "img.noobzone.ru": "url",
}
# Words in host or path by which a redirector is known; elsewhere an address in an address may be meant.
_REDIRECTORS = expression(
    r"(?:^|[./_-])(?:link|links|redirect|redir|redirector|jump|jumpurl|go|goto|gotolink|gourl|out|outlink|outbound|away|leave"
    r"|external|exit|track|transit|safelink|urldefense|l|lm|t)(?:[./_-]|\.php|\.html?|\.aspx?|\Z)",
    re.I,
)
_TARGETS = (
    "url",
    "u",
    "target",
    "to",
    "t",
    "q",
    "link",
    "dest",
    "destination",
    "goto",
    "redirect",
    "href",
    "jump",
    "r",
)
_REFERRERS = frozenset({"ref", "refer", "referer", "referrer", "from", "source", "callback", "via"})
_MAX_LAYERS = 4


def absolute(address: str, base: str = "") -> str:
    """`address` as an absolute http, https or mailto address, or a fragment; "" for any other.

    Protocol-relative addresses become https. Relative ones need `base`.
    """
    address = _CONTROL.sub("", address).strip()
    if address.startswith("#"):
        return address
    if address.startswith(("//", "\\\\")):
        address = "https:" + address if address.startswith("//") else ""
    scheme = _SCHEME.match(address)
    if not scheme and base and address:
        address = _joined(base, address)
        scheme = _SCHEME.match(address)
    if not scheme:
        return ""
    if scheme[1].lower() == "mailto":
        return address if "@" in address else ""
    return _quoted(address) if scheme[1].lower() in {"http", "https"} and _parts(address) else ""


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _parts(address: str) -> bool:
    """Whether the address names a host that can be one (RFC 3986, 3.2.2; RFC 1035, 2.3.4)."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        named = ":" in host or (
            bool(_NAME.fullmatch(host)) and all(map(_fits, host.removesuffix(".").split(".")))
        )
        return bool(host) and named and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _fits(label: str) -> bool:
    return 0 < len(label if label.isascii() else b"xn--" + label.encode("punycode")) <= 63


def _quoted(address: str) -> str:
    """`address` without the few characters that no address may hold: white space, quotes, private use.

    Square brackets too: they are of the host alone.
    """
    scheme, _, rest = address.partition("://")
    end = next((at for at, letter in enumerate(rest) if letter in "/?#"), len(rest))
    return f"{scheme}://{rest[:end]}" + _ILLEGAL.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), rest[end:]
    )


def unwrapped_picture(address: str) -> str:
    """The original address of a picture behind a proxy; `address` itself where there is none.

    An address that holds another one after `?`, in a parameter or as the rest of its path is a proxy:
    nothing else would carry it. _PICTURE_PROXIES lists those that leave the scheme out.
    """
    for _ in range(_MAX_LAYERS):
        inner = _inner_picture(address)
        if not inner or inner == address:
            return address
        address = inner
    return address


def _inner_picture(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    place = _PICTURE_PROXIES.get(parts.hostname or "")
    if place == "path":
        return _schemed(parts.path.lstrip("/"))
    if place and (value := dict(parse_qsl(parts.query)).get(place)):
        return _schemed(value.removeprefix("ssl:"))
    return _wrapped(address, names=None)


def resolved_link(address: str) -> str:
    """Where a link leads once the redirector that counts its readers is taken away."""
    for _ in range(_MAX_LAYERS):
        try:
            parts = urlsplit(address)
        except ValueError:
            return address
        known = _REDIRECTORS.search(parts.hostname or "") or _REDIRECTORS.search(parts.path)
        inner = _wrapped(address, names=_TARGETS) if known else ""
        if not inner:
            return address
        address = inner
    return address


def _wrapped(address: str, names: tuple[str, ...] | None) -> str:
    """The address inside: the whole query, the rest of the path (pictures only), or one parameter's value."""
    start = address.find("://") + 3
    match = _INNER.search(address, start)
    if not match:
        return ""
    before = address[: match.start()]
    if before.endswith("?") or (names is None and before.endswith("/")):
        return _schemed(
            unquote(address[match.start() :]) if "%3a" in match[0].lower() else address[match.start() :]
        )
    for name, value in parse_qsl(urlsplit(address).query):
        if _INNER.match(value) and (name.lower() in names if names else name.lower() not in _REFERRERS):
            return _schemed(value)
    if before.lower().endswith(("src=", "url=")):  # a parameter written into the path
        return _schemed(unquote(address[match.start() :].partition("&")[0]))
    return ""


def _schemed(address: str) -> str:
    address = re.sub(r"^(https?):/+", r"\1://", address)
    if _SCHEME.match(address) and not _HOST.match(address):
        return absolute(address)
    return absolute("http://" + address.lstrip("/")) if _HOST.match(address.lstrip("/")) else ""
