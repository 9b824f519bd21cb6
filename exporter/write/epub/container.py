"""The zip container of EPUB (OCF 3.3): the same bytes from the same contents, one file at a time."""

import zipfile
from pathlib import Path
from types import TracebackType
from typing import Self

MIMETYPE = "application/epub+zip"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: builds must not differ by the clock
PACKED = (".jpg", ".png", ".gif", "mimetype")  # compressed already, or to be read without unzipping


class Container:
    """An EPUB being written to `path`: first its mimetype, stored (OCF 3.3, section 4.3)."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.writestr("mimetype", MIMETYPE)

    def writestr(self, name: str, content: str | bytes) -> None:
        """Adds a file; ebooklib calls it by this name."""
        info = zipfile.ZipInfo(name, EPOCH)
        info.create_system = 3  # Unix, wherever this runs
        info.external_attr = 0o644 << 16
        info.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
        self._zip.writestr(info, content)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
