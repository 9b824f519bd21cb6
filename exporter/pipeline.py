"""The flow, on one screen: files -> Posts -> Articles -> Articles and Assets -> Books -> files."""

import dataclasses
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from exporter import pictures, work
from exporter.bind import Bound, bind_collections, bind_one, in_order, selected
from exporter.budget import Budget, Task
from exporter.clean.sites import beside
from exporter.clean.sites import load as load_sites
from exporter.edit import converted_name
from exporter.model import Article, Book, Gallery, Listed, Missing, Picture, Written
from exporter.notices import ExportError, InputError, Notice, OutputError, UsageError
from exporter.pictures import Tally
from exporter.read import discover
from exporter.settings import Settings
from exporter.shelf import File, Shelf, lay_out, places
from exporter.understanding import Reading
from exporter.work import Limits
from exporter.write import WRITERS
from exporter.write.atomic import prove_writable
from exporter.write.names import file_name, folded

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its steps are done, and of how many."""

MOST = 500  # pictures of an article that are looked for: what holds more means a server harm, or us
FEW = 8  # posts or books: below it, starting workers costs more than it saves
BIG = 200_000  # bytes: a post that is read apart, in line a hang of the parser's own C would stay
READING = Limits(memory=450, cpu=20, wall=120)  # of one post; real ones take a hundredth


@dataclass(frozen=True, slots=True)
class Failure:
    """A post that could not be read, or a book that could not be written."""

    path: str
    error: ExportError


@dataclass
class Run:
    """What a run has done so far; the command line and the report are made from it."""

    settings: Settings
    progress: Progress = lambda _stage, _done, _total: None
    stdin: BinaryIO | None = None
    posts: list[str] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    articles: list[Listed] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    books: list[Book] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    seconds: dict[str, float] = field(default_factory=dict)
    _sites: tuple[Path, ...] = ()

    def export(self, paths: Sequence[str], target: Path | None, extension: str) -> None:
        """One book of the posts, as given (folders by date), at `target` or named after its title."""
        prove_writable(target or Path("book"))
        self.read(paths)
        self.spare_posts(target)
        if self.articles:
            self._bind(bind_one)
            self._write([(target or unused_name(self.books[0], extension), extension, self.books[0])])

    def bundle(self, paths: Sequence[str], folder: Path) -> None:
        """A book a group, in every format of the settings, in `folder`."""
        prove_writable(folder / "book")
        self.read(paths)
        if self.articles:
            self._bind(bind_collections)
            self._shelve(Shelf.opened(folder))

    def spare_posts(self, target: Path | None) -> None:
        """Raises UsageError where a file at `target` would replace a post."""
        if target and target.exists() and any(target.samefile(post) for post in self.posts if post != "-"):
            raise UsageError(
                "is a post, and would be overwritten", place=str(target), hint="choose another place"
            )

    def read(self, paths: Sequence[str]) -> None:
        """The articles of the posts; what cannot be read becomes a Failure and the rest goes on."""
        self._sites = (self.settings.sites,) if self.settings.sites else beside(paths)
        self.folders = [Path(path) for path in paths if Path(path).is_dir()]
        with self._stage("read"):
            load_sites(self._sites)  # what is wrong with a file of rules ends the run before it begins
            groups = [(path, list(self._discovered(path))) for path in paths]
            found = dict.fromkeys(post for _, posts in groups for post in posts)
            self.posts += found
            understood = dict(zip(found, self._understood(list(found)), strict=True))
            for path, posts in groups:
                articles = [listed for post in posts if (listed := understood.pop(post, None))]
                self.articles += in_order(articles) if Path(path).is_dir() else articles
        self._select()
        if self.settings.title and len(self.articles) == 1:
            self.articles = [dataclasses.replace(self.articles[0], title=self.settings.title)]
        self.notices += [notice for listed in self.articles for notice in listed.article.notices]

    def _select(self) -> None:
        wanted = tuple(converted_name(name, self.settings) for name in self.settings.select)
        chosen = [article for article in self.articles if selected(article, wanted)]
        if self.articles and not chosen:
            raise UsageError(
                f"no article is in {', '.join(self.settings.select)}", hint="see exporter inspect"
            )
        self.articles = chosen

    def illustrate(self) -> Gallery:
        """What became of every picture of the articles."""
        with self._stage("pictures"):
            wanted = [picture for listed in self.articles for picture in _shown(listed.article)]
            told = partial(self.progress, "pictures")
            gallery, self.tally = pictures.gather(wanted, self.settings, told, folders=self.folders)
            for listed in self.articles:
                self.notices += _lacking(listed.article, gallery)
        return gallery

    def _discovered(self, path: str) -> Iterator[str]:
        try:
            yield from discover([path])
        except InputError as error:
            self.failures.append(Failure(path, error))

    def _understood(self, posts: list[str]) -> Iterator[Listed | None]:
        """What became of each post, in their order."""
        jobs = 1 if len(posts) < FEW or "-" in posts else self.settings.jobs
        apart = "-" not in posts and any(map(_big, posts))
        with work.executor(jobs, apart=apart) as pool:
            stdin = None if pool else self.stdin
            task = partial(_understood, reading=Reading(self.settings, self._sites), stdin=stdin)
            outcomes = work.each(task, posts, pool, READING)
            for done, (post, outcome) in enumerate(zip(posts, outcomes, strict=True), 1):
                self.progress("read", done, len(posts))
                if isinstance(outcome, work.Lost):
                    error = InputError(f"cannot be understood: {outcome.reason}", place=post)
                    outcome = Failure(post, error)  # noqa: PLW2901 - the same outcome, in our terms
                if isinstance(outcome, Failure):
                    self.failures.append(outcome)
                yield None if isinstance(outcome, Failure) else outcome

    def _bind(self, bind: Callable[[Sequence[Listed], Gallery, Settings], Bound]) -> None:
        gallery = self.illustrate()
        with self._stage("bind"):
            bound = bind(self.articles, gallery, self.settings)
        self.books += bound.books
        self.notices += bound.notices
        self.left_out |= {notice.article: notice.text for notice in bound.notices}

    def _shelve(self, before: Shelf) -> None:
        """Writes what has changed, leaves the rest as it lies, and says what the shelf now holds."""
        spots = list(places(self.books, before.folder, self.settings))
        editions = {spot.edition for spot in spots}
        standing = {} if self.settings.rebuild else dict(before.standing(editions))
        self._write([task for spot in spots for task in spot.tasks(standing)])
        with self._stage("shelf"):
            names = [name for spot in spots for name in spot.names.values()]
            self.unchanged = [before.folder / name for name in names if name in standing]
            files = standing | {written.path.name: File.of(written) for written in self.written}
            after = before.updated([spot.entry(files) for spot in spots], prune=self.settings.prune)
            if self.settings.prune:
                self.notices += [Notice("book-removed", name) for name in before.cleared(after)]
            lay_out(after, self.settings.template_dir)

    def _write(self, tasks: Sequence[Task]) -> None:
        """Writes the books; those larger than they may be again, with lighter pictures."""
        budget = Budget(self.settings)
        waiting = list(tasks)
        while waiting:
            lighter = []
            for task, written in self._made(waiting):
                again = budget.again(task, written)
                if again:
                    lighter.append(again)
                else:
                    self.written.append(written)
                    self.notices += (*written.notices, *budget.notices(written))
            waiting = lighter

    def _made(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Written]]:
        jobs = 1 if len(tasks) < 2 else self.settings.jobs
        apart = any(kind == "pdf" for _, kind, _ in tasks)
        with self._stage("write"), work.executor(jobs, apart=apart) as pool:
            limits = _writing(book for _, _, book in tasks)
            outcomes = work.each(partial(_written, settings=self.settings), tasks, pool, limits)
            for done, (task, outcome) in enumerate(zip(tasks, outcomes, strict=True), 1):
                self.progress("write", done, len(tasks))
                target = task[0]
                if isinstance(outcome, work.Lost):
                    error = OutputError(f"could not be made: {outcome.reason}", place=str(target))
                    self.failures.append(Failure(str(target), error))
                elif isinstance(outcome, Failure):
                    self.failures.append(outcome)
                else:
                    yield task, outcome

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)


def _understood(path: str, reading: Reading, stdin: BinaryIO | None = None) -> Listed | Failure:
    try:
        return reading.listed(path, stdin)
    except ExportError as error:
        return Failure(path, error)


def _written(task: Task, settings: Settings) -> Written | Failure:
    target, kind, book = task
    try:
        return WRITERS[kind](book, settings, target)
    except ExportError as error:
        return Failure(str(target), error)


def _big(post: str) -> bool:
    try:
        return post != "-" and Path(post).stat().st_size > BIG
    except OSError:
        return False


def _writing(books: Iterable[Book]) -> Limits:
    """What the largest of the books may take to be written: about ten times what honest ones take."""
    size = max((sum(_size(chapter.article) for chapter in book.chapters()) for book in books), default=0)
    seconds = 20 + size // 4000
    return Limits(memory=450 + size // 500, cpu=seconds, wall=60 + 4 * seconds)


def _size(article: Article) -> int:
    """Characters, and what a picture takes in their stead."""
    return sum(map(len, article.body.itertext())) + 1000 * len(article.pictures)


def _lacking(article: Article, gallery: Gallery) -> Iterator[Notice]:
    for picture in article.pictures:
        outcome = gallery.get(picture.key, Missing(f"more than {MOST} pictures"))
        if isinstance(outcome, Missing):
            yield Notice("picture-missing", f"{outcome.reason}: {picture.url}", article.path)
        elif outcome.remark:
            yield Notice("picture-changed", f"{outcome.remark}: {picture.url}", article.path)


def _shown(article: Article) -> Iterable[Picture]:
    shown = (article.headimg, *article.pictures) if article.headimg else article.pictures
    return shown[:MOST]


def unused_name(book: Book, extension: str, folder: Path = Path()) -> Path:
    """A path named after the book's title that overwrites nothing."""
    taken = {folded(file.name) for file in folder.iterdir()}
    return folder / file_name(book.title, f".{extension}", taken)
