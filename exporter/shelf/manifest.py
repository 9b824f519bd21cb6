"""shelf.json: what lies in the folder, so that the next run leaves alone what has not changed."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import datetime
from pathlib import Path
from typing import Any

from exporter.shelf.entry import MEDIA_TYPES, Entry, File
from exporter.write.atomic import replacing, xxh128

MANIFEST = "shelf.json"
COVERS = "covers"  # the folder of the covers, beside the manifest
FORM = 2  # of the manifest: one of another form is read as none


@dataclasses.dataclass(frozen=True, slots=True)
class Shelf:
    """The books that a folder holds, as its manifest says.

    `pages` are the digests of what shows them, by name, and `made_by` that of what those were made from.
    """

    folder: Path
    entries: tuple[Entry, ...] = ()
    pages: Mapping[str, str] = dataclasses.field(default_factory=dict)
    made_by: str = ""

    @classmethod
    def opened(cls, folder: Path) -> "Shelf":
        """The shelf in `folder`; an empty one where there is no manifest, or none that can be read."""
        try:
            data = json.loads((folder / MANIFEST).read_text("utf-8"))
            if data["form"] != FORM:
                return cls(folder)
            entries, pages = tuple(map(_entry, data["books"])), dict(data.get("pages", {}))
            return cls(folder, entries, pages, data.get("made_by", ""))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return cls(folder)

    def save(self) -> None:
        """Writes the manifest, the same bytes for the same books. Raises OutputError."""
        data = {"form": FORM, "made_by": self.made_by, "pages": self.pages}
        data |= {"books": [dataclasses.asdict(entry) for entry in self.entries]}
        text = json.dumps(data, ensure_ascii=False, indent=1, default=datetime.isoformat)
        with replacing(self.folder / MANIFEST) as draft:
            draft.write_text(text + "\n", "utf-8")

    def standing(
        self, editions: Set[str], digest: Callable[[Path], str] = xxh128
    ) -> Iterator[tuple[str, File]]:
        """The files made from one of the editions that lie there as they were written, by name.

        `digest` gives the XXH3 of a file.
        """
        for entry in self.entries:
            if entry.edition in editions:
                yield from ((file.name, file) for file in entry.files if self._whole(file, digest))

    def ends(self) -> dict[str, str]:
        """Where each volume ends that was parted by size, by its identifier."""
        return {entry.identifier: entry.end for entry in self.entries if entry.end}

    def updated(self, entries: Iterable[Entry], *, prune: bool) -> "Shelf":
        """The shelf with `entries` first, then the books they do not replace; with `prune` without those.

        An entry that has no file could not be written: what was there before stays.
        """
        there = {entry.identifier: entry for entry in entries if entry.files}
        wanted = {entry.identifier for entry in entries}
        old = {entry.identifier: entry for entry in self.entries if not prune or entry.identifier in wanted}
        covered = (dataclasses.replace(entry, cover=self._cover(entry)) for entry in there.values())
        others = (entry for name, entry in old.items() if name not in there)
        return dataclasses.replace(self, entries=(*covered, *others))

    def _cover(self, entry: Entry) -> str:
        """The cover of a book that is there and looks as it would be drawn now; "" for none."""
        looks = _looks(entry)
        return next((each.cover for each in self.entries if looks & _looks(each)), "")

    def cleared(self, after: "Shelf") -> list[str]:
        """Removes the files that the shelf after this one no longer names, unless somebody changed them.

        Gives their names.
        """
        named = {file.name for entry in after.entries for file in entry.files}
        gone = [file for entry in self.entries for file in entry.files if file.name not in named]
        removed = [file.name for file in gone if self._whole(file)]
        covers = {entry.cover for entry in self.entries} - {entry.cover for entry in after.entries}
        for name in (*removed, *(f"{COVERS}/{cover}" for cover in sorted(covers) if cover)):
            (self.folder / name).unlink(missing_ok=True)
        return removed

    def _whole(self, file: File, digest: Callable[[Path], str] = xxh128) -> bool:
        path = self.folder / file.name
        return path.is_file() and path.stat().st_size == file.size and digest(path) == file.xxh128


def _looks(entry: Entry) -> set[tuple[str, str]]:
    """What says how the cover of a book looks: all it is made from; the face of the file it is drawn from."""
    face = entry.files[0].face if entry.files else ""
    return {(entry.identifier, each) for each in (entry.edition, face) if each}


def _entry(data: dict[str, Any]) -> Entry:
    """An entry from its JSON. Raises as `opened` expects for what is none or leads elsewhere."""
    dates = {name: _date(data[name]) for name in ("modified", "first", "last")}
    if Path(data["cover"]).name != data["cover"]:
        raise ValueError(data["cover"])
    if data.get("end") and not datetime.fromisoformat(data["end"].split(" ")[-2]).tzinfo:
        raise ValueError(data["end"])
    lists = {name: tuple(data[name]) for name in ("creators", "subjects")}
    return Entry(**data | dates | lists | {"files": tuple(map(_file, data["files"]))})


def _file(data: dict[str, Any]) -> File:
    """A file from its JSON. Raises ValueError for a name that leads out of the folder."""
    file = File(**data)
    if Path(file.name).name != file.name or file.extension not in MEDIA_TYPES:
        raise ValueError(file.name)
    return file


def _date(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
