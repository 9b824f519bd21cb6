"""Lays parts into a book: one file of numbered pages out of pieces that know nothing of each other.

The file is written as a stream, part after part. Kept until the end is only what the whole needs: glyphs of
fonts, destinations, outline, and where objects lie.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

import pydyf

from exporter.notices import OutputError
from exporter.write.pdf.join import trees
from exporter.write.pdf.join.about import About
from exporter.write.pdf.join.fonts import Fonts, Programs
from exporter.write.pdf.join.furniture import NO_HEADS, Furniture, Heads, furnish
from exporter.write.pdf.join.gathering import Gathered, Taken, gather
from exporter.write.pdf.join.pen import Inked
from exporter.write.pdf.join.placing import Label, Laid, Placing, place, side
from exporter.write.pdf.join.programs import program
from exporter.write.pdf.join.taking import Taking
from exporter.write.pdf.join.writer import Writer
from exporter.write.pdf.parts.part import STREAM, Leaf

_PAINTS = re.compile(rb"(?:^|\s)(?:f\*?|S|s|B\*?|b\*?|Do|Tj|TJ|sh)\s")
_RESOURCES = re.compile(rb"/Resources (\d+) 0 R")

__all__ = [
    "NO_HEADS", "About", "Furniture", "Gathered", "Heads", "Join", "Laid", "Placing", "Programs", "furnish",
    "gather", "place", "program",
]  # fmt: skip


class Join:
    """A book in the making. Call `lay` for every gathering in reading order, then `finish`.

    `root` and `document` are objects that gatherings may refer to, `images` the pictures it has by now.
    Fonts are cut down by `programs`.
    """

    def __init__(
        self,
        writer: Writer,
        furniture: Furniture,
        placing: Placing,
        variant: str = "",
        programs: Programs = program,
    ) -> None:
        self._writer = writer
        self._furniture = furniture
        self._placing = placing
        self.variant = variant
        self.root, self.document = writer.reserve(), writer.reserve()
        self.images: dict[str, int] = {}
        self._pages = trees.Pages(writer)
        self._fonts = Fonts(writer, programs)
        self._dictionaries: dict[int, dict[str, int]] = {}  # of fonts
        self._outline = trees.Outline()
        self._drawn: dict[str, int] = {}  # pictures and states of the furniture
        self._shared: dict[bytes, int] = {}  # streams of this gathering, by what they say
        self._destinations: list[tuple[str, int, float, float]] = []
        self._targets: set[str] = set()
        self._elements: list[int] = []
        self._parents: list[int] = []
        self._grounds = self._under()
        self._writer.leave(0)

    @property
    def next(self) -> int:
        """The first number of the next gathering."""
        return self._writer.next

    def put(self, number: int, body: bytes | memoryview) -> None:
        """Writes an object of a gathering that is to follow, which is in no block."""
        self._writer.reserve(max(0, number + 1 - self.next))
        self._writer.add_raw(body, number)

    def lay(self, gathered: Gathered, heads: Sequence[Heads], blanks: Sequence[int]) -> None:
        """The next gathering, of which all else has been put: each part after so many blank pages."""
        self._writer.append(gathered.block)
        self._pages.begin(gathered.node)
        for taken, shown, blank in zip(gathered.taken, heads, blanks, strict=True):
            for _ in range(blank):
                self._blank(taken.leaves[0])
            self._lay(taken, shown)
            self.images |= taken.images
        for number, uses in gathered.fonts:
            self._dictionaries[number] = {name: self._fonts.number(use) for name, use in uses.items()}
        self._shared.clear()
        self._writer.leave(gathered.block.first)

    def _lay(self, taken: Taken, heads: Heads) -> None:
        """Writes the pages of a part, and all that their place decides."""
        first, named, used = len(self._pages.numbers), set[str](), set[str]()
        shifts = [self._shift(leaf, first + number) for number, leaf in enumerate(taken.leaves)]
        for number, (leaf, shift) in enumerate(zip(taken.leaves, shifts, strict=True)):
            shown = Heads(heads.verso, heads.recto, opening=number == 0)
            inks = () if leaf.blank else self._inks(leaf, first + number, shown)
            self._page(leaf, taken.loose[leaf.number], shift, inks)
            for ink in inks:
                named |= ink.pictures
                used |= ink.states
            for each, body in _moved(leaf, shift, taken.loose):
                (self._writer.add_raw if STREAM in body else self._writer.add)(body, each)
        forms = {f"Ground{number}": form for number, form in self._grounds.items()}
        pictures = {name: self._picture(name) for name in sorted(named)} | forms
        states = {name: self._state(name) for name in sorted(used)}
        for number, more in ((taken.pictures, pictures), (taken.states, states)):
            self._writer.add(_with(taken.loose[number], more), number)
        self._note(taken, shifts)

    def _page(self, leaf: Leaf, body: bytes, shift: float, inks: Sequence[Inked]) -> None:
        begin = self._begin(leaf, len(self._pages.numbers), shift)
        around = trees.references((begin, leaf.contents, *self._over(leaf, inks)))
        self._writer.add(body.replace(b"/Contents []", b"/Contents " + around, 1), leaf.number)
        self._pages.numbers.append(leaf.number)

    def _inks(self, leaf: Leaf, index: int, heads: Heads) -> Sequence[Inked]:
        number = self._placing.label(index).folio(index)
        return self._furniture.draw((leaf.name, side(index)), heads, number, self._placing.count)

    def _shift(self, leaf: Leaf, index: int) -> float:
        """How far a page set for the other side must move, in points."""
        if leaf.side == side(index) or leaf.blank:
            return 0.0
        return self._furniture.left((leaf.name, side(index))) - leaf.left

    def _begin(self, leaf: Leaf, index: int, shift: float) -> int:
        """What comes before a page's own content: the ground, and the shift to its side."""
        ground = self._ground(leaf, index)
        operators = b"" if not ground else b"/Artifact <</Type /Pagination>> BDC\n/%s Do\nEMC\n" % ground
        operators += b"q" if not shift else b"q\n1 0 0 1 %s 0 cm" % _decimal(shift)
        return self._stream(operators)

    def _stream(self, operators: bytes) -> int:
        """A part of what draws a page: many pages have it alike."""
        if operators not in self._shared:
            self._shared[operators] = self._writer.add_stream(operators)
        return self._shared[operators]

    def _ground(self, leaf: Leaf, index: int) -> bytes:
        """The name of the form that lies under a page, b"" for none."""
        number = self._furniture.kinds.get((leaf.name, side(index)), -1)
        return b"Ground%d" % number if number in self._grounds and not leaf.blank else b""

    def _over(self, leaf: Leaf, inks: Sequence[Inked]) -> Iterator[int]:
        """What comes after a page's own content: its furniture, text after text."""
        if not inks:
            yield self._stream(b"Q")
            return
        place = b"q\n0.75 0 0 -0.75 0 %s cm" % _decimal(leaf.height)
        yield self._stream(b"Q\n/Artifact <</Type /Pagination>> BDC\n" + place)
        for ink in inks:
            yield self._stream(ink.operators)
        yield self._stream(b"Q\nEMC")

    def _picture(self, name: str) -> int:
        if name not in self._drawn:
            image = self._furniture.picture(name)
            mask = image.extra.get("SMask")
            if self.variant == "a":
                for each in filter(None, (image, mask)):
                    each.extra["Interpolate"] = "false"
            if mask is not None:
                image.extra["SMask"] = trees.reference(self._writer.add_raw(mask.data))
            self._drawn[name] = self._writer.add_raw(image.data)
        return self._drawn[name]

    def _state(self, name: str) -> int:
        if name not in self._drawn:
            self._drawn[name] = self._writer.add(self._furniture.state(name))
        return self._drawn[name]

    def _under(self) -> dict[int, int]:
        """The forms that lie under pages, by their page in the sample: those that show something."""
        sample, grounds = self._furniture.sample, dict[int, int]()
        fonts = self._writer.reserve()
        taking = Taking(sample, self._writer, {sample.fonts: fonts})
        for number in self._furniture.kinds.values():
            leaf = sample.leaves[number]
            _, _, content = sample.body(leaf.contents).partition(STREAM)
            content = zlib.decompress(content.removesuffix(b"\nendstream"))
            found = _RESOURCES.search(sample.body(leaf.number))
            if _PAINTS.search(content) and found:
                resources = trees.reference(taking.number(int(found[1])))
                entries = {"Type": "/XObject", "Subtype": "/Form", "Resources": resources}
                entries["BBox"] = pydyf.Array((0, 0, leaf.width, leaf.height))
                grounds[number] = self._writer.add_stream(content, entries)
        if grounds:
            taking.take({leaf.contents for leaf in sample.leaves})
            self._dictionaries[fonts] = {name: self._fonts.number(use) for name, use in sample.faces.items()}
        return grounds

    def _note(self, taken: Taken, shifts: Sequence[float]) -> None:
        """Remembers what the whole needs of a part."""
        pages = [leaf.number for leaf in taken.leaves]
        self._destinations += [
            (name, pages[page], x + shifts[page], y) for name, page, x, y in taken.destinations
        ]
        for mark in taken.bookmarks:
            place = (pages[mark.page], mark.x + shifts[mark.page], mark.y)
            self._outline.add(mark.level, trees.Entry(mark.title, *place, mark.closed))
        self._targets.update(taken.targets)
        self._elements += taken.elements
        self._parents += [taken.parents] if taken.parents else []

    def _blank(self, like: Leaf) -> None:
        box = pydyf.Array((0, 0, like.width, like.height))
        entries = {"Type": "/Page", "Parent": trees.reference(self._pages.parent), "MediaBox": box}
        entries |= {"TrimBox": box, "BleedBox": box, "Resources": pydyf.Dictionary()}
        self._pages.numbers.append(self._writer.add(pydyf.Dictionary(entries)))

    def finish(self, about: About) -> int:
        """Writes what holds the parts together; how many pages there are.

        Raises OutputError for a link that leads nowhere, OSError for a font file that is gone.
        """
        astray = self._targets - {name for name, *_ in self._destinations}
        if astray:
            raise OutputError(f"links lead nowhere: {', '.join(sorted(astray)[:3])}")
        drawn = {name: self._fonts.number(use) for name, use in self._furniture.faces.items()}
        for number, fonts in self._dictionaries.items():
            named = {name: trees.reference(font) for name, font in (fonts | drawn).items()}
            self._writer.add(pydyf.Dictionary(named), number)
        self._fonts.write()
        self._pages.write()
        entries = {"Type": "/Catalog", "Pages": trees.reference(self._pages.root), "PageMode": "/UseOutlines"}
        entries |= {"Lang": pydyf.String(about.lang), "MarkInfo": pydyf.Dictionary({"Marked": "true"})}
        direction = {"Direction": "/R2L"} if about.right_bound else {}
        entries["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"} | direction)
        entries["StructTreeRoot"] = trees.reference(self._structure())
        entries["PageLabels"] = _labels(self._placing.labels)
        if self._destinations:
            names = trees.names(self._writer, self._destinations)
            entries["Names"] = pydyf.Dictionary({"Dests": trees.reference(names)})
        if self._outline.entries:
            entries["Outlines"] = trees.reference(self._outline.write(self._writer))
        packet = {"Type": "/Metadata", "Subtype": "/XML", "Filter": None}
        metadata = self._writer.add_stream(about.packet(self.variant), packet)
        entries["Metadata"] = trees.reference(metadata)
        if self.variant == "a":
            entries["OutputIntents"] = pydyf.Array([self._intent()])
        self._writer.add(pydyf.Dictionary(entries), self.root)
        self._writer.close(self.root, self._writer.add(about.information()))
        return len(self._pages.numbers)

    def _structure(self) -> int:
        root = self._writer.reserve()
        document = {"Type": "/StructElem", "S": "/Document", "P": trees.reference(root)}
        document["K"] = trees.references(self._elements)
        self._writer.add(pydyf.Dictionary(document), self.document)
        tree = self._writer.add(pydyf.Dictionary({"Kids": trees.references(self._parents)}))
        entries: dict[str, object] = {"Type": "/StructTreeRoot", "K": trees.references([self.document])}
        entries |= {"ParentTree": trees.reference(tree), "ParentTreeNextKey": self._writer.next}
        return self._writer.add(pydyf.Dictionary(entries), root)

    def _intent(self) -> pydyf.Dictionary:
        """That colours are sRGB, as PDF/A wants to be told; the profile is WeasyPrint's."""
        profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
        entries = {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pydyf.String("sRGB"),
        }
        entries["DestOutputProfile"] = trees.reference(self._writer.add_stream(profile, {"N": 3}))
        return pydyf.Dictionary(entries)


