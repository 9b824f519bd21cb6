"""What is wrong with a file of our own writer is found; nothing is, where nothing is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.write.pdf.join.proof import BRIEF, Proved, faults
from exporter.write.pdf.join.writer import PACKED, PLAIN
from tests.write.pdf.conftest import Printed


def cut(content: bytes) -> bytes:
    return content[:-20]


def shifted(content: bytes) -> bytes:
    place = re.search(rb"\n\d+ 0 obj\n", content).end()
    return content[: place - 1] + b" " + content[place - 1 :]


def renumbered(content: bytes) -> bytes:
    return re.sub(rb"\n(\d)(\d+) 0 obj\n", rb"\n9\2 0 obj\n", content, count=1)


def longer(content: bytes) -> bytes:
    found = re.search(rb"/Length (\d+)", content)
    return content[: found.start(1)] + b"8" + content[found.start(1) + 1 :]


def astray(content: bytes) -> bytes:
    found = re.search(rb"/Resources (\d+) 0 R|/SMask (\d+) 0 R|/Pattern (\d+) 0 R", content)
    digits = found[found.lastindex]
    return (
        content[: found.start(found.lastindex)] + b"0" * len(digits) + content[found.end(found.lastindex) :]
    )


def test_a_sound_book_has_no_faults(collection: Printed) -> None:
    assert list(faults(collection.written.path)) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (cut, "does not end"),
        (shifted, "cannot be read|not in its place"),
        (renumbered, "not in its place"),
        (longer, "not as long"),
        (astray, "refers to"),
    ],
)
def test_faults_are_found(
    collection: Printed, damage: Callable[[bytes], bytes], said: str, tmp_path: Path
) -> None:
    content = collection.written.path.read_bytes()
    damaged = damage(content)
    assert damaged != content
    (tmp_path / "x.pdf").write_bytes(damaged)
    assert re.search(said, "; ".join(faults(tmp_path / "x.pdf")))


@pytest.mark.parametrize(
    ("proved", "said"),
    [
        (Proved(1, b"", frozenset({1, 10**6})), "object 1 refers to 1000000"),
        (Proved(10**6, bytes([PLAIN]), frozenset()), "not as many"),
        (Proved(1, bytes([PLAIN]), frozenset()), "object 1 is not of the kind"),  # the catalogue is packed
        (Proved(1, bytes([PACKED]), frozenset({1})), "^$"),
    ],
    ids=["lacks what it names", "beyond the file", "other kinds", "sound"],
)
def test_blocks_proved_before_have_to_be_where_they_were(
    collection: Printed, proved: Proved, said: str
) -> None:
    assert re.search(said, "; ".join(faults(collection.written.path, [proved])))


def test_objects_of_blocks_proved_before_have_to_be_in_their_places(
    collection: Printed, tmp_path: Path
) -> None:
    content = collection.written.path.read_bytes()
    number = int(re.search(rb"\n(\d+) 0 obj\n", content)[1])
    proved = Proved(number, bytes([PLAIN]), frozenset())
    assert list(faults(collection.written.path, [proved])) == []
    (tmp_path / "x.pdf").write_bytes(renumbered(content))
    assert "not in its place" in "; ".join(faults(tmp_path / "x.pdf", [proved]))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda content, _start, _end: content, "^$"),
        (
            lambda content, start, end: content[:start] + b" " + content[start : end - 1] + content[end:],
            "place",
        ),
        (lambda content, _start, end: content[: end - 2] + b"xx" + content[end:], "not in its place"),
    ],
    ids=["sound", "beginning later", "ending otherwise"],
)
def test_pictures_proved_before_have_to_lie_in_their_places(
    collection: Printed, tmp_path: Path, damage: Callable[[bytes, int, int], bytes], said: str
) -> None:
    content = collection.written.path.read_bytes()
    objects = re.finditer(rb"\n(\d+) 0 obj\n.*?\nendobj\n", content, re.DOTALL)
    longest = max(objects, key=lambda found: len(found[0]))
    assert len(longest[0]) > BRIEF
    (tmp_path / "x.pdf").write_bytes(damage(content, longest.start() + 1, longest.end()))
    proved = Proved(1, b"\0" * int(longest[1]), frozenset(), frozenset({int(longest[1])}))
    assert re.search(said, "; ".join(faults(tmp_path / "x.pdf", [proved])))
