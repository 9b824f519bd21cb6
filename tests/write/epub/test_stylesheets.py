import re
from pathlib import Path

import pytest

from exporter import resources
from exporter.notices import ConfigurationError
from exporter.settings import Settings
from exporter.write.epub import write
from exporter.write.epub.stylesheets import stylesheets
from tests.write.epub import books
from tests.write.epub.conftest import Made


def test_a_theme_folder_is_read_last(tmp_path: Path) -> None:
    theme = tmp_path / "mine"
    theme.mkdir()
    (theme / "epub.css").write_text("h1 { letter-spacing: 0.1em; }", "utf-8")
    book = books.book("主题", books.chapter("a1", "主题", "<p>文。</p>"))
    made = Made(book, write(book, Settings(theme=str(theme)), tmp_path / "book.epub"))
    assert made.read("styles/theme.css") == b"h1 { letter-spacing: 0.1em; }"
    assert made.find("a1.xhtml", "//h:link/@href") == [
        "styles/base.css",
        "styles/epub.css",
        "styles/theme.css",
    ]


def test_a_theme_for_paper_alone_changes_no_epub(tmp_path: Path) -> None:
    (tmp_path / "print.css").write_text("@page { margin: 0 }", "utf-8")
    assert list(stylesheets(Settings(theme=str(tmp_path))).sheets) == ["base.css", "epub.css"]


def test_a_theme_that_is_none() -> None:
    with pytest.raises(ConfigurationError):
        stylesheets(Settings(theme="no-such-theme"))


@pytest.mark.parametrize("name", ["base.css", "epub.css", "vertical.css"])
def test_built_in_sheets_leave_the_reader_its_own(name: str) -> None:
    sheet = resources.read("styles", name)
    comments = "".join(re.findall(r"/\*.*?\*/", sheet, re.DOTALL))
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert "--" not in comments  # Kindle rejects both
    assert "var(" not in rules
    assert "@import" not in rules
    assert not re.search(
        r"(?:^|[\s,}])(?:html|body)\b[^{}]*\{(?![^{}]*writing-mode)", rules
    )  # KDP: its font, size, leading, colour stay
    assert not re.search(r"\bcolor\s*:(?!\s*inherit)", rules)  # night mode
    assert not re.search(r"\d(?:px|pt|mm|cm)\b", rules)
    for stack in re.findall(r"font-family\s*:\s*([^;]+)", rules):
        assert stack.split(",")[-1].strip() in {"serif", "sans-serif", "monospace", "cursive", "inherit"}, (
            stack
        )
