"""Geometry of finished pages: exporter, bare WeasyPrint and Chromium on the same text, measured in PDFs.

    typography [FOLDER]         posts of a folder beside the sample and a mix it writes itself; prints tables
    typography --pictures OUT   the same page of the sample, side by side (python -m benchmarks.typography)

Every article is reduced to its paragraphs and set with one style on type areas of A5, 32k and A4 in two
columns. What counts is where the glyphs stand: their origins, as PDFium reads them.
"""

import argparse
import logging
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pypdfium2
import weasyprint
from lxml import etree, html
from PIL import Image

from exporter.pipeline import Run
from exporter.settings import Settings
from exporter.write.pdf.lines import Rules
from exporter.write.pdf.lines.marks import (
    CLOSING,
    DOTS,
    FINALS,
    LEADERS,
    NOT_AT_END,
    NOT_AT_START,
    OPENING,
    PAUSES,
)
from exporter.write.pdf.typeset import Sheet, typeset
from tests.write.pdf.lines.placed import placed, unsaid

SAMPLE = Path(__file__).parent.parent / "seeds" / "zaker-shenzhen.md"
ROUNDS = 3  # of the timing: the least of each counts, for the machine may be busy
MARKS = OPENING + CLOSING + PAUSES + FINALS
ENDING = CLOSING + PAUSES + FINALS
HAN = re.compile("[\u3400-\u9fff]")
LIMIT = 0.079  # em: Han further apart than this are in a line whose gaps had to stretch as well
WIDE = "[\u2e80-\u9fff\uff01-\uff60]"  # Han, kana and their marks: no space is drawn between two of them
STRETCHED = 0.1  # em: what a line may be stretched by after a pair that is squeezed by its second mark
NEAR = 40  # letters that a line may lie behind where the one before ended: some are pictures
UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufe00-\ufe0f]")  # characters without a glyph
LATIN = re.compile("[A-Za-z0-9]")


@dataclass(frozen=True)
class Page:
    """A type area: characters to the line, lines, size and pitch in pt, columns and the gap between them."""

    name: str
    across: int
    lines: int
    size: float
    pitch: float
    columns: int = 1
    gap: float = 0.0

    @property
    def measure(self) -> float:
        return self.across * self.size

    @property
    def width(self) -> float:
        return self.columns * self.measure + (self.columns - 1) * self.gap


PAGES = (
    Page("A5", 30, 27, 10.5, 18),
    Page("32k", 26, 24, 10, 16.5),
    Page("A4, two columns", 22, 42, 10.5, 17, 2, 22.5),
)
STYLE = """
@page {{ size: {width}pt {height}pt; margin: 0 }}
html {{ font: {size}pt/{pitch}pt "Noto Serif CJK SC"; text-align: justify; orphans: 2; widows: 2;
  hyphens: auto; overflow-wrap: break-word }}
body {{ margin: 0 }}
p {{ margin: 0; text-indent: 2em }}
div {{ {columns} }}
strong, em, code, sup, sub {{ font: inherit; line-height: 0; vertical-align: baseline }}
code {{ hyphens: none }}
"""


@dataclass(frozen=True)
class Glyph:
    text: str
    x: float  # pt, of its origin, from the left edge of the column
    y: float


@dataclass
class Measured:
    """What was found in one PDF."""

    edges: list[float] = field(default_factory=list)
    violations: int = 0
    lines: int = 0
    pairs: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)  # in lines that are not stretched to their limit
    wide_gaps: list[float] = field(default_factory=list)  # in those that are
    lone: int = 0
    off_grid: int = 0
    stretches: list[float] = field(default_factory=list)
    spurious: int = 0
    same_text: bool = True
    missing: int = 0


# -- texts


def paragraphs(posts: list[Path]) -> list[str]:
    """The paragraphs of the posts, as markup, after all cleaning and text rules."""
    run = Run(Settings(offline=True, jobs=1))
    run.read([str(post) for post in posts])
    return [markup for listed in run.articles for markup in _paragraphs(listed.article.body)]


