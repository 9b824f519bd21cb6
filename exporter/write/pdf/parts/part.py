"""A part: a piece of the book, typeset by itself, as two files: a PDF, and what the join must know of it.

Nothing in it says where in the book it will stand: pages are counted from its own first, destinations have
the names they have in the book, fonts are stubs. The same piece gives the same part, byte for byte.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import msgpack

from exporter.write.pdf.parts.beginnings import Beginning
from exporter.write.pdf.parts.faces import Use
from exporter.write.pdf.structure import Reading
from exporter.write.pdf.twofold import parted, read_as, united

STREAM = b"\nstream\n"  # between the dictionary of a stream and what it holds, as pydyf writes it


@dataclass(slots=True)
class Link:
    """A link annotation: its object, its rectangle in points."""

    number: int
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class Paint:
    """A pattern that a page is painted with: its object, and its matrix, which counts from the page."""

    number: int
    matrix: tuple[float, ...]


@dataclass(slots=True)
class Leaf:
    """A page: its object and that of its content, the name CSS gives it, the side it was set for.

    `left` is where its type area begins, in points from the edge of the sheet; `begins` what the page begins
    with (see `beginnings.py`).
    """

    number: int
    contents: int
    name: str
    side: str
    blank: bool
    width: float
    height: float
    left: float
    begins: Beginning = field(default_factory=Beginning)
    links: list[Link] = field(default_factory=list)
    paints: list[Paint] = field(default_factory=list)


@dataclass(slots=True)
class Bookmark:
    """An entry of the outline: its level in CSS, its page in the part, its place there in points."""

    level: int
    title: str
    page: int
    x: float
    y: float
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """Room for a page number of so many figures: the name it leads to, the codes of figures, their width.

    Codes are ten times four hexadecimal digits, from 0 to 9; the width is in 1/1000 em.
    """

    name: str
    length: int
    codes: str
    width: float


@dataclass(slots=True)
class Part:
    """What the join must know of a part.

    `pdf` is what lies in `file`, where it has been read; `shown` the articles as they are drawn, told by who
    typeset it. Neither is saved. `offsets` are those of its objects in the file by
    their numbers, and the end of the last; `left_out` numbers those that the book has one of for all parts.
    `fonts`, `pictures` and `states` are the dictionaries that name its resources; `faces` what it draws, by
    the names it uses; `images` digests by object; `destinations` name, page and place; `targets` the names
    its links lead to. `structure` is the root of its structure tree and the elements under it; `marked` the
    elements that the marked contents of each page belong to, `linked` those of the links. `opens` is
    "recto" or "verso" where it must begin on one, "" where it may begin anywhere. `missing` are characters
    no font has, `warnings` what the typesetter complained of, `lost` where text of its article is not in
    it, `unset` why rules of lines were not kept. `blanks` are page numbers to be filled in.
    """

    file: Path
    pdf: bytes = b""
    shown: list[Reading] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    fonts: int = 0
    pictures: int = 0
    states: int = 0
    faces: dict[str, Use] = field(default_factory=dict)
    images: dict[int, str] = field(default_factory=dict)
    destinations: list[tuple[str, int, float, float]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    structure: tuple[int, list[int]] = (0, [])
    marked: list[list[int]] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    opens: str = ""
    missing: str = ""
    warnings: list[str] = field(default_factory=list)
    lost: str = ""
    unset: str = ""
    blanks: list[Blank] = field(default_factory=list)

    def body(self, number: int) -> bytes:
        """An object as it lies in the part, without its number."""
        begin, end = self.span(number)
        return self.pdf[begin:end]

    def span(self, number: int) -> tuple[int, int]:
        """Where the body of an object lies in the PDF, in bytes."""
        start, end = self.offsets[number : number + 2]
        return start + len(b"%d 0 obj\n" % number), end - len(b"\nendobj\n")

    def save(self) -> None:
        """Writes what the join must know beside the PDF."""
        known = replace(self, file=Path(self.file.name), pdf=b"", shown=[])
        sidecar(self.file).write_bytes(msgpack.encode(known, enc_hook=str))


def sidecar(file: Path) -> Path:
    """Where what the join must know of the part in `file` lies."""
    return file.with_suffix(".msgpack")


def packed(file: Path) -> bytes:
    """The part in `file` as one piece: what the join must know, and the PDF."""
    return united(sidecar(file).read_bytes(), file.read_bytes())


def unpacked(content: bytes) -> Part:
    """The part that was `packed`. Raises ValueError for what is none."""
    known, pdf = parted(content)
    return replace(read_as(Part, known), pdf=bytes(pdf))


def pdf_of(content: bytes) -> memoryview:
    """The PDF of the part that was `packed`, nothing else of it read. Raises ValueError for what is none."""
    return parted(content)[1]


def unpack(content: bytes, file: Path) -> None:
    """Writes the part that was `packed` as `file`, and what the join must know beside it."""
    known, pdf = parted(content)
    sidecar(file).write_bytes(known)
    file.write_bytes(pdf)


def load(file: Path) -> Part:
    """The part in `file`. Raises OSError or ValueError where it is not whole."""
    return replace(read_as(Part, sidecar(file).read_bytes()), file=file, pdf=file.read_bytes())
