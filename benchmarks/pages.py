"""Geometry of whole books, page size by page size: the grid of lines, headings, quotations, running heads.

    pages FOLDER [SIZE ...] [OPTION ...]    binds a folder (python -m benchmarks.pages), prints a table

Options are those of `exporter bundle`: with --vertical the columns of articles in Traditional Chinese and
Japanese are measured, as lines are (--convert s2tw makes Simplified Chinese one of the former).

What is measured is the finished PDF, made from the command line: where its texts stand, as PDFium reads
them, and what they are, as its structure says.
"""

import ctypes
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from math import hypot
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

from exporter import resources
from exporter.settings import Settings
from exporter.write.pdf.grid import Grid, Paper, paper
from exporter.write.pdf.styles import column_area, type_area
from exporter.write.pdf.titles import is_wide

SIZES = ("a5", "a5-large", "32k", "16k", "b5", "a4", "letter", "eink-6", "eink-7.8", "eink-10.3")
HEADINGS = {"/H2", "/H3", "/H4", "/H5", "/H6"}
BLOCKS = HEADINGS | {"/H1", "/P", "/LI", "/Table", "/Figure", "/Caption", "/Note", "/Formula"}
APART = {"/Table", "/Figure", "/Caption", "/Note", "/NonStruct", "/Formula"}  # with measures of their own
SUBTITLE = "subtitle"  # it belongs to its heading, and stands half a line nearer
KAI = "WenKai"
NEAR = 0.1  # pt
Place = tuple[int, int]
"""A page and the column on it, from 0."""


@dataclass(frozen=True, slots=True)
class Run:
    """A text in one font: its page, pen and baseline in points from the upper left corner, size of type.

    Of a page of columns, x goes down from its upper edge and y leftwards from its right one, as if the
    columns were lines; the baseline is the middle of what stands upright; what lies on its side is `aside`.
    """

    page: int
    x: float
    y: float
    size: float
    font: str
    text: str
    aside: bool = False


@dataclass(slots=True)
class Block:
    """A block of an article: what it is, what it stands in, and its texts in their order."""

    kind: str
    within: tuple[str, ...]
    runs: list[Run] = field(default_factory=list)


@dataclass
class Measured:
    """What was found in the book of one page size."""

    pages: int = 0
    lines: int = 0
    off_grid: int = 0
    headings: int = 0
    taken: Counter[float] = field(default_factory=Counter)  # lines from text to text around a heading
    stranded: int = 0  # headings with fewer than two lines after them
    split: int = 0  # paragraphs that go on elsewhere
    lone: int = 0  # of them, those with a single line on one side
    quoted: int = 0
    other_faces: int = 0
    heads: int = 0
    wrong_heads: int = 0


# -- reading


def turned(pdf: Path) -> frozenset[int]:
    """The pages of columns, from 0: those that have a font for vertical writing."""
    with pikepdf.open(pdf) as opened:
        fonts = [page.Resources.get("/Font", {}).values() for page in opened.pages]
        return frozenset(number for number, found in enumerate(fonts) if any(map(_is_vertical, found)))


def _is_vertical(font: Any) -> bool:
    encoding = font.get("/Encoding", "")
    return str(encoding.get("/CMapName", "") if isinstance(encoding, pikepdf.Stream) else encoding).endswith(
        "-V"
    )


def texts(
    pdf: Path, turned: frozenset[int] = frozenset()
) -> tuple[dict[tuple[int, int], list[Run]], list[Run]]:
    """The texts of a book by page and marked content, of `turned` pages as if their columns were lines.

    And those that are none: heads and folios.
    """
    marked: dict[tuple[int, int], list[Run]] = {}
    loose: list[Run] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            words, height = page.get_textpage(), page.get_height()
            for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
                run = _run(thing, words, number, height)
                content = raw.FPDFPageObj_GetMarkedContentID(thing)
                if content >= 0 and number in turned:
                    lies = bool(thing.get_matrix().b) or not any(map(is_wide, run.text))
                    run = replace(run, x=run.y, y=page.get_width() - run.x, aside=lies)
                if run.text.strip():
                    (loose if content < 0 else marked.setdefault((number, content), [])).append(run)
    return marked, loose


def _run(thing: Any, words: Any, number: int, height: float) -> Run:
    matrix, size = thing.get_matrix(), ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(thing, size)
    name = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(thing), name, len(name))
    length = raw.FPDFTextObj_GetText(thing, words, None, 0)
    text = (ctypes.c_ushort * length)()
    raw.FPDFTextObj_GetText(thing, words, text, length)
    said = bytes(text).decode("utf-16-le", "replace").rstrip("\0")
    scale = hypot(matrix.c, matrix.d)
    return Run(number, matrix.e, height - matrix.f, size.value * scale, name.value.decode(), said)


