"""A book laid together from parts cannot be told from one that WeasyPrint sets as a single document."""

import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest

from exporter.model import Book
from exporter.settings import Settings
from exporter.write.pdf import press, write
from tests.write.epub.books import book, chapter
from tests.write.pdf import shelf
from tests.write.pdf.look import Leaf, destinations, leaves, links, outline
from tests.write.pdf.single import single

NOTES = """<p>山里的路，<a class="noteref" id="fnref1" href="#fn1">1</a>雾里的人。</p>{}<p>路<a class="noteref"
id="fnref2" href="#fn2">2</a>。</p><div class="footnotes"><aside class="footnote" id="fn1"><p>一条注。</p></aside><aside class="footnote"
id="fn2"><p>另一条注，写得长一些，{}</p></aside></div>"""
EMOJI = "<p>笑😀，走🚶‍♀️，旗🇨🇳，键1️⃣，𠮷野家，①②③，½，女⼥。</p><p>x² + <code>code 码</code></p>"


def fixtures(cache: Path) -> Book:
    """The shelf's collection, and what it does not show: notes, emoji, formulas of two families."""
    whole = shelf.collection(cache)
    more = (
        chapter("a0008", "有注的一篇", NOTES.format(shelf.paragraphs(shelf.MOUNTAIN, 9), shelf.MOUNTAIN)),
        chapter("a0009", "😀 表情", EMOJI + shelf.paragraphs(shelf.MOUNTAIN, 12)),
        chapter("a0010", "⼥字旁", EMOJI),
        chapter("a0011", "“山里没有路”？！（雾里也没有。）", shelf.paragraphs(shelf.MOUNTAIN, 12)),
    )
    return replace(whole, contents=(*whole.contents, *more))


@dataclass(frozen=True)
class Pair:
    joined: list[Leaf]
    single: list[Leaf]
    pdfs: tuple[pikepdf.Pdf, pikepdf.Pdf]


