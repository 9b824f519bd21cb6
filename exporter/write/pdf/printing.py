"""A piece of a book -> a part on disk, proven against its article: the task that workers do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from exporter.model import Chapter, Picture, Section
from exporter.notices import Notice
from exporter.render import Renderer
from exporter.settings import Settings
from exporter.write.pdf import addresses, document, notes, reading
from exporter.write.pdf.document import Piece
from exporter.write.pdf.grid import Grid
from exporter.write.pdf.join import Laid
from exporter.write.pdf.join.furniture import BARE
from exporter.write.pdf.lines import Rules
from exporter.write.pdf.parts import Part, blank, part_key, print_part
from exporter.write.pdf.parts.blanks import SHOWN
from exporter.write.pdf.styles import column_area, column_sheets, line_rules, sheets, type_area
from exporter.write.pdf.typeset import Sheet, TypesetterError
from exporter.write.vertical import is_vertical


@dataclass(frozen=True, slots=True)
class Task:
    """A piece to print into `folder`; `folios` are the page numbers it shows, by name.

    `pictures` are the bytes of those it shows, by address, where the worker has no store to find them in.
    """

    piece: Piece
    settings: Settings
    folder: Path
    folios: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece that is a part in `file`, and what came of it.

    `kinds` are the names CSS gives its pages; `sections` are those of its chapters by their keys,
    `pictures` how many it holds, `missing` those of its chapters that could not be had.
    A part that is kept has the `content` of that digest in the store, under the name `key`, and no file.
    One with `blanks` shows page numbers: `numbers`, by the names they lead to, are to be filled in.
    """

    file: Path
    laid: Laid
    kinds: frozenset[str]
    notices: tuple[Notice, ...]
    pictures: int = 0
    sections: Mapping[str, tuple[Section, ...]] = field(default_factory=dict)
    missing: tuple[tuple[Picture, str], ...] = ()
    key: str = ""
    content: str = ""
    blanks: bool = False
    numbers: Mapping[str, str] = field(default_factory=dict)

    def numbered(self, folios: Mapping[str, str]) -> "Printed":
        """The same with these page numbers, if it has blanks for some."""
        return replace(self, numbers=folios) if self.blanks else self


@dataclass(frozen=True, slots=True)
class Setting:
    """How a part is set: its type area, styles and rules of lines."""

    area: Grid
    styles: tuple[Sheet, ...]
    rules: Rules | None


def setting(settings: Settings, *, right_bound: bool = False, vertical: bool = False) -> Setting:
    """The setting of parts, in a `right_bound` book or `vertical` themselves. Raises ConfigurationError."""
    if vertical:
        rules = line_rules(settings, vertical=True)
        return Setting(column_area(settings), (*column_sheets(settings), BARE), rules)
    styles = (*sheets(settings, right_bound=right_bound), BARE)
    return Setting(type_area(settings), styles, line_rules(settings))


def _setting(piece: Piece, settings: Settings) -> Setting:
    right_bound = is_vertical(piece.book, settings)
    return setting(settings, right_bound=right_bound, vertical=right_bound and piece.in_columns)


def markup(piece: Piece, settings: Settings, folios: Mapping[str, str]) -> str:
    """The HTML of a piece that is no chapter. Raises ConfigurationError for a template."""
    area = _setting(piece, settings).area
    renderer = document.renderer(piece.book, settings, area, vertical=area.turned)
    return document.markup(renderer, piece, folios, vertical=area.turned)


def print_piece(task: Task) -> Printed:
    """Prints one piece. Raises RuntimeError where it cannot be set, ConfigurationError for a template."""
    if task.piece.rows:
        printed = _printed(replace(task, folios=blanks(task.folios, task.settings)))
        if printed.blanks or not task.folios:
            return printed.numbered(task.folios)
    return _printed(task)


