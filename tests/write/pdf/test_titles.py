"""How titles break, how wide they are, where a head is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.write.pdf.titles import ACROSS, cut, display, phrases, width

PHRASES = [
    ("one phrase stays whole", "山间的邮局", ("山间的邮局",)),
    ("a bar ends a phrase", "超大城市的慢生活｜市民与组织", ("超大城市的慢生活｜", "市民与组织")),
    ("so do a comma and a colon", "年度总结：我们，走过的路", ("年度总结：我们，", "走过的路")),
    (
        "closing marks stay with their phrase",
        "《雾里的邮差》：第一个早晨",
        ("《雾里的邮差》：", "第一个早晨"),
    ),
    ("a short piece joins its neighbour", "啊，山间的邮局", ("啊，山间的邮局",)),
    ("spaces do not end one", "The Postman in the Fog", ("The Postman in the Fog",)),
    ("nothing", "", ()),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=title) for title, *case in PHRASES])
def test_phrases(text: str, expected: tuple[str, ...]) -> None:
    assert phrases(text) == expected


CUTS = [
    ("what fits stays", "山间的邮局", 5, "山间的邮局"),
    ("what does not is cut to the measure", "山间的邮局在半山腰", 6, "山间的邮……"),
    ("a mark before the dots goes", "山间，邮局在半山腰", 5, "山间……"),
    ("Latin letters are narrower", "The Postman", 6.05, "The Postman"),
]


@pytest.mark.parametrize(
    ("text", "measure", "expected"), [pytest.param(*case, id=title) for title, *case in CUTS]
)
def test_cut(text: str, measure: float, expected: str) -> None:
    assert cut(text, measure) == expected


DISPLAYS = [
    ("a short title is as large as can be", "新媒体", (4, ("新媒体",))),
    ("phrases stay whole", "如何评价《某某》第十集？", (8, ("如何评价《某某》", "第十集？"))),
    (
        "a long phrase breaks evenly, a bar goes at the line's end",
        "超大城市抗疫的深圳战法｜市民慢生活，组织快保障",
        (8, ("超大城市抗疫", "的深圳战法", "市民慢生活，", "组织快保障")),
    ),
    ("Latin breaks between words", "The Postman in the Fog", (7, ("The Postman", "in the Fog"))),
    ("so does Korean", "우체부들은 산길에서 이야기했다", (8, ("우체부들은", "산길에서", "이야기했다"))),
    ("a word too long for a line is broken", "abcdefghij" * 3, (6, ("abcdefghij",) * 3)),
    ("narrow letters are large", "titled", (4, ("titled",))),
    ("wide ones are not broken in the word", "Bangumi", (5, ("Bangumi",))),
    ("nor capitals", "3DMGame", (6, ("3DMGame",))),
    ("no title", "", (4, ("",))),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=title) for title, *case in DISPLAYS])
def test_display(text: str, expected: tuple[int, tuple[str, ...]]) -> None:
    assert display(text) == expected


def test_a_title_without_end_is_cut() -> None:
    across, lines = display("长" * 1000)
    assert across == ACROSS[-1]
    assert lines[-1].endswith("……")
    assert len(lines) < 20


@given(st.text(alphabet="山间的邮局｜，：！？《》“”—…abc XYZ1.", max_size=80))
def test_display_keeps_every_character_and_never_overflows(title: str) -> None:
    across, lines = display(title)
    assert "".join("".join(lines).split()).replace("｜", "") == "".join(title.split()).replace("｜", "")
    assert all(width(line) <= across * 1.5 for line in lines)
