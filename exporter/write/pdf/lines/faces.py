"""What is asked of a font: where marks have blank halves, their other forms, whether glyphs are pictures."""

from typing import Any, NamedTuple

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, harfbuzz, pango
from weasyprint.text.fonts import get_pango_font_hb_face


def blank_halves(mark: str, style: Any, em: int) -> tuple[int, int, int]:
    """Advance of a mark, and how much of it is blank at its left and right, by its half-width alternate.

    Where the font has none (OpenType feature halt), by its ink. `em` is the size of the type.
    """
    full, _, ink, inked, _ = among_han(mark, style, b"halt 0")
    half, shift, *_ = among_han(mark, style, b"halt 1")
    if half < full:
        return full, -shift, full - half + shift
    left, right = max(0, ink), max(0, full - ink - inked)
    if full < 0.9 * em or left + right < 0.4 * em:
        return full, 0, 0
    if min(left, right) > 0.6 * max(left, right):
        return full, min(left, em // 4), min(right, em // 4)
    return (full, min(left, em // 2), 0) if left > right else (full, 0, min(right, em // 2))


class _Measured(NamedTuple):
    advance: int
    offset: int
    ink: int
    inked: int
    glyph: int


def among_han(mark: str, style: Any, feature: bytes) -> _Measured:
    """Advance and offset of a mark with a feature on or off, where its ink begins, its width, its glyph.

    Between two Han, because fonts give marks the forms of the script they stand in.
    """
    text = f"国{mark}国"
    data = text.encode()
    layout = line_break.Layout(style)
    attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    attribute = pango.pango_attr_font_features_new(feature)
    attribute.start_index, attribute.end_index = 3, len(data) - 3
    pango.pango_attr_list_insert(attributes, attribute)
    layout.set_text(text)
    pango.pango_layout_set_attributes(layout.layout, attributes)
    runs = pango.pango_layout_get_line_readonly(layout.layout, 0).runs
    while runs.data.item.offset + runs.data.item.length <= 3:
        runs = runs.next
    run = runs.data
    found = run.glyphs.glyphs[0 if run.item.offset else 1]
    ink = ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(run.item.analysis.font, found.glyph, ink, ffi.NULL)
    return _Measured(found.geometry.width, found.geometry.x_offset, ink.x, ink.width, found.glyph)


def is_coloured(pointer: Any) -> bool:
    """Whether the font's glyphs are pictures: colour layers, SVG, PNG or bitmaps."""
    face = get_pango_font_hb_face(pointer)
    if harfbuzz.hb_ot_color_has_png(face) or harfbuzz.hb_ot_color_has_svg(face):
        return True
    if harfbuzz.hb_version_atleast(7, 0, 0) and (
        harfbuzz.hb_ot_color_has_paint(face) or harfbuzz.hb_ot_color_has_layers(face)
    ):
        return True
    table = harfbuzz.hb_face_reference_table(face, harfbuzz.hb_tag_from_string(b"EBDT", -1))
    length = harfbuzz.hb_blob_get_length(table)
    harfbuzz.hb_blob_destroy(table)
    return bool(length)