def _paragraphs(body: etree._Element) -> Iterator[str]:
    for paragraph in body.iter("p"):
        if len("".join(paragraph.itertext()).strip()) > 1 and paragraph.find(".//img") is None:
            etree.strip_tags(paragraph, "a", "span", "small", "q", "cite", "ruby", "rt", "rp", "rb")
            paragraph.tail = None
            for each in list(paragraph.iter()):
                each.attrib.clear()
            yield etree.tostring(paragraph, encoding="unicode", method="html")


def invented(count: int = 20) -> list[str]:
    """Articles of nobody: common characters with marks, numbers, words and tags, always the same."""
    dice = random.Random(7)
    han = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
    words = ["WeasyPrint", "PDF", "2024", "3.5", "Shenzhen", "A4", "99.9%", "GitHub Actions", "CPU", "10,000"]
    return [f"<p>{_sentence(dice, han, words)}</p>" for _ in range(count * 12)]


def _sentence(dice: random.Random, han: str, words: list[str]) -> str:
    def run() -> str:
        return "".join(dice.choices(han, k=dice.randint(2, 14)))

    forms = (
        run,
        lambda: f"“{run()}”",
        lambda: f"《{run()}》《{run()}》",
        lambda: f"{run()}（{run()}）",
        lambda: f"{run()} {dice.choice(words)} {run()}",
        lambda: f"<strong>{run()}</strong>",
        lambda: f"{run()}——{run()}",
        lambda: f"<em>“{run()}</em>”",
        lambda: f"{run()}……",
    )
    parts = (dice.choice(forms)() + dice.choice("，，，，、；：。。？！") for _ in range(dice.randint(3, 16)))
    return "".join(parts) + f"{run()}。"


# -- setters


def markup(texts: list[str], page: Page) -> str:
    head = f'<meta charset="utf-8"><style>{style(page)}</style>'
    return f'<html lang="zh-Hans">{head}<body><div>{"".join(texts)}</div></body></html>'


def style(page: Page) -> str:
    columns = f"columns: {page.columns}; column-gap: {page.gap}pt" if page.columns > 1 else ""
    return STYLE.format(
        width=page.width, height=page.lines * page.pitch, size=page.size, pitch=page.pitch, columns=columns
    )


def by_exporter(document: str, target: Path) -> tuple[float, int]:
    """Sets with our engine and all its rules; CPU seconds and characters without a glyph."""
    started = time.process_time()
    done = typeset(document, [Sheet("")], _nothing, target, rules=Rules())
    return time.process_time() - started, len(done.missing)


def by_weasyprint(document: str, target: Path) -> tuple[float, int]:
    """Sets with WeasyPrint as it is; the file is tagged, as ours is."""
    told: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: told.append(str(record.msg))  # type: ignore[method-assign]
    logging.getLogger("weasyprint").addHandler(listener)
    started = time.process_time()
    weasyprint.HTML(string=document).write_pdf(target, pdf_tags=True)
    spent = time.process_time() - started
    logging.getLogger("weasyprint").removeHandler(listener)
    return spent, sum(each.startswith(".notdef") for each in told)


def _nothing(address: str) -> bytes:
    raise KeyError(address)


def by_chromium(document: str, target: Path) -> tuple[float, int]:
    before = getrusage(RUSAGE_CHILDREN)
    source = target.with_suffix(".html")
    source.write_text(document, "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=240
    )
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 0


SETTERS = {"exporter": by_exporter, "WeasyPrint": by_weasyprint}
if shutil.which("chromium"):
    SETTERS["Chromium"] = by_chromium


# -- measuring


