"""The only door to the network: fetches what an address gives, from public addresses alone, within bounds.

httpcore is used bare: it keeps no cookies, follows no redirect, and reads no proxy, netrc or other setting of
the environment. It asks the backend below for every connection, so nothing is reached unchecked.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx

from exporter import __version__
from exporter.pictures import addresses
from exporter.pictures.answers import (
    REDIRECTS,
    UNCHANGED,
    Body,
    Passing,
    Unreachable,
    Validators,
    decompressed,
    judge,
    validators,
)
from exporter.pictures.bounds import Limits
from exporter.pictures.hosts import PATIENCE, Host

HEADERS = (
    ("User-Agent", f"Mozilla/5.0 (compatible; exporter/{__version__})"),
    ("Accept", "image/jpeg,image/png,image/webp,image/*;q=0.9,*/*;q=0.5"),
    ("Accept-Encoding", "identity"),  # pictures are compressed already
)


class Gate:
    """Fetches over the network; an asynchronous context manager.

    Raises ConfigurationError for a range in `allow_network` that is none.
    """

    def __init__(self, allow_network: Iterable[str] = (), limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._places = asyncio.Semaphore(self.limits.at_once)
        self._hosts: dict[bytes, Host] = {}
        self._pool = httpcore.AsyncConnectionPool(
            max_connections=self.limits.at_once,
            network_backend=_CheckedBackend(addresses.networks(allow_network)),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.aclose()

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """A place to work in: few for one host at once, one after the other, and not too many in all.

        Raises Unreachable.
        """
        host = self._host(_parsed(address))
        async with host.turns:
            await host.paced()
            async with self._places:
                yield

    async def fetch(self, address: str, seconds: float, known: Validators | None = None) -> Body | None:
        """The body that an http or https address gives within `seconds`; None if it is still the `known` one.

        Raises Unreachable.
        """
        last = "timed out"
        try:
            async with asyncio.timeout(seconds):
                for attempt in range(self.limits.retries + 1):
                    try:
                        return await self._followed(_parsed(address), known or Validators())
                    except Passing as fault:
                        last = str(fault)
                        await self._pause(fault, attempt)
        except TimeoutError:
            self._host(_parsed(address)).failed(last)
        raise Unreachable(last)

    async def _pause(self, fault: Passing, attempt: int) -> None:
        wait = self.limits.backoff * 2**attempt if fault.wait is None else fault.wait
        if attempt == self.limits.retries or wait > PATIENCE:
            raise Unreachable(str(fault))
        await asyncio.sleep(wait)

    async def _followed(self, url: httpx.URL, known: Validators) -> Body | None:
        for _ in range(self.limits.redirects + 1):
            answer = await self._asked(url, known)
            if not isinstance(answer, httpx.URL):
                return answer
            url = answer
        raise Unreachable("too many redirects")

    async def _asked(self, url: httpx.URL, known: Validators) -> Body | httpx.URL | None:
        """The body, or the address it redirects to; None for a body that is the known one.

        Hosts that protect their pictures want to see themselves as Referer; a few refuse any.
        """
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}/"
        headers = [*HEADERS, *known.conditions()]
        try:
            return await self._answer(url, [*headers, ("Referer", origin)])
        except Unreachable as refusal:
            if refusal.status != 403:
                raise
        return await self._answer(url, headers)

    async def _answer(self, url: httpx.URL, headers: list[tuple[str, str]]) -> Body | httpx.URL | None:
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        stall = self.limits.stall
        options = {"timeout": {"connect": stall, "read": stall, "write": stall, "pool": None}}
        host = self._host(url)
        with host.watched():
            async with self._pool.stream("GET", target, headers=headers, extensions=options) as response:
                host.refusals = 0
                known = {
                    name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers
                }
                if response.status in REDIRECTS and "location" in known:
                    return _parsed(known["location"], base=url)
                if response.status == UNCHANGED and any(name.startswith("If-") for name, _ in headers):
                    return None
                judge(response.status, known, self.limits.wire)
                body = await self._body(response)
        content = decompressed(body, known.get("content-encoding", ""), self.limits.decoded)
        return Body(content, validators(known))

    async def _body(self, response: httpcore.Response) -> bytes:
        body = bytearray()
        async for piece in response.aiter_stream():
            body += piece
            if len(body) > self.limits.wire:
                raise Unreachable("too large")
        return bytes(body)

    def _host(self, url: httpx.URL) -> Host:
        if url.raw_host not in self._hosts:
            self._hosts[url.raw_host] = Host(asyncio.Semaphore(self.limits.per_host), self.limits.pause)
        return self._hosts[url.raw_host]


class _CheckedBackend(httpcore.AnyIOBackend):
    """Resolves a name once, refuses it unless every answer is permitted, connects to those very answers."""

    def __init__(self, allowed: tuple[addresses.Network, ...]) -> None:
        self._allowed = allowed

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for answer in await self._resolved(host, port):
            try:
                return await super().connect_tcp(answer, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        raise Unreachable("no public address")

    async def _resolved(self, host: str, port: int) -> list[str]:
        try:
            answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise httpcore.ConnectError("name not found") from error
        found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        if not all(addresses.permitted(address, self._allowed) for address in found):
            raise Unreachable("no public address")
        return found


def _parsed(address: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = base.join(address) if base else httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise Unreachable("not a web address") from error
    if url.scheme not in {"http", "https"} or not url.raw_host or not 0 < (url.port or 80) < 65_536:
        raise Unreachable("not a web address")
    return url
