"""The pages of an index: rows under heads, in as many files as they need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from exporter.bind.indexes import Index, Row
from exporter.write.epub.split import packed

ROW, HEAD = 220, 160  # bytes of markup around a row, and around a head


@dataclass(frozen=True, slots=True)
class Group:
    """A head and those of its rows that a page holds; `id` is "" where it goes on from the page before."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of an index: its file, its groups; `heads` says which it holds, from the first to the last."""

    name: str
    groups: tuple[Group, ...]

    @property
    def address(self) -> str:
        """Where its first head is: unlike that of the whole index, even on the first page."""
        first = self.groups[0].id
        return f"{self.name}#{first}" if first else self.name

    @property
    def heads(self) -> str:
        """What its heads reach from and to."""
        first, last = self.groups[0].title, self.groups[-1].title
        return first if first == last else f"{first} – {last}"


def leaves(index: Index) -> tuple[Leaf, ...]:
    """The index in pages, each of a size that readers bear."""
    rows = ((number, row) for number, head in enumerate(index.heads) for row in head.rows)
    pages = packed(rows, lambda each: _weight(index, *each))
    begun: set[int] = set()
    made = []
    for number, page in enumerate(pages, 1):
        name = f"{index.name}.xhtml" if number == 1 else f"{index.name}-{number}.xhtml"
        groups = tuple(_groups(index, page, begun))
        made.append(Leaf(name, groups))
    return tuple(made)


def jumps(index: Index, pages: Sequence[Leaf]) -> list[tuple[str, str]]:
    """What readers jump to from the first page: letters, years, with the address of each."""
    places = {group.id: f"{page.name}#{group.id}" for page in pages for group in page.groups}
    first: dict[str, str] = {}
    for number, head in enumerate(index.heads):
        first.setdefault(head.group, places[_id(number)])
    return list(first.items()) if len(first) > 1 else []


def _groups(index: Index, page: list[tuple[int, Row]], begun: set[int]) -> Iterator[Group]:
    for number, rows in groupby(page, key=lambda each: each[0]):
        identifier = "" if number in begun else _id(number)
        begun.add(number)
        yield Group(identifier, index.heads[number].title, tuple(row for _, row in rows))


def _id(number: int) -> str:
    return f"head-{number + 1}"


def _weight(index: Index, number: int, row: Row) -> int:
    words = len((row.title + row.fact + row.lead).encode("utf-8", "ignore"))
    begins = row is index.heads[number].rows[0]
    return ROW + words + begins * (HEAD + 2 * len(index.heads[number].title.encode("utf-8", "ignore")))