def _moved(leaf: Leaf, shift: float, loose: Mapping[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """What does not move by itself with a page's operators: rectangles of links and matrices of patterns.

    Each with its number, as the book has it.
    """
    for link in leaf.links:
        left, bottom, right, top = link.box
        box = (left + shift, bottom, right + shift, top)
        yield link.number, _changed(loose[link.number], b"/Rect [", box) if shift else loose[link.number]
    for paint in {paint.number: paint for paint in leaf.paints}.values():
        *axes, x, y = paint.matrix
        body, matrix = loose[paint.number], (*axes, x + shift, y)
        yield paint.number, _changed(body, b"/Matrix [", matrix) if shift else body


def _changed(body: bytes, entry: bytes, numbers: Sequence[float]) -> bytes:
    """The object with other numbers in an entry, which comes before any text of an article in it."""
    before, _, rest = body.partition(entry)
    data: bytes = pydyf.Array(numbers).data
    return before + entry[:-1] + data + rest.partition(b"]")[2]


def _with(dictionary: bytes, named: Mapping[str, int]) -> bytes:
    """A dictionary of references with more of them; those of the same names give way."""
    for name in named:
        dictionary = re.sub(rb"/%s \d+ 0 R" % re.escape(name.encode()), b"", dictionary)
    more = b"".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in named.items())
    return dictionary.removesuffix(b">>") + more + b">>"


def _labels(labels: Sequence[Label]) -> pydyf.Dictionary:
    numbers = pydyf.Array()
    for label in labels:
        entries: dict[str, object] = {"P": pydyf.String(label.prefix)} if label.prefix else {}
        if label.style:
            entries |= {"S": f"/{label.style}", "St": label.start}
        numbers += [label.index, pydyf.Dictionary(entries)]
    return pydyf.Dictionary({"Nums": numbers})


def _decimal(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()
