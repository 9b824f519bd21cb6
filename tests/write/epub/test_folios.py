"""Where the pages of the PDF begin, in the EPUB that is made with it."""

import re
from itertools import accumulate
from pathlib import Path

import pytest
from lxml import etree

from exporter.model import Folio, Part
from exporter.settings import Settings
from exporter.write.epub import epubcheck, write
from exporter.write.epub.folios import marked
from tests.write.epub import books
from tests.write.epub.conftest import Made

LONG = "山路在雾里拐了三个弯，邮差把自行车靠在石墙上，取下帽子。"


def shown(body: str, *pages: tuple[str, int, int]) -> str:
    """The body with (N) for the mark of page N; the first page given is page 2."""
    folios = [Folio("1", "a", opens=True), *(Folio(str(n), "a", *page) for n, page in enumerate(pages, 2))]
    made = marked(etree.fromstring(f"<article>{body}</article>"), folios)
    assert all(mark.get("id") == f"folio-{mark.get('aria-label')}" for mark in made.iter("span"))
    text = "".join(etree.tostring(child, encoding="unicode") for child in made)
    return re.sub(r'<span [^>]*aria-label="(\d+)"[^>]*/>', r"(\1)", text)


CASES = [
    ("between blocks", "<p>甲乙</p><p>丙丁</p>", [("丙丁", 2, 0)], "<p>甲乙</p><p>(2)丙丁</p>"),
    ("within a paragraph", "<p>甲乙丙丁</p>", [("丙丁", 2, 0)], "<p>甲乙(2)丙丁</p>"),
    ("spaces do not count", "<p>a b  c d</p>", [("cd", 2, 0)], "<p>a b  (2)c d</p>"),
    ("in what is emphasised", "<p>甲<em>乙丙</em>丁</p>", [("丙丁", 2, 0)], "<p>甲<em>乙(2)丙</em>丁</p>"),
    ("after what is emphasised", "<p>甲<em>乙</em>丙丁</p>", [("丙丁", 2, 0)], "<p>甲<em>乙</em>(2)丙丁</p>"),
    ("never inside ruby", "<p>甲<ruby>乙<rt>yi</rt></ruby>丙</p>", [("乙丙", 1, 0)], "<p>甲(2)<ruby>乙<rt>yi</rt></ruby>丙</p>"),
    ("before the figure above", "<p>甲</p><figure><img/></figure><p>乙</p>", [("乙", 1, 1)], "<p>甲</p>(2)<figure><img/></figure><p>乙</p>"),
    ("a figure that moved there", "<figure><img/></figure><p>甲</p><p>乙</p>", [("乙", 1, 1)], "<figure><img/></figure><p>甲</p><p>(2)乙</p>"),
    ("captions are not counted", "<p>甲</p><figure><figcaption>丙</figcaption></figure><p>乙</p><p>丙</p>", [("丙", 2, 0)],
     "<p>甲</p><figure><figcaption>丙</figcaption></figure><p>乙</p><p>(2)丙</p>"),
    ("a page of figures alone", "<p>甲</p><figure/><figure/><p>乙</p>", [("", 1, 1), ("乙", 1, 1)], "<p>甲</p>(2)<figure/>(3)<figure/><p>乙</p>"),
    ("figures at the end", "<p>甲</p><figure/><figure/>", [("", 1, 1), ("", 1, 1)], "<p>甲</p>(2)<figure/>(3)<figure/>"),
    ("nothing at the end", "<p>甲</p>", [("", 1, 0), ("", 1, 0)], "<p>甲</p>(2)(3)"),
    ("the nearest of what is alike", "<p>甲乙</p>" * 3, [("甲乙", 2, 0), ("甲乙", 4, 0)], "<p>甲乙</p><p>(2)甲乙</p><p>(3)甲乙</p>"),
    ("said otherwise in print", "<p>甲乙丙丁戊</p>", [("“丙", 2, 0)], "<p>甲乙(2)丙丁戊</p>"),
    ("changed after some characters", f"<p>{LONG}甲乙丙丁戊己</p>", [("甲乙丙丁戊“", 28, 0)], f"<p>{LONG}(2)甲乙丙丁戊己</p>"),
    ("cards are left alone", '<div class="embed"><p>甲</p></div><p>甲</p>', [("甲", 0, 0)], '<div class="embed"><p>甲</p></div><p>(2)甲</p>'),
    ("beyond the end", "<p>甲</p>", [("乙", 99, 0)], "<p>甲</p>(2)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "pages", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_page_begins(body: str, pages: list[tuple[str, int, int]], expected: str) -> None:
    assert shown(body, *pages) == expected


def test_marks_have_the_prefix_of_epub_whatever_was_written_before() -> None:
    (mark,) = marked(
        etree.fromstring("<article><p>甲</p><p>乙</p></article>"),
        [Folio("1", "a", opens=True), Folio("2", "a", "乙", 1)],
    ).iter("span")
    assert mark.nsmap == {"epub": "http://www.idpf.org/2007/ops"}


def test_an_id_of_the_article_is_not_taken() -> None:
    body = etree.fromstring('<article><p id="folio-2">甲</p><p>乙</p></article>')
    assert marked(body, [Folio("1", "a", opens=True), Folio("2", "a", "乙", 1)]) is body


def test_page_list_and_source(tmp_path: Path) -> None:
    lengths = [len(LONG) * n for n in (2, 3, 4)]
    starts = [0, *accumulate(lengths)][:-1]
    body = "".join(f"<p>{LONG * n}</p>" for n in (2, 3, 4))
    folios = (
        Folio("i", "title-page", opens=True),
        Folio("ii", "contents", opens=True),
        *(Folio(str(n), "a1", LONG[:16], start, opens=not start) for n, start in enumerate(starts, 1)),
        Folio("4", "a2", "短", opens=True),
        Folio("5", "colophon", opens=True),
    )
    book = books.book(
        "页码", books.chapter("a1", "长", body), books.chapter("a2", "短", "<p>短。</p>"), folios=folios
    )
    made = Made(book, write(book, Settings(), tmp_path / "页码.epub"))
    listed = made.tree("nav.xhtml").xpath("//*[@id='page-list']//*[local-name()='a']")
    assert [(a.text, a.get("href")) for a in listed] == [
        ("i", "title.xhtml#folio-i"),
        ("ii", "nav.xhtml#folio-ii"),
        ("1", "a1.xhtml#folio-1"),
        ("2", "a1.xhtml#folio-2"),
        ("3", "a1.xhtml#folio-3"),
        ("4", "a2.xhtml#folio-4"),
        ("5", "colophon.xhtml#folio-5"),
    ]
    targets = made.tree("toc.ncx").findall(".//{*}pageTarget")
    told = [(each.get("type"), each.find("{*}content").get("src")) for each in targets]
    assert told == [("front" if a.text in "ii" else "normal", a.get("href")) for a in listed]
    assert made.find("toc.ncx", "//n:pageTarget/n:navLabel") == [a.text for a in listed]
    assert made.find("toc.ncx", "//n:meta[@name='dtb:maxPageNumber']/@content") == ["5"]
    assert made.read("a1.xhtml").count(b'epub:type="pagebreak"') == 3
    source = made.find("content.opf", "//o:meta[@property='pageBreakSource']")
    assert source == made.find("content.opf", "//dc:source[@id='pagination']") != []
    assert "pageBreakMarkers" in made.find("content.opf", "//o:meta[@property='schema:accessibilityFeature']")
    if epubcheck.command():
        assert list(epubcheck.validated([made.written.path])) == [[]]


@pytest.mark.parametrize(
    ("leads", "top"),
    [
        (("p2", "p3"), "1"),  # each page begins at a row that the part shows here too
        (("a1", "p3"), "123"),  # a template lists what is in its parts: both stand where the part begins
    ],
)
def test_pages_of_a_part_that_has_parts(tmp_path: Path, leads: tuple[str, str], top: str) -> None:
    folios = (
        Folio("1", "p1", opens=True),
        *(Folio(str(n), "p1", leads=key) for n, key in enumerate(leads, 2)),
        *(Folio(str(n), key, opens=True) for n, key in enumerate(("p2", "a1", "p3", "a2"), 4)),
    )
    inner = [Part(f"p{n}", f"部{n}", (books.chapter(f"a{n - 1}", f"篇{n}", "<p>文。</p>"),)) for n in (2, 3)]
    book = books.book("部中有部", Part("p1", "部", tuple(inner)), folios=folios)
    made = Made(book, write(book, Settings(), tmp_path / "部.epub"))
    listed = made.tree("nav.xhtml").xpath("//*[@id='page-list']//*[local-name()='a']")
    assert [a.text for a in listed] == [*"1234567"]
    marks = made.tree("p1.xhtml").xpath("//*[@role='doc-pagebreak']")
    assert "".join(mark.get("aria-label") for mark in marks) == "123"
    assert "".join(mark.get("aria-label") for mark in marks if mark.getparent().tag.endswith("body")) == top
    if epubcheck.command():
        assert list(epubcheck.validated([made.written.path])) == [[]]
