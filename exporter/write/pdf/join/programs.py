"""Font programs: a face, cut down to the glyphs that a book draws of it, numbered as they are in the face."""

import io
from collections.abc import Collection
from functools import lru_cache
from importlib import import_module
from typing import Any

from exporter.write.pdf.parts.faces import Face, file_of

DROPPED = """
BASE DSIG EBDT EBLC EBSC GPOS GSUB GDEF JSTF LTSH PCLT SVG vmtx vhea VORG CBDT CBLC COLR CPAL sbix STAT MATH
kern hdmx VDMX gasp cvt fpgm prep
""".split()
# How a program is embedded (ISO 32000-1, table 126): the entry of the descriptor, and the stream's Subtype.
CFF, OPENTYPE, TRUETYPE = ("FontFile3", "/CIDFontType0C"), ("FontFile3", "/OpenType"), ("FontFile2", "")


def program(face: Face, glyphs: Collection[int]) -> tuple[bytes, tuple[str, str]]:
    """The bytes of the face's program for these glyphs, and how they are embedded.

    The same bytes for the same glyphs. Raises OSError for a font file that is gone.
    """
    if not face.outlines:
        return _empty(face, max(glyphs, default=0) + 1), TRUETYPE
    if face.outlines == "CFF " and not face.axes:
        compact = _compact(face, glyphs)
        if compact:
            return compact, CFF
    data = _subset(face, glyphs, keep_numbers=True)[0]
    return data, OPENTYPE if data[:4] == b"OTTO" else TRUETYPE


@lru_cache(maxsize=16)
def _opened(file: str, index: int, stamp: str) -> Any:
    del stamp  # another state of the file is another entry
    harfbuzz = import_module("uharfbuzz")  # late, as all that only PDFs need
    return harfbuzz.Face(harfbuzz.Blob.from_file_path(file), index)


def _subset(face: Face, glyphs: Collection[int], *, keep_numbers: bool) -> tuple[bytes, dict[int, int]]:
    """A subset of the face, and the old numbers of its glyphs by the new ones."""
    harfbuzz = import_module("uharfbuzz")
    opened = _opened(file_of(face), face.index, face.stamp)
    wanted, flags = harfbuzz.SubsetInput(), harfbuzz.SubsetFlags
    wanted.glyph_set.update({0, *glyphs})
    wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in DROPPED)
    wanted.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE
    if keep_numbers:
        wanted.flags |= flags.RETAIN_GIDS
        if face.outlines != "glyf":
            wanted.flags |= flags.DESUBROUTINIZE
        if face.outlines == "CFF2":
            wanted.flags |= flags.DOWNGRADE_CFF2
    for tag, value in face.axes:
        wanted.pin_axis_location(opened, tag, value)
    plan = harfbuzz.SubsetPlan(opened, wanted)
    numbers = {new: old for old, new in plan.old_to_new_glyph_mapping.items()}
    return bytes(plan.execute().blob.data), numbers


def _compact(face: Face, glyphs: Collection[int]) -> bytes:
    """A bare CFF whose CIDs are the numbers the glyphs have in the face; b"" for one not keyed by CID.

    HarfBuzz gives the CIDs of the font, which need not be those; a charset of our own comes after the rest.
    """
    data, numbers = _subset(face, glyphs, keep_numbers=False)
    table = _table(data, b"CFF ")
    place = _charset_place(table)
    if place < 0:
        return b""
    cids = b"".join(numbers[number].to_bytes(2, "big") for number in range(1, len(numbers)))
    offset = len(table).to_bytes(4, "big")
    return table[:place] + offset + table[place + 4 :] + b"\0" + cids  # format 0 (Adobe TN 5176, 13)


def _table(font: bytes, tag: bytes) -> bytes:
    """A table of an OpenType font."""
    for entry in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[entry : entry + 4] == tag:
            start, size = (int.from_bytes(font[entry + at : entry + at + 4], "big") for at in (8, 12))
            return font[start : start + size]
    return b""


def _charset_place(table: bytes) -> int:
    """Where a CFF's Top DICT has the offset of the charset, four bytes; -1 where it is not keyed by CID."""
    _, after_names = _first(table, table[2])
    top, _ = _first(table, after_names)
    position, end, place, keyed = top.start, top.stop, -1, False
    operand = -1
    while position < end:
        byte = table[position]
        if byte == 29:
            operand, position = position + 1, position + 5
        elif byte == 30:  # a decimal in half bytes, up to one of 15
            while table[position] & 15 != 15:
                position += 1
            position += 1
        elif byte == 28:
            position += 3
        elif byte >= 32:
            position += 1 if byte <= 246 else 2
        else:
            place = operand if byte == 15 else place
            keyed = keyed or table[position : position + 2] == b"\x0c\x1e"  # ROS
            position, operand = position + (2 if byte == 12 else 1), -1
    return place if keyed else -1


def _first(table: bytes, start: int) -> tuple[range, int]:
    """Where the first object of an INDEX lies, and where the INDEX ends."""
    count, size = int.from_bytes(table[start : start + 2], "big"), table[start + 2]
    begin = start + 2 + (count + 1) * size  # offsets count from the byte before the objects
    offsets = [
        int.from_bytes(table[start + 3 + size * item : start + 3 + size * (item + 1)], "big")
        for item in range(count + 1)
    ]
    return range(begin + offsets[0], begin + offsets[1]), begin + offsets[-1]


def _empty(face: Face, count: int) -> bytes:
    """Glyphs without outlines, of the widths they have: the pages hold their pictures."""
    source = import_module("fontTools.ttLib").TTFont(file_of(face), fontNumber=face.index, lazy=True)
    builder = import_module("fontTools.fontBuilder").FontBuilder(source["head"].unitsPerEm, isTTF=True)
    glyph = import_module("fontTools.ttLib.tables._g_l_y_f").Glyph
    order = source.getGlyphOrder()
    names = [".notdef", *(f"g{number}" for number in range(1, count))]
    widths = {
        name: (source["hmtx"][order[number]][0] if number < len(order) else 0, 0)
        for number, name in enumerate(names)
    }
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    builder.setupGlyf({name: glyph() for name in names})
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    content = io.BytesIO()
    builder.save(content)
    return content.getvalue()
