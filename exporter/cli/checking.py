"""`exporter check`: which checks a file gets, told by its first bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exporter.notices import InputError
from exporter.write.epub import epubcheck
from exporter.write.epub.check import check as check_epub
from exporter.write.pdf.check import faults


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a file, a line each, and what it was judged by."""

    findings: tuple[str, ...]
    judges: str


def _epub(file: Path) -> Verdict:
    found = [str(finding) for finding in check_epub(file)]
    if not epubcheck.command():
        return Verdict(tuple(found), "structure, links; EPUBCheck is not installed, see exporter doctor")
    (messages,) = epubcheck.validated([file])
    return Verdict((*found, *map(str, messages)), "structure, links, EPUBCheck")


def _pdf(file: Path) -> Verdict:
    return Verdict(tuple(faults(file)), "structure, links, fonts")


KINDS: dict[bytes, Callable[[Path], Verdict]] = {
    b"PK": _epub,  # a zip
    b"%PDF-": _pdf,
}


def verdict(file: Path) -> Verdict:
    """The verdict on an EPUB or PDF made by anyone. Raises InputError for what is neither."""
    if file.exists() and not file.is_file():  # a pipe would wait for a writer
        raise InputError("is not an ordinary file", place=str(file))
    try:
        with file.open("rb") as opened:
            head = opened.read(8)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=str(file)) from error
    for beginning, judge in KINDS.items():
        if head.startswith(beginning):
            return judge(file)
    raise InputError("is neither an EPUB nor a PDF", place=str(file))
