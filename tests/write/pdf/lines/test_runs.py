"""Lines of one text joined in a box, against the same lines each in its own: every character where it was."""

from pathlib import Path

import pikepdf
import pytest

from exporter.write.pdf.lines import Rules, setting
from tests.write.pdf.lines.geometry import characters, set_

HAN = "山路在雾里拐了三个弯，邮差把自行车靠在石墙上，取下帽子，朝屋里“喂”了一声——没有人应。他等了 20 分钟，喝了 2 杯 tea。"
CASES = {
    # name: (markup, style, rules, how many marked contents there are)
    "a paragraph": (f"<p>{HAN * 3}</p>", "", Rules(), 1),
    "two paragraphs": (f"<p>{HAN * 2}</p>" * 2, "p { text-indent: 2em }", Rules(), 2),
    "one line": ("<p>山路在雾里。</p>", "", Rules(), 1),
    "bold within": (f"<p>{HAN * 2}<b>路</b>{HAN * 2}</p>", "", Rules(), 5),
    "underlined": (f"<p>{HAN * 2}</p>", "p { text-decoration: underline }", Rules(), 6),
    "over pages": (f"<p>{HAN * 30}</p>", "", Rules(), 5),
    "lines of verse": ("<p>山路在雾里<br>拐了三个弯<br>没有人应</p>", "", Rules(), 3),
    "Latin": (f"<p lang='en'>{'A postman leans his bicycle on a wall. ' * 6}</p>", "", Rules(), 1),
    "raised": (f"<p>{HAN}</p>", "p { transform: translate(1em, 2em) rotate(3deg) }", Rules(), 1),
    "columns": (f"<p>{HAN * 2}</p>", "", Rules(vertical=True), 1),
}


@pytest.mark.parametrize(("markup", "style", "rules", "left"), CASES.values(), ids=CASES)
def test_every_character_stays_where_it_is(
    markup: str, style: str, rules: Rules, left: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_(tmp_path / "joined.pdf", markup, css=style, rules=rules)
    monkeypatch.setattr(setting, "join", lambda _: None)
    set_(tmp_path / "apart.pdf", markup, css=style, rules=rules)
    assert characters(tmp_path / "joined.pdf") == characters(tmp_path / "apart.pdf")
    assert _marks(tmp_path / "joined.pdf") == left


def _marks(file: Path) -> int:
    """How many marked contents the pages have."""
    with pikepdf.open(file) as pdf:
        found = (pikepdf.parse_content_stream(page) for page in pdf.pages)
        return sum(
            str(each.operator) == "BDC" and "MCID" in str(each.operands) for page in found for each in page
        )
