"""What a finished EPUB is."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from exporter.model import Asset, Book
from exporter.notices import OutputError
from exporter.settings import Settings
from exporter.write.atomic import xxh128
from exporter.write.epub import epubcheck, write
from exporter.write.epub.split import LIMIT
from tests.write.epub import books
from tests.write.epub.conftest import Made

Shelf = dict[str, Made]
REASON = "HTTP 404"


@pytest.mark.skipif(not epubcheck.command(), reason="needs Java")
def test_epubcheck_finds_nothing(shelf: Shelf) -> None:
    paths = [made.written.path for made in shelf.values()]
    found = dict(zip(shelf, epubcheck.validated(paths), strict=True))
    assert found == {name: [] for name in shelf}


def test_contents_with_more_than_readers_bear_show_no_sections(shelf: Shelf) -> None:
    for name, kinds in {
        "collection": {"part", "article", "section", "page"},
        "wordy": {"article", "page"},
    }.items():
        made = shelf[name]
        assert set(made.find("nav.xhtml", "//*[@id='toc']//h:li/@class")) == kinds
        assert max(len(made.read(file)) for file in ("nav.xhtml", "toc.ncx")) < LIMIT
        assert made.find("content.opf", "//o:itemref[@idref='nav']/@linear") == []


@pytest.mark.parametrize("bind", books.ALL)
def test_the_text_of_the_book_is_the_text_of_its_articles(shelf: Shelf, bind: object) -> None:
    made = shelf[bind.__name__]  # type: ignore[attr-defined]
    for chapter in made.book.chapters():
        files = [
            name[5:]
            for name in made.names()
            if name.startswith((f"EPUB/{chapter.key}.", f"EPUB/{chapter.key}-"))
        ]
        assert "".join(_own_text(made.tree(name)) for name in files) == _joined(chapter.article.body)


def _own_text(page: etree._Element) -> str:
    """The text of a page without what the template adds to the article's."""
    (section,) = page.xpath("//*[@class='article']")
    added = section.xpath("*[local-name()='header' or @class='credits'] | .//*[@class='placeholder']")
    for element in added:
        tail = element.tail
        element.clear()
        element.tail = tail
    return _joined(section)


def _joined(element: etree._Element) -> str:
    return "".join("".join(map(str, element.itertext())).split())


def test_reading_order_and_units(shelf: Shelf) -> None:
    made = shelf["collection"]
    spine = made.find("content.opf", "//o:itemref/@idref")
    assert spine == ["cover", "title", "nav", "a1", "p1", "a2", "p2", "a3", "a4", "p3", "a5", "colophon"]
    assert made.written.units == len(spine)
    assert made.written.size == made.written.path.stat().st_size
    assert made.written.xxh128 == xxh128(made.written.path)


def test_contents_nest_parts_articles_and_sections(shelf: Shelf) -> None:
    made = shelf["collection"]
    entries = made.tree("nav.xhtml").xpath("//*[@id='toc']//*[local-name()='a']")
    lines = [(len(list(a.iterancestors("{*}ol"))), a.text, a.get("href"), a.get("lang")) for a in entries]
    assert lines == [
        (1, "渡口", "a1.xhtml", None),
        (2, "船", "a1.xhtml#s1", None),
        (2, "船", "a1.xhtml#s2", None),
        (1, "饮食", "p1.xhtml", None),
        (2, "茶館", "a2.xhtml", "zh-Hant"),
        (2, "外面", "p2.xhtml", None),
        (3, "駅の<ruby>", "a3.xhtml", "ja"),
        (3, "우체국", "a4.xhtml", "ko"),
        (1, "Workshop", "p3.xhtml", None),
        (2, "Lathe notes", "a5.xhtml", "en"),
        (3, "Tools", "a5.xhtml#s1", "en"),
        (1, "版权与来源", "colophon.xhtml", None),
    ]
    points = made.tree("toc.ncx").findall(".//{*}navPoint")
    assert [point.findtext("{*}navLabel/{*}text") for point in points] == [line[1] for line in lines]
    assert [point.find("{*}content").get("src") for point in points] == [line[2] for line in lines]  # type: ignore[union-attr]
    assert [point.get("playOrder") for point in points] == [str(n) for n in range(1, 13)]
    assert made.find("toc.ncx", "//n:meta[@name='dtb:depth']/@content") == ["3"]


def test_landmarks_start_reading_at_the_first_article(shelf: Shelf) -> None:
    made = shelf["collection"]
    marks = made.tree("nav.xhtml").xpath("//*[@id='landmarks']//*[local-name()='a']")
    assert {a.get("{http://www.idpf.org/2007/ops}type"): a.get("href") for a in marks} == {
        "cover": "cover.xhtml",
        "titlepage": "title.xhtml",
        "toc": "nav.xhtml#toc",
        "bodymatter": "a1.xhtml",
        "backmatter": "colophon.xhtml",
    }


