"""Mutated articles, pictures and templates: no traceback, no hang, no ill-formed book, whatever they hold.

    fuzz.py [--seconds 60] [--trials N] [--seed 1] [--from N] [--only KIND ...] [--jobs N]
            [--keep FOLDER] [--record FILE]

Trial N of a seed is the same wherever and whenever it runs: `--from N --trials 1` shows it again. Kinds are
epub, pdf, picture and template. Every eighth EPUB has a cover of its own, and its post goes through EPUBCheck
too, bound ten to a book; `--keep` leaves these posts, and in `books` their EPUBs. `--record` notes every
hundred trials in a file, and goes on where the file ends. Prints what was found, with the number of the
trial; exits with 1 if there is anything.
"""

import argparse
import functools
import io
import itertools
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PIL import Image

from exporter import work
from exporter.bind import bind_one
from exporter.notices import ConfigurationError, ExportError, InputError
from exporter.pictures.profiles import PROFILES
from exporter.pictures.transcode import Unfit, fit
from exporter.pipeline import Run
from exporter.render import Medium, Renderer
from exporter.settings import Settings
from exporter.work import Limits, Lost
from exporter.write.epub import epubcheck
from exporter.write.pdf import cover
from tests.articles import article
from tests.hostile.mutation import mutated, seeds

ROOT = Path(__file__).parent.parent
LIMITS = Limits(memory=500, cpu=30, wall=240)
KINDS = ("epub",) * 80 + ("picture",) * 12 + ("template",) * 6 + ("pdf",) * 2
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    b'<g id="a"><path d="M0 0L9 9"/></g><use href="#a"/></svg>'
)
SAMPLED = 8  # of so many EPUBs one is looked at by EPUBCheck and has its cover drawn, most of the work
BOUND = 10  # posts in a book that EPUBCheck sees
WRONG = {"article-failed", "article-plain", "text-lost"}  # notices that no post should cause
NOTED = 100  # trials in a line of the record

TEMPLATE = (ROOT / "templates" / "epub" / "chapter.xhtml.j2").read_text("utf-8")


@functools.cache
def known() -> list[bytes]:
    """What is mutated."""
    return seeds()


@functools.cache
def plain_cover() -> bytes:
    """One cover for all that are not sampled."""
    return cover.cover_jpeg(bind_one([article()], {}, Settings()).books[0], Settings())


DRAWN = cover.cover_jpeg


def try_post(number: int, dice: random.Random, kind: str, folder: Path, settings: Settings) -> str:
    """One mutated post to a book. What is wrong, "" where nothing is."""
    post, target = folder / f"{number}.md", folder / f"{number}.{kind}"
    post.write_bytes(mutated(dice.choice(known()), known(), dice))
    sampled = number % SAMPLED == 0 and kind == "epub"
    cover.cover_jpeg = DRAWN if sampled else lambda _book, _settings: plain_cover()
    run = Run(settings)
    run.export([str(post)], target, kind)
    wrong = [failure.error for failure in run.failures if not _honest(failure.error)]
    wrong += [f"{notice.code}: {notice.about}" for notice in run.notices if notice.code in WRONG]
    if not wrong and not run.failures and not target.is_file():
        return "no book and no error"
    if sampled and target.is_file():
        target.replace(folder / "books" / target.name)
    target.unlink(missing_ok=True)
    if not wrong and (not sampled or run.failures):
        post.unlink()  # the rest are bound, for EPUBCheck
    return "; ".join(map(str, wrong))


def _honest(error: Exception) -> bool:
    """Whether an error says something about the post rather than about us."""
    return isinstance(error, InputError) and not str(error).startswith("cannot be understood")


