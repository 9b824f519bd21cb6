"""A real web server on loopback."""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from exporter.pictures import archive
from tests.pictures.drawn import drawing, encoded, photograph

PHOTO = encoded(photograph(), "JPEG")
CHART = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><path d="M0 0h60v40z" fill="red"/></svg>'
)
EIGHT = threading.Barrier(8)
BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
BOMB_BODY = b"".join([*(BOMB.compress(bytes(1_000_000)) for _ in range(60)), BOMB.flush()])


class Visitor(BaseHTTPRequestHandler):
    """One request; `server.log` keeps (path, headers) of each, ROUTES says what a path answers."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        name = self.path.split("?")[0].strip("/").split("/")[0]
        with self.server.lock:  # type: ignore[attr-defined]
            self.server.log.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
            self.times = sum(path == self.path for path, _ in self.server.log)  # type: ignore[attr-defined]
        try:
            ROUTES[name](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in ({"Content_Length": str(len(body))} | headers).items():
            if value:
                self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"\xff")
            time.sleep(0.05)

    def until_closed(self, body: bytes) -> None:
        self.close_connection = True
        self.answer(body=body, Content_Length="", Connection="close")

    def chunked(self, pieces: list[bytes]) -> None:
        self.answer(Content_Length="", Transfer_Encoding="chunked")
        for piece in [*pieces, b""]:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def cut_short(self) -> None:
        self.close_connection = True
        self.answer(body=PHOTO[:500], Content_Length=str(len(PHOTO)))

    def known(self, **validator: str) -> None:
        """As `answer`, or 304 where the visitor names the very validator."""
        asked = self.headers["If-None-Match"] or self.headers["If-Modified-Since"]
        if asked in validator.values():
            self.answer(304, **validator)
        else:
            self.answer(body=PHOTO, **validator)

    def together(self) -> None:
        """Answers once eight ask."""
        try:
            EIGHT.wait(15)
        except threading.BrokenBarrierError:
            self.answer(500)
        else:
            self.answer(body=PHOTO)

    def many_headers(self) -> None:
        self.close_connection = True
        self.answer(body=PHOTO, **{f"X_{number}": "a" * 1000 for number in range(300)})


ROUTES: dict[str, Callable[[Visitor], None]] = {
    # path: what it answers
    "photo.jpg": lambda v: v.answer(body=PHOTO, Content_Type="image/jpeg"),
    "drawing.png": lambda v: v.answer(body=encoded(drawing(), "PNG")),
    "图片.jpg": lambda v: v.answer(body=PHOTO),
    "%E5%9B%BE%E7%89%87.jpg": lambda v: v.answer(body=PHOTO),
    "no-length": lambda v: v.until_closed(PHOTO),
    "chunked": lambda v: v.chunked([PHOTO[:100], PHOTO[100:]]),
    "wrong-type": lambda v: v.answer(body=PHOTO, Content_Type="text/html"),
    "html": lambda v: v.answer(body=b"<!DOCTYPE html><title>gone", Content_Type="image/jpeg"),
    "svg": lambda v: v.answer(
        body=b'<svg xmlns="http://www.w3.org/2000/svg"/>', Content_Type="image/svg+xml"
    ),
    "chart.svg": lambda v: v.answer(body=CHART, Content_Type="image/svg+xml"),
    "empty": lambda v: v.answer(),
    "once-only": lambda v: v.answer(404) if v.times > 1 else v.answer(body=PHOTO),
    "missing": lambda v: v.answer(404),
    "login": lambda v: v.answer(401, WWW_Authenticate='Basic realm="x"'),
    "broken": lambda v: v.answer(500),
    "once-500": lambda v: v.answer(500) if v.times == 1 else v.answer(body=PHOTO),
    "once-429": lambda v: v.answer(429, Retry_After="0") if v.times == 1 else v.answer(body=PHOTO),
    "much-later": lambda v: v.answer(503, Retry_After="3600"),
    "cut-once": lambda v: v.cut_short() if v.times == 1 else v.answer(body=PHOTO),
    "cut": lambda v: v.cut_short(),
    "bad-chunk": lambda v: v.answer(body=b"ZZ\r\nnonsense", Content_Length="", Transfer_Encoding="chunked"),
    "two-lengths": lambda v: v.answer(body=PHOTO, Content_Length="5, 9"),
    "many-headers": Visitor.many_headers,
    "drip": Visitor.drip,
    "silence": lambda _: time.sleep(1.5),
    "huge": lambda v: v.answer(body=b"", Content_Length="30000000"),
    "huge-unsaid": lambda v: v.chunked([bytes(100_000)] * 3),
    "gzip": lambda v: v.answer(body=gzip.compress(PHOTO), Content_Encoding="gzip"),
    "deflate": lambda v: v.answer(body=zlib.compress(PHOTO), Content_Encoding="deflate"),
    "raw-deflate": lambda v: v.answer(body=zlib.compress(PHOTO)[2:-4], Content_Encoding="deflate"),
    "gzip-bomb": lambda v: v.answer(body=BOMB_BODY, Content_Encoding="gzip"),
    "gzip-cut": lambda v: v.answer(body=gzip.compress(PHOTO)[:-20], Content_Encoding="gzip"),
    "brotli": lambda v: v.answer(body=PHOTO, Content_Encoding="br"),
    "hops": lambda v: v.answer(302, Location=HOPS.get(v.path, "/photo.jpg")),
    "loop": lambda v: v.answer(302, Location="/loop"),
    "to-ftp": lambda v: v.answer(302, Location="ftp://127.0.0.1/photo.jpg"),
    "to-file": lambda v: v.answer(301, Location="file:///etc/passwd"),
    "to-private": lambda v: v.answer(307, Location="http://10.0.0.1/photo.jpg"),
    "to-other-loopback": lambda v: v.answer(308, Location="http://[::1]/photo.jpg"),
    "to-nonsense": lambda v: v.answer(302, Location="http://[::bad"),
    "own-referer": lambda v: v.answer(200 if v.headers["Referer"] else 403, PHOTO),
    "no-referer": lambda v: v.answer(403 if v.headers["Referer"] else 200, PHOTO),
    "tagged": lambda v: v.known(ETag='"v1"'),
    "dated": lambda v: v.known(Last_Modified="Tue, 01 Mar 2022 08:00:00 GMT"),
    "to-tagged": lambda v: v.answer(302, Location="/tagged"),
    "together": Visitor.together,
    "unchanged": lambda v: v.answer(304),
    "cookie": lambda v: v.answer(body=PHOTO, Set_Cookie="id=1"),
    "host": lambda v: v.answer(body=v.headers["Host"].encode()),
}
HOPS = {f"/hops/{left}": f"/hops/{left - 1}" for left in range(2, 9)}


@pytest.fixture(scope="session")
def web() -> Iterator[ThreadingHTTPServer]:
    """The server; `server.base` is its address, `server.log` what was asked of it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Visitor)
    server.daemon_threads = True
    server.lock = threading.Lock()  # type: ignore[attr-defined]
    server.log = []  # type: ignore[attr-defined]
    server.base = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def watch_reads(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Callable[[], list[Path]]]:
    """Called, begins to note from which files pictures are read, by whatever process; gives who tells."""
    log = tmp_path_factory.mktemp("reads") / "log"
    log.touch()

    def read(file: Path) -> bytes:
        with log.open("a", encoding="utf-8") as noted:
            noted.write(f"{file}\n")
        return file.read_bytes()

    def begin() -> Callable[[], list[Path]]:
        monkeypatch.setattr(archive, "read", read)
        return lambda: [Path(line) for line in log.read_text("utf-8").splitlines()]

    return begin
