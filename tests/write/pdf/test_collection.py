"""A collection on A5: its furniture, its grid, its links. Points are counted from the upper left corner."""

import re

import pytest

from exporter.settings import Settings
from exporter.write.pdf.check import faults
from exporter.write.pdf.styles import type_area
from tests.write.pdf.conftest import Printed
from tests.write.pdf.look import Leaf, destinations, links, outline

MM = 72 / 25.4
AREA = type_area(Settings())
TOP, BOTTOM = 20 * MM, 20 * MM + AREA.height


def test_it_is_sound_and_nothing_is_lost(collection: Printed) -> None:
    assert faults(collection.written.path) == []
    assert collection.written.notices == ()
    assert collection.written.units == len(collection.leaves)


def test_pages_are_a5(collection: Printed) -> None:
    assert {(round(leaf.width / MM), round(leaf.height / MM)) for leaf in collection.leaves} == {(148, 210)}


def test_labels_name_the_cover_then_count_in_roman_then_in_arabic(collection: Printed) -> None:
    body = len(collection.leaves) - 4
    assert [leaf.label for leaf in collection.leaves] == [
        "封面",
        "封面",
        "i",
        "ii",
        *map(str, range(1, body + 1)),
    ]


def folio(leaf: Leaf) -> str:
    return leaf.within(BOTTOM + 5, leaf.height)


def head(leaf: Leaf) -> str:
    return leaf.within(0, TOP - 2)


BARE = {"cover", "title-page", "p-walk", "p-walk-far", "p-abroad"}  # whose pages carry no furniture


def test_folios_stand_on_every_page_but_cover_blank_title_and_part(collection: Printed) -> None:
    without = {page for name, page in destinations(collection.pdf).items() if name in BARE}
    for leaf in collection.leaves:
        blank = not leaf.runs
        assert folio(leaf) == ("" if blank or leaf.number in without else leaf.label), leaf.number


def test_folios_stand_outside(collection: Printed) -> None:
    for leaf in collection.leaves:
        for run in leaf.runs:
            if folio(leaf) and run.top > BOTTOM + 5:
                inner = leaf.width - run.right if leaf.recto else run.left
                assert inner == pytest.approx(leaf.width - 20 * MM - AREA.width, abs=1)


def test_heads_name_the_part_on_versos_and_the_article_on_rectos(collection: Printed) -> None:
    where = destinations(collection.pdf)
    second = [collection.leaves[page] for page in range(where["a0003"] + 1, where["p-walk-far"])]
    assert [head(leaf) for leaf in second if leaf.recto and leaf.runs] == ["第二篇"] * len(
        [leaf for leaf in second if leaf.recto and leaf.runs]
    )
    assert {head(leaf) for leaf in second if not leaf.recto} == {"行走"}


def test_a_head_too_long_is_cut_at_the_type_area(collection: Printed) -> None:
    number = destinations(collection.pdf)["a0002"] + 1
    leaf = collection.leaves[number if collection.leaves[number].recto else number + 1]
    assert head(leaf).startswith("山路上的邮差，与一个")
    assert head(leaf).endswith("……")
    assert min(run.left for run in leaf.runs if run.top < TOP - 2) >= 20 * MM - 1


def test_no_head_where_something_opens(collection: Printed) -> None:
    openers = {
        page for name, page in destinations(collection.pdf).items() if "." not in name and name != "cover"
    }
    assert [head(collection.leaves[page]) for page in openers] == [""] * len(openers)


def test_parts_and_the_body_open_on_a_recto_articles_on_a_fresh_page(collection: Printed) -> None:
    where = destinations(collection.pdf)
    assert all(collection.leaves[where[name]].recto for name in ("title-page", "a0001", "p-walk", "p-abroad"))
    assert len({where[f"a000{number}"] for number in range(1, 8)}) == 7


def test_contents_say_the_page_their_links_lead_to(collection: Printed) -> None:
    where = destinations(collection.pdf)
    contents = collection.on("ii")
    numbers: dict[str, str] = {}
    for name, box in links(collection.pdf, contents.number):  # a long row has a link a line: the last counts
        top, bottom = sorted(contents.height - float(edge) for edge in (box[1], box[3]))
        row = sorted((run for run in contents.runs if top - 1 <= run.top <= bottom), key=lambda run: run.left)
        numbers[name] = row[-1].text.strip()
    assert len(numbers) == 15
    assert numbers == {name: collection.leaves[where[name]].label for name in numbers}


