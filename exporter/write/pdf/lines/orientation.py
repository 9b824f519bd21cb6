"""Which characters stand upright in a column, and which lie on their side (UAX 50, jlreq 2.3.2)."""

from functools import cache

from exporter.write.pdf.lines.marks import CJK, CLOSE, IDEOGRAPH, LEADER, OPEN, classes

UPRIGHT, MARK, BRACKET, SIDEWAYS = "umbs"
TURNING = MARK + BRACKET  # may have a form for columns
STANDING = UPRIGHT + MARK  # stand upright in whatever form they have
LYING = "ー〰゠＝－＿｜￣＜＞"  # of full width, but on their side where the font has no form for columns
PLAIN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # Han: the same form everywhere
SYMBOLS = (  # outside the ranges of CJK; UAX 50, Vertical_Orientation=U
    (0xA7, 0xA7),
    (0xA9, 0xA9),
    (0xAE, 0xAE),
    (0xB1, 0xB1),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x2016, 0x2016),
    (0x2020, 0x2021),
    (0x2030, 0x2031),
    (0x203B, 0x203C),
    (0x2042, 0x2042),
    (0x2047, 0x2049),
    (0x2051, 0x2051),
    (0x2100, 0x218F),
    (0x221E, 0x221E),
    (0x2234, 0x2235),
    (0x2460, 0x24FF),
    (0x25A0, 0x2619),
    (0x2620, 0x2767),
    (0x2776, 0x2793),
    (0x2B12, 0x2BEB),
    (0xAC00, 0xD7FF),
    (0xE000, 0xF8FF),
    (0x1F000, 0x1FAFF),
)


def orientations(text: str) -> str:
    """A letter for every character: UPRIGHT, SIDEWAYS, or MARK and BRACKET, which fonts have forms for."""
    return "".join(_of(character, kind) for character, kind in zip(text, classes(text), strict=True))


@cache
def _of(character: str, kind: str) -> str:
    code = ord(character)
    if kind == IDEOGRAPH:
        if any(low <= code <= high for low, high in PLAIN):
            return UPRIGHT
        return BRACKET if character in LYING else MARK
    if kind in CJK:
        return BRACKET if kind in OPEN + CLOSE + LEADER else MARK
    return UPRIGHT if any(low <= code <= high for low, high in SYMBOLS) else SIDEWAYS
