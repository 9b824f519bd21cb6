"""Where files lie, symbolic links resolved: thousands are asked for, in few folders, which are asked once."""

import functools
import os
import stat


def real(path: str) -> str:
    """Where the file at `path` lies, no link left on the way. Raises OSError or ValueError if it is gone."""
    folder, name = os.path.split(path)
    if name in {"", os.curdir, os.pardir} or stat.S_ISLNK(os.lstat(path).st_mode):
        return os.path.realpath(path, strict=True)
    return os.path.join(real_folder(folder), name)  # noqa: PTH118 - Path takes ten times as long


@functools.lru_cache(maxsize=1024)
def real_folder(folder: str) -> str:
    """The same of a folder."""
    return os.path.realpath(folder, strict=True)