def test_outline_is_part_article_section(collection: Printed) -> None:
    where = destinations(collection.pdf)
    found = [(depth, title[:6]) for depth, title, _ in outline(collection.pdf)]
    assert found == [
        (0, "目录"),
        (0, "卷首语：给第"),
        (0, "行走"),
        (1, "山路上的邮差"),
        (2, "列表与表格"),
        (3, "宽表"),
        (2, "代码"),
        (2, "图片"),
        (1, "第二篇"),
        (1, "远处"),
        (2, "霧裡的郵差"),
        (3, "霧"),
        (0, "他乡"),
        (1, "郵便屋さん"),
        (1, "The Po"),
        (2, "Fog"),
        (1, '"""'),
        (0, "版权与来源"),
    ]
    pages = [page for _, title, page in outline(collection.pdf) if title in {"第二篇", "他乡", "图片"}]
    assert pages == [where["a0002.s3"], where["a0003"], where["p-abroad"]]


def test_links_lead_into_the_book_where_it_has_the_article(collection: Printed) -> None:
    found = {name for leaf in collection.leaves for name, _ in links(collection.pdf, leaf.number)}
    assert {"a0003", "a0002.s1", "https://example.com/"} <= found


def test_metadata(collection: Printed) -> None:
    info, root = collection.pdf.docinfo, collection.pdf.Root
    assert {
        name: str(info[name]) for name in ("/Title", "/Author", "/Keywords", "/CreationDate", "/ModDate")
    } == {
        "/Title": "山间杂志",
        "/Author": "林间, Ann Lee",
        "/Keywords": "生活, 旅行",
        "/CreationDate": "D:20220317003000Z",
        "/ModDate": "D:20220317003000Z",
    }
    assert str(root.Lang) == "zh-Hans"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert root.PageMode == "/UseOutlines"


def test_text_and_pictures_stay_within_the_type_area(collection: Printed) -> None:
    for leaf in collection.leaves[1:]:
        left = 20 * MM if leaf.recto else leaf.width - 20 * MM - AREA.width
        for thing in (*leaf.runs, *leaf.pictures):
            if thing.text.strip() or not thing.text:
                assert left - 1 <= thing.left, (leaf.label, thing)
                assert thing.right <= left + AREA.width + 1, (leaf.label, thing)
        for picture in leaf.pictures:
            assert picture.top >= TOP - 1, leaf.label
            assert picture.bottom <= BOTTOM + 1, leaf.label


def test_lines_of_text_stand_on_the_grid(collection: Printed) -> None:
    where = destinations(collection.pdf)
    for number in range(where["a0003"], where["p-walk-far"]):
        tops = [run.bottom for run in collection.leaves[number].runs if run.text.startswith("帽子，朝屋")]
        offsets = {round((top - TOP) % AREA.pitch, 1) for top in tops}
        assert len(offsets) <= 1, (number, offsets)


def test_pictures_are_whole_once_and_captions_are_with_them(collection: Printed) -> None:
    where = destinations(collection.pdf)
    pages = collection.leaves[where["a0002"] : where["a0003"]]
    sizes = [(round(p.right - p.left), round(p.bottom - p.top)) for leaf in pages for p in leaf.pictures]
    assert sizes == [
        (10, 10),  # within a line: no higher than its letters; its line goes before what had no room
        (315, 197),  # the width of the type area
        (141, 288),  # 60 % of its height: a telephone's screen
        (144, 106),  # small: 150 px an inch
    ]
    for leaf in pages:
        if "宽的照片，图注在下面" in leaf.text:
            assert any(round(picture.right - picture.left) == 315 for picture in leaf.pictures)


def test_a_missing_picture_leaves_its_place_and_is_listed_in_the_colophon(collection: Printed) -> None:
    page = collection.leaves[destinations(collection.pdf)["a0002.s3"] :]
    assert any("图片未能取得：找不到的照片" in leaf.text for leaf in page)
    assert "https://pictures.example.com/lost.jpg" in collection.leaves[-1].text
    assert "HTTP 404" in collection.leaves[-1].text


def test_lists_count_as_the_article_says(collection: Printed) -> None:
    leaf = next(leaf for leaf in collection.leaves if "从五开始" in leaf.text)
    marks = [run for run in leaf.runs if re.fullmatch(r"\d+\.\s*", run.text)]
    assert [
        run.text.strip() for run in sorted(marks, key=lambda run: run.top)
    ] == "5. 9. 10. 3. 2. 1.".split()


def test_a_table_repeats_its_head_on_every_page(collection: Printed) -> None:
    pages = [leaf for leaf in collection.leaves if "山下的镇子" in leaf.text]
    assert len(pages) >= 2
    assert all(leaf.text.count("日期") == 1 for leaf in pages)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("宽表", "Noto-Sans-CJK-SC-Bold"),  # headings: Hei
        ("只有一行", "Noto-Serif-CJK-SC"),  # text: Song
        ("信比人走得慢", "LXGW-WenKai"),  # quotations: Kai
        ("deliver", "Noto-Sans-Mono-CJK-SC"),  # code
    ],
)
def test_faces_by_role(collection: Printed, text: str, font: str) -> None:
    assert {run.font for leaf in collection.leaves for run in leaf.runs if text in run.text} == {font}
