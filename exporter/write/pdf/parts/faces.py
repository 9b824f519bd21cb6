"""Fonts as a part keeps them: which file and face, which glyphs. The programs are embedded at the join.

WeasyPrint 70 embeds a subset a document; here its Font keeps a font of one glyph instead of the file (20 MB
for a CJK collection, copied and hashed for every document) and knows where its face comes from. Without any
program PDFium, which reads the part, would look for the font in the system, page after page.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

_BROUGHT: dict[str, str] = {}  # files of the fonts that styles brought, by their digests
ONE_GLYPH = b"\x81\0" * 1024 + b"\x80"
"""A CIDToGIDMap that leads from every code to the first glyph: 128 KB of zeros for RunLengthDecode."""
MOST = 400  # fonts of Pango's that are remembered: a book has a few dozen, formulas of many sizes some more
FILLED = ("widths", "to_unicode", "missing")  # what each document says of its fonts
PATTERN = """
void *g_object_ref(void *object);
FcPattern *pango_fc_font_get_pattern(PangoFcFont *font);
FcResult FcPatternGetInteger(FcPattern *p, const char *object, int n, int *i);
"""


@dataclass(frozen=True, slots=True)
class Face:
    """A font program: a face of a file, its axes pinned. `stamp` tells one state of the file from another.

    A font that a style brought has no `file`: every process has a copy of its own (`brought`). `outlines` is
    the table that has them: "CFF ", "CFF2", "glyf", or "" for glyphs that are pictures.
    """

    file: str
    stamp: str
    index: int
    axes: tuple[tuple[str, float], ...]
    outlines: str


@dataclass(slots=True)
class Use:
    """What a part draws of a face: its glyphs (their text and width in 1/1000 em), and what describes it.

    `missing` are numbers beyond the face's glyphs that stand for characters it does not have. `vertical` is
    for writing downwards.
    """

    face: Face
    name: str
    family: str
    ascent: int
    descent: int
    flags: int
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    missing: tuple[int, ...] = ()
    vertical: bool = False

    def takes(self, other: "Use") -> bool:
        """Whether both can be drawn with one font: each glyph has one text and one width."""
        alike = self.face == other.face and self.vertical == other.vertical
        return alike and _agree(self.texts, other.texts) and _agree(self.widths, other.widths)

    def unite(self, other: "Use") -> None:
        """Takes in what another part draws, or another run of text."""
        self.texts |= other.texts
        self.widths |= other.widths
        if other.missing:
            self.missing = tuple(sorted({*self.missing, *other.missing}))

    def copy(self) -> "Use":
        """The same, to be united with others."""
        return self.of(dict(self.texts), dict(self.widths))

    def of(self, texts: dict[int, str], widths: dict[int, float]) -> "Use":
        """A use of the same face for other glyphs, of these texts and widths."""
        described = (self.face, self.name, self.family, self.ascent, self.descent, self.flags)
        return Use(*described, texts, widths, self.missing, self.vertical)


def _agree(known: Mapping[int, object], new: Mapping[int, object]) -> bool:
    if new.items() <= known.items():  # most parts draw nothing new
        return True
    return all(known.get(glyph, value) == value for glyph, value in new.items())


@contextmanager
def stubbed() -> Iterator[None]:
    """While it lasts, WeasyPrint's documents hold stubs for their fonts; `use` says what they stand for."""
    fonts: Any = import_module("weasyprint.pdf.fonts")
    stream: Any = import_module("weasyprint.pdf.stream")
    plain, data = stream.Font, fonts.get_hb_object_data
    stream.Font = _kind()
    fonts.get_hb_object_data = lambda *_: _program()
    try:
        yield
    finally:
        stream.Font, fonts.get_hb_object_data = plain, data


@cache
def _program() -> bytes:
    """A TrueType font of one glyph, a box: it stands for all of them (see ONE_GLYPH)."""
    builder = import_module("fontTools.fontBuilder").FontBuilder(1000, isTTF=True)
    pen = import_module("fontTools.pens.ttGlyphPen").TTGlyphPen(None)
    pen.moveTo((0, -120))
    for corner in ((0, 880), (1000, 880), (1000, -120)):
        pen.lineTo(corner)
    pen.closePath()
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    content = io.BytesIO()
    builder.save(content)
    return content.getvalue()


@cache
def _kind() -> type:
    """WeasyPrint's Font, made late because its import is."""
    module = import_module("weasyprint.pdf.fonts")
    plain, data, known = module.Font, module.get_hb_object_data, _Known()

    class Stub(plain):  # type: ignore[misc, valid-type]
        """A font whose name stands for its face, not for what CSS calls it: two files may share a family."""

        def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
            found = known.get(pango_font)
            if found:
                self.__dict__.update(found, **{name: {} for name in FILLED})
                return
            self._read(pango_font, description, font_size)
            if not (self.bitmap or self.colr):
                known.keep(pango_font, dict(vars(self)))

        def _read(self, pango_font: Any, description: Any, font_size: float) -> None:
            super().__init__(pango_font, description, font_size)
            if self.bitmap:  # of dots alone: drawn by the part itself
                self.file_content = data(self.hb_face)
                return
            self.place = _place(pango_font, self.index)
            self.face = _face(self)
            plain_name = bytes(getattr(self, "name")).partition(b"+")[2]  # noqa: B009 (mypy)
            told = repr((plain_name, Path(self.place[0]).name, self.face.index, self.face.axes)).encode()
            digest = hashlib.md5(told, usedforsecurity=False).digest()
            self.hash = "".join(chr(65 + byte % 26) for byte in digest[:8])
            self.name = b"/" + self.hash[:6].encode() + b"+" + plain_name

        def clean(self, to_unicode: dict[int, str], hinting: bool) -> None:
            if self.bitmap:
                super().clean(to_unicode, hinting)

    return Stub


