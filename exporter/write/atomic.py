"""The one way a file comes into being: written beside its target, checked by the caller, synced, renamed."""

import contextlib
import functools
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xxhash import xxh3_128

from exporter.notices import OutputError

try:
    import fcntl
except ImportError:  # not on Windows: there drafts of runs that were killed stay
    fcntl = None  # type: ignore[assignment]

DRAFT = re.compile(r"\.exporter-[0-9a-f]{12}\.part")
HINT = "choose another place with -o, or free some space"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; on success it takes the target's place, otherwise it is removed.

    The old file stays whole until the rename, whatever happens; a symbolic link is replaced, not followed.
    Raises OutputError where the folder or the disk does not let us.
    """
    with _complaining(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        draft = target.with_name(f".exporter-{secrets.token_hex(6)}.part")
        try:
            with _claimed(draft):
                yield draft
                _sync(draft)
                draft.replace(target)
                with contextlib.suppress(OSError):  # not every system syncs folders
                    _sync(target.parent)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def prove_writable(target: Path) -> None:
    """Raises OutputError where no file could be made at `target`: before the work, not after it."""
    with _complaining(target):
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISREG(target.stat().st_mode):
                raise FileExistsError(0, "what is there is not a file")
        folder = next(parent for parent in (target.absolute().parents) if parent.exists())
        draft = folder / f".exporter-{secrets.token_hex(6)}.part"
        try:
            draft.touch()
        finally:
            draft.unlink(missing_ok=True)


def xxh128(path: Path) -> str:
    """The XXH3 of a file, 128 bits in hex (as xxh128sum tells it), read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, xxh3_128).hexdigest()


@contextmanager
def _complaining(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise OutputError(message, place=str(target), hint=HINT) from error


@contextmanager
def _claimed(draft: Path) -> Iterator[None]:
    """The draft is there, and locked for as long as somebody works at it."""
    file = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        if fcntl:
            with contextlib.suppress(OSError):  # a file system without locks: nobody sweeps there either
                fcntl.flock(file, fcntl.LOCK_EX)
        if not draft.exists():  # swept in the moment before it was locked
            draft.touch()
        yield
    finally:
        os.close(file)


@functools.cache
def _sweep(folder: Path) -> None:
    """Removes the drafts that nobody works at any more: their run was killed."""
    if not fcntl:
        return
    for path in folder.iterdir():
        if DRAFT.fullmatch(path.name):
            with contextlib.suppress(OSError), path.open("rb") as draft:
                fcntl.flock(draft, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()


def _sync(path: Path) -> None:
    """What the path holds is on the disk, not only on its way there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
