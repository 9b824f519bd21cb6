"""What a collection costs, from posts to the finished book: exporter's and other tools', in one run.

    speed.py [POSTS...] [--ways WAY,...] [--own SHARE] [--rounds N]

100 posts if not said; several counts also show the growth. Of the pictures nine in ten are of one post alone;
--own 0 has all of them out of forty that many posts show.

Ways: exporter (a PDF, by all cores), one-worker, weasyprint (one document of the same HTML and CSS),
chromium (the same HTML printed), epub (exporter's), pandoc (an EPUB of the same posts); what is not installed
is left out. Every one runs in processes of its own, begins without a cache and writes a file. The machine is
never idle: only ratios of one run mean anything, and those of several --rounds, gone in turn, mean more.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from benchmarks import corpus, plain
from benchmarks.measuring import Cost, compiled, measured
from exporter.bind import bind_collections
from exporter.pipeline import Run
from exporter.settings import Settings

BIN = Path(sys.executable).parent
QUIET = ("--offline", "--by", "all", "--index", "none", "--quiet")
PRINT = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
HEADS = ("way", "CPU s", "wall s", "parent MB", "peak MB", "file MB", "pages", "CPU ms a page", "fonts KB")
TARGETS = (
    # what, of which way against which, at most
    ("CPU", "exporter", "weasyprint", 0.5),
    ("wall", "exporter", "weasyprint", 0.3),
    ("peak of any process", "exporter", "weasyprint", 0.25),
    ("CPU a page", "exporter", "chromium", 0.75),
    ("font bytes", "exporter", "weasyprint", 0.7),
    ("CPU", "epub", "pandoc", 0.6),
)
GROWTH = 10.5  # times the CPU for ten times the posts


@dataclass(frozen=True)
class Made:
    """A file, what it cost, its size in bytes, its pages and the bytes of its fonts (0 in an EPUB)."""

    cost: Cost
    size: int
    pages: int = 0
    fonts: int = 0


def bundle(folder: Path, kind: str, jobs: int) -> Made:
    """The posts in one book by exporter, from the command line."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        command = (BIN / "exporter", "bundle", folder / "posts", "-o", name, "--format", kind, *QUIET)
        cost = measured(*command, "--jobs", str(jobs), "--cache", f"{name}/cache")
        (book,) = Path(name).glob(f"*.{kind}")
        return _made(cost, book)


def weasyprint(folder: Path) -> Made:
    target = folder / "weasyprint.pdf"
    return _made(measured(BIN / "weasyprint", "--quiet", folder / "plain/book.html", target), target)


def chromium(folder: Path) -> Made:
    target, page = folder / "chromium.pdf", (folder / "plain/book.html").as_uri()
    return _made(measured("chromium", *PRINT, f"--print-to-pdf={target}", page), target)


def pandoc(folder: Path) -> Made:
    target, posts = folder / "pandoc.epub", sorted((folder / "posts").glob("*.md"))
    place = ("--resource-path", folder / "posts")
    return _made(measured("pandoc", *place, "--metadata", "title=Posts", "-o", target, *posts), target)


WAYS: dict[str, Callable[[Path], Made]] = {
    "exporter": lambda folder: bundle(folder, "pdf", 0),
    "one-worker": lambda folder: bundle(folder, "pdf", 1),
    "weasyprint": weasyprint,
    "chromium": chromium,
    "epub": lambda folder: bundle(folder, "epub", 0),
    "pandoc": pandoc,
}
OTHERS = {"chromium", "pandoc"}  # that may not be installed


def _made(cost: Cost, file: Path) -> Made:
    if file.suffix != ".pdf":
        return Made(cost, file.stat().st_size)
    with pikepdf.open(file) as pdf:
        return Made(cost, file.stat().st_size, len(pdf.pages), _fonts(pdf))


def _fonts(pdf: pikepdf.Pdf) -> int:
    """Bytes of all font programs."""
    names = ("/FontFile", "/FontFile2", "/FontFile3")
    programs = {
        thing[name].objgen: len(thing[name].read_raw_bytes())
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary)
        for name in names
        if name in thing
    }
    return sum(programs.values())


def prepare(folder: Path, posts: int, own: float) -> None:
    """Writes the posts, and the book of them as plain HTML."""
    corpus.write(folder / "posts", posts, own=own)
    settings = Settings(offline=True, cache=folder / "store", by="all", format=("pdf",))
    run = Run(settings)
    run.read([str(folder / "posts")])
    (book,) = bind_collections(run.articles, run.illustrate(), settings).books
    (folder / "plain").mkdir()
    plain.write(book, settings, folder / "plain")


def row(way: str, made: Made) -> tuple[object, ...]:
    cost, a_page = made.cost, f"{1000 * made.cost.cpu / made.pages:.1f}" if made.pages else "-"
    seconds = (f"{cost.cpu:.1f}", f"{cost.wall:.1f}", round(cost.parent), round(cost.peak))
    return way, *seconds, f"{made.size / 1e6:.1f}", made.pages or "-", a_page, made.fonts // 1024 or "-"


def ratios(made: Mapping[str, Made]) -> None:
    """Prints what is to be shown, where both ways were gone."""
    values: dict[str, Callable[[Made], float]] = {
        "CPU": lambda each: each.cost.cpu,
        "wall": lambda each: each.cost.wall,
        "peak of any process": lambda each: each.cost.peak,
        "CPU a page": lambda each: each.cost.cpu / each.pages,
        "font bytes": lambda each: each.fonts,
    }
    for what, ours, theirs, most in TARGETS:
        if ours in made and theirs in made:
            ratio = values[what](made[ours]) / values[what](made[theirs])
            print(f"{what}, {ours} / {theirs}: {ratio:.2f} (at most {most} at 1,000 posts)", flush=True)


def growth(found: Mapping[int, Mapping[str, Made]]) -> None:
    """Prints how the CPU grows from the least count to the greatest, for ten times as many."""
    least, most = min(found), max(found)
    for way in found[most]:
        more = found[most][way].cost.cpu / found[least][way].cost.cpu
        print(f"growth of CPU, {way}: {more:.2f} times for {most / least:g} times (at most {GROWTH} for 10)")


def table(posts: int, ways: Sequence[str], own: float, rounds: int) -> dict[str, Made]:
    """Prints what every way costs, and gives the cheapest of its rounds: what disturbs one makes it dear."""
    print(f"\n{posts} posts", *HEADS, sep="\t", flush=True)
    made: dict[str, Made] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, posts, own)
        for way in ways * rounds:
            try:
                found = WAYS[way](folder)
            except subprocess.CalledProcessError as error:
                print("", way, f"failed ({error.returncode})", sep="\t", flush=True)
            else:
                print("", *row(way, found), sep="\t", flush=True)
                made[way] = min(found, made.get(way, found), key=lambda each: each.cost.cpu)
    ratios(made)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("posts", nargs="*", type=int, default=[100], help="how many, one table each")
    parser.add_argument("--ways", default=",".join(WAYS), help="which, in this order")
    parser.add_argument("--own", type=float, default=corpus.OWN, help="share of pictures one post shows")
    parser.add_argument(
        "--rounds", type=int, default=1, help="go all ways so often, in turn; the cheapest counts"
    )
    chosen = parser.parse_args()
    ways = [way for way in chosen.ways.split(",") if way not in OTHERS or shutil.which(way)]
    compiled()
    found = {posts: table(posts, ways, chosen.own, chosen.rounds) for posts in chosen.posts}
    if len(found) > 1:
        growth(found)


if __name__ == "__main__":
    main()
