"""Where posts come from: files named, folders searched through, standard input."""

import os
import stat
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from exporter.notices import InputError
from exporter.realpaths import real

STDIN = "-"
EXTENSIONS = (".md", ".markdown", ".html", ".htm", ".txt")
MAX_BYTES = (
    50_000_000  # a post with its pictures inline stays below; a mistake (a video, a disk image) does not
)

# A pipe must not make open() wait for a writer, and Windows must not touch line ends.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def discover(paths: Sequence[str]) -> list[str]:
    """The posts that `paths` name: files as they are, in the order given, folders searched through.

    In folders hidden entries and links that lead out of the folder are passed over; their files come sorted
    by NFC path with forward slashes. A file reached twice is listed once. `-` is standard input.
    Raises InputError for a path that is not there and a folder that may not be listed.
    """
    found: dict[str, str] = {}
    for path in paths:
        for post in _posts(path):
            found.setdefault(post if post == STDIN else _place(post), post)
    return list(found.values())


def _place(post: str) -> str:
    """Where a post lies; as it is named where it cannot be found out."""
    try:
        return real(post)
    except (OSError, ValueError):
        return post


def _posts(path: str) -> list[str]:
    if path == STDIN:
        return [path]
    try:
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - Path would rewrite what the user typed
    except (OSError, ValueError) as error:
        raise InputError(
            "there is no such file or folder", place=path, hint="check the spelling; quote names with spaces"
        ) from error
    return sorted(_search(path), key=_order) if is_folder else [path]


def _order(path: str) -> tuple[str, str]:
    """Sort key that no file system can sway: NFC (macOS stores NFD), forward slashes, then the raw name."""
    return unicodedata.normalize("NFC", path.replace(os.sep, "/")), path


def _search(folder: str) -> Iterator[str]:
    root = Path(os.path.realpath(folder))
    pending = [folder]
    while pending:
        try:
            entries = list(os.scandir(pending.pop()))
        except OSError as error:
            raise InputError(
                f"cannot be listed: {error.strerror}", place=str(error.filename), hint="check its permissions"
            ) from error
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            elif entry.name.lower().endswith(EXTENSIONS) and _is_inside(entry, root):
                yield entry.path


def _is_inside(entry: os.DirEntry[str], root: Path) -> bool:
    """Whether `entry` is a file, and if it is a link, one to a file of the same folder tree."""
    if not entry.is_symlink():
        return not entry.is_dir()
    target = Path(os.path.realpath(entry.path))
    return target.is_file() and target.is_relative_to(root)


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise InputError("standard input is closed", place=STDIN)
    return sys.stdin.buffer


def read_bytes(path: str, stdin: BinaryIO | None = None) -> bytes:
    """All bytes of the post at `path`; for `-` those of `stdin` (default: the process's own).

    Raises InputError, with place, for what is no ordinary file, is empty, is larger than MAX_BYTES or cannot
    be read.
    """
    try:
        data = _all_of(stdin or _standard_input()) if path == STDIN else _ordinary_file(path)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}",
            place=path,
            hint="check that it is there and readable",
        ) from error
    except ValueError as error:  # a NUL or a lone surrogate in the name
        raise InputError("no file can have this name", place=path) from error
    if len(data) > MAX_BYTES:
        raise InputError(
            f"larger than {MAX_BYTES // 1_000_000} MB",
            place=path,
            hint="is this an article? split it if it is",
        )
    if not data.strip():
        raise InputError("is empty", place=path, hint="leave it out or save the article again")
    return data


def _ordinary_file(path: str) -> bytes:
    descriptor = os.open(path, _OPEN_FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISREG(mode):
            return _all_of(file)
    raise InputError("is not an ordinary file", place=path, hint="use - to read from a pipe")


def _all_of(file: BinaryIO) -> bytes:
    return file.read(MAX_BYTES + 1)
