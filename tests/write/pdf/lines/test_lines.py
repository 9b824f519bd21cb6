"""Lines as they stand in finished PDFs."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from exporter.write.pdf.lines import Rules
from tests.write.pdf.lines.geometry import SIZE, advance, between_han, lines, set_, texts

FILLER = "山路在雾里拐了三个弯邮差把自行车靠在石墙上取下帽子朝屋里喊了一声没有人应"
PROSE = (
    "山路在雾里拐了三个弯，邮差把自行车靠在石墙上，取下帽子，朝屋里喊了一声：“有人吗？”没有人应。"
    "院子里的柿子红了，有两只麻雀（大概是夫妻）在屋檐下面说话，像是在商量今天的天气——也许是明天的……谁知道呢？"
    "他等了 20 分钟，喝了 2 杯 tea，读完了《山海经》《水经注》两本书的目录，才又骑上车，往山的另一边去了。"
)

PAIRS = [
    # pair, width in em: zh-Hans, zh-Hant, ja
    ("。”", 1.5, 2.0, None),
    ("，“", 1.5, 1.5, None),
    ("》《", 1.5, 1.5, 1.5),
    ("》。", 1.5, 1.5, 1.5),
    ("）、", 1.5, 1.5, 1.5),
    ("「《", 1.5, 1.5, 1.5),
    ("》」", 1.5, 1.5, 1.5),
    ("。」", 1.5, 2.0, 1.5),
    ("。「", 1.5, 1.5, 1.5),
    ("！」", 1.5, 2.0, 2.0),
    ("：「", 1.5, 1.5, 1.5),
    ("；（", 1.5, 1.5, 1.5),
    ("？》", 1.5, 2.0, 2.0),
    ("、「", 1.5, 1.5, 1.5),
    ("（）", 2.0, 2.0, 2.0),
    ("字（", 2.0, 2.0, 2.0),
]
LANGS = ("zh-Hans", "zh-Hant", "ja")


@pytest.mark.parametrize(
    ("pair", "widths"), [(case[0], case[1:]) for case in PAIRS], ids=[c[0] for c in PAIRS]
)
def test_adjoining_marks(pair: str, widths: tuple[float | None, ...], tmp_path: Path) -> None:
    for lang, expected in zip(LANGS, widths, strict=True):
        for number, text in enumerate(
            (f"国{pair}国", f"国<b>{pair[0]}</b>{pair[1]}国", f"国{pair[0]}<i><b>{pair[1]}国</b></i>")
        ):
            target = tmp_path / f"{lang}{number}.pdf"
            set_(target, f"<p>{text}</p>", lang=lang, css="b, i { font-weight: 400; font-style: normal }")
            if expected is not None:
                assert advance(lines(target)[0], pair) == pytest.approx(expected, abs=0.002), (lang, text)


SCHEMES = [
    # scheme, text, the pens of its characters in em
    ("quanjiao", "国，国。国《国》国", [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ("kaiming", "国，国。国《国》国", [0, 1, 1.5, 2.5, 3.5, 4, 5, 6, 6.5]),
    ("banjiao", "国，国。国《国》国", [0, 1, 1.5, 2.5, 3, 3.5, 4.5, 5.5, 6]),
]


@pytest.mark.parametrize(("scheme", "text", "pens"), SCHEMES)
def test_schemes(scheme: str, text: str, pens: list[float], tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", f"<p>{text}</p>", rules=Rules(punctuation=scheme))
    (line,) = lines(tmp_path / "x.pdf")
    assert [drawn.x for drawn in line] == pytest.approx(pens, abs=0.004)


def right_edge(line: list, trimmed: str = "，。、；：？！”’）》」』】") -> float:
    """Where the last character of a line ends, in em, blank halves of marks taken away."""
    last = line[-1] if line[-1].text != " " else line[-2]
    return last.x + (0.5 if last.text in trimmed else 2.0 if last.text == "—" else 1.0)


@pytest.mark.parametrize("ems", range(8, 41, 4))
def test_full_lines_end_at_the_margin(ems: int, tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", f"<p style='text-indent: 2em'>{PROSE}</p>" * 3, ems)
    found = lines(tmp_path / "x.pdf")
    full = [line for line, after in pairwise(found) if after[0].x < 1.9]
    edges = [right_edge(line) for line in full if ord(line[-1].text) > 0x2000]
    assert len(edges) > 5
    assert max(edges) <= ems + 0.002
    assert min(edges) >= ems - 0.002


def test_lines_begin_at_the_margin_with_half_an_opening_mark(tmp_path: Path) -> None:
    text = FILLER[:19] + "“" + FILLER[:5] + "”" + FILLER
    set_(tmp_path / "x.pdf", f"<p>{text}</p>", 19)
    assert lines(tmp_path / "x.pdf")[1][0].text == "“"
    assert lines(tmp_path / "x.pdf")[1][0].x == pytest.approx(-0.5, abs=0.002)
    set_(tmp_path / "x.pdf", f"<p>{text}</p>", 19, Rules(trimmed=False))
    assert lines(tmp_path / "x.pdf")[1][0].x == pytest.approx(0, abs=0.002)


def test_hanging_marks_stand_outside(tmp_path: Path) -> None:
    text = FILLER[:20] + "，" + FILLER[:20]
    set_(tmp_path / "x.pdf", f"<p>{text}</p>", 20, Rules(hanging=True))
    first = lines(tmp_path / "x.pdf")[0]
    assert (first[-1].text, first[-1].x) == ("，", pytest.approx(20, abs=0.002))


def test_no_last_line_of_one_character(tmp_path: Path) -> None:
    for extra in ("", "。"):
        set_(tmp_path / "x.pdf", f"<p>{FILLER[:31]}{extra}</p>", 30)
        assert texts(tmp_path / "x.pdf") == [FILLER[:29], FILLER[29:31] + extra]


GAPS = [
    ("a space of the text", "国 ABC 国"),
    ("no space in the text", "国ABC国"),
    ("across tags", "国 <b>ABC</b> 国"),
]


@pytest.mark.parametrize("body", [case[1] for case in GAPS], ids=[case[0] for case in GAPS])
def test_han_and_latin_stand_a_quarter_apart(body: str, tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", f"<p>{body}</p>", css="b { font-weight: 400 }")
    line = [drawn for drawn in lines(tmp_path / "x.pdf")[0] if drawn.text != " "]
    assert line[1].x - line[0].x == pytest.approx(1.25, abs=0.002)


def test_autospace_can_be_left_out(tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", "<p>国ABC国</p>", rules=Rules(autospace=False))
    assert lines(tmp_path / "x.pdf")[0][1].x == pytest.approx(1, abs=0.01)


CALL = "<i>①</i>"
RAISED = "i { font: 400 0.7em/0 'Noto Serif CJK SC'; vertical-align: super }"
CALLS = [
    # where a note is called, what follows, how far from the pen of the character before it that of the next is
    ("after Han", f"国{CALL}国", 1.7),
    ("after Han, as a plain number", "国<i>1</i>国", 1 + 0.7 * 0.471),
    ("before a mark", f"国{CALL}，国", 1.7),
    ("after a mark", f"。{CALL}国", 1.7),
    ("after Latin, whose gap comes after it", f"C{CALL}国", 0.675 + 0.7 + 0.25),
]


@pytest.mark.parametrize(("body", "advance_"), [case[1:] for case in CALLS], ids=[case[0] for case in CALLS])
def test_the_number_of_a_note_stands_close(body: str, advance_: float, tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", f"<p>{body}国</p>", css=RAISED)
    drawn = [each for line in lines(tmp_path / "x.pdf") for each in line]
    before, _, after = (each.x for each in sorted(drawn, key=lambda each: each.x)[:3])
    assert after - before == pytest.approx(advance_, abs=0.02)


@pytest.mark.parametrize("number", ["①", "12", "[3]"])
def test_no_line_begins_with_the_number_of_a_note(number: str, tmp_path: Path) -> None:
    for ems in range(8, 16):
        set_(
            tmp_path / "x.pdf", f"<p>{f'{FILLER[:7]}<i>{number}</i>{FILLER[7:16]}' * 3}</p>", ems, css=RAISED
        )
        found = [min(line, key=lambda each: each.x) for line in lines(tmp_path / "x.pdf")]
        edges = [each.text for each in found if each.x < 0.5]
        assert len(edges) > 2
        assert not set(edges) & set(number)


def test_phrases_in_a_line_keep_the_blank_of_their_last_mark(tmp_path: Path) -> None:
    """As those of titles, each a box that may go to the next line; the line's own edge has no blank still."""
    css = "b { display: inline-block; font-weight: 400 } p { text-align: left }"
    set_(tmp_path / "x.pdf", "<p><b>国国，</b><b>国“国”</b><b>「国」国</b></p>", css=css)
    assert [drawn.x for drawn in lines(tmp_path / "x.pdf")[0]] == pytest.approx(
        [0, 1, 2, 3, 4, 5, 6, 6.5, 7.5, 8.5, 9.5], abs=0.004
    )


