"""Printed pieces -> the PDF: joined, proven sound and measured, as one task, wherever work runs."""

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from exporter import __version__, heap
from exporter.digests import digest
from exporter.labels import labels
from exporter.model import Book, Folio
from exporter.notices import OutputError
from exporter.settings import Settings
from exporter.write.pdf.blocks import Blocks, gatherings
from exporter.write.pdf.join import About, Furniture, Join, Placing, Programs, furnish, place, program
from exporter.write.pdf.join.gathering import Taken
from exporter.write.pdf.join.packing import inked, uninked
from exporter.write.pdf.join.placing import blank_before
from exporter.write.pdf.join.proof import faults
from exporter.write.pdf.join.writer import Writer
from exporter.write.pdf.kept import Kept, Spoilt
from exporter.write.pdf.parts import brought
from exporter.write.pdf.parts.faces import Face
from exporter.write.pdf.printing import Printed, setting
from exporter.write.pdf.savings import made
from exporter.write.pdf.styles import line_rules, sheets
from exporter.write.pdf.twofold import parted, united
from exporter.write.pdf.typeset import warm

MANY = 50  # texts in the margins: fewer are drawn again sooner than read


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What is to be bound into `draft`: the pieces in order, and what the book says of itself."""

    printed: Sequence[Printed]
    about: About
    settings: Settings
    folder: Path
    draft: Path


@dataclass(frozen=True, slots=True)
class Bound:
    """The finished draft: its pages, where those with a number begin for an EPUB made with it, its digest.

    `spoilt` names a part that must be printed again instead.
    """

    pages: int = 0
    folios: tuple[Folio, ...] = ()
    xxh128: str = ""
    spoilt: str = ""


def bind(sheaf: Sheaf) -> Bound:
    """Joins the pieces. Raises OutputError for a PDF that is not sound."""
    heap.give_back()  # what the pages took that this worker set before
    heap.hold_on()
    try:
        with made():
            bound, blocks = _joined(sheaf)
    except Spoilt as spoilt:
        return Bound(spoilt=str(spoilt))
    found = list(islice(faults(sheaf.draft, blocks.proved), 3))
    if found:
        raise OutputError(f"the PDF is not sound: {'; '.join(found)}", hint="please report this")
    blocks.keep()
    return bound


def _joined(sheaf: Sheaf) -> tuple[Bound, Blocks]:
    """The book in the draft, and the blocks it is made of."""
    settings, about = sheaf.settings, sheaf.about
    for vertical in {False, settings.vertical}:
        styles = setting(settings, right_bound=settings.vertical, vertical=vertical).styles
        brought(warm(styles).fonts._folder)
    laid = [each.laid for each in sheaf.printed]
    placing = place(laid, labels(about.lang)["cover"])
    kept = Kept(settings)
    furniture = _furniture(sheaf, kept)
    with sheaf.draft.open("wb") as file:
        writer = Writer(file)
        join = Join(writer, furniture, placing, settings.pdf_variant, _programs(kept))
        blocks, folios = Blocks(kept, join), list[Folio]()
        places = zip(sheaf.printed, blank_before(laid, placing), placing.firsts, strict=True)
        for run in gatherings(sheaf.printed):
            gathered, placed = blocks.gathered(run), tuple(islice(places, len(run)))
            join.lay(gathered, [each.laid.heads for each in run], [blank for _, blank, _ in placed])
            for taken, (each, _, first) in zip(gathered.taken, placed, strict=True):
                if "epub" in settings.format:  # else nobody asks, and they are as many as the pages
                    folios += _folios(each.laid.name, taken, placing, first)
        pages = join.finish(about)
    _keep(furniture, sheaf, kept)
    return Bound(pages, tuple(folios), writer.xxh128), blocks


def _furniture(sheaf: Sheaf, kept: Kept) -> Furniture:
    """What stands in the margins of the book; texts that were drawn for it before are known."""
    kinds = frozenset().union(*(each.kinds for each in sheaf.printed))
    styles = sheets(sheaf.settings, right_bound=sheaf.settings.vertical)
    known = kept.known(_margins(sheaf))
    texts = uninked(known) if known else {}
    rules = line_rules(sheaf.settings)
    return furnish(sheaf.about.lang, kinds, styles, sheaf.folder / "furniture.pdf", texts, rules)


def _keep(furniture: Furniture, sheaf: Sheaf, kept: Kept) -> None:
    if furniture.anew >= MANY:
        kept.file(_margins(sheaf), inked(furniture.drawn))


def _programs(kept: Kept) -> Programs:
    """Cuts fonts down; what was cut down to the same glyphs before is known."""

    def cut(face: Face, glyphs: Collection[int]) -> tuple[bytes, tuple[str, str]]:
        name = f"font {digest((face, array('I', sorted(glyphs)).tobytes()))}"
        known = kept.known(name)
        if known:
            told, content = parted(known)
            entry, _, kind = bytes(told).decode().partition(" ")
            return bytes(content), (entry, kind)
        made, embedded = program(face, glyphs)
        kept.file(name, united(" ".join(embedded).encode(), made))
        return made, embedded

    return cut


def _margins(sheaf: Sheaf) -> str:
    """The name by which texts drawn in the margins of a book are known."""
    return f"margins {digest((sheaf.about.lang, sheaf.about.title))}"


def _folios(name: str, part: Taken, placing: Placing, first: int) -> Iterator[Folio]:
    """Pages of a piece with a number, each in the article that it begins in."""
    for number, leaf in enumerate(part.leaves, first):
        label = placing.written(number)
        if label and not leaf.blank:
            yield Folio(label, leaf.begins.within or name, *leaf.begins[:-1])


def about(book: Book, *, right_bound: bool) -> About:
    """What the PDF of a book says of itself."""
    return About(
        title=book.title,
        lang=book.lang,
        modified=book.modified,
        program=f"exporter {__version__}",
        creators=book.creators,
        description=book.description,
        subjects=book.subjects,
        right_bound=right_bound,
    )
