"""A JPEG carried over into the book without loss: what jpegtran does, by libturbojpeg.

Every code of the file is read by the library: a damaged one is found. A file that holds its picture and
nothing else stays as it is; of others the codes are written anew, and nothing but the picture gets into the
new file. Only the colours of points are not worked out and given up again, which takes more than half of the
time in which a photograph is decoded and encoded, and a little of the picture.
"""

import ctypes
import functools
import re

from exporter import foreign

LIBRARIES = (
    "libturbojpeg.so.0", "libturbojpeg.dylib", "/opt/homebrew/lib/libturbojpeg.dylib", "turbojpeg.dll",
)  # fmt: skip
HINTS = {
    "Debian, Ubuntu": "apt install libturbojpeg0",
    "Fedora": "dnf install turbojpeg",
    "Arch": "pacman -S libjpeg-turbo",
    "macOS": "brew install jpeg-turbo",
}
NOTHING_ELSE = 64  # TJXOPT_COPYNONE: no comments, no EXIF, no colour profile
UNWRITTEN = 16  # TJXOPT_NOOUTPUT: the codes are only read
JFIF = b"\xff\xd8\xff\xe0\0\x10JFIF\0"  # how a file begins that has no room for a small picture beside it
FIRST = 20  # bytes that take that
TABLES = frozenset({b"\xff\xc0", b"\xff\xc4", b"\xff\xdb", b"\xff\xdd"})  # SOF0, DHT, DQT, DRI
SCAN, END = b"\xff\xda", b"\xff\xd9"  # SOS, EOI
HEAD = 640  # bytes before the scan: its tables take 20 less, and there is no room for one more
_MARKER = re.compile(rb"\xff[^\0\xd0-\xd7]")  # within a scan only those that part it stand


class _Transform(ctypes.Structure):
    """What is to be done (tjtransform of turbojpeg.h); without region and operation the picture stays."""

    _fields_ = (
        ("region", ctypes.c_int * 4),
        ("operation", ctypes.c_int),
        ("options", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("filter", ctypes.c_void_p),
    )


@functools.cache
def library() -> ctypes.CDLL | None:
    """libturbojpeg; None where it is not installed."""
    found = foreign.library(LIBRARIES)
    if found:
        found.tjInitTransform.restype = ctypes.c_void_p
    return found


def carried_over(source: bytes) -> bytes | None:
    """The picture of a JPEG file, without loss and without anything else, in a baseline file.

    None where the library is missing, or finds anything amiss in the file.
    """
    if _is_bare(source):
        return source if _transformed(source, UNWRITTEN) is not None else None
    return _transformed(source, NOTHING_ELSE)


def _is_bare(source: bytes) -> bool:
    """Whether a file is a baseline JPEG of one scan, and has no byte but those of its picture (T.81, B)."""
    place = FIRST if source.startswith(JFIF) else HEAD
    while place < HEAD:
        kind, length = source[place : place + 2], int.from_bytes(source[place + 2 : place + 4], "big")
        place += 2 + length
        if kind == SCAN:
            end = _MARKER.search(source, place)
            return end is not None and end[0] == END and end.end() == len(source)
        if kind not in TABLES:
            return False
    return False


def _transformed(source: bytes, options: int) -> bytes | None:
    """The file that libturbojpeg writes of a JPEG, b"" where it is to write none; None as `carried_over`."""
    turbo = library()
    handle = ctypes.c_void_p(turbo.tjInitTransform()) if turbo else None
    if not turbo or not handle:
        return None
    target, size = ctypes.c_void_p(), ctypes.c_ulong()
    wanted = _Transform(options=options)
    try:
        told = (handle, source, ctypes.c_ulong(len(source)), 1, ctypes.byref(target), ctypes.byref(size))
        failed = turbo.tjTransform(*told, ctypes.byref(wanted), 0)
        return None if failed else ctypes.string_at(target, size.value) if target else b""
    finally:
        turbo.tjFree(target)
        turbo.tjDestroy(handle)
