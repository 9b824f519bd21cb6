"""Lays parts into a book: one file of numbered pages out of pieces that know nothing of each other.

The file is written as a stream, part after part. Kept until the end is only what the whole needs: glyphs of
fonts, destinations, outline, and where objects lie.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from importlib.resources import files

import pydyf

from exporter.notices import OutputError
from exporter.write.pdf.join import trees
from exporter.write.pdf.join.about import About
from exporter.write.pdf.join.fonts import Fonts
from exporter.write.pdf.join.furniture import NO_HEADS, Furniture, Heads, Inked, furnish
from exporter.write.pdf.join.placing import Label, Laid, Placing, place, side
from exporter.write.pdf.join.taking import Taking
from exporter.write.pdf.join.writer import Writer
from exporter.write.pdf.parts import Part
from exporter.write.pdf.parts.part import Leaf

_PAINTS = re.compile(rb"(?:^|\s)(?:f\*?|S|s|B\*?|b\*?|Do|Tj|TJ|sh)\s")
_RESOURCES = re.compile(rb"/Resources (\d+ 0 R)")

__all__ = ["NO_HEADS", "About", "Furniture", "Heads", "Join", "Laid", "Placing", "furnish", "place"]


class Join:
    """A book in the making. Call `lay` for every part in reading order, then `finish`."""

    def __init__(self, writer: Writer, furniture: Furniture, placing: Placing, variant: str = "") -> None:
        self._writer = writer
        self._furniture = furniture
        self._placing = placing
        self._variant = variant
        self._pages = trees.Pages(writer, placing.count)
        self._fonts = Fonts(writer)
        self._outline = trees.Outline()
        self._images: dict[str, int] = {}
        self._drawn: dict[str, int] = {}  # pictures and states of the furniture
        self._grounds: dict[int, int] = {}
        self._begins: dict[bytes, int] = {}
        self._destinations: list[tuple[str, int, float, float]] = []
        self._targets: set[str] = set()
        self._root, self._document = writer.reserve(), writer.reserve()
        self._elements: list[int] = []
        self._parents: list[tuple[int, list[bytes]]] = []
        self._key = 0
        self._grounds = self._under()

    def lay(self, part: Part, heads: Heads, blank: int = 0) -> None:
        """The next part, after so many blank pages of its size."""
        for _ in range(blank):
            self._blank(part.leaves[0])
        known = {
            number: self._images[digest] for number, digest in part.images.items() if digest in self._images
        }
        if part.structure[0]:
            known[part.structure[0]] = self._document
        taking = Taking(part, self._writer, known, self._key)
        self._images |= {
            digest: taking.number(number) for number, digest in part.images.items() if number not in known
        }
        first = len(self._pages.numbers)
        inked = self._leaves(taking, part, heads)
        shifts = [self._shift(leaf, first + number) for number, leaf in enumerate(part.leaves)]
        moved = {
            number: change
            for leaf, shift in zip(part.leaves, shifts, strict=True)
            if shift
            for number, change in _moved(leaf, shift)
        }
        if self._variant == "a":  # ISO 19005-2, 6.2.8
            moved |= dict.fromkeys(part.images, (b"/Interpolate true", b"/Interpolate false"))
        taking.take({part.fonts, part.pictures, part.states}, moved)
        self._resources(taking, part, inked)
        self._note(taking, part, first, shifts)

    def _leaves(self, taking: Taking, part: Part, heads: Heads) -> Inked:
        """Writes the pages of a part; what their furniture draws."""
        everything = Inked()
        for number, leaf in enumerate(part.leaves):
            index = len(self._pages.numbers)
            shown = Heads(heads.verso, heads.recto, opening=number == 0)
            inked = Inked() if leaf.blank else self._inked(leaf, index, shown)
            body = taking.body(leaf.number)
            taking.stand(self._pages.parent(), 1)
            contents = b"/Contents %d 0 R" % leaf.contents
            body = taking.renumbered(body.replace(contents, b"/Contents []", 1))
            around = [self._begin(leaf, index), taking.number(leaf.contents), self._over(leaf, inked)]
            filled = b"/Contents " + trees.references(around).data
            page = taking.number(leaf.number)
            self._writer.add(body.replace(b"/Contents []", filled, 1), page)
            self._pages.numbers.append(page)
            everything |= Inked(b"", inked.pictures, inked.states)
        return everything

    def _inked(self, leaf: Leaf, index: int, heads: Heads) -> Inked:
        number = self._placing.label(index).folio(index)
        return self._furniture.draw((leaf.name, side(index)), heads, number, self._placing.count)

    def _shift(self, leaf: Leaf, index: int) -> float:
        """How far a page set for the other side must move, in points."""
        if leaf.side == side(index) or leaf.blank:
            return 0.0
        return self._furniture.left((leaf.name, side(index))) - leaf.left

    def _begin(self, leaf: Leaf, index: int) -> int:
        """What comes before a page's own content: the ground, and the shift to its side."""
        shift = self._shift(leaf, index)
        ground = self._ground(leaf, index)
        operators = b"" if not ground else b"/Artifact <</Type /Pagination>> BDC\n/%s Do\nEMC\n" % ground
        operators += b"q" if not shift else b"q\n1 0 0 1 %s 0 cm" % _decimal(shift)
        if operators not in self._begins:
            self._begins[operators] = self._writer.add_stream(operators)
        return self._begins[operators]

    def _ground(self, leaf: Leaf, index: int) -> bytes:
        """The name of the form that lies under a page, b"" for none."""
        number = self._furniture.kinds.get((leaf.name, side(index)), -1)
        return b"Ground%d" % number if number in self._grounds and not leaf.blank else b""

    def _over(self, leaf: Leaf, inked: Inked) -> int:
        """What comes after a page's own content: its furniture."""
        if not inked.operators:
            if b"Q" not in self._begins:
                self._begins[b"Q"] = self._writer.add_stream(b"Q")
            return self._begins[b"Q"]
        place = b"q\n0.75 0 0 -0.75 0 %s cm" % _decimal(leaf.height)
        lines = (b"Q", b"/Artifact <</Type /Pagination>> BDC", place, inked.operators, b"Q", b"EMC")
        return self._writer.add_stream(b"\n".join(lines))

    def _resources(self, taking: Taking, part: Part, inked: Inked) -> None:
        """Writes what the operators of a part and of its furniture name."""
        fonts = {name: self._fonts.number(use) for name, use in part.faces.items()}
        if part is not self._furniture.sample:
            fonts |= {name: self._fonts.number(use) for name, use in self._furniture.fonts().items()}
        forms = {f"Ground{number}": form for number, form in self._grounds.items()}
        pictures = {name: self._picture(name) for name in sorted(inked.pictures)} | forms
        states = {name: self._state(name) for name in sorted(inked.states)}
        for local, named in ((part.fonts, fonts), (part.pictures, pictures), (part.states, states)):
            body = taking.body(local)
            for name in named:  # what a part has a stub for, or names as the furniture does
                body = re.sub(rb"/%s \d+ 0 R" % re.escape(name.encode()), b"", body)
            more = b"".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in named.items())
            body = taking.renumbered(body).removesuffix(b">>") + more + b">>"
            self._writer.add(body, taking.number(local))

    def _picture(self, name: str) -> int:
        if name not in self._drawn:
            image = self._furniture.picture(name)
            mask = image.extra.get("SMask")
            if self._variant == "a":
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
        sample = self._furniture.sample
        taking = Taking(sample, self._writer, {}, 0)
        grounds = {}
        for number in self._furniture.kinds.values():
            leaf = sample.leaves[number]
            _, _, content = taking.body(leaf.contents).partition(b"\nstream\n")
            content = zlib.decompress(content.removesuffix(b"\nendstream"))
            if _PAINTS.search(content):
                entries = {"Type": "/XObject", "Subtype": "/Form", "Resources": _resources_of(taking, leaf)}
                entries["BBox"] = pydyf.Array((0, 0, leaf.width, leaf.height))
                grounds[number] = self._writer.add_stream(content, entries)
        if grounds:
            taking.take({sample.fonts, sample.pictures, sample.states}, {})
            self._resources(taking, sample, Inked())
        return grounds

    def _note(self, taking: Taking, part: Part, first: int, shifts: Sequence[float]) -> None:
        """Remembers what the whole needs of a part."""
        pages = self._pages.numbers
        self._destinations += [
            (name, pages[first + page], x + shifts[page], y) for name, page, x, y in part.destinations
        ]
        for mark in part.bookmarks:
            place = (pages[first + mark.page], mark.x + shifts[mark.page], mark.y)
            self._outline.add(mark.level, trees.Entry(mark.title, *place, mark.closed))
        self._targets |= set(part.targets)
        self._elements += taking.elements(part.structure[1])
        marked = [trees.references(taking.elements(page)).data for page in part.marked]
        linked = [trees.reference(number) for number in taking.elements(part.linked)]
        self._parents.append((self._key, [*marked, *linked]))
        self._key += len(marked) + len(linked)

    def _blank(self, like: Leaf) -> None:
        box = pydyf.Array((0, 0, like.width, like.height))
        entries = {"Type": "/Page", "Parent": trees.reference(self._pages.parent()), "MediaBox": box}
        entries |= {"TrimBox": box, "BleedBox": box, "Resources": pydyf.Dictionary()}
        self._pages.numbers.append(self._writer.add(pydyf.Dictionary(entries)))

    def finish(self, about: About) -> int:
        """Writes what holds the parts together; how many pages there are.

        Raises OutputError for a link that leads nowhere, OSError for a font file that is gone.
        """
        astray = self._targets - {name for name, *_ in self._destinations}
        if astray:
            raise OutputError(f"links lead nowhere: {', '.join(sorted(astray)[:3])}")
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
        metadata = self._writer.add_stream(about.packet(self._variant), packet)
        entries["Metadata"] = trees.reference(metadata)
        if self._variant == "a":
            entries["OutputIntents"] = pydyf.Array([self._intent()])
        self._writer.add(pydyf.Dictionary(entries), self._root)
        self._writer.close(self._root, self._writer.add(about.information()))
        return len(self._pages.numbers)

    def _structure(self) -> int:
        root = self._writer.reserve()
        document = {"Type": "/StructElem", "S": "/Document", "P": trees.reference(root)}
        document["K"] = trees.references(self._elements)
        self._writer.add(pydyf.Dictionary(document), self._document)
        tree = trees.parents(self._writer, self._parents)
        entries = {"Type": "/StructTreeRoot", "K": trees.references([self._document])}
        entries |= {"ParentTree": trees.reference(tree), "ParentTreeNextKey": self._key}
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


def _moved(leaf: Leaf, shift: float) -> Iterator[tuple[int, tuple[bytes, bytes]]]:
    """What does not move by itself with a page's operators: rectangles of links and matrices of patterns.

    Each as the part has it, and as the book does.
    """
    for link in leaf.links:
        left, bottom, right, top = link.box
        yield link.number, _change(b"/Rect ", link.box, (left + shift, bottom, right + shift, top))
    for paint in leaf.paints:
        *axes, x, y = paint.matrix
        yield paint.number, _change(b"/Matrix ", paint.matrix, (*axes, x + shift, y))


def _change(entry: bytes, old: Sequence[float], new: Sequence[float]) -> tuple[bytes, bytes]:
    return entry + pydyf.Array(old).data, entry + pydyf.Array(new).data


def _resources_of(taking: Taking, leaf: Leaf) -> bytes:
    found = _RESOURCES.search(taking.body(leaf.number))
    return taking.renumbered(found[1]) if found else b"<<>>"


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
