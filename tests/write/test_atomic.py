from pathlib import Path

import pytest

from exporter.notices import OutputError
from exporter.write.atomic import replacing


def test_the_old_file_stays_whole_until_the_new_one_is(tmp_path: Path) -> None:
    target = tmp_path / "book.epub"
    target.write_text("old")
    with pytest.raises(RuntimeError), replacing(target) as draft:
        draft.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    with replacing(target) as draft:
        draft.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_folders_are_made(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "b" / "book.pdf") as draft:
        draft.write_bytes(b"x")
    assert (tmp_path / "a" / "b" / "book.pdf").read_bytes() == b"x"


def test_a_file_where_a_folder_should_be_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError) as caught, replacing(tmp_path / "a" / "book.pdf") as draft:
        draft.write_bytes(b"x")
    assert caught.value.exit_code == 5
    assert caught.value.place.endswith("book.pdf")