def blocks(pdf: Path, marked: dict[tuple[int, int], list[Run]]) -> list[Block]:
    """The blocks of all articles in reading order."""
    found: list[Block] = []
    with pikepdf.open(pdf) as opened:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}

        def walk(element: Any, around: tuple[str, ...], page: int, block: Block | None) -> None:
            kind = str(element.get("/S", ""))
            page = pages.get(element["/Pg"].objgen, page) if "/Pg" in element else page
            code = block is None and kind == "/Span"
            if "/Art" in around and (kind in BLOCKS or code):
                block = Block(kind, around)
                found.append(block)
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int) or "/MCID" in kid:
                    content = kid if isinstance(kid, int) else int(kid["/MCID"])
                    if block is not None:
                        block.runs += marked.get((page, content), [])
                elif kid.get("/Type") != "/OBJR":
                    walk(kid, (*around, kind), page, block)

        walk(opened.Root.StructTreeRoot, (), 0, None)
    for before, block in pairwise(found):
        if before.kind in HEADINGS and block.runs and all(KAI in run.font for run in block.runs):
            block.kind = SUBTITLE
    return [block for block in found if block.runs or block.kind == "/Figure"]  # parted by pages: several


# -- measuring


class Measuring:
    """Measures the book in `pdf`, set on `area` of `sheet`."""

    def __init__(self, pdf: Path, area: Grid, sheet: Paper) -> None:
        self.area, self.sheet = area, sheet
        columns = turned(pdf) if area.turned else frozenset()
        self.marked, self.loose = texts(pdf, columns)
        self.blocks = blocks(pdf, self.marked)
        if area.turned:
            self.blocks = [each for each in self.blocks if not each.runs or each.runs[0].page in columns]
        deep = Counter(block.within.count("/Div") for block in self.blocks if "/Div" in block.within)
        self.deep = deep.most_common(1)[0][0]
        with pypdfium2.PdfDocument(pdf) as document:
            self.found = Measured(pages=len(document))

    def all(self) -> Measured:
        """What was found."""
        self._grid()
        self._headings()
        self._split()
        self._quotations()
        self._heads()
        return self.found

    def _is_prose(self, block: Block) -> bool:
        """Not what is in a box with measures of its own: a division within that of the text, or an aside."""
        plain = block.kind == "/P" and APART.isdisjoint(block.within)
        return plain and block.within.count("/Div") == self.deep

    def _place(self, run: Run) -> Place:
        step = self.area.measure + self.area.gap
        column = int((run.x - self._left(run.page) + self.area.size) / step)
        return run.page, min(self.area.columns - 1, max(0, column))

    def _left(self, page: int) -> float:
        """Where lines begin, or columns: from the left edge of the paper, or from the upper one."""
        return self.sheet.above if self.area.turned else self._inside(page, self.area.width)

    def _top(self, page: int) -> float:
        """Where the measure of baselines begins: columns stand nearer to one edge by the side of the page."""
        return self._inside(page, self.area.height) if self.area.turned else 0.0

    def _inside(self, page: int, width: float) -> float:
        """The margin on the side where a first page is bound."""
        inner = self.sheet.inner if self.sheet.inner is not None else (self.sheet.width - width) / 2
        return inner if page % 2 == 0 else self.sheet.width - inner - width

    def _lines(self, block: Block) -> list[tuple[Place, float]]:
        """The lines of the text's own size, in reading order."""
        full = (run for run in block.runs if abs(run.size - self.area.size) < NEAR and not run.aside)
        return list(dict.fromkeys((self._place(run), round(run.y - self._top(run.page), 1)) for run in full))

    def _grid(self) -> None:
        """Baselines of text against the place that most have: Kai stands on one of its own."""
        places: dict[bool, Counter[float]] = {True: Counter(), False: Counter()}
        for block in filter(self._is_prose, self.blocks):
            kai = "/BlockQuote" in block.within or any(KAI in run.font for run in block.runs[:1])
            for _, y in self._lines(block):
                places[kai][round(y % self.area.pitch, 1)] += 1
        for found in places.values():
            usual = max(found, key=lambda each: found[each], default=0.0)
            for place, count in found.items():
                apart = abs(place - usual)
                self.found.lines += count
                off = min(apart, self.area.pitch - apart) > NEAR + 0.05
                self.found.off_grid += count * off

    def _headings(self) -> None:
        """Whole lines between the text before and after; two lines after, at least, in the same column."""
        plain = [block for block in self.blocks if block.kind != SUBTITLE]
        for before, block, after in zip(plain, plain[1:], plain[2:], strict=False):
            if block.kind not in HEADINGS:
                continue
            self.found.headings += 1
            own = self._place(block.runs[-1])
            following = self._lines(after) if self._is_prose(after) else []
            same = [y for place, y in following if place == own]
            self.found.stranded += bool(following) and len(same) < min(2, len(following))
            last = self._lines(before) if self._is_prose(before) else []
            if last and same and last[-1][0] == own:
                self.found.taken[round((same[0] - last[-1][1]) / self.area.pitch - 1, 2)] += 1

    def _split(self) -> None:
        """A paragraph goes on where the one after the last of a column begins without an indent."""
        for before, after in pairwise(self.blocks):
            if not (self._is_prose(before) and self._is_prose(after)):
                continue
            lines = [self._lines(block) for block in (before, after)]
            if all(lines) and lines[0][-1][0] < lines[1][0][0] and not self._is_indented(after):
                self.found.split += 1
                self.found.lone += min(map(len, lines)) < 2

    def _is_indented(self, block: Block) -> bool:
        step = self.area.measure + self.area.gap
        first = block.runs[0]
        return (first.x - self._left(first.page) + self.area.size) % step > 1.5 * self.area.size

    def _quotations(self) -> None:
        for block in self.blocks:
            if "/BlockQuote" in block.within and APART.isdisjoint(block.within):
                for run in block.runs:
                    if any("\u3400" <= each <= "\u9fff" for each in run.text):
                        self.found.quoted += 1
                        self.found.other_faces += KAI not in run.font

    def _heads(self) -> None:
        """8 pt, within the type area, on every page of an article but that where it opens."""
        opens = {block.runs[0].page for block in self.blocks if block.kind == "/H1"}
        body = {run.page for block in self.blocks for run in block.runs}
        above = self.sheet.above
        heads: dict[int, list[Run]] = {}
        for run in self.loose:
            if run.y < above:
                heads.setdefault(run.page, []).append(run)
        for page in body:
            self.found.heads += 1
            self.found.wrong_heads += not self._is_right(heads.get(page, []), opening=page in opens)

    def _is_right(self, runs: Sequence[Run], *, opening: bool) -> bool:
        if opening or not runs:
            return opening and not runs
        return all(abs(run.size - 8) < NEAR for run in runs)


