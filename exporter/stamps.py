"""Files known again without being read, by what the file system says of them: trusted as far as git does.

A stamp is size, times of change and inode. A file that is written again within the tick of a clock keeps its
times; so a stamp taken of a file that changed a moment ago proves nothing, and is not kept (git's "racily
clean" entries, Documentation/technical/racy-git).
"""

import os
import time
from pathlib import Path

SETTLED = 2.0  # s without a change: the coarsest clock of a file system in use, FAT's, ticks so


def stamp(path: str | Path) -> str:
    """What tells the file at a path from every other, and from what it was before; "" where there is none."""
    try:
        told = os.stat(path)  # noqa: PTH116 - Path would rewrite what the user typed
    except (OSError, ValueError):
        return ""
    return f"{told.st_size} {told.st_mtime_ns} {told.st_ctime_ns} {told.st_dev} {told.st_ino}"


def settled(stamped: str) -> bool:
    """Whether a stamp, just taken, proves what it stands for: the file has not changed for a while."""
    if not stamped:
        return False
    _, modified, changed, *_ = map(int, stamped.split())
    return max(modified, changed) / 1e9 + SETTLED < time.time()