def lines(pdf: Path, page: Page) -> list[list[Glyph]]:
    """Glyphs by line, in reading order: page, column, height."""
    found: dict[tuple[int, int, float], list[Glyph]] = {}
    with pypdfium2.PdfDocument(unsaid(pdf)) as document:
        for number, sheet in enumerate(document):
            for text, x, y in placed(sheet):
                column = min(page.columns - 1, int((x + page.size) // (page.measure + page.gap)))
                glyph = Glyph(text, x - column * (page.measure + page.gap), y)
                found.setdefault((number, column, round(y, 1)), []).append(glyph)
    return [found[place] for place in sorted(found)]


def measure(pdf: Path, page: Page, texts: list[str], missing: int) -> Measured:
    """What the table shows of one PDF."""
    found = Measured(missing=missing)
    set_lines = [_visible(line) for line in lines(pdf, page)]
    set_lines = [line for line in set_lines if line]
    found.lines = len(set_lines)
    grid = set_lines[0][0].y if set_lines else 0.0
    lasts = _last_lines(set_lines, texts)
    for line, last in zip(set_lines, lasts, strict=True):
        _measure_line(found, line, page, last=last)
        off = (line[0].y - grid) % page.pitch
        found.off_grid += min(off, page.pitch - off) > 0.1
    for begin, end in _joins(set_lines, lasts):
        found.violations += begin in NOT_AT_START["strict"] or end in NOT_AT_END["strict"]
    _compare(found, pdf, texts)
    return found


def _visible(line: list[Glyph]) -> list[Glyph]:
    while line and line[-1].text == " ":
        line = line[:-1]
    return line


def _last_lines(set_lines: list[list[Glyph]], texts: list[str]) -> list[bool]:
    """Of every line whether it ends its paragraph or stands before a forced break, by its letters."""
    parts = [part for text in texts for part in re.split("<br/?>", text)]
    letters = [_letters(html.fromstring(f"<p>{part}</p>").text_content()) for part in parts]
    ends, whole = set(accumulate(map(len, letters))), "".join(letters)
    place, found = 0, []
    for line in set_lines:
        own = _letters("".join(glyph.text for glyph in line))
        at = whole.find(own, place, place + len(own) + NEAR)
        place = (place if at < 0 else at) + len(own)
        found.append(place in ends)
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _joins(set_lines: list[list[Glyph]], lasts: list[bool]) -> Iterator[tuple[str, str]]:
    """What a line begins with, and what the line before it in the same paragraph ends with."""
    for before, line, last in zip(set_lines, set_lines[1:], lasts, strict=False):
        if not last:
            yield line[0].text, before[-1].text


def _measure_line(found: Measured, line: list[Glyph], page: Page, *, last: bool) -> None:
    size = page.size
    if last:
        found.lone += line[0].x < size and sum(glyph.text not in MARKS + " " for glyph in line) == 1
    elif line[-1].text not in LEADERS and ord(line[-1].text) > 0x2000:
        # a mark at the end is flush with its ink or with its whole square
        ends = [line[-1].x + part * size for part in ((0.5, 1.0) if line[-1].text in ENDING else (1.0,))]
        found.edges.append(min((end - page.measure for end in ends), key=abs))
    for before, glyph, after in zip(line, line[1:], line[2:], strict=False):
        if before.text in ENDING and glyph.text in MARKS and after.text not in MARKS + DOTS:
            found.pairs.append(min((glyph.x - before.x) / size + 1, (after.x - before.x) / size - STRETCHED))
    between = [
        (after.x - before.x) / size - 1
        for before, after in pairwise(line)
        if HAN.match(before.text) and HAN.match(after.text)
    ]
    gaps = [
        (after.x - before.x) / size - 1
        for before, glyph, after in zip(line, line[1:], line[2:], strict=False)
        if glyph.text == " " and _meet(before.text, after.text) and HAN.match(before.text)
    ]
    found.stretches += between
    (found.wide_gaps if max(between, default=0.0) > LIMIT else found.gaps).extend(gaps)


def _meet(before: str, after: str) -> bool:
    return bool((HAN.match(before) and LATIN.match(after)) or (LATIN.match(before) and HAN.match(after)))


def _compare(found: Measured, pdf: Path, texts: list[str]) -> None:
    """The text as pdftotext reads it against the article's, line ends aside; spaces between Han counted."""
    read = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    wanted = "\n".join(html.fromstring(text.replace("<br>", "\n")).text_content() for text in texts)
    read, wanted = (UNSEEN.sub("", text).replace("\u3000", " ") for text in (read, wanted))
    between = re.compile(f"(?<={WIDE}) (?={WIDE})")
    found.spurious = len(between.findall(read)) - len(between.findall(wanted))
    found.same_text = re.sub(r"\s", "", read) == re.sub(r"\s", "", wanted)


# -- the tables


def row(name: str, found: Measured, ratio: str) -> list[str]:
    spread = max(found.edges, default=0.0) - min(found.edges, default=0.0)
    squeezed = sum(pair < 1.51 for pair in found.pairs)
    gaps = f"{min(found.gaps):.3f}-{max(found.gaps):.3f}" if found.gaps else "-"
    if found.wide_gaps:
        gaps += f", {len(found.wide_gaps)} up to {max(found.wide_gaps):.3f}"
    return [
        name,
        f"{spread:.2f}",
        f"{found.violations}/{found.lines}",
        f"{squeezed}/{len(found.pairs)}",
        gaps,
        str(found.lone),
        str(found.missing),
        str(found.off_grid),
        f"{max(found.stretches, default=0.0):.3f}",
        f"{'yes' if found.same_text else 'no'}, {found.spurious}",
        ratio,
    ]


HEADS = [
    "set by", "right edges (pt)", "prohibitions", "pairs squeezed", "Han-Latin (em)", "lone", "no glyph",
    "off grid", "widest (em)", "text, false spaces", "CPU",
]  # fmt: skip


def table(title: str, texts: list[str], page: Page, folder: Path) -> None:
    document = markup(texts, page)
    seconds: dict[str, list[float]] = {name: [] for name in SETTERS}
    missing: dict[str, int] = {}
    for _ in range(ROUNDS):
        for name, setter in SETTERS.items():
            spent, missing[name] = setter(document, folder / f"{name}.pdf")
            seconds[name].append(spent)
    rows = []
    for name in SETTERS:
        ratio = min(seconds[name]) / min(seconds["WeasyPrint"])
        found = measure(folder / f"{name}.pdf", page, texts, missing[name])
        rows.append(row(name, found, f"{ratio:.2f}"))
    print(f"\n{title}, {page.name}: {page.across} characters by {page.lines} lines\n")
    for cells in (HEADS, ["---"] * len(HEADS), *rows):
        print("| " + " | ".join(cells) + " |")
    sys.stdout.flush()


def picture(texts: list[str], out: Path, folder: Path) -> None:
    """The same page of A5 by every setter, side by side."""
    sheets = []
    for name, setter in SETTERS.items():
        setter(markup(texts, PAGES[0]), folder / f"{name}.pdf")
        with pypdfium2.PdfDocument(folder / f"{name}.pdf") as document:
            sheets.append(document[min(1, len(document) - 1)].render(scale=1.3).to_pil().convert("L"))
    margin = 24
    whole = Image.new(
        "L", (sum(s.width + margin for s in sheets) + margin, sheets[0].height + 2 * margin), 255
    )
    x = margin
    for sheet in sheets:
        whole.paste(sheet, (x, margin))
        x += sheet.width + margin
    whole.quantize(16).save(out, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="posts to set as well")
    parser.add_argument("--pictures", type=Path, metavar="OUT", help="only draw the sample's page, to OUT")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, sample = Path(name), paragraphs([SAMPLE])
        if chosen.pictures:
            picture(sample, chosen.pictures, folder)
            return
        mixes = {"sample": sample, "invented mix of 20 articles": invented()}
        if chosen.folder:
            mixes[f"posts of {chosen.folder.name}"] = paragraphs(sorted(chosen.folder.glob("*.md")))
        for title, texts in mixes.items():
            for page in PAGES:
                table(title, texts, page, folder)


if __name__ == "__main__":
    main()
