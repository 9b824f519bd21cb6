"""The fonts of a book: one program a face, over the glyphs that all parts draw of it."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import pydyf

from exporter.write.pdf.join.programs import program
from exporter.write.pdf.join.writer import Writer
from exporter.write.pdf.parts.faces import Face, Use

Programs = Callable[[Face, Collection[int]], tuple[bytes, tuple[str, str]]]
"""What gives a face cut down to some glyphs, as `programs.program` does."""

BATCH = 100  # entries of a CMap's section (Adobe's CMap specification, 4.3)
SYSTEM = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def
/CMapName /{name} def
/CMapType {kind} def
/WMode {direction} def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{sections}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass
class Variant:
    """A font of the file: its object, and what is drawn with it.

    A glyph says one text in it; where it says two (女, ⼥), its face has several.
    """

    number: int
    use: Use


class Fonts:
    """Gives parts the fonts of the book, and writes them once it is known what all parts draw."""

    def __init__(self, writer: Writer, programs: Programs = program) -> None:
        self._writer, self._programs = writer, programs
        self._faces: dict[Face, list[Variant]] = {}

    def number(self, use: Use) -> int:
        """The object that is the font for what a part draws of a face."""
        variants = self._faces.setdefault(use.face, [])
        for variant in variants:
            if variant.use.takes(use):
                variant.use.unite(use)
                return variant.number
        variants.append(Variant(self._writer.reserve(), use.copy()))
        return variants[-1].number

    def write(self) -> None:
        """Writes every font. Raises OSError for a font file that is gone."""
        for face, variants in self._faces.items():
            uses = [variant.use for variant in variants]
            drawn = {glyph for each in uses for glyph in each.texts.keys() - set(each.missing)}
            content, (entry, kind) = self._programs(face, drawn)
            entries: dict[str, object] = {"Subtype": kind} if kind else {"Length1": len(content)}
            file = self._writer.add_stream(content, entries)
            digest = hashlib.md5(content, usedforsecurity=False).digest()
            tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
            name = pydyf.name(f"{tag}+{uses[0].name}")
            descriptor = self._descriptor(uses, name, {entry: f"{file} 0 R"})
            for variant in variants:
                self._font(variant, name, descriptor, is_truetype=entry == "FontFile2")

    def _descriptor(self, uses: list[Use], name: bytes, file: dict[str, str]) -> int:
        use, widths = uses[0], {glyph: width for each in uses for glyph, width in each.widths.items()}
        fixed = len(widths) > 1 and len(set(widths.values())) == 1
        return self._writer.add(
            pydyf.Dictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": name,
                    "FontFamily": pydyf.String(use.family),
                    "Flags": use.flags | fixed,
                    "FontBBox": pydyf.Array((0, use.descent, max(widths.values(), default=0), use.ascent)),
                    "ItalicAngle": 0,
                    "Ascent": use.ascent,
                    "Descent": use.descent,
                    "CapHeight": use.ascent,
                    "StemV": 80,
                    "StemH": 80,
                }
                | file
            )
        )

    def _font(self, variant: Variant, name: bytes, descriptor: int, *, is_truetype: bool) -> None:
        descendant = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": f"/CIDFontType{2 if is_truetype else 0}",
                "BaseFont": name,
                "CIDSystemInfo": pydyf.Dictionary(SYSTEM),
                "W": _runs(variant.use.widths),
                "FontDescriptor": f"{descriptor} 0 R",
            }
            | ({"CIDToGIDMap": "/Identity"} if is_truetype else {})
        )
        entries = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": self._encoding(variant.use),
            "DescendantFonts": pydyf.Array([f"{self._writer.add(descendant)} 0 R"]),
            "ToUnicode": f"{self._writer.add_stream(to_unicode(variant.use.texts))} 0 R",
        }
        self._writer.add(pydyf.Dictionary(entries), variant.number)

    def _encoding(self, use: Use) -> str:
        """Codes are numbers of glyphs; those of characters that the face lacks lead to .notdef."""
        mode = "V" if use.vertical else "H"
        if not use.missing:
            return f"/Identity-{mode}"
        glyphs = sorted(use.texts)
        rows = [f"<{glyph:04x}> {0 if glyph in use.missing else glyph}" for glyph in glyphs]
        name, direction = f"Exporter-{mode}", int(use.vertical)
        content = _cmap(name, "Identity", 1, "cidchar", rows, direction)
        entries = {"Type": "/CMap", "CMapName": f"/{name}", "CIDSystemInfo": pydyf.Dictionary(SYSTEM)}
        entries["WMode"] = direction
        return f"{self._writer.add_stream(content, entries)} 0 R"


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """The CMap that says which text each glyph stands for (ISO 32000-1, 9.10.3)."""
    rows = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(texts.items())]
    return _cmap("Adobe-Identity-UCS", "UCS", 2, "bfchar", rows)


def _cmap(name: str, ordering: str, kind: int, entry: str, rows: list[str], direction: int = 0) -> bytes:
    batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
    sections = [line for rows in batches for line in (f"{len(rows)} begin{entry}", *rows, f"end{entry}")]
    told = {"name": name, "ordering": ordering, "kind": kind, "direction": direction}
    return CMAP.format(**told, sections="\n".join(sections)).encode()


def _runs(widths: Mapping[int, float]) -> pydyf.Array:
    """Widths as a CIDFont lists them: the first of adjoining glyphs, then the width of each."""
    runs = pydyf.Array()
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            runs += [glyph, pydyf.Array()]
        runs[-1].append(widths[glyph])
    return runs
