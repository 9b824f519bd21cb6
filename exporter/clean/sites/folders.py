"""Where site files lie: those that are built in, and the folder of a user, which shadows them by name."""

import functools
from pathlib import Path

from exporter import resources
from exporter.clean.sites import schema
from exporter.clean.sites.site import Site
from exporter.notices import ConfigurationError


@functools.lru_cache(maxsize=16)
def load(folders: tuple[Path, ...] = ()) -> tuple[Site, ...]:
    """The sites of the built-in files and of `folders`; of files of the same name the last is read.

    Raises ConfigurationError with file and line for a file that is wrong, or a folder that is none.
    """
    files: dict[str, Path] = {}
    for folder in (resources.folder(resources.SITES), *folders):
        if not folder.is_dir():
            raise ConfigurationError("there is no such folder", place=str(folder), hint="see docs/sites.md")
        files |= {file.stem: file for file in resources.site_files(folder)}
    return tuple(_read(files[name]) for name in sorted(files))


def _read(file: Path) -> Site:
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", place=str(file)) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError("is not UTF-8", place=str(file)) from error
    return schema.read(text, str(file))
