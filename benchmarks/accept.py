"""Acceptance over a folder of saved posts: everything exports, valid, whole and reproducible.

    accept.py FOLDER      with no network; prints a table and exits with 1 if a row fails

Every article alone to EPUB and PDF; EPUBCheck and the PDF checks on every file; the text of the article
against the text of both; a collection a category in both formats; the same run again from a copy made in
the opposite order, in another time zone, locale and hash seed, with one worker. With gold.yaml and score.py
in the folder the reading is scored too.
"""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from lxml import etree

from exporter import work
from exporter.model import Article
from exporter.pipeline import Run
from exporter.settings import Settings
from exporter.write.epub import epubcheck
from exporter.write.pdf.check import faults
from exporter.write.pdf.drawn import read
from exporter.write.pdf.reading import folded

MEDIA = Path(__file__).parent.parent / "seeds" / "media"
SAMPLE = Path(__file__).parent.parent / "seeds" / "zaker-shenzhen.md"
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
TAKEN = "\ufdd1"  # stands where a piece was found: no character
Row = tuple[str, int, list[str]]


@dataclasses.dataclass(frozen=True)
class Single:
    """What became of one post by itself."""

    post: str
    article: Article | None
    files: tuple[Path, ...]
    errors: tuple[str, ...]


def alone(post: str, folder: Path, settings: Settings) -> Single:
    """One post to EPUB and PDF."""
    files, errors, article = [], [], None
    for kind in ("epub", "pdf"):
        run = Run(settings)
        run.export([post], folder / f"{Path(post).stem}.{kind}", kind)
        files += [written.path for written in run.written]
        errors += [f"{post}: {failure.error}" for failure in run.failures]
        article = run.articles[0].article if run.articles else None
    return Single(post, article, tuple(files), tuple(errors))


def epub_text(path: Path) -> str:
    """Every letter of the book's pages but those of placeholders, without white space."""
    with zipfile.ZipFile(path) as opened:
        pages = [etree.fromstring(opened.read(name)) for name in opened.namelist() if name.endswith(".xhtml")]
    for page in pages:
        for placeholder in page.xpath("//*[contains(@class, 'placeholder')]"):
            tail = placeholder.tail
            placeholder.clear()
            placeholder.tail = tail
    return bare("".join(str(text) for page in pages for text in page.itertext()))


def pdf_text(path: Path) -> str:
    """The text of the articles as the pages say it, folded as the book's own check folds it."""
    return folded("".join(piece for article in read(path) for piece in (*article.once, *article.feet)))


def unlike(single: Single) -> Iterator[str]:
    """Where the text of a finished file is not that of the article, white space aside.

    Compared piece by piece between pictures, in whose place a book may say why they are missing; in an EPUB
    in order, in a PDF wherever a page has room: notes stand at its foot, figures move to the next.
    """
    if single.article is None:
        return
    # Print sets readings above their words, without the parentheses that rp holds (its tail is text).
    texts = single.article.body.xpath("//text()")
    pieces = [str(text) for text in texts if text.is_tail or text.getparent().tag != "rp"]
    for path in single.files:
        if path.suffix == ".epub":
            absent = out_of_order(map(bare, pieces), epub_text(path))
        else:
            absent = not_there(map(folded, pieces), pdf_text(path))
        yield from (f"{path.name}: lacks “{piece[:30]}”" for piece in absent)


def out_of_order(pieces: Iterable[str], text: str) -> Iterator[str]:
    """Those that do not follow one another in the text."""
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            yield piece
        place = max(place, found + len(piece))


def not_there(pieces: Iterable[str], text: str) -> Iterator[str]:
    """Those that the text has no place for; each place is one piece's alone."""
    for piece in sorted(pieces, key=len, reverse=True):
        if piece not in text:
            yield piece
        text = text.replace(piece, TAKEN, 1)


