"""A folder of books as a web server: read only, files by name, nothing hidden, no listing."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
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


class _Handler(SimpleHTTPRequestHandler):
    """GET and HEAD of the files in one folder."""

    server_version = "exporter"
    extensions_map = MEDIA

    def send_head(self) -> BytesIO | BinaryIO | None:
        """The file asked for; 404 for what is hidden, our own manifest, and links out of the folder."""
        names = [name for name in unquote(urlsplit(self.path).path).split("/") if name]
        target = Path(self.translate_path(self.path)).resolve()
        hidden = any(name.startswith(".") for name in names) or names == [MANIFEST]
        if hidden or not target.is_relative_to(Path(self.directory).resolve()):
            self.send_error(404)
            return None
        return super().send_head()

    def list_directory(self, path: object) -> None:
        """No listings: the shelf has an index of its own."""
        del path
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the addresses asked for come from outside."""


def server(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server of `folder`, bound and not yet serving. Raises UsageError where it cannot listen."""
    try:
        return ThreadingHTTPServer((host, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}:{port}: {error.strerror or error}", hint="choose another --port"
        ) from error


def address(serving: ThreadingHTTPServer) -> str:
    """Where the server can be reached."""
    host, port = serving.server_address[:2]
    return f"http://{host!s}:{port}/"
