"""Works on a document's PDF objects before they are written, so that the join can take them over.

Everything that depends on the place in the book is taken out and noted; what would be written twice (streams,
to be compressed and to be compared) is made once.
"""

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from exporter.write.pdf.parts import tags
from exporter.write.pdf.parts.beginnings import beginnings
from exporter.write.pdf.parts.faces import ONE_GLYPH, use
from exporter.write.pdf.parts.linked import link_once
from exporter.write.pdf.parts.operators import shown
from exporter.write.pdf.parts.part import Bookmark, Leaf, Link, Paint, Part
from exporter.write.pdf.parts.turning import Turn

if TYPE_CHECKING:
    from weasyprint import Document

SCHEME = "book:"  # of addresses within the book: what follows is the name of a destination
_PATTERN = re.compile(rb"/(p\d+) scn\b", re.IGNORECASE)
SIDES = {"left", "right", "recto", "verso"}
LEVEL = 6  # of zlib: a tenth larger than at 9, in a third of the time
PRINTED = 4  # flag of annotations that are on paper too, as PDF/A asks


class Finisher:
    """Fills in `part` from the document and its objects: see Part. Its pages are `turned` upright, or not."""

    tagged = True

    def __init__(self, part: Part, *, turned: bool = False) -> None:
        self.part = part
        self.pdf: Any = None
        self._turned = turned

    def laid_out(self, document: "Document") -> None:
        """Called when the pages are made."""
        link_once(document)

    def drawn(self, document: "Document", pdf: Any) -> None:
        """Called when they are drawn, before their objects are written."""
        self.pdf = pdf
        left_out = {0, pdf.pages.number, pdf.catalog.number}
        left_out |= self._outline(document) | self._fonts(document) | self._structure()
        turns = [self._turn(page) for page in document.pages]
        self._destinations(turns)
        max(turns, key=attrgetter("length")).patterns(self.pdf.objects)
        self._leaves(document, turns)
        self._read()
        for thing in pdf.objects:
            if hasattr(thing, "extra"):
                _compress(thing)
        self._images()
        left_out |= {leaf.number for leaf in self.part.leaves}
        self.part.left_out = sorted(left_out)

    def _turn(self, page: Any) -> Turn:
        return Turn(page.width * 0.75) if self._turned else Turn()

    def written(self) -> None:
        """Notes where each object lies, once the file is written."""
        info = self.pdf.info.number
        if info:
            self.part.left_out.append(info)
        self.part.offsets = [self.pdf.xref_position]
        for thing in reversed(self.pdf.objects):
            latest = self.part.offsets[-1]
            self.part.offsets.append(latest if thing.free == "f" and thing.number else thing.offset)
        self.part.offsets.reverse()

    def _read(self) -> None:
        root = self.pdf.catalog.get("StructTreeRoot")
        with suppress(KeyError, ValueError, IndexError):  # then it is read from the file
            self.part.shown = shown(self.pdf, self.at(root), self.part.faces) if root else []

    def _outline(self, document: "Document") -> set[int]:
        for number, page in enumerate(document.pages):
            turn = self._turn(page)
            for level, title, (x, y), state in page.bookmarks:
                place = turn.place(x * 0.75, (page.height - y) * 0.75)
                self.part.bookmarks.append(Bookmark(level, title, number, *place, state == "closed"))
        self.pdf.catalog.pop("Outlines", None)
        dictionaries: list[Any] = [thing for thing in self.pdf.objects if isinstance(thing, dict)]
        return {
            entry.number
            for entry in dictionaries
            if ("First" in entry or "Title" in entry) and "S" not in entry
        }

    def _fonts(self, document: "Document") -> set[int]:
        """What each font stands for; their dictionaries are made anew at the join."""
        pydyf = import_module("pydyf")
        resources = self.resources
        named = self.at(resources["Font"])
        self.part.fonts = named.number
        left_out: set[int] = set()
        for font in document.fonts.values():
            if font.bitmap:
                continue
            drawn = use(font)
            if drawn.vertical:
                self.at(named[font.hash])["Encoding"] = "/Identity-V"
            known = self.part.faces.setdefault(font.hash, drawn)
            if known is not drawn:
                known.unite(drawn)
        one_glyph = pydyf.Stream([ONE_GLYPH], {"Filter": "/RunLengthDecode"})
        self.pdf.add_object(one_glyph)
        for name in self.part.faces:
            left_out |= set(self._below(named[name]))
            descendant = self.at(self.at(named[name])["DescendantFonts"][0])
            descendant["CIDToGIDMap"] = one_glyph.reference
        return left_out | {int(one_glyph.number)}

    def _below(self, reference: bytes) -> Iterator[int]:
        """The numbers of a font's dictionary and of all that it is made of."""
        font = self.at(reference)
        yield font.number
        yield number(font["ToUnicode"])
        if isinstance(font["Encoding"], bytes):
            yield number(font["Encoding"])
        descendant = self.at(font["DescendantFonts"][0])
        descriptor = self.at(descendant["FontDescriptor"])
        yield from (descendant.number, descriptor.number)
        yield from (number(descriptor[name]) for name in ("FontFile2", "FontFile3") if name in descriptor)

    @property
    def resources(self) -> Any:
        """The one dictionary of resources that all pages of a document share."""
        first = self.at(self.pdf.page_references[0])
        return self.at(first["Resources"])

    def at(self, reference: Any) -> Any:
        """The object a reference leads to."""
        return self.pdf.objects[number(reference)]

    def _structure(self) -> set[int]:
        if "StructTreeRoot" not in self.pdf.catalog:
            return set()
        root = self.at(self.pdf.catalog["StructTreeRoot"])
        parents = self.at(root["ParentTree"])
        tags.repair(self.pdf, parents["Nums"])
        folded = [element.number for element in tags.fold(self.pdf, parents["Nums"])]
        key = hashlib.sha256(self.part.file.stem.encode()).hexdigest()[:12]
        for thing in self.pdf.objects:
            if isinstance(thing, dict) and thing.get("S") in ("/TH", "/TD"):
                tags.rename(thing, key)
        document = self.at(root["K"][0])
        self.part.structure = (document.number, [number(kid) for kid in document["K"]])
        values = parents["Nums"][1::2]
        self.part.marked = [[number(each) for each in value] for value in values if isinstance(value, list)]
        self.part.linked = [number(value) for value in values if not isinstance(value, list)]
        return {root.number, parents.number, document.number, *folded}

    def _destinations(self, turns: Sequence[Turn]) -> None:
        names = self.pdf.catalog.pop("Names", {}).get("Dests")
        pages = {reference: index for index, reference in enumerate(self.pdf.page_references)}
        flat = names["Names"] if names is not None else []
        for name, (page, _, x, y, _) in zip(flat[::2], flat[1::2], strict=True):
            index = pages[page]
            self.part.destinations.append((name.string, index, *turns[index].place(x, y)))

    def _leaves(self, document: "Document", turns: Sequence[Turn]) -> None:
        pydyf = import_module("pydyf")
        begun = beginnings(document)
        sheets = zip(document.pages, self.pdf.page_references, turns, begun, strict=True)
        for page, reference, turn, begins in sheets:
            entry, kind = self.at(reference), page._page_box.page_type
            links = [self.at(each) for each in entry.get("Annots", ())]
            turn.apply(entry, self.at(entry["Contents"]), links)
            width, height = entry["MediaBox"][2:]
            left = turn.left(page._page_box)
            contents = number(entry["Contents"])
            named = (kind.name or "", kind.side, kind.blank)
            leaf = Leaf(entry.number, contents, *named, width, height, left, begins)
            for *_, box in page.links:
                self._settle(box, pydyf)
            for each in entry.get("Annots", ()):
                leaf.links.append(Link(number(each), tuple(self.at(each)["Rect"])))
            leaf.paints += self._paints(self.at(entry["Contents"]))
            self.part.leaves.append(leaf)
        self.part.opens = _opens(document)
        self.part.pictures = self._apart("XObject", pydyf)
        self.part.states = self._apart("ExtGState", pydyf)

    def _paints(self, content: Any) -> Iterator[Paint]:
        """The patterns that a page's operators name; WeasyPrint makes one for every use."""
        named = self.resources.get("Pattern", {})
        operators = b"\n".join(
            item if isinstance(item, bytes) else str(item).encode() for item in content.stream
        )
        for name in _PATTERN.findall(operators):
            reference = named[name.decode()]
            yield Paint(number(reference), tuple(self.at(reference).extra["Matrix"]))

    def _apart(self, name: str, pydyf: Any) -> int:
        """Makes resources of one sort an object of their own, to which the join can add."""
        kept = pydyf.Dictionary(self.resources[name])
        self.pdf.add_object(kept)
        self.resources[name] = kept.reference
        return int(kept.number)

    def _settle(self, box: Any, pydyf: Any) -> None:
        """Links within the book become destinations; all of them say in words where they lead."""
        link = box.link_annotation
        if link is None:
            return
        link["F"] = PRINTED
        address = link["A"]["URI"].string if "A" in link else ""
        words = "" if box.element is None else " ".join("".join(box.element.itertext()).split())
        link["Contents"] = pydyf.String(words or address)
        if address.startswith(SCHEME):
            del link["A"]
            link["Dest"] = pydyf.String(address.removeprefix(SCHEME))
            self.part.targets.append(address.removeprefix(SCHEME))

    def _images(self) -> None:
        """Digests of pictures, masks included, so that equal ones are in the book once."""
        for thing in self.pdf.objects:
            if hasattr(thing, "extra") and thing.extra.get("Subtype") == "/Image":
                digest = hashlib.sha256()
                mask = thing.extra.get("SMask")
                for each in (thing, *([self.at(mask)] if mask else [])):
                    told = {name: str(value) for name, value in each.extra.items() if name != "SMask"}
                    digest.update(repr(sorted(told.items())).encode())
                    digest.update(each.stream[0])
                self.part.images[thing.number] = digest.hexdigest()[:32]


def _opens(document: "Document") -> str:
    """The side on which the first element of a document asks to begin, "" for any."""
    box = document.pages[0]._page_box
    while box.children:
        box = box.children[0]
        side = getattr(box, "style", {"break_before": ""})["break_before"]
        if side in SIDES:
            return {"right": "recto", "left": "verso"}.get(side, str(side))
        if not hasattr(box, "children"):
            break
    return ""


def _compress(stream: Any) -> None:
    """Makes the stream's bytes what they will be in the file."""
    stream.compress = False
    data = stream.data
    content = data[data.index(b"\nstream\n") + 8 : -len(b"\nendstream")]
    if "Filter" not in stream.extra:
        content = zlib.compress(content, LEVEL)
        stream.extra["Filter"] = "/FlateDecode"
    stream.stream = [content]


def number(reference: bytes) -> int:
    """The object number in a reference as pydyf writes it: b"12 0 R"."""
    return int(reference.split()[0])
