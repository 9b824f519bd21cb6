"""What the folder shows: index.html for people, opds.xml and opds.json for reading apps, the covers."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from xxhash import xxh3_128_hexdigest

from exporter import digests, resources
from exporter.shelf import catalogue
from exporter.shelf.entry import Entry
from exporter.shelf.manifest import COVERS, Shelf
from exporter.write.atomic import replacing, xxh128

PAGES = ("index.html", "opds.xml", "opds.json")
STEP = 1024  # bytes in a KB, as file managers count them


def is_laid_out(shelf: Shelf, template_dir: Path | None = None, base: str = "") -> bool:
    """Whether the folder shows the shelf as its manifest has it, as it would be shown now."""
    covered = all((shelf.folder / COVERS / entry.cover).is_file() for entry in shelf.entries if entry.cover)
    files = ((shelf.folder / name, shelf.pages.get(name)) for name in PAGES)
    whole = all(path.is_file() and xxh128(path) == digest for path, digest in files)
    return covered and whole and shelf.made_by == _ground(template_dir, base)


def _ground(template_dir: Path | None, base: str) -> str:
    """What the pages are made from besides the books."""
    own = list(digests.files(template_dir)) if template_dir else []
    return digests.digest((digests.program(), own, base))


def lay_out(shelf: Shelf, template_dir: Path | None = None, base: str = "") -> Shelf:
    """The shelf with its covers drawn, its pages and its manifest written; the same bytes for the same books.

    The catalogues have addresses below `base`, the pages for people relative ones: they work from disk.

    Raises OutputError where the folder cannot be written, ConfigurationError for a template that is wrong.
    """
    covered = dataclasses.replace(shelf, entries=tuple(_covered(entry, shelf) for entry in shelf.entries))
    lang = _language(covered.entries)
    folder = f"{base.rstrip('/')}/" if base else ""
    contents = (
        _index(covered.entries, lang, template_dir),
        catalogue.atom(covered.entries, lang, folder),
        catalogue.publications(covered.entries, lang, folder),
    )
    files = dict(zip(PAGES, contents, strict=True))
    for name, content in files.items():
        with replacing(shelf.folder / name) as draft:
            draft.write_bytes(content)
    told = {name: xxh3_128_hexdigest(content) for name, content in files.items()}
    done = dataclasses.replace(covered, pages=told, made_by=_ground(template_dir, base))
    done.save()
    return done


def _covered(entry: Entry, shelf: Shelf) -> Entry:
    """The entry with its cover: the one that is there, or else one drawn from its files."""
    if entry.cover and (shelf.folder / COVERS / entry.cover).is_file():
        return entry
    from exporter.shelf import covers  # noqa: PLC0415 - loads the writers

    return dataclasses.replace(entry, cover=covers.draw(entry, shelf.folder))


def _index(entries: Sequence[Entry], lang: str, template_dir: Path | None) -> bytes:
    from exporter import render  # noqa: PLC0415 - loads the template engine

    text = render.page(
        "shelf/index.html.j2",
        lang,
        template_dir,
        entries=entries,
        style=resources.read("styles", "shelf.css"),
        address=quote,
        size=size,
    )
    return text.encode()


def _language(entries: Sequence[Entry]) -> str:
    counts = Counter(entry.lang for entry in entries)
    return min(counts, key=lambda lang: (-counts[lang], lang))


def size(count: int) -> str:
    """A number of bytes as people read it: 812 KB, 3.4 MB."""
    if count < STEP * STEP:
        return f"{max(1, round(count / STEP))} KB"
    return f"{count / STEP / STEP:.1f} MB"
