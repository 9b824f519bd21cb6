"""A name that answers with a permitted address first and another one after: only what was checked is reached."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.hostile.conftest import PICTURE

PERMITTED, FORBIDDEN = "127.0.0.1", "127.0.0.2"
REBINDING = f"""
import socket, sys
real, asked = socket.getaddrinfo, []
def resolved(host, port, *rest, **options):
    if host not in ("rebinds.test", b"rebinds.test"):
        return real(host, port, *rest, **options)
    asked.append(port)
    address = "{PERMITTED}" if len(asked) == 1 else "{FORBIDDEN}"
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]
socket.getaddrinfo = resolved
from exporter.cli import main
main()
"""


class Visitor(BaseHTTPRequestHandler):
    """Gives a picture and hangs up, so that the next one needs a connection of its own."""

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(PICTURE)))
        self.end_headers()
        self.wfile.write(PICTURE)


@pytest.fixture
def servers() -> Iterator[tuple[ThreadingHTTPServer, ThreadingHTTPServer]]:
    """One at the permitted address and one at the forbidden, at the same port."""
    permitted = ThreadingHTTPServer((PERMITTED, 0), Visitor)
    forbidden = ThreadingHTTPServer((FORBIDDEN, permitted.server_port), Visitor)
    for server in (permitted, forbidden):
        server.asked = []  # type: ignore[attr-defined]
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield permitted, forbidden
    for server in (permitted, forbidden):
        server.shutdown()
        server.server_close()


def test_a_rebound_name_leads_nowhere(
    servers: tuple[ThreadingHTTPServer, ThreadingHTTPServer], tmp_path: Path
) -> None:
    permitted, forbidden = servers
    base = f"http://rebinds.test:{permitted.server_port}"
    post, book, report = (tmp_path / name for name in ("post.md", "book.epub", "report.json"))
    post.write_text(
        f'---\ntitle: 题\n---\n<p>文</p><img src="{base}/a.png"><p>文</p><img src="{base}/b.png">\n', "utf-8"
    )
    said = subprocess.run(
        [
            *(sys.executable, "-c", REBINDING, "epub", str(post), "-o", str(book), "--report", str(report)),
            *("--cache", str(tmp_path / "cache"), "--allow-network", f"{PERMITTED}/32"),
        ],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    ).stderr
    assert forbidden.asked == []  # type: ignore[attr-defined]
    assert len(permitted.asked) == 1  # type: ignore[attr-defined]
    assert "no public address" in said
    pictures = json.loads(report.read_text("utf-8"))["pictures"]
    assert (pictures["fetched"], pictures["placeholder"]) == (1, 1)
