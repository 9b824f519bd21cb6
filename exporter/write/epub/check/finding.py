"""One thing that is wrong with a book."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is the file inside the book, "" for the book itself; `text` says what is wrong with it."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text
