import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.write.names import file_name


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("山间的邮局", "山间的邮局.epub"),
        ("a/b\\c:d", "a b c d.epub"),
        ("../../etc/passwd", "etc passwd.epub"),
        ("CON", "CON_.epub"),
        ("com1.txt", "com1.txt_.epub"),
        ("  . 题 . ", "题.epub"),
        ("行\n行\x00\u202e反", "行 行 反.epub"),
        ("", "untitled.epub"),
        ("???", "untitled.epub"),
        ("e\u0301te", "\u00e9te.epub"),
        ("字" * 100, "字" * 66 + ".epub"),
    ],
)
def test_title_to_name(title: str, expected: str) -> None:
    assert file_name(title, ".epub") == expected


def test_never_two_alike() -> None:
    assert file_name("Post", ".pdf", {"post.pdf", "post (2).pdf"}) == "Post (3).pdf"


@given(st.text())
def test_any_title_is_a_legal_name(title: str) -> None:
    name = file_name(title, ".epub")
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*\0\n\r\t')
    assert name.strip(". ") == name