class _Known:
    """What was found out of fonts of Pango's, by their addresses: it holds for all documents.

    The fonts are kept alive, so that no other one gets an address.
    """

    def __init__(self) -> None:
        self._ffi, _, _ = _libraries()
        self._gobject = import_module("weasyprint.text.ffi").gobject
        self._found: dict[int, tuple[Any, dict[str, Any]]] = {}

    def get(self, font: Any) -> dict[str, Any] | None:
        """What is known of a font."""
        return self._found.get(self._address(font), (None, None))[1]

    def keep(self, font: Any, found: dict[str, Any]) -> None:
        """Remembers what was found of it."""
        if len(self._found) >= MOST:
            self._found.clear()
        held = self._ffi.gc(self._gobject.g_object_ref(font), self._gobject.g_object_unref)
        self._found[self._address(font)] = held, found

    def _address(self, font: Any) -> int:
        return int(self._ffi.cast("uintptr_t", font))


def use(font: Any) -> Use:
    """What a document has drawn with one of its stubs."""
    missing = tuple(sorted(font.missing.values()))
    name = font.name.decode().partition("+")[2]
    widths = dict(font.widths)
    texts = {glyph: _plain(text, widths.get(glyph, 0)) for glyph, text in font.to_unicode.items()}
    vertical = getattr(font, "vertical", False)
    shape = (font.family, font.ascent, font.descent, font.flags)
    return Use(font.face, name, *shape, texts, widths, missing, vertical)


def _plain(text: str, width: float) -> str:
    """What a glyph says: one narrow space may stand for the ideographic space first, then for the others."""
    return " " if text == "\u3000" and width < 1000 else text


def _face(font: Any) -> Face:
    file, index = font.place
    axes = tuple(sorted(_axes(font).items())) if "fvar" in font.tables else ()
    pictures = font.png or font.svg or font.colr
    outlines = "" if pictures else next((t for t in ("CFF ", "CFF2", "glyf") if t in font.tables), "")
    if _is_brought(Path(file)):
        return Face("", _digest(file), index, axes, outlines)
    return Face(file, _stamp(file), index, axes, outlines)


def _place(pango_font: Any, usual: int) -> tuple[str, int]:
    """The file of a font and the face in it, as Fontconfig knows them."""
    ffi, pango, fontconfig = _libraries()
    pattern = pango.pango_fc_font_get_pattern(ffi.cast("PangoFcFont *", pango_font))
    file, index = ffi.new("FcChar8 **"), ffi.new("int *")
    fontconfig.FcPatternGetString(pattern, b"file", 0, file)
    found = fontconfig.FcPatternGetInteger(pattern, b"index", 0, index) == 0
    # The upper half of the number names an instance of a variable font.
    return ffi.string(file[0]).decode(), index[0] & 0xFFFF if found else usual


@cache
def _libraries() -> tuple[Any, Any, Any]:
    module = import_module("weasyprint.text.ffi")
    module.ffi.cdef(PATTERN)
    return module.ffi, module.pangoft2, module.fontconfig


def brought(folder: Path | None) -> None:
    """Makes known the fonts of styles that lie in `folder`, a temporary one of WeasyPrint's."""
    for file in sorted(folder.iterdir()) if folder else ():
        _digest(str(file))


def file_of(face: Face) -> str:
    """Where the program of a face lies. Raises OSError for one that no style of this process brought."""
    found = face.file or _BROUGHT.get(face.stamp, "")
    if not found:
        raise FileNotFoundError(f"the font {face.stamp[:12]} of a style is not there")
    return found


def _is_brought(file: Path) -> bool:
    return "weasyprint" in file.parent.name


@cache
def _digest(file: str) -> str:
    digest = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    _BROUGHT[digest] = file
    return digest


@cache
def _stamp(file: str) -> str:
    """The size of a font of the system: the same on all machines that have the same font."""
    return str(Path(file).stat().st_size)


def _axes(font: Any) -> dict[str, float]:
    """Where every axis of a variable font stands, as WeasyPrint's Font.clean pins them."""
    wanted = dict(font.variations)
    ranges = _ranges(font)
    wanted.setdefault("wght", float(font.weight))
    wanted.setdefault("opsz", font.font_size)
    low, _, high = ranges.get("slnt", (0.0, 0.0, 0.0))
    wanted.setdefault("slnt", (high or low) if font.style == 1 else 0.0)
    wanted.setdefault("ital", float(font.style == 2))
    return {tag: max(low, min(high, wanted.get(tag, usual))) for tag, (low, usual, high) in ranges.items()}


def _ranges(font: Any) -> dict[str, tuple[float, float, float]]:
    """The axes of a variable font: lowest, usual and highest value."""
    harfbuzz = import_module("uharfbuzz")  # late: few fonts vary
    file, index = font.place
    axes = harfbuzz.Face(harfbuzz.Blob.from_file_path(file), index).axis_infos
    return {axis.tag: (axis.min_value, axis.default_value, axis.max_value) for axis in axes}
