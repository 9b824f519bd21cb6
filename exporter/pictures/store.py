"""The picture store: one SQLite file under the cache folder, safe for several runs at once, verified on read.

SQLite comes with Python, is transactional (a killed run leaves it whole) and holds plain bytes and text:
nothing read from it is ever executed, as pickles would be (CVE-2025-69872 of diskcache).
Contents are kept once, by the SHA-256 of their bytes; cards say which content an address gave.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from exporter.notices import OutputError

FILE = "pictures.sqlite"
BUSY = 60.0  # seconds to wait for another run's write
_TABLES = """
CREATE TABLE IF NOT EXISTS content (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS card (name TEXT PRIMARY KEY, text TEXT NOT NULL, seal TEXT NOT NULL);
"""
_SURROUNDINGS = {  # result codes that speak of the machine, not of a damaged file
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


class Damaged(Exception):  # noqa: N818 - a state of the file that its callers mend
    """The store's file is not a sound database any more."""


class Store:
    """The store under a cache folder, made where there is none. For threads to share, not processes.

    Every method raises Damaged for a broken file, OutputError where the disk or its rights are at fault.
    """

    def __init__(self, cache: Path) -> None:
        self.path = cache / FILE
        self._lock = threading.Lock()
        try:
            cache.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(
                self.path, timeout=BUSY, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error
        try:
            self._prepare()
        except BaseException:
            self._base.close()
            raise

    def _prepare(self) -> None:
        self._run("PRAGMA page_size = 16384")  # contents are 100 KB and more
        self._run("PRAGMA journal_mode = WAL")  # readers and a writer do not wait for each other
        self._run("PRAGMA synchronous = NORMAL")
        for statement in _TABLES.split(";")[:-1]:
            self._run(statement)

    def put(self, content: bytes) -> str:
        """Keeps `content`; gives its digest."""
        digest = hashlib.sha256(content).hexdigest()
        self._run("INSERT OR REPLACE INTO content VALUES (?, ?)", (digest, content))
        return digest

    def get(self, digest: str) -> bytes | None:
        """The content with this digest; None where it is not there or does not match it any more."""
        rows = self._run("SELECT bytes FROM content WHERE digest = ?", (digest,))
        return rows[0][0] if rows and hashlib.sha256(rows[0][0]).hexdigest() == digest else None

    def note(self, name: str, text: str) -> None:
        """Files a card."""
        self._run("INSERT OR REPLACE INTO card VALUES (?, ?, ?)", (name, text, _seal(name, text)))

    def recall(self, name: str) -> str | None:
        """The text of a card, or None where there is none or it has been altered."""
        rows = self._run("SELECT text, seal FROM card WHERE name = ?", (name,))
        return rows[0][0] if rows and rows[0][1] == _seal(name, rows[0][0]) else None

    def close(self) -> None:
        """Ends the work with the store."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, statement: str, values: Sequence[str | bytes] = ()) -> list[Any]:
        try:
            with self._lock:
                return self._base.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _SURROUNDINGS:
                raise self._unusable(error) from error
            raise Damaged(str(error)) from error

    def _unusable(self, error: Exception) -> OutputError:
        return OutputError(
            f"the picture store cannot be used: {error}",
            place=str(self.path),
            hint="choose another folder with --cache",
        )


def discard(cache: Path) -> None:
    """Removes the store under a cache folder: the cure for a damaged one."""
    for suffix in ("", "-wal", "-shm"):
        (cache / (FILE + suffix)).unlink(missing_ok=True)


def _seal(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