def try_picture(dice: random.Random) -> str:
    """A mutated picture: fit for books or refused with a reason."""
    image = Image.new("RGB", (dice.randrange(1, 60), dice.randrange(1, 60)), (dice.randrange(256), 90, 20))
    kind = dice.choice(("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "SVG"))
    content = io.BytesIO()
    if kind == "SVG":
        content.write(DRAWING)
    else:
        image.save(content, kind)
    try:
        fitted = fit(mutated(content.getvalue(), known(), dice), PROFILES[dice.choice(sorted(PROFILES))])
    except Unfit:
        return ""
    return "" if fitted else "neither fit nor refused"


def try_template(number: int, dice: random.Random, folder: Path) -> str:
    """A mutated template: rendered, or a ConfigurationError with file and line."""
    mine = folder / f"templates{number}"
    (mine / "epub").mkdir(parents=True, exist_ok=True)  # a run that was killed may have left it
    text = mutated(TEMPLATE.encode(), [TEMPLATE.encode()], dice)
    (mine / "epub" / "mine.j2").write_bytes(text)
    book = bind_one([article()], {}, Settings()).books[0]
    medium = Medium(
        "epub", lambda a: a.name, lambda key, part: f"{key}#{part}", lambda key, name: f"{key}-{name}"
    )
    try:
        Renderer(book, medium, mine).render("mine.j2", chapter=next(book.chapters()), styles=())
    except ConfigurationError as error:
        return "" if error.place.rpartition(":")[2].isdigit() else f"no line: {error}"
    return ""


def trial(number: int, seed: int, only: tuple[str, ...], folder: Path) -> tuple[str, str]:
    """What kind trial `number` is, and what was wrong in it."""
    dice = random.Random(f"{seed}/{number}")
    kind = dice.choice([kind for kind in KINDS if not only or kind in only])
    settings = Settings(offline=True, cache=folder / "cache", jobs=1)
    if kind == "picture":
        return kind, try_picture(dice)
    if kind == "template":
        return kind, try_template(number, dice, folder)
    return kind, try_post(number, dice, kind, folder, settings)


def invalid(folder: Path) -> Iterator[str]:
    """What EPUBCheck says of the posts that were kept, bound ten to a book."""
    posts = sorted(folder.glob("*.md"), key=lambda post: int(post.stem))
    books = []
    for shelf in (posts[at : at + BOUND] for at in range(0, len(posts), BOUND)):
        run = Run(Settings(offline=True, cache=folder / "cache"))
        books.append(folder / f"book{len(books)}.epub")
        run.export(list(map(str, shelf)), books[-1], "epub")
        yield from (f"book of {shelf[0].stem}…: {failure.error}" for failure in run.failures)
    for book in books:
        if book.is_file():
            try:
                messages = next(epubcheck.validated([book]))
            except ExportError as error:
                yield f"{book.name}: {error}"
            else:
                yield from (f"{book.name}: {message}" for message in messages)


@dataclass
class Record:
    """What the trials of a seed came to so far, in a file where one is given: a line for some of them."""

    seed: int
    file: Path | None
    next: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    found: int = 0

    def __post_init__(self) -> None:
        if self.file and self.file.is_file():
            for line in map(json.loads, self.file.read_text("utf-8").splitlines()):
                if line["seed"] == self.seed:
                    self.next, self.counts, self.found = line["next"], Counter(line["counts"]), line["found"]

    def add(self, number: int, outcome: tuple[str, str] | Lost) -> None:
        """Counts a trial; says what was wrong in it."""
        kind, wrong = ("lost", outcome.reason) if isinstance(outcome, Lost) else outcome
        self.counts[kind] += 1
        self.next = number + 1
        if wrong:
            self.found += 1
            print(f"trial {number} of seed {self.seed}: {kind}: {wrong}", flush=True)
        if number % NOTED == NOTED - 1:
            self.save()

    def save(self) -> None:
        """Notes how far it is."""
        if self.file:
            state = {"seed": self.seed, "next": self.next, "counts": self.counts, "found": self.found}
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(state) + "\n")


def main() -> int:
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        (folder / "books").mkdir(parents=True, exist_ok=True)
        record = Record(options.seed, options.record)
        first = options.first or record.next
        ends = time.monotonic() + options.seconds if options.seconds else float("inf")
        last = options.trials + options.first if options.trials else sys.maxsize
        numbers = itertools.takewhile(lambda _: time.monotonic() < ends, range(first, last))
        task = partial(trial, seed=options.seed, only=tuple(options.only), folder=folder)
        known(), plain_cover()  # before there are workers, which are born with them
        with work.executor(options.jobs, apart=True) as pool:
            for number, outcome in enumerate(work.each(task, numbers, pool, LIMITS), first):
                record.add(number, outcome)
        record.save()
        kept = len(list(folder.glob("*.md")))
        print(
            f"{record.counts.total()} trials, {record.found} findings; now EPUBCheck on {kept} of them",
            flush=True,
        )
        for message in invalid(folder) if epubcheck.command() else ():
            record.found += 1
            print(message, flush=True)
    done = ", ".join(f"{count} {kind}" for kind, count in sorted(record.counts.items()))
    print(f"seed {options.seed}: {done}; {kept} posts through EPUBCheck; {record.found} findings")
    return 1 if record.found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60, help="0: until the trials are done")
    parser.add_argument("--trials", type=int, default=0, help="0: until the time is over")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=[], choices=sorted(set(KINDS)))
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--record", type=Path)
    return parser


if __name__ == "__main__":
    sys.exit(main())
