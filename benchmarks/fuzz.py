"""Mutated articles, pictures and templates: no traceback, no hang, no ill-formed book, whatever they hold.

    fuzz.py [--seconds 60] [--seed 1] [--from N] [--only KIND ...] [--keep FOLDER]

Trial N of a seed is the same wherever and whenever it runs: `--from N --seconds 1` shows it again. Kinds are
epub, pdf, picture and template. Every eighth EPUB's post goes through EPUBCheck too, bound ten to a book.
Prints what was found, with the number of the trial; exits with 1 if there is anything.
"""

import argparse
import io
import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
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
from tests.articles import article
from tests.hostile.mutation import mutated, seeds

ROOT = Path(__file__).parent.parent
LIMITS = Limits(memory=500, cpu=30, wall=240)
KINDS = ("epub",) * 80 + ("picture",) * 12 + ("template",) * 6 + ("pdf",) * 2
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    b'<g id="a"><path d="M0 0L9 9"/></g><use href="#a"/></svg>'
)
BOUND = 10  # posts in a book that EPUBCheck sees

TEMPLATE = (ROOT / "templates" / "epub" / "chapter.xhtml.j2").read_text("utf-8")


def try_post(number: int, dice: random.Random, kind: str, folder: Path, settings: Settings) -> str:
    """One mutated post to a book. What is wrong, "" where nothing is."""
    post, target = folder / f"{number}.md", folder / f"{number}.{kind}"
    known = seeds()
    post.write_bytes(mutated(dice.choice(known), known, dice))
    run = Run(settings)
    run.export([str(post)], target, kind)
    wrong = [failure.error for failure in run.failures if not _honest(failure.error)]
    wrong += [notice for notice in run.notices if notice.code == "article-failed"]
    if not wrong and not run.failures and not target.is_file():
        return "no book and no error"
    if target.is_file():
        target.unlink()
    if not wrong and (number % 8 or kind != "epub" or run.failures):
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
        fitted = fit(mutated(content.getvalue(), seeds(), dice), PROFILES[dice.choice(sorted(PROFILES))])
    except Unfit:
        return ""
    return "" if fitted else "neither fit nor refused"


def try_template(number: int, dice: random.Random, folder: Path) -> str:
    """A mutated template: rendered, or a ConfigurationError with file and line."""
    mine = folder / f"templates{number}"
    (mine / "epub").mkdir(parents=True)
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=[], choices=sorted(set(KINDS)))
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    found = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        ends = time.monotonic() + options.seconds
        numbers = itertools.takewhile(lambda _: time.monotonic() < ends, itertools.count(options.first))
        task = partial(trial, seed=options.seed, only=tuple(options.only), folder=folder)
        with work.executor(0) as pool:
            for number, outcome in enumerate(work.each(task, numbers, pool, LIMITS), options.first):
                kind, wrong = ("lost", outcome.reason) if isinstance(outcome, Lost) else outcome
                counts[kind] += 1
                if wrong:
                    found += 1
                    print(f"trial {number} of seed {options.seed}: {kind}: {wrong}", flush=True)
        kept = len(list(folder.glob("*.md")))
        print(f"{counts.total()} trials, {found} findings; now EPUBCheck on {kept} of them", flush=True)
        for message in invalid(folder) if epubcheck.command() else ():
            found += 1
            print(message, flush=True)
    done = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    print(f"seed {options.seed}: {done}; {kept} posts through EPUBCheck; {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
