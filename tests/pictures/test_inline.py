"""Pictures in data: addresses."""

import pytest

from exporter.pictures.inline import MAX_LENGTH, decoded

CASES = [
    ("base64", "data:image/png;base64,iVBORw0=", b"\x89PNG\r"),
    ("base64, case and spaces", "DATA:image/png;BASE64,iVBO Rw0=", b"\x89PNG\r"),
    ("base64, percent-encoded", "data:image/png;base64,iVBORw0%3D", b"\x89PNG\r"),
    ("base64 without padding", "data:;base64,iVBORw0", b"\x89PNG\r"),
    ("percent-encoded text", "data:image/svg+xml,%3Csvg/%3E", b"<svg/>"),
    ("nothing in it", "data:,", b""),
    ("malformed", "data:image/png;base64,a", b""),
    ("no comma", "data:image/png", b""),
    ("another address", "http://a.example/data:,x", None),
]


@pytest.mark.parametrize(("url", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_decoded(url: str, expected: bytes | None) -> None:
    assert decoded(url) == expected


def test_too_long() -> None:
    assert decoded("data:," + "x" * (MAX_LENGTH + 1)) == b""
