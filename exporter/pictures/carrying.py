"""A JPEG's coefficients carried over into a new file, without loss: what jpegtran does, by libturbojpeg.

Every code of the file is read and written anew by the library: a damaged one is found, and nothing but the
picture gets into the new file. Only the colours of points are not worked out and given up again, which takes
half of the time in which a photograph is decoded and encoded, and a little of the picture.
"""

import ctypes
import functools

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
    """The picture of a JPEG file in a baseline file with the codes of the standard.

    None where the library is missing, or finds anything amiss in the file.
    """
    turbo = library()
    handle = ctypes.c_void_p(turbo.tjInitTransform()) if turbo else None
    if not turbo or not handle:
        return None
    target, size = ctypes.c_void_p(), ctypes.c_ulong()
    wanted = _Transform(options=NOTHING_ELSE)
    try:
        told = (handle, source, ctypes.c_ulong(len(source)), 1, ctypes.byref(target), ctypes.byref(size))
        failed = turbo.tjTransform(*told, ctypes.byref(wanted), 0)
        return None if failed or not target else ctypes.string_at(target, size.value)
    finally:
        turbo.tjFree(target)
        turbo.tjDestroy(handle)
