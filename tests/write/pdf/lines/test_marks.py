"""Classes of characters and the prohibitions, one row a class."""

import pytest

from exporter.write.pdf.lines.marks import class_of, classes, may_part

CLASSES = [
    ("汉", "h"), ("か", "h"), ("ア", "h"), ("𠮷", "h"), ("　", "h"), ("㎡", "h"), ("“", "o"), ("《", "o"),
    ("」", "c"), ("，", "p"), ("：", "p"), ("。", "f"), ("？", "f"), ("·", "d"), ("—", "e"), ("…", "e"),
    (" ", "s"), ("a", "w"), ("5", "w"), ("é", "w"), ("Я", "w"), ("\ufffc", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("character", "expected"), CLASSES)
def test_class(character: str, expected: str) -> None:
    assert class_of(character) == expected


CONTEXTS = [
    ("quotes of Chinese", "他说“好”。", "hhohcf"),
    ("an apostrophe belongs to its word", "don’t", "wwwww"),
    ("quotes around a word in Chinese", "叫“ABC”的", "hhowwwch"[1:]),
    ("quotes in an English sentence", "he said “yes” now", "wwswwwwswwwwwswww"),
    ("a dash between numbers", "3—5", "www"),
    ("a dash between Han", "他——她", "heeh"),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CONTEXTS], ids=[c[0] for c in CONTEXTS])
def test_marks_in_their_context(text: str, expected: str) -> None:
    assert classes(text) == expected


PROHIBITIONS = [
    # before, after, may a line part between them: strict, loose, none
    ("字", "字", True, True, True),
    ("字", "，", False, False, True),
    ("字", "。", False, False, True),
    ("字", "”", False, False, True),
    ("字", "）", False, False, True),
    ("字", "》", False, False, True),
    ("字", "？", False, False, True),
    ("字", "“", True, True, True),
    ("“", "字", False, False, True),
    ("（", "字", False, False, True),
    ("《", "字", False, False, True),
    ("字", "…", False, True, True),
    ("字", "—", False, True, True),
    ("—", "—", False, False, False),
    ("…", "…", False, False, False),
    ("字", "·", False, True, True),
    ("字", "々", False, True, True),
    ("き", "ゃ", False, True, True),
    ("カ", "ー", False, True, True),
    ("九", "％", False, True, True),
    ("￥", "九", False, True, True),
    ("”", "字", True, True, True),
    ("。", "“", True, True, True),
]


@pytest.mark.parametrize(("before", "after", "strict", "loose", "none"), PROHIBITIONS)
def test_prohibition(before: str, after: str, strict: bool, loose: bool, none: bool) -> None:
    found = [may_part(before, after, level) for level in ("strict", "loose", "none")]
    assert found == [strict, loose, none]