def bare(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def bundled(posts: Path, folder: Path, settings: Settings) -> tuple[Run, list[str]]:
    """A collection a category; the second value names articles that are in no book."""
    run = Run(settings)
    run.bundle([str(posts)], folder)
    bound = {chapter.article.path for book in run.books for chapter in book.chapters()}
    lost = [article.path for article in run.articles if article.path not in bound | run.left_out.keys()]
    return run, [*lost, *(f"{failure.path}: {failure.error}" for failure in run.failures)]


def elsewhere(posts: Path, folder: Path) -> dict[str, str]:
    """The digests of the same bundle made from another place, in another order, by one worker."""
    copy = folder / "copy"
    copy.mkdir()
    for post in sorted(posts.glob("*.*"), reverse=True):
        shutil.copyfile(post, copy / post.name)
    command = [
        sys.executable,
        "-m",
        "exporter.cli",
        "bundle",
        str(copy),
        "-o",
        str(folder / "again"),
        "--report",
    ]
    report = folder / "again.json"
    options = [
        "--format",
        "epub,pdf",
        "--offline",
        "--media",
        MEDIA,
        "--cache",
        folder / "cold",
        "--jobs",
        "1",
        "-q",
    ]
    subprocess.run(
        [*command, report, *options], env=os.environ | ELSEWHERE, check=True, stdout=subprocess.DEVNULL
    )
    return {Path(o["path"]).name: o["xxh128"] for o in json.loads(report.read_text("utf-8"))["outputs"]}


def rows(posts: Path, folder: Path) -> Iterator[Row]:
    """Each line of the table: what, of how many, and what failed."""
    settings = Settings(offline=True, media=(MEDIA,), cache=folder / "store", format=("epub", "pdf"))
    found = [str(SAMPLE), *map(str, sorted(p for p in posts.glob("*.md") if p.name != "README.md"))]
    with work.executor(0) as pool:
        task = partial(alone, folder=folder / "alone", settings=settings)
        outcomes = list(work.each(task, found, pool))
    singles = [outcome for outcome in outcomes if isinstance(outcome, Single)]
    yield (
        "articles alone, to EPUB and PDF",
        len(found),
        [
            *(
                f"{post}: {lost}"
                for post, lost in zip(found, outcomes, strict=True)
                if isinstance(lost, work.Lost)
            ),
            *(error for single in singles for error in single.errors),
        ],
    )
    files = [path for single in singles for path in single.files]
    yield "text of the article in EPUB and PDF", len(files), [line for s in singles for line in unlike(s)]
    run, lost = bundled(posts, folder / "books", settings)
    yield "articles bound by category, none lost", len(run.articles), lost
    files += [written.path for written in run.written]
    epubs = [path for path in files if path.suffix == ".epub"]
    messages = zip(epubs, epubcheck.validated(epubs), strict=True)
    yield (
        "EPUBCheck: fatal, error, warning",
        len(epubs),
        [f"{p.name}: {m}" for p, found in messages for m in found],
    )
    pdfs = [path for path in files if path.suffix == ".pdf"]
    yield (
        "PDF: syntax, links, outline, fonts",
        len(pdfs),
        [f"{p.name}: {fault}" for p in pdfs for fault in faults(p)],
    )
    again = elsewhere(posts, folder)
    different = [w.path.name for w in run.written if again.get(w.path.name) != w.xxh128]
    yield "identical bytes elsewhere", len(run.written), different


def score(posts: Path) -> str:
    """The last line of the folder's own score, "" where it has none."""
    if not (posts / "gold.yaml").is_file():
        return ""
    views = subprocess.run(
        [sys.executable, "-m", "exporter.cli", "inspect", posts, "--json", "-q"],
        check=True,
        capture_output=True,
    )
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(views.stdout)
        file.flush()
        command = [sys.executable, posts / "score.py", posts / "gold.yaml", file.name]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]


def main() -> None:
    posts = Path(sys.argv[1])
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, count, failures in rows(posts, Path(folder)):
            failed += len(failures)
            print(f"{what:<40}{count:>5}   failures {len(failures)}", flush=True)
            for failure in failures[:10]:
                print(f"    {failure}")
    print(score(posts) or "no gold, no score")
    print(f"accept: {'passed' if not failed else 'FAILED'}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
