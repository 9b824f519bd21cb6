"""Pictures from a server that misbehaves, and what is gained by asking for many at once.

    pictures.py             500 pictures from a server with 100 ms of latency, many at once and one at a time
    pictures.py POSTS OUT   every post of a folder as an EPUB in OUT, its pictures served by a loopback server
                            that fails at first; exits with 1 if a picture is missing or EPUBCheck finds fault

Nothing but loopback is reached: hosts of the posts' pictures are replaced by the server's address.
"""

import asyncio
import functools
import hashlib
import io
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from PIL import Image

from exporter.model import Missing
from exporter.pictures.gate import Gate, Limits
from exporter.pipeline import Run
from exporter.settings import Settings
from exporter.write.epub import epubcheck

LOOPBACK = "127.0.0.0/8"
LATENCY = 0.1  # seconds
COUNT = 500


@functools.cache
def picture(path: str) -> bytes:
    """A photograph of its own for each path."""
    red, green, blue, *_ = hashlib.sha256(path.encode()).digest()
    across = Image.linear_gradient("L").resize((640, 400))
    image = Image.merge(
        "RGB", [across.point(lambda v, s=shade: (v + s) % 256) for shade in (red, green, blue)]
    )
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()


class Flaky(BaseHTTPRequestHandler):
    """Every picture fails in one of six ways before it is given."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[Counter[str]] = Counter()
    lock = threading.Lock()

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        with self.lock:
            self.asked[self.path] += 1
            times = self.asked[self.path]
        way = hashlib.sha256(self.path.encode()).digest()[5] % 7 if times == 1 else -1
        try:
            self.misbehave(way, self.body())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def body(self) -> bytes:
        return picture(self.path)

    def misbehave(self, way: int, body: bytes) -> None:
        match way:
            case 0:
                self.answer(500, b"")
            case 1:
                self.answer(429, b"", {"Retry-After": "1"})
            case 2:  # less than promised
                self.close_connection = True
                self.answer(200, body[: len(body) // 2], {"Content-Length": str(len(body))})
            case 3:  # slow
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                for start in range(0, len(body), len(body) // 10 + 1):
                    self.wfile.write(body[start : start + len(body) // 10 + 1])
                    time.sleep(0.1)
            case 4 if self.headers["Referer"]:
                self.answer(403, b"")
            case 5:
                self.close_connection = True  # and not a word
            case _:
                self.answer(200, body)

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Distant(Flaky):
    """Every answer takes its time."""

    def body(self) -> bytes:
        return bytes(2000)

    def misbehave(self, way: int, body: bytes) -> None:
        del way
        time.sleep(LATENCY)
        self.answer(200, body)


def served(handler: type[BaseHTTPRequestHandler]) -> str:
    ThreadingHTTPServer.request_queue_size = 128
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"127.0.0.1:{server.server_port}"


def moved(posts: Path, folder: Path, host: str) -> None:
    """Copies of the posts in `folder`, the hosts of their pictures replaced by `host`."""
    with tempfile.TemporaryDirectory() as cache:
        run = Run(Settings(cache=Path(cache), offline=True))
        run.read([str(posts)])
    addresses = [a for listed in run.articles for p in listed.article.pictures for a in p.candidates]
    hosts = {name for address in addresses if (name := urlsplit(address).netloc)}
    form = re.compile(r"(?:https?:)?//(" + "|".join(map(re.escape, sorted(hosts))) + r")(?=[/?\"'\s])")
    for post in sorted(posts.glob("*.md")):
        text = post.read_text("utf-8", "surrogateescape")
        text = form.sub(lambda match: f"http://{host}/{match[1]}", text)
        (folder / post.name).write_text(text, "utf-8", "surrogateescape")


def flaky(posts: Path, out: Path) -> bool:
    """Exports every post; whether all pictures are there and EPUBCheck is content."""
    copies = out / "posts"
    copies.mkdir(parents=True, exist_ok=True)
    moved(posts, copies, served(Flaky))
    failed, total = 0, 0
    for post in sorted(copies.glob("*.md")):
        run = Run(Settings(cache=out / "cache", allow_network=(LOOPBACK,)))
        book = out / f"{post.stem}.epub"
        run.export([str(post)], book, "epub")
        web = [
            p for b in run.books for c in b.chapters() for p in c.article.pictures if p.url.startswith("http")
        ]
        missing = [p.url for b in run.books for p in web if isinstance(b.gallery[p.key], Missing)]
        findings = [*missing, *(str(failure.error) for failure in run.failures)]
        findings += map(str, next(epubcheck.validated([book]))) if book.exists() else ["no book"]
        print(f"{post.stem:<40} {len(web):>3} pictures  {'; '.join(findings) or 'all there'}")
        failed += bool(findings)
        total += len(web)
    print(f"{total} pictures; {sum(Flaky.asked.values())} requests; {failed} posts with findings")
    return not failed


async def fetched(base: str, limits: Limits) -> float:
    """Seconds to fetch COUNT pictures."""
    started = time.perf_counter()
    async with Gate((LOOPBACK,), limits) as gate:

        async def one(number: int) -> None:
            address = f"http://{base}/{number}.jpg"
            async with gate.turn(address):
                assert await gate.fetch(address, limits.seconds)

        await asyncio.gather(*map(one, range(COUNT)))
    return time.perf_counter() - started


def throughput() -> bool:
    """Whether many at once take an eighth of the time of one at a time."""
    base = served(Distant)
    together = asyncio.run(fetched(base, Limits()))
    alone = asyncio.run(fetched(base, Limits(per_host=1)))
    gain = f"1/{alone / together:.1f}"
    print(f"{COUNT} pictures of {LATENCY} s: {together:.1f} s, one at a time {alone:.1f} s: {gain}")
    return together * 8 <= alone


if __name__ == "__main__":
    sys.exit(not (flaky(Path(sys.argv[1]), Path(sys.argv[2])) if len(sys.argv) > 2 else throughput()))
