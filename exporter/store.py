"""What is kept between runs: one SQLite file for pictures and articles, safe for several runs at once.

SQLite comes with Python, is transactional (a killed run leaves it whole) and holds plain bytes and text:
nothing read from it is ever executed, as pickles would be (CVE-2025-69872 of diskcache).
Contents are kept once, by the SHA-256 of their bytes; cards say which content an address gave, or which one
was made of another.
"""

import functools
import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from xxhash import xxh3_64_digest

from exporter.notices import OutputError

Given = TypeVar("Given")

FILE = "exporter.sqlite"
BUSY = 60.0  # seconds to wait for another run's write
HOUR, DAY = 3600, 86_400  # seconds
CACHE = 1024  # KB of pages that a connection holds: contents are read once
MANY = 100  # names that are asked for at once
_AT_BIRTH = (
    "page_size = 16384",  # contents are 100 KB and more
    "auto_vacuum = INCREMENTAL",  # so that what `prune` frees is given back to the disk
)
TURN = 0.02  # s between attempts at what SQLite does not wait for
_TABLES = """
CREATE TABLE IF NOT EXISTS content (
    digest TEXT PRIMARY KEY, used INTEGER NOT NULL, sum BLOB NOT NULL, bytes BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS card (name TEXT PRIMARY KEY, digest TEXT, text TEXT, seal TEXT NOT NULL);
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


@dataclass(frozen=True, slots=True)
class Card:
    """What is filed under a name: the digest of a content, and `text` about it."""

    digest: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Census:
    """What is there: `contents`, of `size` bytes in all, `addresses` that gave one, `file` bytes on disk."""

    contents: int
    size: int
    addresses: int
    file: int


class Store:
    """The store under a cache folder, made where there is none. For threads to share, not processes.

    Every method raises Damaged for a broken file, OutputError where the disk or its rights are at fault.
    """

    def __init__(self, cache: Path) -> None:
        self.path = cache / FILE
        self._lock = threading.Lock()
        try:
            cache.mkdir(parents=True, exist_ok=True)
            if self.path.is_symlink():
                raise Damaged("a link stands in its place")
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
        born = self._run("PRAGMA schema_version")[0][0] != 0
        for pragma in () if born else _AT_BIRTH:
            self._run(f"PRAGMA {pragma}")
        self._let_readers_be()
        self._run("PRAGMA synchronous = NORMAL")
        self._run(f"PRAGMA cache_size = -{CACHE}")
        for statement in _TABLES.split(";")[:-1]:
            self._run(statement)
        self._run("SELECT sum FROM content LIMIT 1")  # Damaged: the tables of an older version

    def _let_readers_be(self) -> None:
        """From now on readers and a writer do not wait for each other.

        While another run makes the store SQLite refuses this at once, whatever its timeout.
        """
        last = time.monotonic() + BUSY
        while True:
            try:
                self._run("PRAGMA journal_mode = WAL")
            except OutputError as error:
                if not _is_busy(error.__cause__) or time.monotonic() > last:
                    raise
                time.sleep(TURN)
            else:
                return

    def put(self, content: bytes) -> str:
        """Keeps `content`; gives its digest."""
        digest = hashlib.sha256(content).hexdigest()
        values = (digest, int(time.time()), xxh3_64_digest(content), content)
        self._run("INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?)", values)
        return digest

    def get(self, digest: str) -> bytes | None:
        """The content with this digest; None where it is not there or is not what was put any more.

        That tells its XXH3, in a twentieth of the time its digest takes. One that is damaged is let go: who
        asks only whether it is there (`held`) is not told so for ever.
        """
        found = self._found("bytes, sum", digest)
        if found is None:
            return None
        content, told = found
        if isinstance(content, bytes) and xxh3_64_digest(content) == told:
            return content
        self._run("DELETE FROM content WHERE digest = ? AND bytes IS ?", (digest, content))
        return None

    def held(self, digests: Sequence[str]) -> set[str]:
        """Those of the digests that have a content; it is not read, and is used by that."""
        found: set[str] = set()
        now = int(time.time())
        question = "SELECT digest, used < ? FROM content WHERE digest IN"
        for digest, long_ago in self._among(digests, question, now - HOUR):
            if long_ago:
                self._use(digest, now)
            found.add(digest)
        return found

    def _found(self, what: str, digest: str) -> Any:
        """What is asked of the content with this digest, which is used by that; None where there is none."""
        now = int(time.time())
        rows = self._run(f"SELECT used < ?, {what} FROM content WHERE digest = ?", (now - HOUR, digest))
        if rows and rows[0][0]:
            self._use(digest, now)
        return rows[0][1:] if rows else None

    def _use(self, digest: str, now: int) -> None:
        self._run("UPDATE content SET used = ? WHERE digest = ?", (now, digest))

    def note(self, name: str, digest: str, text: str = "") -> None:
        """Files a card about the content with this digest."""
        seal = _seal(name, digest, text)
        self._run("INSERT OR REPLACE INTO card VALUES (?, ?, ?, ?)", (name, digest, text, seal))

    def recall(self, name: str) -> Card | None:
        """The card of this name, or None where there is none or it has been altered."""
        rows = self._run("SELECT digest, text, seal FROM card WHERE name = ?", (name,))
        if not rows or rows[0][2] != _seal(name, rows[0][0], rows[0][1]):
            return None
        return Card(rows[0][0], rows[0][1])

    def recall_all(self, names: Sequence[str]) -> dict[str, Card]:
        """The cards of those names that have one, by name: what asks for thousands asks for many at once."""
        found: dict[str, Card] = {}
        for name, digest, text, seal in self._among(
            names, "SELECT name, digest, text, seal FROM card WHERE name IN"
        ):
            if seal == _seal(name, digest, text):
                found[name] = Card(digest, text)
        return found

    def census(self) -> Census:
        """How much there is."""
        contents, size = self._run("SELECT count(*), coalesce(sum(length(bytes)), 0) FROM content")[0]
        addresses = self._run("SELECT count(*) FROM card WHERE name LIKE 'address %'")[0][0]
        return Census(contents, size, addresses, self.path.stat().st_size)

    def verify(self) -> tuple[int, int]:
        """How many contents and cards there are, and how many of them were damaged and are taken out."""
        report = self._run("PRAGMA quick_check(1)")
        if report != [("ok",)]:
            raise Damaged(str(report[0][0]))
        digests = [row[0] for row in self._run("SELECT digest FROM content")]
        names = [row[0] for row in self._run("SELECT name FROM card")]
        spoilt = sum(self._is_spoilt(digest) for digest in digests)
        altered = [name for name in names if self.recall(name) is None]
        for name in altered:
            self._run("DELETE FROM card WHERE name = ?", (name,))
        return len(digests) + len(names), spoilt + len(altered)

    def _is_spoilt(self, digest: str) -> bool:
        """Whether a content is not what its digest says; then it is let go."""
        content = self.get(digest)
        if content is None:
            return True
        spoilt = hashlib.sha256(content).hexdigest() != digest
        if spoilt:
            self._run("DELETE FROM content WHERE digest = ?", (digest,))
        return spoilt

    def prune(self, limit: int, *, grace: int = 0) -> int:
        """Lets go what was used longest ago until `limit` bytes are left; gives the bytes let go.

        What was used in the last `grace` seconds stays: another run may be about to read it.
        """
        excess = self.census().size - limit
        if excess <= 0:
            return 0
        before = int(time.time()) - grace + 1
        old = self._run(
            "SELECT digest, length(bytes) FROM content WHERE used < ? ORDER BY used, digest", (before,)
        )
        freed = 0
        for digest, size in old:
            if freed >= excess:
                break
            self._run("DELETE FROM content WHERE digest = ?", (digest,))
            freed += size
        if freed:
            self._run("DELETE FROM card WHERE digest NOT IN (SELECT digest FROM content)")
            self._shrink()
        return freed

    def _shrink(self) -> None:
        """Gives free pages back to the disk. A script, for a single `execute` frees one page and stops."""
        try:
            with self._lock:
                self._base.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError:
            return  # another run is at work: the pages are free, and are used again

    def close(self) -> None:
        """Ends the work with the store."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _among(self, names: Sequence[str], question: str, *before: int) -> Iterator[Any]:
        """The rows that answer a question ending in IN, MANY names at once; values `before` come first."""
        for start in range(0, len(names), MANY):
            some = names[start : start + MANY]
            yield from self._run(f"{question} ({', '.join('?' * len(some))})", (*before, *some))

    def _run(self, statement: str, values: Sequence[str | bytes | int] = ()) -> list[Any]:
        try:
            with self._lock:
                return self._base.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            if _code(error) in _SURROUNDINGS:
                raise self._unusable(error) from error
            raise Damaged(str(error)) from error

    def _unusable(self, error: Exception) -> OutputError:
        return OutputError(
            f"the store cannot be used: {error}",
            place=str(self.path),
            hint="choose another folder with --cache",
        )


def opened(cache: Path) -> Store:
    """The store under a cache folder as this process has it open. Raises what Store does."""
    return _connected(cache, os.getpid())


def tried(cache: Path, act: Callable[[Store], Given]) -> Given | None:
    """What `act` gives with the store under a cache folder; None where that is of no use: it costs time."""
    try:
        return act(opened(cache))
    except (Damaged, OutputError):
        return None


@functools.cache
def _connected(cache: Path, _process: int) -> Store:
    """A connection of this process: SQLite's must not cross a fork."""
    return Store(cache)


def discard(cache: Path) -> None:
    """Removes the store under a cache folder: the cure for a damaged one."""
    _connected.cache_clear()
    for suffix in ("", "-wal", "-shm"):
        (cache / (FILE + suffix)).unlink(missing_ok=True)


def _code(error: BaseException | None) -> int:
    """SQLite's primary result code, 0 for an error that is not its own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_busy(error: BaseException | None) -> bool:
    return _code(error) == sqlite3.SQLITE_BUSY


def _seal(name: object, digest: object, text: object) -> str:
    return hashlib.sha256(f"{name}\n{digest}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