# -- the table


HEADS = (
    "page",
    "pages",
    "baselines off the grid",
    "headings, lines they take",
    "stranded headings",
    "parted paragraphs, lone lines",
    "quotations not in Kai",
    "running heads wrong",
)


def row(name: str, found: Measured) -> Iterator[str]:
    """The cells of a page size."""
    taken = ", ".join(f"{lines:g} ({count})" for lines, count in sorted(found.taken.items()))
    yield from (name, str(found.pages), f"{found.off_grid} of {found.lines:,}")
    yield from (f"{found.headings}: {taken}", str(found.stranded), f"{found.split}, {found.lone}")
    yield from (f"{found.other_faces} of {found.quoted}", f"{found.wrong_heads} of {found.heads}")


def bound(folder: Path, page: str, out: Path, options: Sequence[str]) -> Path:
    """The posts of `folder` in one PDF."""
    command = [sys.executable, "-m", "exporter.cli", "bundle", str(folder), "-o", str(out), "--page", page]
    all_in_one = ["--by", "all", "--format", "pdf", "--offline"]
    subprocess.run([*command, *all_in_one, *options], check=False, capture_output=True)
    return next(out.glob("*.pdf"))


def main() -> None:
    """Prints the table."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sizes = [*takewhile(lambda each: not each.startswith("--"), sys.argv[2:])]
    options = sys.argv[2 + len(sizes) :]
    measures = column_area if "--vertical" in options else type_area
    print("| " + " | ".join(HEADS) + " |\n|" + "---|" * len(HEADS))
    for page in sizes or SIZES:
        area, sheet = measures(Settings(page=page)), paper(resources.read("styles", f"pages/{page}.css"))
        with tempfile.TemporaryDirectory() as name:
            found = Measuring(bound(Path(sys.argv[1]), page, Path(name), options), area, sheet).all()
        print("| " + " | ".join(row(page, found)) + " |", flush=True)


if __name__ == "__main__":
    main()
