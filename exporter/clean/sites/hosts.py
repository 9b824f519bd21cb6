"""Which addresses a site's rules speak of, and what stands within the address of a proxy or redirector."""

import functools
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit


def is_of(address: str, hosts: Iterable[str]) -> bool:
    """Whether `address` is of one of `hosts`: `a.cn` and its subdomains, `a.cn/img` only under that path."""
    host, path = _place(address)
    return any(_within(host, path, *each.partition("/")[::2]) for each in hosts)


@functools.lru_cache(maxsize=1024)  # asked for every site
def _place(address: str) -> tuple[str, str]:
    """Host and path of an address, "" for one without."""
    try:
        parts = urlsplit(address if "//" in address else "")
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return host, parts.path


def _within(host: str, path: str, wanted: str, beginning: str) -> bool:
    return (host == wanted or host.endswith(f".{wanted}")) and path.startswith(f"/{beginning}")


def inner(address: str, places: Mapping[str, str]) -> str:
    """The address that stands in `address`, a proxy or redirector of `places`; "" where there is none."""
    for host, parameter in places.items():
        if not is_of(address, (host,)):
            continue
        parts = urlsplit(address)
        if parameter == "path":
            held = parts.path[1 + len(host.partition("/")[2]) :].lstrip("/")
            return _schemed(held + (f"?{parts.query}" if parts.query else ""))
        return _schemed(dict(parse_qsl(parts.query)).get(parameter, ""))
    return ""


def _schemed(address: str) -> str:
    """The address with a scheme; "" for what names no host."""
    address = unquote(address) if "%3a" in address[:10].lower() else address
    address = "https:" + address if address.startswith("//") else address
    if not address.startswith(("http://", "https://")):
        address = f"https://{address}"
    return address if "." in address.split("/")[2] else ""
