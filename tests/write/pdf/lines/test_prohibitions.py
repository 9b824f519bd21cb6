"""No line of five thousand begins or ends with what it may not, at widths from 8 to 40 characters."""

import random
from itertools import pairwise
from pathlib import Path

from exporter.write.pdf.lines.marks import NOT_AT_END, NOT_AT_START
from tests.write.pdf.lines.geometry import Drawn, lines, set_

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
