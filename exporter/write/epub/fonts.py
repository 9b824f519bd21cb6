"""Fonts inside an EPUB (`--embed-fonts`): faces by role, each with only the characters the book shows in it.

The faces are those that are installed for PDFs (write/pdf/fonts.py). Only fonts whose own records allow it
are embedded: the SIL Open Font License in the name table, and no restriction in OS/2.fsType.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from lxml import etree

from exporter.notices import Notice
from exporter.write.pdf.fonts import FAMILIES, Face, face

FOLDER = "fonts"
REGIONS = {"zh-Hant-HK": "HK", "zh-Hant": "TC", "ja": "JP", "ko": "KR"}  # language: how Noto names its faces
LICENCE = (13, 14)  # name records: licence, its address
FORBIDDEN = 0x0002 | 0x0004 | 0x0100  # fsType: restricted, preview and print only, no subsetting
FEATURES = ("halt", "vhal", "palt", "vpal", "vert", "vrt2", "locl", "ruby")
MARKERS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("•◦▪、。．")  # list numbers and what readers add

# role: the family in the style, bold or not, what is set in it
ROLES: dict[str, tuple[str, bool, str]] = {
    "Hei": ("Book Hei", True, "h1 h2 h3 h4 h5 h6 dt th strong b"),
    "Kai": (
        "Book Kai",
        False,
        "blockquote figcaption caption em .lead .byline .subtitle .credits .poem .creators .span",
    ),
    "mono": ("Book Mono", False, "pre code kbd samp"),
    "Song": ("Book Song", False, "body"),
}
GENERIC = {"Hei": "sans-serif", "Kai": '"Book Song", serif', "mono": "monospace", "Song": "serif"}


@dataclass(frozen=True, slots=True)
class Font:
    """A subset font: its file's name in the book, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Embedded:
    """What embedding gives: the fonts, the style that uses them, and what could not be embedded."""

    fonts: tuple[Font, ...] = ()
    sheet: str = ""
    notices: tuple[Notice, ...] = ()


def embed(pages: Iterable[bytes], lang: str) -> Embedded:
    """Fonts for what `pages` show, in the faces of the book's language; the same for the same pages."""
    fonts: list[Font] = []
    rules: list[str] = []
    told: list[Notice] = []
    for role, characters in used(pages).items():
        found, why = _chosen(role, lang)
        if found is None:
            told.append(Notice("font-not-embedded", f"{FAMILIES[role][0]} ({role}): {why}"))
            continue
        content = subset(found, characters)
        form = "otf" if content.startswith(b"OTTO") else "ttf"
        fonts.append(Font(f"{FOLDER}/{role.lower()}.{form}", f"font/{form}", content))
        rules.append(_rule(role, f"../{fonts[-1].name}"))
    return Embedded(tuple(fonts), "\n".join(rules), tuple(told))


def used(pages: Iterable[bytes]) -> Mapping[str, set[str]]:
    """The characters that the pages show in each role."""
    found: dict[str, set[str]] = {role: set() for role in ROLES}
    for page in pages:
        body = etree.fromstring(page).find("{*}body")
        if body is not None:
            _gather(body, "Song", found)
    return {role: characters for role, characters in found.items() if characters}


def _gather(root: etree._Element, role: str, found: dict[str, set[str]]) -> None:
    stack = [(root, role)]
    while stack:
        element, around = stack.pop()
        own = _role(element) or around
        found[own].update(element.text or "")
        found[around].update(element.tail or "")
        stack += ((child, own) for child in element if isinstance(child.tag, str))


def _role(element: etree._Element) -> str:
    names = {etree.QName(element).localname, *(f".{each}" for each in element.get("class", "").split())}
    return next((role for role, (_, _, selectors) in ROLES.items() if names & set(selectors.split())), "")


def _chosen(role: str, lang: str) -> tuple[Face | None, str]:
    """The face for a role, or why there is none."""
    region = next((name for tag, name in REGIONS.items() if lang.startswith(tag)), "SC")
    bold = ROLES[role][1]
    why = "not installed"
    for family in FAMILIES[role]:
        for name in dict.fromkeys((family.replace(" SC", f" {region}"), family)):
            found = face(name, bold=bold)
            if found and _is_free(found):
                return found, ""
            why = "its licence does not say that it may be embedded" if found else why
    return None, why


def _is_free(found: Face) -> bool:
    """Whether the font's own records allow that parts of it are embedded."""
    with import_module("fontTools.ttLib").TTFont(found.path, fontNumber=found.index, lazy=True) as font:
        record = " ".join(font["name"].getDebugName(each) or "" for each in LICENCE)
        return not font["OS/2"].fsType & FORBIDDEN and ("Open Font License" in record or "OFL" in record)


def subset(found: Face, characters: Iterable[str]) -> bytes:
    """The face with these characters alone, its licence kept."""
    harfbuzz = import_module("uharfbuzz")
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(each) for each in MARKERS.union(characters))
    wanted.name_id_set.update(LICENCE)
    wanted.layout_feature_tag_set.update(int.from_bytes(each.encode()) for each in FEATURES)
    whole = harfbuzz.Face(harfbuzz.Blob.from_file_path(found.path), found.index)
    content: bytes = harfbuzz.subset(whole, wanted).blob.data
    return content


def _rule(role: str, address: str) -> str:
    family, bold, selectors = ROLES[role]
    weight = " font-weight: bold;" if bold else ""
    where = ", ".join(each if each == "body" else f":root {each}" for each in selectors.split())
    return (
        f'@font-face {{ font-family: "{family}";{weight} src: url({address}); }}\n'
        f'{where} {{ font-family: "{family}", {GENERIC[role]}; }}\n'
    )


def resources_of(embedded: Embedded) -> Iterator[tuple[str, Font]]:
    """Each font with its id in the package."""
    yield from ((f"font-{Path(font.name).stem}", font) for font in embedded.fonts)
