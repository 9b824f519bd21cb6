"""Pictures on disk: read only where they lie inside the folder they are looked for in."""

import stat
from pathlib import Path

MAX_SIZE = 20_000_000  # bytes, as over the network


def within(folder: Path, name: str | Path) -> bytes | None:
    """The bytes of a regular file under `folder`, symbolic links resolved; None for all else."""
    try:
        root = folder.resolve(strict=True)
        file = (root / name).resolve(strict=True)
        if not file.is_relative_to(root) or not stat.S_ISREG(file.stat().st_mode):
            return None
        with file.open("rb") as stream:
            content = stream.read(MAX_SIZE + 1)
    except (OSError, ValueError, RuntimeError):  # absent, unreadable, impossible name, loop of links
        return None
    return content if len(content) <= MAX_SIZE else None
