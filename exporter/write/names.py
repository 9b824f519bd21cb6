"""File names from titles: legal on every system, never two alike, never outside their folder."""

import unicodedata
from collections.abc import Container

RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
)
FORBIDDEN = frozenset('<>:"/\\|?*')
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, bidi marks, what is no character
LONGEST = 200  # bytes of UTF-8: room below the usual 255 for an extension and a number


def file_name(title: str, extension: str, taken: Container[str] = ()) -> str:
    """`title` as a file name with `extension` (".epub").

    Characters that a file system or a terminal could misread become spaces (Windows' reserved ones,
    controls, bidi marks); cut between characters. `taken` holds names already used, `folded`: a number is
    added until the name is free.
    """
    stem = _stem(title) or "untitled"
    name, number = stem + extension, 2
    while folded(name) in taken:
        name, number = f"{stem} ({number}){extension}", number + 1
    return name


def folded(name: str) -> str:
    """What names have in common that some file system takes for the same: macOS and Windows fold both."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _stem(title: str) -> str:
    text = unicodedata.normalize("NFC", title)
    kept = "".join(" " if _unsafe(character) else character for character in text)
    stem = _cut(" ".join(kept.split()).strip(". "))
    return f"{stem}_" if stem.split(".")[0].strip().casefold() in RESERVED else stem


def _unsafe(character: str) -> bool:
    return character in FORBIDDEN or unicodedata.category(character) in UNSEEN


def _cut(stem: str) -> str:
    return stem.encode()[:LONGEST].decode("utf-8", "ignore").strip(". ")
