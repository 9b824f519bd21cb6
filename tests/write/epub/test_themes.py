"""What a theme's style keeps, brings along and leaves out."""

import io
from pathlib import Path

import pytest
from PIL import Image

from exporter.settings import Settings
from exporter.write.epub import epubcheck, themes, write
from tests.write.epub import books
from tests.write.epub.conftest import Made

PICTURE = io.BytesIO()
Image.new("RGB", (4, 4), "teal").save(PICTURE, "PNG")
LOCAL = "theme-"  # how the names of files that came along begin

# name, css, what is left of it (None: all, to the letter), what is left out
CASES = [
    ("nothing outside", "/* a */ p { color: red }\n@media print { b { margin: 0 } }", None, []),
    ("a picture in the style", "b { background: url(data:image/png;base64,AA) }", None, []),
    ("a name of a name space", "@namespace svg url(http://www.w3.org/2000/svg); p { margin: 0 }", None, []),
    ("a picture of the theme", "b { background: url(paper.png) top }", f'url("{LOCAL}', []),
    ("a picture of the theme, quoted", "b { background: url('p%61per.png?v=1') top }", f'url("{LOCAL}', []),
    ("a picture of the theme in a set", 'b { background: image-set("paper.png" 1x) }', f'"{LOCAL}', []),
    ("another sheet", '@import "more.css"; p { margin: 0 }', " p { margin: 0 }", ["line 1: @import"]),
    ("a remote sheet", "\n@import url(http://a.example/u.css);p{margin:0}", "\np{margin:0}", ["line 2: @import"]),
    ("a remote picture", "b{color:red;background:url(//a.example/b.png)}", "b{color:red;}", ["line 1: background"]),
    ("an escaped url", "b{color:red;background:u\\72l(http://a.example/b)}", "b{color:red;}", ["line 1: background"]),
    ("a remote picture in a set", 'b{background:image-set("https://a.example/b.png" 1x)}', "b{}", ["line 1: background"]),
    ("a reference made up later", "b{background:src(var(--x))}", "b{}", ["line 1: background"]),
    ("a remote picture in a variable", "b{--x:url(https://a.example/b.png)}", "b{}", ["line 1: --x"]),
    ("a remote picture in a block", "b{--x:{y:[url(https://a.example/b.png)]}}", "b{}", ["line 1: --x"]),
    ("a remote picture in a group", "@media print{b:hover{background:url(ftp://a/b)}}", "@media print{b:hover{}}", ["line 1: background"]),
    ("a rule in a rule", "p{& b{background:url(http://a.example/)}}", "p{}", ["line 1: a rule in a rule"]),
    ("a file of the disk as a font", "@font-face{font-family:x;src:url(file:///etc/passwd)}b{margin:0}", "b{margin:0}", ["line 1: src"]),
    ("a file above the folder", "b{background:url(../above.png)}", "b{}", ["line 1: background"]),
    ("a link out of the folder", "b{background:url(link.png)}", "b{}", ["line 1: background"]),
    ("a file that is no picture", "b{background:url(text.png)}", "b{}", ["line 1: background"]),
    ("a drawing", "b{background:url(drawing.svg)}", "b{}", ["line 1: background"]),
    ("a drawing in the style", "b{background:url(data:image/svg+xml,<svg/>)}", "b{}", ["line 1: background"]),
    ("a device", "b{background:url(/dev/zero)}", "b{}", ["line 1: background"]),
    ("a name with a nought byte", "b{background:url(a%00.png)}", "b{}", ["line 1: background"]),
    ("a name too long", f"b{{background:url({'a' * 5000}.png)}}", "b{}", ["line 1: background"]),
    ("an address that is none", "b{background:url(a b c);margin:0}", "b{margin:0;}", ["line 1: background"]),
    ("what EPUB forbids", "b{direction:rtl;margin:0}", "b{margin:0;}", ["line 1: direction"]),
    ("what is not CSS", "b{margin:0} } x", "b{margin:0} ", ["line 1: not CSS"]),
    ("another encoding", '@charset "gbk";b{margin:0}', "b{margin:0}", []),
]  # fmt: skip


def bare(css: str) -> str:
    """CSS as it compares however it was written anew."""
    return css.replace(" ", "").replace(";}", "}")


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("paper.png", "../above.png"):
        (folder / name).write_bytes(PICTURE.getvalue())
    (folder / "text.png").write_text("TOP-SECRET")
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    (folder / "link.png").symlink_to("../above.png")
    return folder


@pytest.mark.parametrize(
    ("css", "left", "out"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_a_theme_may_refer_to(css: str, left: str | None, out: list[str], theme: Path) -> None:
    enclosed = themes.enclosed(css, theme)
    assert list(enclosed.left_out) == out
    assert enclosed.css == css if left is None else bare(left) in bare(enclosed.css)
    assert all(name in enclosed.css for name in enclosed.files)
    assert bool(enclosed.files) is (LOCAL in enclosed.css)


def test_every_case_in_one_book(theme: Path, tmp_path: Path) -> None:
    (theme / "epub.css").write_text("\n".join(css for _, css, *_ in CASES if "} x" not in css), "utf-8")
    book = books.book("主题", books.chapter("a1", "主题", "<p>文。</p>"))
    written = write(book, Settings(theme=str(theme)), tmp_path / "book.epub")
    made = Made(book, written)
    assert {notice.code for notice in written.notices} == {"style-reference-dropped"}
    assert (
        sum(
            PICTURE.getvalue() == made.read(name.removeprefix("EPUB/"))
            for name in made.names()
            if LOCAL in name
        )
        == 1
    )
    if epubcheck.command():
        assert [str(message) for message in next(epubcheck.validated([written.path]))] == []
