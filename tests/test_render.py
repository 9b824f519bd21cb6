import dataclasses

import pytest

from exporter.bind import bind_one
from exporter.model import Asset, Book, Chapter, Missing, Picture, Section
from exporter.render import Medium, Renderer, outline
from exporter.settings import Settings
from tests.articles import article

HAD = Picture("p1", "https://img.example/had.jpg", ("https://img.example/had.jpg",), alt="河")
LOST = Picture("p2", "https://img.example/lost.jpg", ("https://img.example/lost.jpg",))
ASSET = Asset("ab" * 32, "image/jpeg", 10, 10, 100, "/nowhere")
MEDIUM = Medium(
    "epub",
    lambda a: f"i/{a.name}",
    lambda key, part: f"{key}.xhtml#{part}",
    lambda key, name: f"{key}-{name}",
)

BODIES = [
    ("ids and links within the article", '<p id="n1"><a href="#n1">注</a></p>', '<p id="KEY-n1"><a href="KEY.xhtml#n1">注</a></p>'),
    ("a link to a bound article", '<p><a href="http://www.a.example/1/?utm_source=x">见</a></p>', '<p><a href="KEY.xhtml#">见</a></p>'),
    ("a link out of the book", '<p><a href="https://b.example/">外</a></p>', '<p><a href="https://b.example/">外</a></p>'),
    ("a picture that was had", '<p><img src="p1"/>尾</p>', '<p><img src="i/abababababababab.jpg" alt="河"/>尾</p>'),
    ("empty elements stay open", "<table><tr><td/></tr></table>", "<table><tr><td></td></tr></table>"),
]  # fmt: skip


def bound(body: str) -> tuple[Book, Chapter]:
    only = article(body=body, link="https://a.example/1", pictures=(HAD, LOST))
    gallery = {HAD.url: ASSET, LOST.url: Missing("HTTP 404")}
    book = bind_one([only], gallery, Settings()).books[0]
    return book, next(book.chapters())


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_a_body_meets_its_medium(body: str, expected: str) -> None:
    book, chapter = bound(body)
    assert Renderer(book, MEDIUM).body(chapter) == expected.replace("KEY", chapter.key)


def test_a_missing_picture_keeps_its_place_reason_and_address() -> None:
    book, chapter = bound(
        '<figure><img src="p2"/><figcaption>桥</figcaption></figure><p>前<img src="p2"/>后</p>'
    )
    block, line = str(Renderer(book, MEDIUM).body(chapter)).split("</figure>")
    for place in (block, line):
        assert "HTTP 404" in place
        assert LOST.url in place
        assert "图片未能取得" in place
    assert "桥" in block
    assert line.startswith("<p>前<span")
    assert line.endswith("后</p>")


def test_why_a_picture_is_missing_is_said_in_the_language_of_the_book() -> None:
    only = article(body='<p><img src="p2"/></p>', pictures=(LOST,))
    book = bind_one([only], {LOST.url: Missing("timed out")}, Settings()).books[0]
    for folder in ("epub", "print"):
        body = Renderer(book, dataclasses.replace(MEDIUM, folder=folder)).body(next(book.chapters()))
        assert ("超时" in body) is (folder == "epub")  # within a line of print only that it is missing
    figure = bind_one(
        [article(body='<figure><img src="p2"/></figure>', pictures=(LOST,))], book.gallery, Settings()
    )
    shown = Renderer(figure.books[0], dataclasses.replace(MEDIUM, folder="print"))
    assert "超时" in shown.body(next(figure.books[0].chapters()))


def test_rendering_leaves_the_article_as_it_was() -> None:
    book, chapter = bound('<p id="x"><img src="p2"/></p>')
    renderer = Renderer(book, MEDIUM)
    assert renderer.body(chapter) == renderer.body(chapter)


def test_outline_is_the_tree_the_levels_draw() -> None:
    sections = [
        Section(level, title, title) for level, title in ((1, "a"), (2, "b"), (3, "c"), (2, "d"), (1, "e"))
    ]
    tree = outline(sections)
    assert [entry.section.title for entry in tree] == ["a", "e"]
    assert [entry.section.title for entry in tree[0].entries] == ["b", "d"]
    assert tree[0].entries[0].entries[0].section.title == "c"
