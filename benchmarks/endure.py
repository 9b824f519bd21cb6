"""Runs that are killed, interrupted, run out of disk or files: no file is ever half a book.

    endure.py [--kills 200] [--interrupts 50] [--pairs 20] [--format epub|pdf] [--seed 1]

Prints a table, exits with 1 if a row fails.

Thirty posts to a book each. After every end: each book is whole (its own checks) or absent, the books of the
run before are as they were or new; the next run gives the bytes of an undisturbed one and leaves no draft.
"""

import argparse
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from exporter.write.epub.check import check
from exporter.write.pdf.check import faults

EXPORTER = Path(sys.executable).with_name("exporter")
POSTS = 30
Row = tuple[str, int, list[str]]


def write_posts(folder: Path) -> Path:
    """Thirty posts, each in a category of its own."""
    folder.mkdir()
    for n in range(POSTS):
        text = (
            f"---\ntitle: 第 {n} 篇\ncategories: [类 {n:02}]\n---\n<h2>一</h2><p>{'山高水长。' * 300}{n}</p>"
        )
        (folder / f"{n:02}.md").write_text(text, "utf-8")
    return folder


def command(posts: Path, books: Path, *more: str, kind: str = "epub") -> list[str]:
    """A run over the posts that writes every book anew."""
    cache = str(books.with_suffix(".cache"))
    return [
        str(EXPORTER), "bundle", str(posts), "-o", str(books), "--format", kind, "--offline", "--rebuild",
        "--cache", cache, "--jobs", "2", *more,
    ]  # fmt: skip


def run(arguments: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        arguments,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=600,
        **options,
    )  # type: ignore[call-overload,no-any-return]


def digests(books: Path) -> dict[str, str]:
    """What stands in a folder, drafts aside."""
    return {
        file.relative_to(books).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(books.rglob("*"))
        if file.is_file() and not file.name.endswith(".part")
    }


def broken(books: Path) -> Iterator[str]:
    """Books that are not whole."""
    for book in sorted(books.glob("*.epub")):
        yield from (f"{book.name}: {finding}" for finding in check(book))
    for book in sorted(books.glob("*.pdf")):
        yield from (f"{book.name}: {fault}" for fault in faults(book))


def cleared(books: Path) -> None:
    """Removes a folder that workers of a killed run may still be tidying up."""
    while books.exists():
        shutil.rmtree(books, ignore_errors=True)


def ended(arguments: list[str], number: signal.Signals, after: float) -> tuple[int, float, str]:
    """A run that gets a signal after some seconds: exit code, seconds it took to end, what it said."""
    process = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    told = time.monotonic()
    _, said = process.communicate(timeout=60)
    return process.returncode, time.monotonic() - told, said


class Trial:
    """A folder of books made undisturbed, and runs over it that end badly."""

    def __init__(self, folder: Path, kind: str, dice: random.Random) -> None:
        self.books, self.dice = folder / "books", dice
        self._command = command(write_posts(folder / "posts"), self.books, kind=kind)
        begun = time.monotonic()
        run(self._command)
        self.seconds = time.monotonic() - begun
        self.expected = digests(self.books)

    def kills(self, times: int) -> Iterator[str]:
        """kill -9 at random moments, over the finished books and, every other time, an empty folder."""
        for turn in range(times):
            if turn % 2:
                cleared(self.books)
            ended(self._command, signal.SIGKILL, self.dice.uniform(0.05, self.seconds))
            yield from self._whole(f"kill {turn}")
            if turn % 20 == 19:
                yield from self._completes(f"kill {turn}")
        yield from self._completes("last kill")

    def interrupts(self, times: int, number: signal.Signals) -> Iterator[str]:
        """An interrupt at random moments: exit 130, at once, one line, no draft left."""
        for turn in range(times):
            code, seconds, said = ended(self._command, number, self.dice.uniform(0.3, self.seconds))
            if code not in {130, 0} and not (code == -number and seconds < 1):
                yield f"{number.name} {turn}: exit {code}: {said[-200:]}"
            if "Traceback" in said:
                yield f"{number.name} {turn}: {said[-300:]}"
            if seconds > 5 * max(1, os.getloadavg()[0] / 2):
                yield f"{number.name} {turn}: {seconds:.1f} s to end"
            yield from (f"{number.name} {turn}: {draft.name} left" for draft in self.books.rglob("*.part"))
            yield from self._whole(f"{number.name} {turn}")

    def _whole(self, when: str) -> Iterator[str]:
        yield from (f"{when}: {fault}" for fault in broken(self.books))
        now = digests(self.books) if self.books.is_dir() else {}
        yield from (
            f"{when}: {name} differs"
            for name in now
            if name.endswith((".epub", ".pdf")) and now[name] != self.expected.get(name)
        )

    def _completes(self, when: str) -> Iterator[str]:
        done = run(self._command)
        if done.returncode:
            yield f"after {when}: exit {done.returncode}: {done.stderr[-200:]}"
        if digests(self.books) != self.expected:
            yield f"after {when}: other bytes than undisturbed"
        yield from (f"after {when}: {draft.name} left" for draft in self.books.rglob("*.part"))


