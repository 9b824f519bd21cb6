"""A server that answers hostile posts, and a canary beside it that nobody may call. Both are real, on loopback."""

import gzip
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="20">'
USES = "".join(f'<g id="g{n}">' + f'<use xlink:href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A gray PNG of one bit a point; `rows` of the height are there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes((width + 7) // 8 + 1) * (height if rows is None else rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


PICTURE = png(40, 30)
DAMAGED = PICTURE[:45] + bytes([PICTURE[45] ^ 255]) + PICTURE[46:]


@dataclass
class Web:
    """The addresses of the two servers and the secret, and what was asked of the canary."""

    addresses: dict[str, str]
    called: list[str] = field(default_factory=list)


def routes(web: Web) -> dict[str, Callable[["Visitor"], None]]:
    canary, secret = web.addresses["@CANARY@"], web.addresses["@SECRET@"]
    svgs = {
        "entity": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y SYSTEM "{canary}/y">]>{SVG}<text>&x;&y;</text>',
        "loads": f'<?xml-stylesheet href="{canary}/s.css"?>{SVG}<style>@import url({canary}/i.css)</style><image href="{canary}/a.png" width="9" height="9"/><use href="file://{secret}#a"/>',
        "script": SVG.replace(">", ' onload="alert(1)">')
        + "<script>alert(1)</script><rect width='9' height='9'/>",
        "self": f'{SVG}<g id="a"><use xlink:href="#a"/><use xlink:href="#a"/></g>',
        "uses": f'{SVG}<defs><g id="g0"><rect width="1" height="1"/></g>{USES}</defs><use xlink:href="#g8"/>',
        "laughs": f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]>{SVG}<text>&l9;</text>',
        "huge": SVG.replace('"20"', '"1000000000"') + '<rect width="1e30" height="1e30"/>',
        "deep": SVG + "<g>" * 20_000 + "</g>" * 20_000,
    }
    answers: dict[str, Callable[[Visitor], None]] = {
        "good.png": lambda v: v.answer(PICTURE),
        "wrong-type": lambda v: v.answer(PICTURE, Content_Type="text/html"),
        "html": lambda v: v.answer(b"<html><script>alert(1)</script>", Content_Type="image/png"),
        "empty": lambda v: v.answer(b""),
        "cut": lambda v: v.answer(PICTURE[:40], Content_Length=str(len(PICTURE)), Connection="close"),
        "bad-chunk": lambda v: v.answer(b"ZZ\r\nx", Content_Length="", Transfer_Encoding="chunked"),
        "two-lengths": lambda v: v.answer(PICTURE, Content_Length="5, 9"),
        "pixels": lambda v: v.answer(png(40_000, 40_000, rows=10)),
        "gzip-bomb": lambda v: v.answer(
            gzip.compress(PICTURE + bytes(80_000_000), 1), Content_Encoding="gzip"
        ),
        "bad-crc": lambda v: v.answer(DAMAGED),
        "polyglot": lambda v: v.answer(b"GIF89a" + PICTURE),
        "missing": lambda v: v.answer(status=404),
        "login": lambda v: v.answer(status=401, WWW_Authenticate='Basic realm="x"'),
        "hops": Visitor.hop,
        "loop": lambda v: v.answer(status=302, Location="/loop"),
        "to-canary": lambda v: v.answer(status=307, Location=f"{canary}/hop"),
        "to-file": lambda v: v.answer(status=302, Location=f"file://{secret}"),
        "to-ftp": lambda v: v.answer(status=302, Location=canary.replace("http", "ftp")),
        "to-nonsense": lambda v: v.answer(status=302, Location="ht!tp://[::bad"),
    }
    for name, text in svgs.items():
        answers[f"svg-{name}"] = lambda v, text=text: v.answer((text + "</svg>").encode())  # type: ignore[misc]
    return answers


class Visitor(BaseHTTPRequestHandler):
    """One request to the good server."""

    protocol_version = "HTTP/1.1"
    answers: dict[str, Callable[["Visitor"], None]]

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        answer = self.answers.get(self.path.strip("/").split("/")[0], lambda v: v.answer(status=404))
        try:
            answer(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = "Content_Length" in headers or self.close_connection

    def hop(self) -> None:
        left = int(self.path.rpartition("/")[2])
        self.answer(status=302, Location=f"/hops/{left - 1}" if left > 1 else "/good.png")


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("TOP-SECRET", "utf-8")

    class Canary(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            web.called.append(self.path)
            self.send_error(404)

    canary = ThreadingHTTPServer(("127.0.0.2", 0), Canary)
    web = Web(
        {
            "@CANARY@": f"http://127.0.0.2:{canary.server_port}",
            "@PORT@": str(canary.server_port),
            "@SECRET@": str(secret),
        }
    )
    good = ThreadingHTTPServer(("127.0.0.1", 0), type("Good", (Visitor,), {"answers": routes(web)}))
    web.addresses["@GOOD@"] = f"http://127.0.0.1:{good.server_port}"
    for server in (canary, good):
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield web
    for server in (canary, good):
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture store for all cases."""
    return tmp_path_factory.mktemp("store")
