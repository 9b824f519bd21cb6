"""What a change to a collection costs: CPU of the PDF made again, as a share of the first run's.

    again.py [POSTS] [--prove]      1,000 posts if not said

Nothing is changed first. Then each change is made by itself, to the posts, the books and the store of the
first run, and undone. With --prove every book is made from nothing too, with one worker: the row says whether
both are the same bytes.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import corpus
from benchmarks.measuring import Cost, compiled, measured
from benchmarks.speed import BIN, QUIET

SETTLED = 2.1  # s until the stamp of a file that changed is trusted
PAGE = "\n\n" + "这一页是新添的文字，长到足以再占一页。" * 60 + "\n"
TARGETS = {"nothing": 1 / 100, "a word": 1 / 20, "pages more, late": 1 / 20, "pages more, early": 1 / 20}


def added(posts: Path, count: int) -> None:
    text = (posts / f"{count - 1:05}.md").read_text("utf-8")
    (posts / f"{count:05}.md").write_text(f"{text}\n\n新添的一篇。\n", "utf-8")


def longer(place: float, more: str) -> Callable[[Path, int], None]:
    """Adds text to the post at that share of all."""

    def change(posts: Path, count: int) -> None:
        post = posts / f"{int(place * count):05}.md"
        post.write_text(post.read_text("utf-8") + more, "utf-8")

    return change


CHANGES: dict[str, Callable[[Path, int], None]] = {
    "nothing": lambda _posts, _count: None,
    "a word": longer(0.5, "好\n"),
    "pages more, late": longer(0.9, PAGE),
    "pages more, early": longer(0.1, PAGE),
    "one added": added,
    "one removed": lambda posts, count: (posts / f"{count // 2:05}.md").unlink(),
}


def bundle(folder: Path, *more: str) -> tuple[Cost, bytes]:
    """The posts as one PDF: what it cost, and its bytes."""
    books = folder / "books"
    cost = measured(
        BIN / "exporter", "bundle", folder / "posts", "-o", books, "--format", "pdf", *QUIET, *more
    )
    (book,) = books.glob("*.pdf")
    return cost, book.read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("posts", nargs="?", type=int, default=1000)
    parser.add_argument("--prove", action="store_true", help="compare with books made from nothing")
    chosen = parser.parse_args()
    compiled()
    with tempfile.TemporaryDirectory() as name:
        shares(Path(name), chosen.posts, prove=chosen.prove)


def shares(folder: Path, count: int, *, prove: bool) -> None:
    """Prints what each change costs, as a share of the first run."""
    corpus.write(folder / "posts", count)
    store = ("--cache", str(folder / "store"))
    first, _ = bundle(folder, *store)
    print("change", "CPU s", "share", "peak MB", sep="\t")
    print("first run", f"{first.cpu:.1f}", "1", round(first.peak), sep="\t", flush=True)
    for change, make in CHANGES.items():
        if not (folder / "kept").exists():
            shutil.copytree(folder, folder / "kept", ignore=shutil.ignore_patterns("kept"))
        make(folder / "posts", count)
        os.sync()  # else the system is still writing what was copied
        time.sleep(SETTLED)
        cost, made = bundle(folder, *store)
        anew = bundle(folder, "--rebuild", "--no-cache", "--jobs", "1")[1] if prove else made
        most = f" (at most {TARGETS[change]:.2f} at 1,000 posts)" if change in TARGETS else ""
        share = f"{cost.cpu / first.cpu:.3f}{most}"
        same = ("the same bytes" if made == anew else "OTHER BYTES") if prove else ""
        print(change, f"{cost.cpu:.1f}", share, round(cost.peak), same, sep="\t", flush=True)
        _restore(folder)


def _restore(folder: Path) -> None:
    """Posts, books and store as they were: posts that are the same stay as they lie."""
    for each in ("books", "store"):
        shutil.rmtree(folder / each)
        shutil.copytree(folder / "kept" / each, folder / each)
    kept = {each.name: each for each in (folder / "kept/posts").glob("*.md")}
    for post in (folder / "posts").glob("*.md"):
        if post.name not in kept:
            post.unlink()
    for name, post in kept.items():
        place = folder / "posts" / name
        if not place.exists() or place.read_bytes() != post.read_bytes():
            shutil.copyfile(post, place)


if __name__ == "__main__":
    main()
