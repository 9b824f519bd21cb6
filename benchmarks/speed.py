"""Measures a collection as one PDF: laid together from parts, and as a single document, in one run.

    speed.py [POSTS] [WAYS]     100 posts; ways among parts, parts-1 (one worker), single

Prints a line a way: CPU seconds with children, wall seconds, peak memory of the parent and of any process,
bytes, pages, bytes of fonts. Only ratios of one run mean anything. Reading, cleaning and pictures are not
counted: both ways begin with the same bound book. Both prove that the text is whole.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

from benchmarks import corpus
from exporter.bind import bind_collections
from exporter.model import Book
from exporter.pipeline import Run
from exporter.settings import Settings
from exporter.write.pdf import document, expected, write
from exporter.write.pdf.check import faults
from exporter.write.pdf.reading import lost
from tests.write.pdf.single import single

HEAD = ("way", "CPU s", "wall s", "parent MB", "peak MB", "KB", "pages", "fonts KB", "sha256")


def settings(folder: Path, jobs: int) -> Settings:
    return Settings(offline=True, cache=folder / "store", by="all", format=("pdf",), jobs=jobs)


def bound(folder: Path, jobs: int) -> tuple[Book, Settings]:
    chosen = settings(folder, jobs)
    run = Run(chosen)
    run.read([str(folder / "posts")])
    (book,) = bind_collections(run.articles, run.illustrate(), chosen).books
    return book, chosen


def child(way: str, folder: Path) -> None:
    """Makes the book in one way, and says what it cost."""
    book, chosen = bound(folder, 1 if way == "parts-1" else 0)
    target = folder / f"{way}.pdf"
    before, begun = cpu(), time.perf_counter()
    if way == "single":
        single(book, chosen, target)
        assert not [*faults(target), *lost(target, expected(document.plain(book, chosen)))]
    else:
        write(book, chosen, target)
    told = {"cpu": cpu() - before, "wall": time.perf_counter() - begun}
    told["parent"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told["peak"] = max(told["parent"], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    print(json.dumps(told))


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def fonts(pdf: pikepdf.Pdf) -> int:
    """Bytes of all font programs."""
    names = ("/FontFile2", "/FontFile3")
    programs = {
        thing[name].objgen: len(thing[name].read_raw_bytes())
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary)
        for name in names
        if name in thing
    }
    return sum(programs.values())


def row(way: str, folder: Path) -> tuple[object, ...]:
    command = [sys.executable, "-m", "benchmarks.speed", "--child", way, str(folder)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    told, target = json.loads(output.splitlines()[-1]), folder / f"{way}.pdf"
    digest = subprocess.run(["sha256sum", target], check=True, stdout=subprocess.PIPE, text=True).stdout[:12]
    with pikepdf.open(target) as pdf:
        pages, programs = len(pdf.pages), fonts(pdf)
    sizes = (round(told["parent"]), round(told["peak"]), target.stat().st_size // 1024)
    return way, round(told["cpu"], 1), round(told["wall"], 1), *sizes, pages, programs // 1024, digest


def main(posts: int, ways: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus.write(folder / "posts", posts)
        bound(folder, 0)  # pictures into the store, so that no way pays for them
        print(f"{posts} posts", *HEAD, sep="\t", flush=True)
        for way in ways:
            print("", *row(way, folder), sep="\t", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]))
    else:
        main(int((sys.argv[1:] or [100])[0]), sys.argv[2:] or ["parts", "parts-1", "single"])
