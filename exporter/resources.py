"""Where the built-in templates, styles and site rules lie, and how a user's file of a name shadows them."""

import functools
from collections.abc import Sequence
from pathlib import Path

from exporter.notices import ConfigurationError

PACKAGE = Path(__file__).parent
SITES = "sites"
_YAML = (".yaml", ".yml")


def folder(kind: str) -> Path:
    """The folder of the built-in files of a kind: inside the wheel, beside the package in a checkout.

    The kinds are `templates`, `styles` and `sites`.
    """
    inside = PACKAGE / kind
    return inside if inside.is_dir() else PACKAGE.parent / kind


def names(kind: str) -> list[str]:
    """Every built-in file of the kind as a path under its folder, sorted."""
    root = folder(kind)
    return sorted(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file())


def read(kind: str, name: str, shadow: Path | None = None) -> str:
    """The text of a template, style or site; a file of the same name under `shadow` comes first.

    Raises ConfigurationError for a name that is none.
    """
    if shadow and (shadow / name).is_file():
        return (shadow / name).read_text("utf-8")
    return _built_in(kind, name)


@functools.cache
def _built_in(kind: str, name: str) -> str:
    """Read once a process: every piece of a book is set by the same styles."""
    file = folder(kind) / name
    if file.is_file():
        return file.read_text("utf-8")
    known = ", ".join(names(kind))
    raise ConfigurationError(f"no {kind[:-1]} named “{name}”", hint=f"there are: {known}")


def sites_beside(paths: Sequence[str]) -> tuple[Path, ...]:
    """The folders named `sites` that lie in the folders given, or beside the files given; each once."""
    homes = (path if path.is_dir() else path.parent for path in map(Path, paths) if path.exists())
    return tuple(dict.fromkeys(home / SITES for home in homes if (home / SITES).is_dir()))


def site_files(folder: Path) -> list[Path]:
    """The files of site rules in a folder, sorted; none where there is no such folder."""
    entries = folder.iterdir() if folder.is_dir() else ()
    return sorted(entry for entry in entries if entry.suffix.lower() in _YAML and entry.is_file())