def full_disk(folder: Path) -> Iterator[str]:
    """A disk of 300 KB with an old book on it: exit 5, the old book untouched, no draft."""
    posts = write_posts(folder / "posts")
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "none", disk], check=False).returncode:
        yield "cannot mount a small disk: run as root"
        return
    try:
        old = disk / "all.epub"
        old.write_bytes(b"old" * 1000)
        for kind in ("epub", "pdf"):
            target = disk / f"all.{kind}"
            cache = ["--cache", str(folder / "cache"), "--offline"]
            (disk / "fill").write_bytes(bytes(270_000))
            done = run([str(EXPORTER), kind, str(posts), "-o", str(target), *cache])
            if done.returncode != 5 or "Traceback" in done.stderr or "No space left" not in done.stderr:
                yield f"{kind}: exit {done.returncode}: {done.stderr[-300:]}"
            if old.read_bytes() != b"old" * 1000:
                yield f"{kind}: the old book is damaged"
            yield from (
                f"{kind}: {file.name} left"
                for file in disk.iterdir()
                if file.name not in {"all.epub", "fill"}
            )
        done = run(
            [
                str(EXPORTER),
                "epub",
                str(posts),
                "-o",
                str(folder / "x.epub"),
                "--cache",
                str(disk / "c"),
                "--offline",
            ]
        )
        if done.returncode not in {0, 5} or "Traceback" in done.stderr:
            yield f"store on the full disk: exit {done.returncode}: {done.stderr[-300:]}"
    finally:
        subprocess.run(["umount", disk], check=False)


def read_only(folder: Path) -> Iterator[str]:
    """A folder that cannot be written to: exit 5 before the pictures are fetched."""
    posts, shut = write_posts(folder / "posts"), folder / "shut"
    shut.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", shut], check=False).returncode:
        yield "cannot mount: run as root"
        return
    try:
        for target in (shut / "a.epub", shut / "deeper" / "a.epub"):
            done = run(
                [str(EXPORTER), "epub", str(posts), "-o", str(target), "--cache", str(folder / "cache")]
            )
            if done.returncode != 5 or "Traceback" in done.stderr or (folder / "cache").exists():
                yield f"{target.name}: exit {done.returncode}: {done.stderr[-300:]}"
    finally:
        subprocess.run(["umount", shut], check=False)


def few_files(folder: Path) -> Iterator[str]:
    """Few open files allowed: the same bytes, or one clear line."""
    posts = write_posts(folder / "posts")
    run(command(posts, folder / "plenty"))
    for most in (64, 32, 16):
        limited = lambda most=most: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # noqa: E731
        done = run(command(posts, folder / f"few{most}"), preexec_fn=limited)
        if "Traceback" in done.stderr or (done.returncode and not done.stderr.strip()):
            yield f"{most} files: exit {done.returncode}: {done.stderr[-400:]}"
        if done.returncode == 0 and digests(folder / f"few{most}") != digests(folder / "plenty"):
            yield f"{most} files: other bytes"
        yield from (f"{most} files: {fault}" for fault in broken(folder / f"few{most}"))


def side_by_side(folder: Path, kind: str, pairs: int) -> Iterator[str]:
    """Two runs at once on one store and one folder: both end well, and the books are the same."""
    folder.mkdir()
    books = folder / "books"
    one = command(write_posts(folder / "posts"), books, kind=kind)
    run(one)
    expected = digests(books)
    for turn in range(pairs):
        shutil.rmtree(books)
        both = [
            subprocess.Popen(one, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        for process in both:
            _, said = process.communicate(timeout=600)
            if process.returncode:
                yield f"turn {turn}: exit {process.returncode}: {said[-300:]}"
        if digests(books) != expected:
            yield f"turn {turn}: other bytes"


def elsewhere(folder: Path) -> Iterator[str]:
    """Another locale, time zone, hash seed and umask: the same bytes."""
    posts = write_posts(folder / "posts")
    places = ({}, {"LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"})
    made = []
    for number, place in enumerate(places):
        books = folder / f"books{number}"
        done = run(command(posts, books, kind="epub,pdf"), env=os.environ | place, umask=0o077 * number)
        if done.returncode:
            yield f"{place}: exit {done.returncode}: {done.stderr[-300:]}"
        made.append(
            {name: digest for name, digest in digests(books).items() if name.endswith((".epub", ".pdf"))}
        )
    if made[0] != made[1]:
        yield "other bytes"


PROCEDURES: list[tuple[str, Callable[[Path], Iterator[str]]]] = [
    ("full disk", full_disk),
    ("read-only folder", read_only),
    ("few open files", few_files),
    ("another locale, zone, hash seed, umask", elsewhere),
]


def rows(options: argparse.Namespace) -> Iterator[Row]:
    """Each line of the table: what, how often, and what failed."""
    with tempfile.TemporaryDirectory() as temporary:
        for name, procedure in PROCEDURES:
            folder = Path(temporary) / procedure.__name__
            folder.mkdir()
            yield name, 1, list(procedure(folder))
        pairs = side_by_side(Path(temporary) / "pairs", options.format, options.pairs)
        yield "two runs side by side", options.pairs, list(pairs)
        (Path(temporary) / "trial").mkdir()
        trial = Trial(Path(temporary) / "trial", options.format, random.Random(options.seed))
        yield "SIGINT", options.interrupts, list(trial.interrupts(options.interrupts, signal.SIGINT))
        terms = options.interrupts // 5
        yield "SIGTERM", terms, list(trial.interrupts(terms, signal.SIGTERM))
        yield "kill -9", options.kills, list(trial.kills(options.kills))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for option, default in (("--kills", 200), ("--interrupts", 50), ("--pairs", 20), ("--seed", 1)):
        parser.add_argument(option, type=int, default=default)
    parser.add_argument("--format", choices=("epub", "pdf"), default="epub")
    options = parser.parse_args()
    failed = False
    for what, times, found in rows(options):
        failed |= bool(found)
        print(f"{'FAIL' if found else 'ok':<5}{what} x {times}", *found[:10], sep="\n      ", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
