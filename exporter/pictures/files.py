"""Pictures on disk: found and read only where they lie inside the folder they are looked for in."""

import os
import stat
from pathlib import Path

from exporter.realpaths import real, real_folder

MAX_SIZE = 20_000_000  # bytes, as over the network


def within(folder: Path, name: str | Path) -> Path | None:
    """The regular file of a name under `folder`, symbolic links resolved; None for all else."""
    try:
        root = real_folder(str(folder))
        file = real(os.path.join(root, name))  # noqa: PTH118 - thousands are asked for
        told = os.lstat(file)
    except (OSError, ValueError):  # absent, impossible name, loop of links
        return None
    inside = file.startswith(os.path.join(root, ""))  # noqa: PTH118
    return Path(file) if inside and stat.S_ISREG(told.st_mode) and told.st_size <= MAX_SIZE else None


def read(file: Path) -> bytes | None:
    """The bytes of a file that was found; None where it cannot be read, or is too large."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_SIZE + 1)
    except OSError:
        return None
    return content if len(content) <= MAX_SIZE else None
