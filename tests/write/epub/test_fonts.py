"""Fonts in the book: which characters of which face, whose licence, and that everything shown is in them."""

import io
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from exporter.settings import Settings
from exporter.write.epub import fonts, write
from exporter.write.epub.check import check
from tests.write.epub import books

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>题</title></head><body><h1>山</h1><p>路<em>雾<code>x</code></em>邮</p>
<blockquote><p>引<strong>重</strong></p></blockquote></body></html>"""


def test_characters_belong_to_the_face_that_shows_them() -> None:
    found = {role: "".join(sorted(text)).strip() for role, text in fonts.used([PAGE.encode()]).items()}
    assert found == {"Song": "路邮", "Hei": "山重", "Kai": "引雾", "mono": "x"}


def test_a_book_holds_what_it_shows_and_no_more(tmp_path: Path) -> None:
    body = "<section id='s1'><h2>山路</h2><p>雾里的邮差，𠮷。</p><blockquote><p>信比人慢。</p></blockquote></section>"
    book = books.book("邮局", books.chapter("a1", "邮局", body), single=True)
    paths = [tmp_path / "one.epub", tmp_path / "two.epub"]
    for path in paths:
        assert write(book, Settings(embed_fonts=True), path).notices == ()
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert list(check(paths[0])) == []
    with zipfile.ZipFile(paths[0]) as opened:
        files = {name for name in opened.namelist() if name.startswith("EPUB/fonts/")}
        assert files == {"EPUB/fonts/song.otf", "EPUB/fonts/hei.otf", "EPUB/fonts/kai.ttf"}
        song = TTFont(io.BytesIO(opened.read("EPUB/fonts/song.otf")))
        style = opened.read("EPUB/styles/fonts.css").decode()
    assert set("雾里的邮差，𠮷。") <= set(map(chr, song.getBestCmap()))
    assert ord("鼠") not in song.getBestCmap()
    assert "Open Font License" in song["name"].getDebugName(13)
    assert all(f"../fonts/{Path(name).name}" in style for name in files)


@pytest.mark.parametrize(("lang", "name"), [("zh-Hans", "SC"), ("zh-Hant", "TC"), ("ja", "JP"), ("ko", "KR")])
def test_the_face_is_that_of_the_language(lang: str, name: str) -> None:
    found, why = fonts._chosen("Song", lang)
    assert found is not None, why
    with TTFont(found.path, fontNumber=found.index, lazy=True) as font:
        assert font["name"].getDebugName(1) == f"Noto Serif CJK {name}"


def test_a_font_that_does_not_allow_it_stays_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FORBIDDEN", 0)
    monkeypatch.setattr(fonts, "LICENCE", (1,))  # a record that says nothing of a licence
    made = fonts.embed([PAGE.encode()], "zh-Hans")
    assert made.fonts == ()
    assert {notice.code for notice in made.notices} == {"font-not-embedded"}
