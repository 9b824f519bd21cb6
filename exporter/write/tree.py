"""A readable dump of a Book: what it holds and where, a line each. For people who debug."""

from collections.abc import Iterator
from pathlib import Path

from exporter.clean import text_lines
from exporter.model import Asset, Book, Chapter, Part, Written
from exporter.settings import Settings
from exporter.write.atomic import replacing, xxh128


def write(book: Book, _settings: Settings, target: Path) -> Written:
    """The dump of `book` as UTF-8 text at `target`; `units` counts its lines."""
    lines = [f"{book.title} [{book.lang}] {book.identifier}", *_entries(book, book.contents, 1)]
    with replacing(target) as draft:
        draft.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return Written(target, draft.stat().st_size, len(lines), xxh128(draft))


def _entries(book: Book, contents: tuple[Part | Chapter, ...], depth: int) -> Iterator[str]:
    for entry in contents:
        if isinstance(entry, Part):
            yield f"{'  ' * depth}{entry.title} ({entry.key})"
            yield from _entries(book, entry.contents, depth + 1)
        else:
            yield from ("  " * depth + line for line in _chapter(book, entry))


def _chapter(book: Book, chapter: Chapter) -> Iterator[str]:
    article = chapter.article
    date = article.date.date().isoformat() if article.date else "-"
    yield f"{article.title} ({chapter.key}) {date} {article.author} [{article.lang}]"
    for section in article.sections:
        yield f"{'  ' * section.level}{section.title} #{section.id}"
    for picture in article.pictures:
        asset = book.gallery.get(picture.key)
        yield f"  {picture.id} {picture.url} -> {asset.name if isinstance(asset, Asset) else 'missing'}"
    for line in text_lines(article.body):
        yield f"  | {line}"
