"""No line of five thousand begins or ends with what it may not, at widths from 8 to 40 characters."""

import random
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from exporter.settings import Settings
from exporter.write.pdf import write
from exporter.write.pdf.lines.marks import NOT_AT_END, NOT_AT_START
from tests.write.epub.books import book, chapter
from tests.write.pdf.lines.geometry import Drawn, lines, set_
from tests.write.pdf.lines.placed import placed, unsaid

HAN = "山路在雾里拐了三个弯邮差把自行车靠石墙上取下帽子朝屋喊一声没有人应院柿红麻雀"
AFTER = [
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "！",
    "……",
    "——",
    "”",
    "）",
    "》",
    "。”",
    "？”",
    "》，",
    "）。",
    "》《",
    "”“",
    "·",
]
BEFORE = ["“", "（", "《", "‘", "", "", "", " A4 ", " 2024 ", " PDF ", "<b>", "</b>"]


def paragraph(dice: random.Random, length: int) -> str:
    parts = []
    for _ in range(length):
        parts += [dice.choice(BEFORE), *dice.choices(HAN, k=dice.randint(2, 9)), dice.choice(AFTER)]
    return "".join(parts) + "终了。"


def visible(line: list[Drawn]) -> str:
    return "".join(drawn.text for drawn in line).strip()


def test_no_line_breaks_a_prohibition(tmp_path: Path) -> None:
    seen, broken = 0, []
    for ems in range(8, 41, 4):
        dice = random.Random(ems)  # no secret
        body = "".join(f"<p>{paragraph(dice, ems * 4)}</p>" for _ in range(32))
        set_(tmp_path / "x.pdf", body, ems, css="b { font-weight: 400 } p { text-indent: 2em }")
        found = lines(tmp_path / "x.pdf")
        seen += len(found)
        for before, line in pairwise(found):
            if line[0].x < 1.2 and visible(line) and visible(before):
                begins, ends = visible(line)[0], visible(before)[-1]
                if begins in NOT_AT_START["strict"] or ends in NOT_AT_END["strict"]:
                    broken.append((ems, visible(before), visible(line)))
    assert seen >= 5000
    assert not broken


BOXES = {
    # what stands in a line like one letter: readings, formulas, notes in two lines
    "ruby": "<ruby>重<rt>chóng</rt>庆<rt>qìng</rt></ruby>",
    "notes": "（译注：旧译重庆城，今从新说）",
    "formulas": "<math alttext='x'><msqrt><mi>x</mi></msqrt></math>",
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_boxes_in_lines_stand_where_they_are_planned(box: str, tmp_path: Path) -> None:
    """A line that is to be squeezed holds its last box, and none begins or ends with what it may not."""
    dice = random.Random(3)
    body = "".join(f"<p>{_with_boxes(dice, box)}</p>" for _ in range(12))
    one = book("邮局", chapter("a0001", "邮局", body), single=True)
    found = _begins_and_ends(write(one, Settings(page="32k", remarks="double"), tmp_path / "x.pdf").path)
    assert len(found) > 80
    assert not [
        each for each in found if each[0] in NOT_AT_START["strict"] or each[1] in NOT_AT_END["strict"]
    ]


def _with_boxes(dice: random.Random, box: str) -> str:
    parts = ("".join(dice.choices(HAN, k=dice.randint(1, 8))) for _ in range(24))
    marks = ["，", "。", "》", "！", "……", "——", ""]
    return (
        "".join(f"{part}{dice.choice(['“', '《', ''])}{box}{dice.choice(marks)}" for part in parts) + "终了。"
    )


def _begins_and_ends(pdf: Path) -> list[tuple[str, str]]:
    """The first and the last character of every line of some length."""
    found = []
    with pypdfium2.PdfDocument(unsaid(pdf)) as document:
        for page in document:
            rows: dict[float, list[tuple[float, str]]] = {}
            for text, x, y in placed(page):
                rows.setdefault(round(y, 1), []).append((x, text))
            found += [(min(row)[1], max(row)[1]) for row in rows.values() if len(row) > 8]
    return found
