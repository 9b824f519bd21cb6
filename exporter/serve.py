"""A folder of books as a web server: read only, files by name, nothing hidden, no listing.

A part of a file may be asked for (RFC 9110, section 14), so that a download goes on where it broke off.
"""

import errno
import re
import socket
import sys
from contextlib import suppress
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import fstat
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from exporter.notices import UsageError
from exporter.shelf import FEED, MANIFEST, MEDIA_TYPES, PUBLICATIONS

MEDIA = {
    **MEDIA_TYPES,
    ".xml": FEED,
    ".json": PUBLICATIONS,
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    "": "application/octet-stream",
}
INDEX = "index.html"
PATIENCE = 60  # seconds that a connection may say nothing
CHUNK = 1 << 16  # bytes sent at once
EVERY = {"0.0.0.0", "::"}  # noqa: S104 - what a server listens on that is for all
BEYOND = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}  # in no network (RFC 5737, RFC 3849)
TAKEN = {errno.EADDRINUSE, errno.EACCES}  # another port would do
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)  # one; several may be answered by the whole


class _Handler(SimpleHTTPRequestHandler):
    """GET and HEAD of the files in one folder."""

    server_version = "exporter"
    protocol_version = "HTTP/1.1"  # one connection for the covers of a page
    timeout = PATIENCE
    extensions_map = MEDIA
    part = range(0)  # of the file asked for

    def send_head(self) -> Any:
        """The file asked for, open at the part that is to be sent; None where its headers say it all."""
        target = self._target()
        if target and target.is_dir():
            return super().send_head()  # leads to the same address with a slash
        try:
            opened = target.open("rb") if target else None
        except OSError:
            opened = None
        if opened is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if self._answer(opened):
            return opened
        opened.close()
        return None

    def _target(self) -> Path | None:
        """The file or folder asked for; None for what is hidden, our own manifest, what leads elsewhere."""
        path = unquote(urlsplit(self.path).path)
        names = [name for name in path.split("/") if name]
        if any(name.startswith(".") for name in names) or names[-1:] == [MANIFEST]:
            return None
        try:
            named = Path(self.directory, *names, *([INDEX] if path.endswith("/") else [])).resolve()
            known = named.is_file() or (named / INDEX).is_file()
        except (OSError, ValueError):  # too long a name, a NUL in it
            return None
        return named if known and named.is_relative_to(Path(self.directory).resolve()) else None

    def _answer(self, opened: BinaryIO) -> bool:
        """Sends the headers for a file; whether bytes of it, those of `part`, are to follow."""
        found = fstat(opened.fileno())
        stamp = self.date_time_string(int(found.st_mtime))
        self.part, status = range(found.st_size), HTTPStatus.OK
        if self._has_seen(int(found.st_mtime)):
            status = HTTPStatus.NOT_MODIFIED
        elif self.command == "GET" and self.headers.get("If-Range", stamp) == stamp:
            self.part, status = _part(self.headers.get("Range", ""), found.st_size)
        self.send_response(status)
        if status is HTTPStatus.PARTIAL_CONTENT:
            self.send_header("Content-Range", f"bytes {self.part[0]}-{self.part[-1]}/{found.st_size}")
        elif status is HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            self.send_header("Content-Range", f"bytes */{found.st_size}")
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", self.guess_type(opened.name))
            self.send_header("Content-Length", str(len(self.part)))
        self.send_header("Last-Modified", stamp)
        self.end_headers()
        return status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}

    def _has_seen(self, modified: int) -> bool:
        """Whether the client says that it has the file as it was at that second."""
        try:
            then = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
            return "If-None-Match" not in self.headers and modified <= then.timestamp()
        except (TypeError, ValueError, OverflowError):
            return False

    def end_headers(self) -> None:
        """Says of every answer that parts may be asked for, and that its type is what we say."""
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Sends the part; leaves off where the client does."""
        source.seek(self.part.start)
        left = len(self.part)
        try:
            while left and (some := source.read(min(CHUNK, left))):
                outputfile.write(some)
                left -= len(some)
        except OSError:
            left = -1
        self.close_connection = self.close_connection or bool(left)  # a file that was cut meanwhile

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the addresses asked for come from outside."""


def _part(asked: str, size: int) -> tuple[range, HTTPStatus]:
    """Which bytes of a file a Range header asks for, and what is answered to it."""
    found = _RANGE.fullmatch(asked.strip())
    if not found or not any(found.groups()) or (found[1] and found[2] and int(found[1]) > int(found[2])):
        return range(size), HTTPStatus.OK
    start = int(found[1]) if found[1] else max(0, size - int(found[2]))
    end = min(size, int(found[2]) + 1) if found[1] and found[2] else size
    if start >= end:
        return range(0), HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    return range(start, end), HTTPStatus.PARTIAL_CONTENT


class _Server(ThreadingHTTPServer):
    """Listens on an address of either family."""

    def __init__(self, host: str, port: int, folder: Path) -> None:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        self.address_family, *_, place = min(found, key=lambda each: each[0] != socket.AF_INET)
        super().__init__(cast("tuple[str, int]", place), partial(_Handler, directory=str(folder)))

    def server_bind(self) -> None:
        """As the library does it, but asks no name server what the machine is called."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing of a client that went away, or fell silent."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(cast("Any", request), client_address)


def server(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server of `folder`, bound and not yet serving. Raises UsageError where it cannot listen."""
    try:
        return _Server(host, port, folder)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no such name"
        other = "--port" if isinstance(error, OSError) and error.errno in TAKEN else "--host"
        raise UsageError(
            f"cannot listen on {_at(host, port)}: {why}", hint=f"choose another {other}"
        ) from error


def address(serving: ThreadingHTTPServer) -> str:
    """Where the server can be reached: by others too, where it listens to them."""
    host, port = str(serving.server_address[0]), serving.server_address[1]
    own = _own(socket.AddressFamily(serving.address_family)) if host in EVERY else ""
    return f"http://{_at(own or host, port)}/"


def _own(family: socket.AddressFamily) -> str:
    """The address of this machine in its network, "" where it is in none. Nothing is sent to find it."""
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
        asking.connect((BEYOND[family], 9))
        return str(asking.getsockname()[0])
    return ""


def _at(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
