"""Pictures beside a post, named by a relative address: as browsers, Hexo, Typora and Obsidian lay them.

    title.html + title_files/x.jpg      a page saved whole by a browser (also title.files/)
    post.md    + post/x.jpg             an asset folder of Hexo
    post.md    + post.assets/x.jpg      Typora
    note.md    + attachments/x.jpg      Obsidian; the note's own folder, and the vault's attachment folders

Nothing is opened outside the folder that holds the post: the vault (where .obsidian lies), the folder the
user named, else the post's own. Links that lead out of it are not followed.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from exporter.pictures.files import within
from exporter.realpaths import real

FOLDERS = ("attachments", "assets", "images", "image", "img", "media", "_resources", "附件", "图片")
ENDINGS = (".jpg .jpeg .jfif .png .gif .webp .svg .avif .bmp .tif .tiff .heic .heif").split()
VAULT = ".obsidian"
UP = 6  # folders above the post that are looked at for the mark of a vault


@dataclass(frozen=True, slots=True)
class Home:
    """Where a post lies: its `folder`, the name of its file without ending, and the `root` nothing leaves."""

    folder: Path
    stem: str
    root: Path


class Homes:
    """Where posts lie; `named` are folders the user gave. What holds for a folder is found out once."""

    def __init__(self, named: Sequence[Path]) -> None:
        self._named = [each.resolve() for each in named]
        self._places: dict[str, tuple[Path, Path]] = {}
        self._latest: tuple[str, Home | None] = ("", None)  # pictures come post by post

    def of(self, post: str) -> Home | None:
        """The home of the post at this path; None for standard input, and for a file that is gone."""
        if post != self._latest[0]:
            self._latest = post, self._found(post) if post else None
        return self._latest[1]

    def _found(self, post: str) -> Home | None:
        try:
            name, file = os.path.split(real(post))
        except (OSError, ValueError):
            return None
        if name not in self._places:
            self._places[name] = Path(name), _root(Path(name), self._named)
        folder, root = self._places[name]
        return Home(folder, Path(file).stem, root)


def _root(folder: Path, given: Sequence[Path]) -> Path:
    vaults = (each for each in (folder, *folder.parents[:UP]) if (each / VAULT).is_dir())
    around = (each for each in given if folder.is_relative_to(each))
    return next(chain(vaults, around), folder)


def files(name: str, home: Home) -> Iterator[Path]:
    """The files that a relative address may mean to the post at `home`, likeliest first."""
    found = (within(home.root, place) for place in _places(name, home))
    return (file for file in found if file)


def _places(name: str, home: Home) -> Iterator[str]:
    """Where the picture may lie, likeliest first; no Path, which takes ten times as long to make."""
    beside, root, stem = str(home.folder), str(home.root), home.stem
    for path in dict.fromkeys((name, unquote(name), unquote(name).partition("?")[0])):
        if not _is_relative_picture(path):
            continue
        base = PurePosixPath(path).name
        yield f"{beside}/{path}"
        for folder in (stem, f"{stem}.assets"):
            yield f"{beside}/{folder}/{path}"
        for folder in (f"{stem}_files", f"{stem}.files"):
            yield f"{beside}/{folder}/{base}"
        for folder in FOLDERS:
            yield f"{beside}/{folder}/{path}"
        yield f"{root}/{path}"
        for folder in FOLDERS:
            yield f"{root}/{folder}/{base}"


def _is_relative_picture(path: str) -> bool:
    return (
        not path.startswith(("/", "\\", "~"))
        and ":" not in path.split("/", maxsplit=1)[0]
        and "\0" not in path
        and path.lower().endswith(tuple(ENDINGS))
    )
