"""The flow, on one screen: files -> Articles -> Articles and Assets -> Books -> files, and their shelf."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from exporter.account import Account, Progress
from exporter.bind import Bound, bind_collections, bind_one
from exporter.illustrating import illustrate
from exporter.intake import take_in
from exporter.mending import write_whole
from exporter.model import Book, Gallery, Listed
from exporter.naming import known_names
from exporter.notices import UsageError
from exporter.settings import Settings
from exporter.shelf import Shelf
from exporter.shelving import shelve
from exporter.write.atomic import prove_writable
from exporter.write.names import file_name, folded

__all__ = ["Progress", "Run", "unused_name"]

Binding = Callable[[Sequence[Listed], Gallery, Settings], Bound]


class Run(Account):
    """A run from posts to books. What came of it is in the fields of its account."""

    def export(self, paths: Sequence[str], target: Path | None, extension: str) -> None:
        """One book of the posts, as given (folders by date), at `target` or named after its title."""
        prove_writable(target or Path("book"))
        self.read(paths)
        self.spare_posts(target)
        if self.articles:
            self.bind(bind_one)
            path = target or unused_name(self.books[0], extension)
            write_whole(self, [(path, extension, self.books[0])])

    def bundle(self, paths: Sequence[str], folder: Path) -> None:
        """A book a group, in every format of the settings, in `folder`."""
        prove_writable(folder / "book")
        self.read(paths)
        if self.articles:
            self.bind(partial(bind_collections, ends=Shelf.opened(folder).ends()))
            shelve(self, folder)

    def read(self, paths: Sequence[str]) -> None:
        """The articles of the posts; what cannot be read becomes a Failure and the rest goes on."""
        take_in(self, paths)

    def illustrate(self) -> Gallery:
        """What became of every picture of the articles."""
        return illustrate(self)

    def bind(self, binding: Binding) -> None:
        """The articles and their pictures as books."""
        gallery = self.illustrate()
        with self.stage("bind"), known_names(self.settings):
            self.progress("bind", 0, len(self.articles))
            bound = binding(self.articles, gallery, self.settings)
            self.progress("bind", len(self.articles), len(self.articles))
        self.books += bound.books
        self.notices += bound.notices
        self.left_out |= {notice.article: notice.text for notice in bound.notices}

    def spare_posts(self, target: Path | None) -> None:
        """Raises UsageError where a file at `target` would replace a post."""
        if target and target.exists() and any(target.samefile(post) for post in self.posts if post != "-"):
            raise UsageError(
                "is a post, and would be overwritten", place=str(target), hint="choose another place"
            )


def unused_name(book: Book, extension: str, folder: Path = Path()) -> Path:
    """A path named after the book's title that overwrites nothing."""
    taken = {folded(file.name) for file in folder.iterdir()}
    return folder / file_name(book.title, f".{extension}", taken)