def test_language_is_marked_wherever_it_changes(shelf: Shelf) -> None:
    made = shelf["collection"]
    for name, lang in {
        "nav": "zh-Hans",
        "a1": "zh-Hans",
        "a2": "zh-Hant",
        "a3": "ja",
        "a4": "ko",
        "a5": "en",
    }.items():
        root = made.tree(f"{name}.xhtml")
        assert (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang")) == (lang, lang)
    for name in made.names():
        if name.endswith(".xhtml"):
            for element in made.tree(name[5:]).xpath("//*[@lang]"):
                assert element.get("lang") == element.get("{http://www.w3.org/XML/1998/namespace}lang")
    quoted = shelf["post_office"].tree("a1.xhtml").xpath("//*[@lang='en']")
    assert [element.tag.rpartition("}")[2] for element in quoted] == ["p"]


def test_links_between_articles_lead_into_the_book(shelf: Shelf) -> None:
    assert shelf["collection"].find("a1.xhtml", "//h:p/h:a/@href") == ["a2.xhtml"]
    assert shelf["post_office"].find("a1.xhtml", "//h:p/h:a/@href") == [
        "a1.xhtml#s2",
        "https://example.com/post?a=1&b=2",
        "https://video.example.com/1",
    ]


def test_pictures_are_embedded_or_keep_their_place_and_address(shelf: Shelf) -> None:
    made = shelf["post_office"]
    (had,) = (each for each in made.book.gallery.values() if isinstance(each, Asset))
    assert made.find("a1.xhtml", "//h:img/@src") == [f"images/{had.name}"]
    assert made.find("a1.xhtml", "//h:img/@alt") == ["邮局的门"]
    placeholder = f"图片未能取得：{REASON} 门牌 {books.address('p2')}"
    assert made.find("a1.xhtml", "//*[@class='placeholder']") == [placeholder]
    assert made.find("colophon.xhtml", "//*[@class='missing']/h:li") == [f"{books.address('p2')} ({REASON})"]


def test_opening_shows_source_author_date_and_lead(shelf: Shelf) -> None:
    made = shelf["post_office"]
    assert made.find("a1.xhtml", "//h:header/*") == [
        "山间的邮局",
        "山间邮报 · 林间 · 2022 年 3 月 17 日",
        "记一间邮局。",
    ]
    assert made.find("a1.xhtml", "//*[@class='credits']/*") == ["编辑：小满"]


@pytest.mark.parametrize(
    ("description", "body", "shown"),
    [
        ("记一间邮局。", "<p>邮局在半山腰，朝东。</p>", ["记一间邮局。"]),
        ("邮局在 半山腰…", "<p>邮局在半山腰，朝东。</p>", []),  # what the text begins with anyway
        ("邮局在半山腰", "<p><ruby>邮<rt>yóu</rt>局<rt>jú</rt></ruby>在半山腰。</p>", []),
        ("", "<p>邮局在半山腰，朝东。</p>", []),
    ],
)
def test_a_lead_is_shown_unless_the_text_says_it(
    tmp_path: Path, description: str, body: str, shown: list[str]
) -> None:
    chapter = books.chapter("a1", "邮局", body, description=description)
    book = books.book("邮局", chapter)
    made = Made(book, write(book, Settings(), tmp_path / "lead.epub"))
    assert made.find("a1.xhtml", "//*[@class='lead']") == shown


def test_parts_open_with_count_and_span(shelf: Shelf) -> None:
    made = shelf["collection"]
    assert made.find("p1.xhtml", "//h:h1 | //*[@class='span']") == ["饮食", "3 篇 · 2022 年 3 月"]
    assert made.find("p1.xhtml", "//*[@class='part-contents']//h:a") == ["茶館", "外面"]
    assert made.find("p3.xhtml", "//*[@class='span']") == ["1 篇"]  # nothing dated


def test_titles_that_are_markup_stay_text(shelf: Shelf) -> None:
    made = shelf["odd"]
    assert made.find("a0.xhtml", "//h:h1") == ['<&"]]>']
    assert made.find("nav.xhtml", "//*[@id='toc']//h:a[@href='a1.xhtml']") == ["Untitled"]
    assert made.find("nav.xhtml", "//*[@id='toc']//h:a[@href='a2.xhtml']") == ["一 行 又一行"]
    assert made.find("nav.xhtml", "//*[@id='toc']//h:a[@href='a7.xhtml']") == ["Untitled"]
    assert made.find("a5.xhtml", "//h:h1") == ["{{ book }} {% raw %}"]


def test_cover(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "cover.jpg").write_bytes(shelf["post_office"].read("images/cover.jpg"))
    with Image.open(tmp_path / "cover.jpg", formats=("JPEG",)) as image:
        assert image.size == (1600, 2560)
    assert shelf["post_office"].find("content.opf", "//o:item[@properties='cover-image']/@href") == [
        "images/cover.jpg"
    ]


def test_long_articles_are_split_and_their_links_follow(shelf: Shelf) -> None:
    made = shelf["huge"]
    pages = [name[5:] for name in made.names() if name.endswith(".xhtml")]
    assert max(len(made.read(name)) for name in pages) < LIMIT
    assert {"a2.xhtml", "a2-2.xhtml", "a2-3.xhtml"} <= set(pages)
    for address in made.find("a2.xhtml", "//*[@class='article']/h:p[1]/h:a/@href")[:2]:
        file, _, fragment = address.partition("#")
        assert made.tree(file).xpath("//*[@id=$id]", id=fragment)
    assert made.find("a2.xhtml", "//*[@class='article']/h:p[1]/h:a[3]/@href") == [
        "a2.xhtml"
    ]  # an id that is nowhere
    assert made.find("a1.xhtml", "//h:p/h:a/@href") == ["a2.xhtml"]
    sections = made.find("nav.xhtml", "//h:a[@href='a2.xhtml']/../h:ol//h:a/@href")
    assert len(sections) == 16
    for file, _, fragment in (address.partition("#") for address in sections):
        assert made.tree(file).xpath("//*[@id=$id]", id=fragment)


def test_the_container_is_plain(shelf: Shelf) -> None:
    with zipfile.ZipFile(shelf["collection"].written.path) as opened:
        files = opened.infolist()
    assert (files[0].filename, files[0].compress_type, files[0].extra) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"",
    )
    assert {info.date_time for info in files} == {(1980, 1, 1, 0, 0, 0)}
    assert all(info.filename.isascii() for info in files)
    for info in files[1:]:
        packed = info.filename.endswith((".jpg", ".png"))
        assert info.compress_type == (zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED), info.filename


