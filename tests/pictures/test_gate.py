"""The door to the network, against a real server."""

import asyncio
import dataclasses
import socket
import ssl
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from exporter.pictures.answers import Body, Unreachable, Validators
from exporter.pictures.gate import Gate, Limits
from exporter.pictures.hosts import FAILURES, HURRIED

LOOPBACK = ("127.0.0.0/8",)
QUICK = Limits(wire=200_000, decoded=50_000_000, stall=1.0, backoff=0.01, seconds=5)


def fetched(address: str, allow: tuple[str, ...] = LOOPBACK, limits: Limits = QUICK) -> bytes:
    async def one() -> bytes:
        async with Gate(allow, limits) as gate, gate.turn(address):
            body = await gate.fetch(address, limits.seconds)
            assert body is not None
            return body.content

    return asyncio.run(one())


def refused(address: str, allow: tuple[str, ...] = LOOPBACK, limits: Limits = QUICK) -> str:
    with pytest.raises(Unreachable) as caught:
        fetched(address, allow, limits)
    return str(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        "photo.jpg",
        "photo.jpg?size=large&x=1",
        "图片.jpg",
        "no-length",
        "chunked",
        "wrong-type",
        "once-500",
        "once-429",
        "cut-once",
        "gzip",
        "deflate",
        "raw-deflate",
        "hops/5",
        "own-referer",
        "no-referer",
    ],
)
def test_gives_the_body(web: Any, path: str) -> None:
    assert fetched(f"{web.base}/{path}")[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "HTTP 404"),
        ("login", "HTTP 401"),
        ("broken", "HTTP 500"),
        ("much-later", "HTTP 503"),
        ("cut", "connection broken"),
        ("bad-chunk", "connection broken"),
        ("two-lengths", "connection broken"),
        ("many-headers", "connection broken"),
        ("huge", "too large"),
        ("huge-unsaid", "too large"),
        ("gzip-bomb", "too large"),
        ("gzip-cut", "incomplete"),
        ("brotli", "unknown encoding br"),
        ("hops/6", "too many redirects"),
        ("loop", "too many redirects"),
        ("to-ftp", "not a web address"),
        ("to-file", "not a web address"),
        ("to-private", "no public address"),
        ("to-other-loopback", "no public address"),
        ("to-nonsense", "not a web address"),
    ],
)
def test_says_why_not(web: Any, path: str, reason: str) -> None:
    assert refused(f"{web.base}/{path}") == reason


@pytest.mark.parametrize(("path", "stall"), [("drip", 1.0), ("silence", 0.1)])
def test_slow_servers_end_with_the_time_allowed(web: Any, path: str, stall: float) -> None:
    started = time.monotonic()
    assert refused(f"{web.base}/{path}", limits=Limits(seconds=0.6, stall=stall, backoff=0.01)) == "timed out"
    assert time.monotonic() - started < 1.4


@pytest.mark.parametrize(
    ("path", "requests"), [("missing?a", 1), ("broken?a", 4), ("login?a", 1), ("much-later?a", 1)]
)
def test_retries_only_what_may_pass(web: Any, path: str, requests: int) -> None:
    refused(f"{web.base}/{path}")
    assert sum(asked == f"/{path}" for asked, _ in web.log) == requests


NOT_PUBLIC = [
    "127.0.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "127.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::]",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "127。0。0。1",
    "１２７.0.0.1",
    "user:password@127.0.0.1",
    "public.example@127.0.0.1",
]


@pytest.mark.parametrize("host", NOT_PUBLIC)
def test_loopback_is_refused_in_every_spelling(web: Any, host: str) -> None:
    before = len(web.log)
    assert refused(f"http://{host}:{web.server_port}/photo.jpg", allow=()) in {
        "no public address",
        "name not found",
        "not a web address",
    }
    assert len(web.log) == before


@pytest.mark.parametrize(
    "address",
    [
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "//127.0.0.1/x",
        "http:\\\\127.0.0.1\\x",
        "http://",
        "http://[::bad/x",
        "http://0177.0.0.1/x",
        "http://127.0.0.1:port/x",
        "http://127.0.0.1:99999/x",
        "http://127.0.0.1:-1/x",
        "javascript:alert(1)",
        "",
        "图片",
    ],
)
def test_only_web_addresses(address: str) -> None:
    assert refused(address) == "not a web address"


def test_names_that_do_not_exist() -> None:
    assert refused("http://nowhere.invalid/x") == "name not found"
    assert refused(f"http://{'a' * 70}.invalid/x") in {"name not found", "not a web address"}


def test_a_host_without_connection_is_left_alone() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        base = f"http://127.0.0.1:{unused.getsockname()[1]}"

        async def all_of_them() -> float:
            async with Gate(LOOPBACK, Limits(backoff=0.05)) as gate:
                started = time.monotonic()
                for number in range(20):
                    with pytest.raises(Unreachable, match="cannot connect"):
                        await gate.fetch(f"{base}/{number}", 5)
                return time.monotonic() - started

        assert asyncio.run(all_of_them()) < 1


