"""Style sheets of the user's that cannot be used end in a clear error, for either format."""

from pathlib import Path

import pytest

from exporter.notices import ConfigurationError
from exporter.settings import Settings
from exporter.write.epub.stylesheets import stylesheets
from exporter.write.pdf.styles import sheets
from exporter.write.styles import own

WRONG = [
    ("not UTF-8", b"p { color: \xff }"),
    ("round brackets", b"p{color:" + b"(" * 5000),
    ("braces", b"p{" * 5000),
    ("square brackets", b"a[" * 5000 + b"]"),
    ("long", b"/*" + b"a" * 2_000_001),
]


@pytest.mark.parametrize("content", [row[1] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_style_that_cannot_be_read(content: bytes, tmp_path: Path) -> None:
    for name, read in (("epub.css", stylesheets), ("print.css", sheets)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ConfigurationError) as caught:
            read(Settings(theme=str(tmp_path)))
        assert caught.value.place == str(tmp_path / name)


def test_brackets_that_are_none_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "print.css").write_text("\ufeff/*" + "(" * 999 + "*/p{content:'" + "(" * 999 + "'}", "utf-8")
    assert own(tmp_path / "print.css").startswith("/*((")