RAGGED = [
    # what a heading of ten ems holds, its lines
    (
        "one character more is no reason to squeeze marks",
        "一、信箱，构造与一个很长",
        ["一、信箱，构造与一个", "很长"],
    ),
    ("the last one is", "一、信箱，构造与一个很", ["一、信箱，构造与一个很"]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in RAGGED], ids=[case[0] for case in RAGGED]
)
def test_lines_that_are_not_justified(text: str, expected: list[str], tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", f"<h2>{text}</h2>", 10, css="h2 { font: 400 10pt/20pt serif; text-align: left }")
    assert texts(tmp_path / "x.pdf") == expected


def test_gaps_stay_between_an_eighth_and_a_quarter(tmp_path: Path) -> None:
    for ems in (14, 19, 23, 30):
        set_(tmp_path / "x.pdf", f"<p>{PROSE * 4}</p>", ems)
        for line in lines(tmp_path / "x.pdf"):
            assert line[0].text != " "
            for before, space, after in zip(line, line[1:], line[2:], strict=False):
                if space.text == " " and before.text > "\u2e80" and after.text.isascii():
                    assert 1.12 <= after.x - before.x <= 1.255, (ems, before.text)


def test_gaps_beside_boxes_are_those_of_latin(tmp_path: Path) -> None:
    """Formulas with fractions and pictures of formulas are boxes of the line."""
    box = "<span style='display: inline-block; width: 2em'></span>"
    for ems in (17, 21, 26):
        set_(tmp_path / "x.pdf", f"<p>{f'山路国 {box} 国拐了三个弯，' * 12}</p>", ems)
        widths = [
            after.x - before.x
            for line in lines(tmp_path / "x.pdf")
            for before, after in pairwise([drawn for drawn in line if drawn.text != " "])
            if before.text == after.text == "国"
        ]
        assert len(widths) > 5
        assert min(widths) >= 3 + 2 * 0.1245
        assert max(widths) <= 3 + 2 * 0.2505


WHOLE = [
    # title, text, lines of ten ems
    ("between words alone", "안개가 걷힌다고 우체부들은", ["안개가 걷힌다고", "우체부들은"]),
    ("not before what a mark joins", "안개가 걷힌다고 (우체부들은)", ["안개가 걷힌다고", "(우체부들은)"]),
    ("within a word that fits no line", "우체부들은안개가걷힌다고", ["우체부들은안개가걷힌", "다고"]),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in WHOLE], ids=[c[0] for c in WHOLE])