def answer(address: str, port: int) -> tuple[Any, ...]:
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """A resolver of our own: name -> the answers to the first, second ... question."""
    known: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def resolved(host: str, port: int, *rest: Any, **options: Any) -> Any:
        if host in known:
            return [answer(address, port) for address in known[host].pop(0)]
        return real(host, port, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    return known


def test_one_private_answer_refuses_the_name(web: Any, names: dict[str, list[list[str]]]) -> None:
    names["picture.test"] = [["1.1.1.1", "127.0.0.1"]]
    assert refused(f"http://picture.test:{web.server_port}/photo.jpg", allow=()) == "no public address"


def test_the_name_is_resolved_once_and_that_answer_is_used(
    web: Any, names: dict[str, list[list[str]]]
) -> None:
    names["picture.test"] = [["127.0.0.1"], ["127.0.0.9"]]
    address = f"http://picture.test:{web.server_port}/host"
    assert fetched(address, allow=("127.0.0.1/32",)) == f"picture.test:{web.server_port}".encode()
    assert names["picture.test"] == [["127.0.0.9"]]


def test_secure_connections_name_the_host_and_want_its_certificate(names: dict[str, list[list[str]]]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parent / "data" / "self-signed.pem")
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            raw, _ = listening.accept()
            with pytest.raises(ssl.SSLError):
                context.wrap_socket(raw, server_side=True)

        server = threading.Thread(target=serve)
        server.start()
        names["picture.test"] = [["127.0.0.1"]] * 4
        address = f"https://picture.test:{listening.getsockname()[1]}/photo.jpg"
        assert refused(address) == "certificate not trusted"
        server.join()
    assert asked == ["picture.test"]


def test_no_cookie_goes_back_and_no_credential_out(
    web: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    fetched(f"{web.base}/cookie")
    fetched(f"{web.base.replace('//', '//me:secret@')}/cookie")
    headers = [headers for path, headers in web.log if path == "/cookie"]
    assert len(headers) == 2
    assert not any({"Cookie", "Authorization"} & set(each) for each in headers)
    assert all("secret" not in each["Referer"] for each in headers)


def test_few_pictures_of_one_host_at_once() -> None:
    async def busiest() -> int:
        now = most = 0
        async with Gate((), Limits(per_host=3, pause=0)) as gate:

            async def one(number: int) -> None:
                nonlocal now, most
                async with gate.turn(f"http://one.example/{number}"):
                    now += 1
                    most = max(most, now)
                    await asyncio.sleep(0.001)
                    now -= 1

            await asyncio.gather(*map(one, range(20)))
        return most

    assert asyncio.run(busiest()) == 3


def visited(path: str, known: Validators, base: str) -> Body | None:
    async def one() -> Body | None:
        async with Gate(LOOPBACK, QUICK) as gate:
            return await gate.fetch(f"{base}/{path}", QUICK.seconds, known)

    return asyncio.run(one())


@pytest.mark.parametrize("path", ["tagged?a", "dated?a", "to-tagged?a"])
def test_what_is_known_is_not_sent_again(web: Any, path: str) -> None:
    first = visited(path, Validators(), web.base)
    assert first is not None
    assert any((first.validators.etag, first.validators.modified))
    assert visited(path, first.validators, web.base) is None
    other = Validators(etag='"another"', modified="Thu, 01 Jan 1970 00:00:00 GMT")
    assert visited(path, other, web.base) == first


def test_an_answer_to_a_question_nobody_asked(web: Any) -> None:
    assert refused(f"{web.base}/unchanged") == "HTTP 304"


def test_pictures_of_a_host_begin_one_after_the_other() -> None:
    async def begun(pause: float) -> list[float]:
        times: list[float] = []
        async with Gate((), Limits(pause=pause)) as gate:

            async def one(number: int) -> None:
                async with gate.turn(f"http://one.example/{number}"):
                    times.append(asyncio.get_running_loop().time())

            await asyncio.gather(*map(one, range(4)))
        return times

    times = asyncio.run(begun(0.02))
    assert times[-1] - times[0] >= 0.055


def test_a_busy_host_is_asked_more_slowly(web: Any) -> None:
    async def pause() -> float:
        async with Gate(LOOPBACK, QUICK) as gate:
            await gate.fetch(f"{web.base}/once-429?slow", 5)
            return gate._host(httpx.URL(web.base)).pause

    assert asyncio.run(pause()) >= HURRIED > QUICK.pause


def test_a_host_that_never_answers_is_left_alone(web: Any) -> None:
    before = len(web.log)

    async def all_of_them() -> None:
        async with Gate(LOOPBACK, dataclasses.replace(QUICK, backoff=0)) as gate:
            for number in range(30):
                with pytest.raises(Unreachable, match="HTTP 500"):
                    await gate.fetch(f"{web.base}/broken?{number}", 5)

    asyncio.run(all_of_them())
    assert len(web.log) - before == FAILURES