SCRIPT = """
import sys
from pathlib import Path
from exporter.settings import Settings
from exporter.write.epub import write
from tests.write.epub import books
for bind in (books.collection, books.odd, books.huge):
    print(write(bind(Path("cache")), Settings(), Path("book.epub")).xxh128)
"""


def test_identical_bytes_in_another_place_time_zone_locale_and_hash_seed(
    shelf: Shelf, tmp_path: Path
) -> None:
    root = Path(__file__).parents[3]
    elsewhere = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "42",
        "PYTHONPATH": str(root),
    }
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=tmp_path,
        env=os.environ | elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [shelf[name].written.xxh128 for name in ("collection", "odd", "huge")]


@pytest.mark.parametrize(
    ("template", "content", "complaint"),
    [
        ("chapter.xhtml.j2", "{% extends 'epub/page.xhtml.j2' %}{% block content %}<p>文</p>{% endblock %}", "lacks text of the article near “邮局在半山腰"),
        ("title.xhtml.j2", "{% extends 'epub/page.xhtml.j2' %}{% block content %}<p>{% endblock %}", "not well-formed XML"),
        ("title.xhtml.j2", "{% extends 'epub/page.xhtml.j2' %}{% block content %}<img src='logo.png' alt=''/>{% endblock %}", "refers to logo.png, which is not in the book"),
    ],
)  # fmt: skip
def test_a_book_that_lost_something_is_not_handed_over(
    tmp_path: Path, template: str, content: str, complaint: str
) -> None:
    (tmp_path / "mine" / "epub").mkdir(parents=True)
    (tmp_path / "mine" / "epub" / template).write_text(content, "utf-8")
    target = tmp_path / "out" / "book.epub"
    target.parent.mkdir()
    target.write_bytes(b"the old one")
    with pytest.raises(OutputError, match=complaint):
        write(_small(tmp_path), Settings(template_dir=tmp_path / "mine"), target)
    assert target.read_bytes() == b"the old one"
    assert list(target.parent.iterdir()) == [target]


def test_our_templates_need_nothing_that_the_sandbox_forbids(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    book = _small(tmp_path)
    plain, boxed = (
        write(book, Settings(template_dir=folder), tmp_path / f"{folder is None}.epub").xxh128
        for folder in (None, tmp_path / "mine")
    )
    assert plain == boxed


def _small(tmp_path: Path) -> Book:
    return books.post_office(tmp_path / "cache")