def blanks(folios: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """What page numbers are set as, to be filled in: at the foot of columns they stand in the middle."""
    return blank(folios, even=not settings.vertical)


def _printed(task: Task) -> Printed:
    piece, settings = task.piece, task.settings
    chosen = _setting(piece, settings)
    area, style, rules = chosen.area, chosen.styles, chosen.rules
    pictures = document.assets(piece.book)
    load = document.loader(pictures) if task.pictures is None else task.pictures.__getitem__
    plain = addresses.noted(piece.book, settings.links) if piece.chapter else piece.book
    book = notes.printed(plain, area) if piece.chapter else plain
    renderer = document.renderer(book, settings, area, vertical=area.turned)
    page = document.markup(renderer, piece.of(book), task.folios, vertical=area.turned)
    name = part_key(page, (asset.digest for asset in pictures.values()), style, rules)
    try:
        part = print_part(page, style, load, task.folder / f"{name}.pdf", rules)
    except TypesetterError as error:
        raise RuntimeError(str(error)) from error  # for work.each: the piece is lost, the book is not
    if piece.chapter:
        part.lost = _lost(part, expected(document.plain(plain, settings)))
    part.save()
    told = _told(piece, part)
    if not piece.chapter:
        shown = len(SHOWN.findall(page))
        return replace(told, blanks=0 < shown == len(part.blanks))
    sections = {chapter.key: chapter.article.sections for chapter in book.chapters()}
    return replace(told, sections=sections, missing=tuple(document.missing(piece.book)))


def _lost(part: Part, wanted: list[reading.Expected]) -> str:
    """Where text is not in the part, a line each. What nobody saw drawn is looked for in the file."""
    if not any(reading.lost(part.shown, wanted, part.missing)):
        return ""
    from exporter.write.pdf.drawn import read  # noqa: PLC0415 - loads pikepdf, and few parts need it

    return "\n".join(notice.about for notice in reading.lost(read(part.file), wanted, part.missing))


def _told(piece: Piece, part: Part) -> Printed:
    own = {piece.name, *(chapter.key for chapter in piece.chapters)}
    names = {name: page for name, page, *_ in part.destinations if name.partition(".")[0] in own}
    laid = Laid(piece.name, piece.zone, piece.heads, len(part.leaves), part.opens, names)
    kinds = frozenset(leaf.name for leaf in part.leaves if not leaf.blank)
    return Printed(part.file, laid, kinds, tuple(_notices(piece, part)), len(part.images))


def _notices(piece: Piece, part: Part) -> Iterator[Notice]:
    if part.unset:
        yield Notice("library-unknown-version", f"lines are set without rules of Chinese: {part.unset}")
    for warning in part.warnings:
        yield Notice("style-problem", warning)
    for chapter in piece.chapters:
        article = chapter.article
        missing = _found(part.missing, article.title, *article.body.itertext())
        if missing:
            yield Notice("glyph-missing", missing, article.path)
    if part.lost and piece.chapter:
        yield Notice("text-lost", part.lost, piece.chapter.listed.path)


def _found(characters: Iterable[str], *texts: str) -> str:
    """Those of `characters` that occur in the texts, each with its code."""
    present = set().union(*texts)
    return ", ".join(f"{each} (U+{ord(each):04X})" for each in characters if each in present)


def expected(renderer: Renderer) -> list[reading.Expected]:
    """The text of every article as the book must hold it, with what stands for pictures that are missing."""
    return [_expected(renderer, chapter) for chapter in renderer.book.chapters()]


def _expected(renderer: Renderer, chapter: Chapter) -> reading.Expected:
    body = etree.fromstring(f"<div>{renderer.body(chapter)}</div>")
    for link in body.iter("a"):
        if link.get("class") == "backlink":
            link.text = ""
        elif link.get("class") == "noteref":
            link.text = reading.CALL
    etree.strip_elements(
        body, "{http://www.w3.org/2000/svg}svg", with_tail=False
    )  # codes: their words are unseen
    reading.mark_figures(body)
    apart = tuple("".join(block.itertext()) for note in notes.parted(body) for block in note)
    text = "".join(body.itertext())
    return reading.Expected(chapter.article.path, text, body.find(".//tr") is not None, apart)
