"""The one way a file comes into being: written beside its target, checked by the caller, synced, renamed."""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exporter.notices import OutputError


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; on success it takes the target's place, otherwise it is removed.

    The old file stays whole until the rename, whatever happens. Raises OutputError where the folder or the
    disk does not let us.
    """
    draft = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        hint = "choose another place with -o, or free some space"
        raise OutputError(
            f"cannot be written: {error.strerror or error}", place=str(target), hint=hint
        ) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