def test_korean_words_stay_whole_where_the_style_says_so(
    text: str, expected: list[str], tmp_path: Path
) -> None:
    css = "h2 { font: 400 10pt/20pt 'Noto Serif CJK KR'; --words: whole }"
    set_(tmp_path / "x.pdf", f"<h2>{text}</h2>", 10.4, lang="ko", css=css)
    assert texts(tmp_path / "x.pdf") == expected


EDGES = [
    # title, what a line of eleven ems holds, what begins the next
    ("Latin begins the next line", FILLER[:10] + "国", "ABC"),
    ("Han begins the next line", FILLER[:9] + "AV", "国"),
]


@pytest.mark.parametrize(("held", "after"), [case[1:] for case in EDGES], ids=[case[0] for case in EDGES])
def test_no_gap_at_the_end_of_a_line(held: str, after: str, tmp_path: Path) -> None:
    """It ends where the same text does that nothing follows, set at the right."""
    set_(tmp_path / "x.pdf", f"<p>{held}{after}</p><p style='text-align: right'>{held}</p>", 11, lang="ja")
    line, _, ending = lines(tmp_path / "x.pdf")
    assert "".join(drawn.text for drawn in line) == held
    assert line[-1].x == pytest.approx(ending[-1].x, abs=0.002)


def test_stretch_is_small_on_a5(tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", f"<p style='text-indent: 2em'>{PROSE}</p>" * 6, 30)
    assert max(between_han(lines(tmp_path / "x.pdf"))) <= 1.08


NAMES = (
    "团队把 WeasyPrint 的构建放到 GitHub Actions 上，又用 Kubernetes 和 Transformers 重写了调度，源码在"
    "https://git.example.com/orbit/launch-control/releases，密钥是 0xf17ca0e0f24a5fa27944275fa0cedec24fbf8ee2，"
    "配置写在 /etc/systemd/logind.conf 里的 HandleLidSwitch=ignore。——“已经好了”，他说，于是大家都散了。"
)


TOKENS = ["99.9%", "10,000", "SPORE", "emergencyExit", "ABC《甲》"]


@pytest.mark.parametrize("token", TOKENS)
def test_no_reader_sees_what_fills_lines_before_words_that_stay_whole(token: str, tmp_path: Path) -> None:
    """Gaps stay as they are, Han nearly so: marks, letters and spaces give what lines lack."""
    texts = [
        f"{FILLER[:n]} {token} {FILLER[:20]}，{FILLER[:8]} {token} the {FILLER[:7]}。" for n in range(4, 26)
    ]
    body = "".join(f"<p style='text-indent: 2em'>{text}</p>" for text in texts)
    for ems, widest in ((30, 1.0805), (26, 1.1)):
        set_(tmp_path / "x.pdf", body, ems, css="html { hyphens: auto }")
        found = lines(tmp_path / "x.pdf")
        pens = between_han(found)
        assert min(pens) >= 0.9695
        assert max(pens) <= widest
        gaps = [
            after.x - before.x - 1
            for line in found
            for before, space, after in zip(line, line[1:], line[2:], strict=False)
            if space.text == " " and before.text > "\u4e00" and after.text.isascii()
        ]
        assert min(gaps) >= 0.1245
        assert max(gaps) <= 0.2505
        full = [line for line, after in pairwise(found) if after[0].x < 1.9 and ord(line[-1].text) > 0x2000]
        assert [right_edge(line) for line in full] == pytest.approx([ems] * len(full), abs=0.002)
        assert read_back(tmp_path / "x.pdf") == "".join(texts).replace(" ", "")


def test_words_after_typed_numbers_stand_under_one_another(tmp_path: Path) -> None:
    """The first line is stretched as far as it may be, the other not at all."""
    set_(
        tmp_path / "x.pdf",
        f"<p>1. Owner {FILLER[:15]} 10,000,000,000 {FILLER}</p><p>1. Owner {FILLER}</p>",
        22,
    )
    stretched, *_, plain, _ = lines(tmp_path / "x.pdf")
    assert max(between_han([stretched])) > 1.05
    assert stretched[3].x - stretched[1].x == pytest.approx(plain[3].x - plain[1].x, abs=0.002)


def test_stretch_is_small_beside_long_words(tmp_path: Path) -> None:
    """Gaps and spaces stretch first, then words part: after signs, before capitals, with a hyphen."""
    body = "".join(f"<p style='text-indent: 2em'>{FILLER[:number]}{NAMES}</p>" for number in range(12))
    set_(tmp_path / "x.pdf", body, 30, css="html { hyphens: auto }")
    pens = between_han(lines(tmp_path / "x.pdf"))
    assert len(pens) > 300
    assert max(pens) <= 1.0805
    assert read_back(tmp_path / "x.pdf") == ("".join(FILLER[:n] + NAMES for n in range(12))).replace(" ", "")


FOREIGN = (
    '他说<span lang="en">The extraordinary development of understanding transformers</span>，又在'
    '<span lang="de">Straßenbahnhaltestelle</span>等了<span lang="fr">développement international</span>'
    "很久，没有人来，也没有人走。"
)


def test_words_of_marked_languages_part_in_theirs(tmp_path: Path) -> None:
    """They no longer leave the paragraph to be broken line by line."""
    body = "".join(f"<p>{FILLER[:number]}{FOREIGN}</p>" for number in range(12))
    set_(tmp_path / "x.pdf", body, 22, css="html { hyphens: auto }")
    found = lines(tmp_path / "x.pdf")
    pens = between_han(found)
    assert max(pens) <= 1.0805
    ends = {"".join(drawn.text for drawn in line).rpartition("在")[2] for line in found}
    assert {"Straßenbahn\x02", "Straßen\x02"} <= ends  # the hyphen, as PDFium reads it


FLOATS = [
    # title, the width of the float in em, the text
    ("names that part", 10, NAMES),
    ("a narrow line", 24, NAMES),
    ("marks", 28, PROSE),
]


@pytest.mark.parametrize(("width", "text"), [case[1:] for case in FLOATS], ids=[case[0] for case in FLOATS])
def test_lines_beside_floats_are_rather_short_than_torn_apart(width: int, text: str, tmp_path: Path) -> None:
    """There lines are broken one by one, words part too, and what cannot be filled is ragged."""
    beside = "<div class='beside'></div>"
    body = "".join(f"{beside}<p>{FILLER[:number]}{text}</p>" for number in range(12))
    style = (
        f".beside {{ float: left; width: {width}em; height: 80pt; margin-right: 1em }} "
        "p { min-height: 90pt } html { hyphens: auto }"
    )
    set_(tmp_path / "x.pdf", body, 40, css=style)
    pens = between_han(lines(tmp_path / "x.pdf"))
    assert len(pens) > 300
    assert max(pens) <= 1.0805
    expected = "".join(FILLER[:number] + text for number in range(12))
    assert read_back(tmp_path / "x.pdf") == expected.replace(" ", "")


def test_lines_below_floats_are_chosen_together(tmp_path: Path) -> None:
    """What a float does not reach is planned: no last line of one character."""
    beside = "<div style='float: left; width: 10em; height: 20pt'></div><p>一二三</p>"
    set_(tmp_path / "x.pdf", f"{beside}<p>{FILLER[:31]}</p>", 30)
    assert texts(tmp_path / "x.pdf")[1:] == [FILLER[:29], FILLER[29:31]]


SAID = [
    # what a reader of PDF could take for other text: title, text, lang, length of the lines in em
    ("gaps that are no spaces", "国ABC国，用API写，第3章", "zh-Hans", 30),
    ("gaps in Japanese", "国のABCを、APIで書く。", "ja", 30),
    ("a line that is torn apart", "山路在雾里拐了三个弯（Sssssssssssssssss）国", "zh-Hans", 13.5),
    ("a dash that looks like another", "录音――一番、出た—と", "ja", 30),
    ("figures in circles", "①➀②➁国", "zh-Hans", 30),
    ("a hyphen that is not written", "邮差把自行车靠在 Transformers 上", "zh-Hans", 11.6),
    ("a soft hyphen", "走得很安静，soft\u00adhyphen\u00ad一样", "zh-Hans", 30),
]


@pytest.mark.parametrize(("text", "lang", "ems"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_readers_get_the_text_as_it_is(text: str, lang: str, ems: float, tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", f"<p>{text}</p>", ems, lang=lang, css="html { hyphens: auto }")
    expected = text.replace("\u00ad", "")
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as document:
        copied = document[0].get_textpage().get_text_range()
    assert "".join(copied.replace("\ufffe", "").split("\r\n")).split() == expected.split()
    read = read_back(tmp_path / "x.pdf", spaces=True)
    assert read.split() == expected.split()


def read_back(pdf: Path, *, spaces: bool = False) -> str:
    """The text as pdftotext reads it, lines joined."""
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True)
    text = done.stdout.replace("\x0c", "")
    return (
        re.sub("(?<=[\u2e80-\uffef])\n|\n(?=[\u2e80-\uffef])|(?<=[a-z])\n", "", text).strip()
        if spaces
        else re.sub(r"\s", "", text)
    )


def test_a_taller_font_moves_no_line(tmp_path: Path) -> None:
    set_(tmp_path / "x.pdf", f"<p>{FILLER}😀{FILLER}</p>" * 2, 12)
    heights = sorted({line[0].y for line in lines(tmp_path / "x.pdf")})
    assert [after - before for before, after in pairwise(heights)] == pytest.approx(
        [20] * (len(heights) - 1), abs=0.1
    )


BLOCKS = """<p>第一<a href="https://example.com/">条链接</a>，<strong>着重</strong>与<em>强调</em>，<code>code()</code>和
H<sub>2</sub>O，<q>引文</q>，<span style="display: inline-block">重庆</span>，也有<mark>标记</mark>。{prose}</p>"""


def test_inline_tags_change_no_line(tmp_path: Path) -> None:
    """The same text with and without tags around its words breaks in the same places."""
    tagged = (
        PROSE.replace("石墙", "<b>石墙</b>")
        .replace("：“有人", "<i>：“有</i>人")
        .replace("《水", "<b>《<i>水</i></b>")
    )
    for number, body in enumerate((PROSE, tagged)):
        set_(
            tmp_path / f"{number}.pdf",
            f"<p>{body}</p>",
            17,
            css="b, i { font-weight: 400; font-style: normal }",
        )
    assert texts(tmp_path / "0.pdf") == texts(tmp_path / "1.pdf")
    for plain, tags in zip(lines(tmp_path / "0.pdf"), lines(tmp_path / "1.pdf"), strict=True):
        assert [drawn.x for drawn in plain] == pytest.approx([drawn.x for drawn in tags], abs=0.005)


def test_a_line_is_squeezed_for_a_box_too(tmp_path: Path) -> None:
    """The comma gives the half em that the box lacks."""
    box = "<span style='display: inline-block'>重庆</span>"
    set_(tmp_path / "x.pdf", f"<p>{FILLER[:9]}，{box}{FILLER[9:30]}</p>", 11.5)
    assert texts(tmp_path / "x.pdf")[0] == f"{FILLER[:9]}，重庆"


def test_text_comes_back_whole(tmp_path: Path) -> None:
    body = BLOCKS.format(prose=PROSE)
    for number, engine in enumerate((True, False)):
        set_(tmp_path / f"{number}.pdf", body, 13, engine=engine)
    joined = ["".join(texts(tmp_path / f"{number}.pdf")).replace(" ", "") for number in range(2)]
    assert joined[0] == joined[1]


def test_measure_in_points(tmp_path: Path) -> None:
    """The helper measures what it says: an unset line of ten Han is ten em."""
    set_(tmp_path / "x.pdf", f"<p>{FILLER[:10]}</p>", engine=False)
    (line,) = lines(tmp_path / "x.pdf")
    assert [drawn.x * SIZE for drawn in line] == pytest.approx([n * SIZE for n in range(10)], abs=0.01)
