"""What PDFs need of the system: fonts by role, Pango, the subset library; and how to get what is missing."""

import ctypes
import functools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from exporter import foreign
from exporter.notices import Notice

# role: families, the one our styles were measured with first; any of them will do
FAMILIES: dict[str, tuple[str, ...]] = {
    "Song": ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun"),
    "Hei": ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
    "Kai": ("LXGW WenKai", "Kaiti SC", "KaiTi"),
    "mono": ("Noto Sans Mono CJK SC", "Source Han Mono SC"),
    "italics": ("Source Serif 4", "Source Serif Pro", "Liberation Serif", "Times New Roman"),
    "emoji": ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji"),
}
REGULAR, BOLD = 80, 200  # weights of Fontconfig
SELDOM = frozenset({"italics", "emoji"})  # few books need them: there are others, or they hear what they miss
NOTO = {
    "Debian, Ubuntu": "apt install fonts-noto-cjk",
    "Fedora": "dnf install google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts",
    "Arch": "pacman -S noto-fonts-cjk",
    "macOS": "brew install --cask font-noto-serif-cjk font-noto-sans-cjk",
    "Windows": "install the Noto Serif CJK and Noto Sans CJK super OTCs of the Noto project",
}
HINTS: dict[str, dict[str, str]] = {
    "Song": NOTO,
    "Hei": NOTO,
    "mono": NOTO,
    "Kai": {
        "Debian, Ubuntu": "apt install fonts-lxgw-wenkai",
        "Fedora": "dnf install lxgw-wenkai-fonts",
        "Arch": "pacman -S ttf-lxgw-wenkai",
        "macOS": "brew install --cask font-lxgw-wenkai",
        "Windows": "install LXGW WenKai from its project's releases",
    },
    "italics": {
        "Debian, Ubuntu": "apt install fonts-liberation",
        "Fedora": "dnf install liberation-serif-fonts",
        "Arch": "pacman -S ttf-liberation",
        "macOS": "comes with the system (Times New Roman)",
        "Windows": "comes with the system (Times New Roman)",
    },
    "emoji": {
        "Debian, Ubuntu": "apt install fonts-noto-color-emoji",
        "Fedora": "dnf install google-noto-color-emoji-fonts",
        "Arch": "pacman -S noto-fonts-emoji",
        "macOS": "brew install --cask font-noto-color-emoji",
    },
    "Pango": {
        "Debian, Ubuntu": "apt install libpango-1.0-0 libpangoft2-1.0-0",
        "Fedora": "dnf install pango",
        "Arch": "pacman -S pango",
        "macOS": "brew install pango",
        "Windows": "install MSYS2, then: pacman -S mingw-w64-ucrt-x86_64-pango",
    },
    "HarfBuzz subset": {
        "Debian, Ubuntu": "apt install libharfbuzz-subset0",
        "Fedora": "dnf install harfbuzz",
        "Arch": "pacman -S harfbuzz",
        "macOS": "brew install harfbuzz",
        "Windows": "install MSYS2, then: pacman -S mingw-w64-ucrt-x86_64-harfbuzz",
    },
}
# The names under which WeasyPrint (text/ffi.py) looks for the libraries, in its order.
LIBRARIES = {
    "Pango": ("libpango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "HarfBuzz subset": (
        "libharfbuzz-subset-0",
        "harfbuzz-subset",
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
    "Fontconfig": (
        "libfontconfig-1",
        "fontconfig",
        "libfontconfig.so.1",
        "libfontconfig.1.dylib",
        "libfontconfig-1.dll",
    ),
}


# Where fonts lie, and what tells Fontconfig of others.
PLACES = (
    "/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig",
    "/System/Library/Fonts", "/Library/Fonts", "/opt/homebrew/etc/fonts", "C:/Windows/Fonts",
)  # fmt: skip
SHELVES = ("usr/lib/*", "usr/lib", "usr/lib64", "usr/local/lib", "opt/homebrew/lib", "msys64/ucrt64/bin")
SETTERS = ("libpango", "libharfbuzz", "libfontconfig", "libfreetype")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something PDFs need: what it is for, what was found ("" for nothing), how to get it, by system."""

    name: str
    found: str
    hints: dict[str, str] = field(default_factory=dict)


def survey() -> tuple[Finding, ...]:
    """Every font role and library, present or not."""
    libraries = [
        Finding(
            name, next((known for known in LIBRARIES[name] if foreign.library((known,))), ""), HINTS[name]
        )
        for name in ("Pango", "HarfBuzz subset")
    ]
    return (*libraries, *(Finding(role, _chosen(role), HINTS[role]) for role in FAMILIES))


def notices() -> Iterator[Notice]:
    """What of it is missing, as notices for a book that has been set without it."""
    for finding in survey():
        if finding.found:
            continue
        if finding.name == "HarfBuzz subset":
            yield Notice("subset-library-missing")
        elif finding.name in FAMILIES and finding.name not in SELDOM:
            yield Notice("font-missing", f"{FAMILIES[finding.name][0]} ({finding.name}); see exporter doctor")


def state() -> list[tuple[str, int, int]]:
    """Path, size and time (ns) of every font, of what Fontconfig is told, and of the libraries that set text.

    It changes when pages may come out differently, and is had without loading any of them.
    """
    home, data = Path.home(), os.environ.get("XDG_DATA_HOME")
    folders = [*map(Path, PLACES), home / ".fonts", home / ".config/fontconfig", home / "Library/Fonts"]
    folders.append(Path(data) / "fonts" if data else home / ".local/share/fonts")
    files = [file for folder in folders for file in folder.rglob("*")]
    for folder in SHELVES:
        files += [file for file in Path("/").glob(f"{folder}/lib*") if file.name.startswith(SETTERS)]
    found = {str(file): file.stat() for file in files if file.is_file()}
    return [(file, status.st_size, status.st_mtime_ns) for file, status in sorted(found.items())]


def _chosen(role: str) -> str:
    return next((family for family in FAMILIES[role] if family in installed()), "")


@functools.cache
def installed() -> frozenset[str]:
    """The names of all font families that Fontconfig, and so WeasyPrint, knows."""
    library = foreign.library(LIBRARIES["Fontconfig"])
    return frozenset(_families(library)) if library else frozenset()


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, and which of the faces in it."""

    path: str
    index: int


def face(family: str, *, bold: bool = False) -> Face | None:
    """The upright face of a family in regular or bold weight, if it is installed just so."""
    library = foreign.library(LIBRARIES["Fontconfig"])
    found = sorted(_faces(library, family)) if library else []
    wanted = BOLD if bold else REGULAR
    return next((Face(path, index) for weight, path, index in found if weight == wanted), None)


def _faces(fontconfig: ctypes.CDLL, family: str) -> Iterator[tuple[int, str, int]]:
    """Weight (of Fontconfig), file and index of every upright face of the family."""
    fontconfig.FcNameParse.restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(
        fontconfig.FcNameParse(f"{family.replace('-', chr(92) + '-')}:slant=0".encode())
    )
    for font in _listed(fontconfig, pattern, ("file", "index", "weight")):
        name, index, weight = ctypes.c_char_p(), ctypes.c_int(), ctypes.c_double()
        fontconfig.FcPatternGetString(font, b"file", 0, ctypes.byref(name))
        fontconfig.FcPatternGetInteger(font, b"index", 0, ctypes.byref(index))
        fontconfig.FcPatternGetDouble(font, b"weight", 0, ctypes.byref(weight))
        yield round(weight.value), (name.value or b"").decode("utf-8", "surrogateescape"), index.value


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


def _families(fontconfig: ctypes.CDLL) -> Iterator[str]:
    """Every family name of every font."""
    fontconfig.FcPatternCreate.restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(fontconfig.FcPatternCreate())
    for font in _listed(fontconfig, pattern, ("family",)):
        yield from _names(fontconfig, font)


def _listed(
    fontconfig: ctypes.CDLL, pattern: ctypes.c_void_p, properties: tuple[str, ...]
) -> Iterator[ctypes.c_void_p]:
    """The fonts that match a pattern, with the properties asked for, by FcFontList."""
    fontconfig.FcObjectSetCreate.restype = ctypes.c_void_p
    fontconfig.FcFontList.restype = ctypes.POINTER(_FontSet)
    wanted = ctypes.c_void_p(fontconfig.FcObjectSetCreate())
    for name in properties:
        fontconfig.FcObjectSetAdd(wanted, name.encode())
    found = fontconfig.FcFontList(None, pattern, wanted)
    try:
        for index in range(found.contents.nfont):
            yield ctypes.c_void_p(found.contents.fonts[index])
    finally:
        fontconfig.FcFontSetDestroy(found)
        fontconfig.FcObjectSetDestroy(wanted)
        fontconfig.FcPatternDestroy(pattern)


def _names(fontconfig: ctypes.CDLL, font: ctypes.c_void_p) -> Iterator[str]:
    name = ctypes.c_char_p()
    number = 0
    while fontconfig.FcPatternGetString(font, b"family", number, ctypes.byref(name)) == 0:
        yield (name.value or b"").decode("utf-8", "replace")
        number += 1