@pytest.fixture(scope="module", params=["a5", "a4"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("joined")
    settings, whole = Settings(page=request.param, jobs=2), fixtures(folder / "cache")
    assert write(whole, settings, folder / "joined.pdf").notices == ()
    single(whole, settings, folder / "single.pdf")
    files = (folder / "joined.pdf", folder / "single.pdf")
    return Pair(leaves(files[0]), leaves(files[1]), (pikepdf.open(files[0]), pikepdf.open(files[1])))


SAME = str.maketrans("·⼥", "•女")  # glyphs of two characters, of which a single document knows one


def drawn(leaf: Leaf) -> list[tuple[str, str, float, float, float, float]]:
    """Every run of text and picture with its font and place, from top to bottom."""
    things = [
        ("".join(run.text.translate(SAME).split()), run.font, run.left, run.top, run.right, run.bottom)
        for run in (*leaf.runs, *leaf.pictures)
        if run.right - run.left > 0.01
    ]
    return sorted(things, key=lambda each: (round(each[3]), round(each[2]), each[0]))


def test_every_page_shows_the_same(pair: Pair) -> None:
    assert len(pair.joined) == len(pair.single)
    for joined, whole in zip(pair.joined, pair.single, strict=True):
        assert (joined.width, joined.height) == pytest.approx((whole.width, whole.height))
        found, wanted = drawn(joined), drawn(whole)
        assert [each[0] for each in found] == [each[0] for each in wanted], joined.number
        for one, other in zip(found, wanted, strict=True):
            assert one[2:] == pytest.approx(other[2:], abs=0.1), (joined.number, one[0])


def test_links_lead_from_the_same_boxes_to_the_same_places(pair: Pair) -> None:
    joined, whole = pair.pdfs
    assert destinations(joined) == destinations(whole)
    for number in range(len(pair.joined)):
        found, wanted = links(joined, number), links(whole, number)
        assert [name for name, _ in found] == [name for name, _ in wanted]
        for (_, box), (_, other) in zip(found, wanted, strict=True):
            assert list(map(float, box)) == pytest.approx(list(map(float, other)), abs=0.1)


def test_the_outline_is_the_same(pair: Pair) -> None:
    assert outline(pair.pdfs[0]) == outline(pair.pdfs[1])


def test_tags_are_the_same_but_for_repairs(pair: Pair) -> None:
    joined, whole = (kinds(pdf) for pdf in pair.pdfs)
    joined.subtract(whole)
    del joined["/Span"]  # those around a text alone are gone
    assert {kind: count for kind, count in joined.items() if count} == {"/LBody": 1}


def test_every_marked_content_hangs_where_its_page_says(pair: Pair) -> None:
    joined = pair.pdfs[0]
    owners = {
        key: value for node in joined.Root.StructTreeRoot.ParentTree.Kids for key, value in _pairs(node)
    }
    for page in joined.pages:
        found = [each for each in pikepdf.parse_content_stream(page) if str(each.operator) == "BDC"]
        marks = [int(each.operands[1]["/MCID"]) for each in found if "/MCID" in each.operands[1]]
        told = owners[page.obj.StructParents] if "/StructParents" in page.obj else []
        assert sorted(marks) == list(range(len(told)))
        assert all(number in list(element.K) for number, element in enumerate(told))


def test_text_hangs_on_its_paragraph(pair: Pair) -> None:
    elements = [each for each in pair.pdfs[0].objects if _is_element(each) and each.S in ("/P", "/H1", "/TD")]
    assert elements
    assert not [each for each in elements if any(_is_plain(kid) for kid in each.K)]


def _pairs(node: pikepdf.Object) -> list[tuple[int, pikepdf.Object]]:
    return list(zip(map(int, list(node.Nums)[::2]), list(node.Nums)[1::2], strict=True))


def _is_element(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"


def _is_plain(kid: pikepdf.Object | int) -> bool:
    """Whether it is an element that WeasyPrint puts around a text."""
    return not isinstance(kid, int) and kid.get("/S") == "/Span" and [type(each) for each in kid.K] == [int]


def kinds(pdf: pikepdf.Pdf) -> "Counter[str]":
    """How many elements of each kind the structure tree has."""
    found: Counter[str] = Counter()
    below = [pdf.Root.StructTreeRoot]
    while below:
        element = below.pop()
        if isinstance(element, pikepdf.Dictionary):
            found[str(element.get("/S"))] += 1
            kids = element.get("/K", [])
            below += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def test_fonts_are_embedded_once_and_smaller(pair: Pair) -> None:
    joined, whole = (programs(pdf) for pdf in pair.pdfs)
    assert sum(joined.values()) <= 0.7 * sum(whole.values())
    assert len(joined) <= len(whole)


def programs(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """Bytes of every font program, as they are in the file."""
    entries = ("/FontFile2", "/FontFile3")
    return {
        thing[entry].objgen: len(thing[entry].read_raw_bytes())
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary)
        for entry in entries
        if entry in thing
    }


def test_equal_pictures_are_in_the_file_once(tmp_path: Path) -> None:
    gallery = shelf.pictures(tmp_path / "cache")
    figure = '<figure><img src="wide" alt="照片"/></figure>'
    twice = book("两篇", chapter("a1", "一", figure), chapter("a2", "二", figure), gallery=gallery)
    write(twice, Settings(), tmp_path / "x.pdf")
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        images = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
    assert len(images) == 1


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = book(
        "书", *(chapter(f"a{n}", f"第{n}篇", shelf.paragraphs(shelf.MOUNTAIN, n)) for n in range(1, 14))
    )
    for jobs in (1, 2, 3):
        write(whole, Settings(jobs=jobs), tmp_path / f"{jobs}.pdf")
    monkeypatch.setattr("exporter.write.pdf.LARGE", 10)  # pages: bound by a worker of its own
    write(whole, Settings(jobs=2), tmp_path / "apart.pdf")
    assert len({file.read_bytes() for file in tmp_path.glob("*.pdf")}) == 1


def test_an_article_that_cannot_even_be_set_plainly_costs_its_own_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "FORMS", press.FORMS[1:])
    deep = "<blockquote>" * 240 + "<p>深处的字</p>" + "</blockquote>" * 240
    link = "https://example.com/deep"
    broken = book("书", chapter("a1", "一", "<p>好的一篇。</p>"), chapter("a2", "二", deep, link=link))
    written = write(broken, Settings(), tmp_path / "x.pdf")
    assert [(notice.code, notice.article) for notice in written.notices] == [("article-failed", "a2.md")]
    assert "RecursionError" in written.notices[0].text
    found = leaves(written.path)
    with pikepdf.open(written.path) as pdf:
        page = destinations(pdf)["a2"]
        assert link in {name for name, _ in links(pdf, page)}
    assert "这篇文章未能排版" in found[page].text
    assert any("好的一篇" in leaf.text for leaf in found)


@pytest.mark.parametrize(("variant", "flavour", "mark"), [("ua", "ua1", "pdfuaid"), ("a", "2u", "pdfaid")])
def test_variants_keep_to_their_standards(variant: str, flavour: str, mark: str, tmp_path: Path) -> None:
    written = write(fixtures(tmp_path / "cache"), Settings(pdf_variant=variant), tmp_path / "x.pdf")
    assert written.notices == ()
    with pikepdf.open(written.path) as pdf:
        assert f"<{mark}:part>".encode() in pdf.Root.Metadata.read_bytes()
        images = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert variant != "a" or not any(each.get("/Interpolate") for each in images)
        assert ("/OutputIntents" in pdf.Root) == (variant == "a")
    if shutil.which("verapdf"):
        command = ["verapdf", "--flavour", flavour, "--format", "text", written.path]
        assert subprocess.run(command, check=False, capture_output=True).stdout.startswith(b"PASS")
