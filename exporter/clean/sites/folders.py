"""Where site files lie: those that are built in, and the folder of a user, which shadows them by name."""

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path

from exporter import resources
from exporter.clean.sites import schema
from exporter.clean.sites.site import Site
from exporter.notices import ConfigurationError

FOLDER = "sites"
_ENDINGS = (".yaml", ".yml")


def beside(paths: Sequence[str]) -> tuple[Path, ...]:
    """The folders named `sites` that lie in the folders given, or beside the files given; each once."""
    homes = (path if path.is_dir() else path.parent for path in map(Path, paths) if path.exists())
    return tuple(dict.fromkeys(home / FOLDER for home in homes if (home / FOLDER).is_dir()))


@functools.lru_cache(maxsize=16)
def load(folders: tuple[Path, ...] = ()) -> tuple[Site, ...]:
    """The sites of the built-in files and of `folders`; of files of the same name the last is read.

    Raises ConfigurationError with file and line for a file that is wrong, or a folder that is none.
    """
    files: dict[str, Path] = {}
    for folder in (resources.folder(FOLDER), *folders):
        if not folder.is_dir():
            raise ConfigurationError("there is no such folder", place=str(folder), hint="see docs/sites.md")
        files |= {file.stem: file for file in _yaml(folder.iterdir())}
    return tuple(_read(files[name]) for name in sorted(files))


def _yaml(entries: Iterable[Path]) -> list[Path]:
    return sorted(entry for entry in entries if entry.suffix.lower() in _ENDINGS and entry.is_file())


def _read(file: Path) -> Site:
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", place=str(file)) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError("is not UTF-8", place=str(file)) from error
    return schema.read(text, str(file))
