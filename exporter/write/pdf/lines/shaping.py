"""Text and style -> glyphs, once: Pango shapes a text box whole, and its glyph array is read through ffi.

Lengths are in Pango units (1/1024 px) here and in the modules that work on glyphs.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

from exporter.write.pdf.lines.faces import among_han, blank_halves, is_coloured
from exporter.write.pdf.lines.glyphs import UNKNOWN, FontFace, Glyphs, Type
from exporter.write.pdf.lines.orientation import SIDEWAYS, STANDING, TURNING, UPRIGHT, orientations
from exporter.write.pdf.lines.rules import custom

FIELDS = 5  # integers in a PangoGlyphInfo: glyph, width, x offset, y offset, attributes
FULL = 0.9  # em: what is narrower lies on its side with the Latin letters
KERNED = 0.01  # em: by more, kana are kerned for horizontal lines
HALF_WIDTH = ("hwid", 1)  # the feature that a style asks for where figures share a cell
_ADDRESS = ffi.typeof("uintptr_t")
_LEFT_OUT = re.compile(
    "[\x00-\x08\x0a-\x1f\x85\xad\u2028\u2029"  # controls, tabs, soft hyphens, preserved breaks
    "\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]"  # right to left
)
_JOINING = re.compile(
    "^[\u0300-\u036f\u200d\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]+"
)
MOST = 400  # layouts kept: a book has a few dozen, formulas of many sizes some more
SPACES = "preserved spaces"
LED = "_exporter_led"  # of styles: set where words part by our rules, not by WeasyPrint's
_STYLES: dict[str, Callable[[Any], bool]] = {
    # what the engine leaves to WeasyPrint -> whether a style asks for it
    SPACES: lambda style: style["white_space"] not in ("normal", "nowrap", "pre-line"),
    "hyphenation": lambda style: is_hyphenated(style) and not style.__dict__.get(LED),
    "letter spacing": lambda style: style["letter_spacing"] != "normal",
    "word spacing": lambda style: bool(style["word_spacing"]),
    "right to left": lambda style: style["direction"] != "ltr",
    "odd wraps": lambda style: style["word_break"] != "normal",
    "no size": lambda style: style["font_size"] < 1e-3,
}


def is_hyphenated(style: Any) -> bool:
    """Whether the text is in a language for which WeasyPrint parts words, and may do so."""
    return style["hyphens"] == "auto" and not custom(style["lang"] or "")


class Shaper:
    """Shapes for any document: a Pango layout a style, fonts and marks measured once.

    `vertical` text gets the forms that marks have in columns. `ahead` are texts that were shaped to see
    whether they can be, and are asked for next.
    """

    def __init__(self, *, vertical: bool = False) -> None:
        self.vertical = vertical
        self.layouts: dict[str, Any] = {}
        self.faces: dict[int, FontFace] = {}
        self.blanks: dict[tuple[str, str], tuple[int, int, int]] = {}
        self.forms: dict[tuple[str, str], tuple[int, int]] = {}
        self.ahead: dict[tuple[int, str], Glyphs] = {}
        self.hyphens: dict[str, Glyphs | str] = {}

    def hyphen(self, style: Any) -> Glyphs | None:
        """The hyphen of a style; None where its font has none."""
        key = self.type_of(style).key
        if key not in self.hyphens:
            self.hyphens[key] = self.shape("-", style)
        found = self.hyphens[key]
        return None if isinstance(found, str) else found

    def type_of(self, style: Any) -> Type:
        """What `style` means, kept on the style itself."""
        known = style.__dict__.get("_exporter_type")
        if known is None or known[0] is not self:
            known = style._exporter_type = (self, self._type(style))
        found: Type = known[1]
        return found

    def _type(self, style: Any) -> Type:
        refused = next((reason for reason, asks in _STYLES.items() if asks(style)), "")
        if refused and not (self.vertical and refused == SPACES and _is_marker(style)):
            return Type(refused)
        decoration = style["text_decoration_line"]
        font = line_break._font_style_cache_key(style, include_size=True)
        key = f"{id(style.font_config)}{font}{style['font_kerning']}{decoration}"
        if key not in self.layouts:
            self.layouts[key] = line_break.Layout(style)
        lang = style["lang"] or ""
        return Type(
            "",
            key,
            self.layouts[key],
            int(style["font_size"] * TO_UNITS),
            lang,
            custom(lang),
            style["white_space"] != "nowrap",
            line_break.strut(style)[0],
            self.vertical and HALF_WIDTH in tuple(style["font_feature_settings"]),
            lang.startswith("ko") and any(token.value == "whole" for token in style["__words"]),
        )

    def shape(self, text: str, style: Any) -> Glyphs | str:
        """The glyphs of `text`, or why it is left to WeasyPrint."""
        kind = self.type_of(style)
        if kind.refused:
            return kind.refused
        ahead = self.ahead.pop((id(kind), text), None)
        if ahead is not None:
            return ahead
        if _LEFT_OUT.search(text):
            return "right to left or control characters"
        data = text.encode()
        pango.pango_layout_set_text(kind.layout.layout, data, len(data))
        shaped = Glyphs(text, data, kind, array("i"), array("i"), array("i"), array("i"), [])
        wrong = self._read(shaped, pango.pango_layout_get_line_readonly(kind.layout.layout, 0), style)
        if not wrong and self.vertical:
            self._stand(shaped, style)
        return wrong or shaped

    def parted(self, text: str, style: Any) -> list[str]:
        """`text` in stretches that the engine takes and, apart, those whose glyphs are not for it."""
        kind = self.type_of(style)
        if kind.refused or _LEFT_OUT.search(text):
            return [text]
        shaped = self.shape(text, style)
        if not isinstance(shaped, str):
            self.ahead[id(kind), text] = shaped
            return [text]
        data, spans = text.encode(), list[tuple[int, int]]()
        pango.pango_layout_set_text(kind.layout.layout, data, len(data))
        runs = pango.pango_layout_get_line_readonly(kind.layout.layout, 0).runs
        while runs != ffi.NULL:
            spans += self._foreign(runs.data, text, style)
            runs = runs.next
        return _cut(data, spans)

    def _foreign(self, run: Any, text: str, style: Any) -> Iterator[tuple[int, int]]:
        """The bytes of a run that are not for the engine."""
        item, glyphs = run.item, run.glyphs
        end = item.offset + item.length
        font = item.analysis.font
        if item.analysis.level % 2 or font == ffi.NULL or self._face(font, text, style).coloured:
            yield item.offset, end
            return
        clusters = [item.offset + glyphs.log_clusters[number] for number in range(glyphs.num_glyphs)]
        begins = sorted({*clusters, end})
        following = dict(pairwise(begins))
        for number, byte in enumerate(clusters):
            glyph = glyphs.glyphs[number]
            if glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG or glyph.geometry.y_offset:
                yield byte, following[byte]

    def _read(self, shaped: Glyphs, line: Any, style: Any) -> str:
        """Appends the runs of `line` to `shaped`; what is wrong with one of them."""
        runs = line.runs
        while runs != ffi.NULL:
            wrong = self._read_run(shaped, runs.data, style)
            if wrong:
                return wrong
            runs = runs.next
        ascending = list(shaped.byte) == sorted(shaped.byte)
        return "" if shaped.glyph and ascending else "clusters out of order"

    def _read_run(self, shaped: Glyphs, run: Any, style: Any) -> str:
        item, glyphs = run.item, run.glyphs
        if item.analysis.level % 2:
            return "right to left"
        count, first = glyphs.num_glyphs, shaped.count
        fields = array("i")
        fields.frombytes(ffi.buffer(glyphs.glyphs, count * FIELDS * 4))
        clusters = array("i")
        clusters.frombytes(ffi.buffer(glyphs.log_clusters, count * 4))
        if any(fields[3::FIELDS]):
            return "raised glyphs"
        numbers = fields[0::FIELDS]
        shaped.glyph += numbers
        if not self.vertical and numbers and (max(numbers) >= UNKNOWN or min(numbers) < 0):
            return "missing glyphs"
        if item.analysis.font == ffi.NULL:
            return "no font"
        face = self._face(item.analysis.font, shaped.text, style)
        if face.coloured:
            return "coloured glyphs"
        shaped.advance += fields[1::FIELDS]
        shaped.offset += fields[2::FIELDS]
        shaped.byte += array("i", [item.offset + byte for byte in clusters]) if item.offset else clusters
        if shaped.faces and shaped.faces[-1][2] is face:
            first = shaped.faces.pop()[0]
        shaped.faces.append((first, shaped.count, face))
        return ""

    def _stand(self, shaped: Glyphs, style: Any) -> None:
        """Says which glyphs stand upright in a column, and gives marks the forms they have there."""
        clusters = shaped.clusters()
        kinds = iter(orientations("".join(clusters)))
        for item, cluster in enumerate(clusters):
            told = [next(kinds) for _ in cluster][:1]
            if not told:
                shaped.upright.append(shaped.upright[-1] if item else 0)
                continue
            narrow = shaped.advance[item] < FULL * shaped.type.em and not _is_wide(cluster)
            kind = SIDEWAYS if narrow else told[0]
            if shaped.glyph[item] & UNKNOWN:
                kind = UPRIGHT
            if kind in TURNING:
                plain, form = self.form(cluster, style)
                if plain == shaped.glyph[item] != form:
                    shaped.glyph[item], kind = form, UPRIGHT
            shaped.upright.append(kind in STANDING)
            if kind in STANDING and abs(shaped.advance[item] - shaped.type.em) > KERNED * shaped.type.em:
                shaped.advance[item], shaped.offset[item] = shaped.type.em, 0

    def form(self, mark: str, style: Any) -> tuple[int, int]:
        """The glyph of a mark in a horizontal line, and in a column (OpenType feature vert)."""
        place = (self.type_of(style).key, mark)
        if place not in self.forms:
            self.forms[place] = (
                among_han(mark, style, b"vert 0").glyph,
                among_han(mark, style, b"vert 1").glyph,
            )
        return self.forms[place]

    def _face(self, pointer: Any, text: str, style: Any) -> FontFace:
        address = int(ffi.cast(_ADDRESS, pointer))
        found = self.faces.get(address)
        if found is None:
            keeper = line_break.Layout(style)
            keeper.set_text(text)
            pango.pango_layout_get_line_readonly(keeper.layout, 0)
            extents = ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(pointer, 1, ffi.NULL, extents)
            ascent, descent = -extents.y, extents.y + extents.height
            found = FontFace(pointer, keeper, ascent, descent, is_coloured(pointer))
            self.faces[address] = found
        return found

    def blank(self, mark: str, style: Any) -> tuple[int, int, int]:
        """Advance of a mark, and how much of it is blank at its left and right: see blank_halves."""
        kind = self.type_of(style)
        place = (kind.key, mark)
        if place not in self.blanks:
            self.blanks[place] = blank_halves(mark, style, kind.em)
        return self.blanks[place]


_SHARED: dict[bool, Shaper] = {}


def shared(*, vertical: bool) -> Shaper:
    """The shaper of all documents of this process: what it has learnt of a style holds for each."""
    known = _SHARED.get(vertical)
    if known is None or len(known.layouts) > MOST:
        known = _SHARED[vertical] = Shaper(vertical=vertical)
    known.ahead.clear()
    return known


def _is_wide(cluster: str) -> bool:
    """Whether a character is as wide as a Han in every font (UAX 11): if not, it is kerned, as す is."""
    return unicodedata.east_asian_width(cluster[0]) in "WF"


def _is_marker(style: Any) -> bool:
    """Whether it is that of a list marker, whose spaces WeasyPrint keeps: its figures are of one width."""
    return "tabular-nums" in style["font_variant_numeric"]


def _cut(data: bytes, spans: list[tuple[int, int]]) -> list[str]:
    """`data` as texts: the spans, in ascending order, those that touch joined, and what is between them."""
    edges = [0]
    for start, end in spans:
        if edges[-1] == start and len(edges) > 1:
            edges[-1] = end
        else:
            edges += [start, end]
    texts: list[str] = []
    for start, end in pairwise([*edges, len(data)]):
        text = data[start:end].decode()
        rest = _JOINING.sub("", text)  # what joins to the character before it goes with it
        if texts:
            texts[-1] += text[: len(text) - len(rest)]
        texts.append(rest if texts else text)
    return [text for text in texts if text]
