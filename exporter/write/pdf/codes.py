"""Addresses as QR codes: paper cannot be clicked, but photographed."""

import io
import re
from importlib import import_module

LONGEST = 250  # characters: more make a code too fine for its size on the page
QUIET = 2  # modules of white around it; the page gives the rest of the four that ISO/IEC 18004 asks for
_ADDRESS = re.compile(r"https?://[!-~]+\Z")


def code(address: str, words: str) -> str:
    """The address as an SVG element, which `words` describe; "" for what is no web address of fit length.

    Drawn in memory, the same for the same address. Letters of other scripts are in it as UTF-8.
    """
    ascii_address = _escaped(address)
    if len(ascii_address) > LONGEST or not _ADDRESS.match(ascii_address):
        return ""
    picture = io.BytesIO()
    made = import_module("segno").make_qr(ascii_address, error="l")  # late: most books have none
    title = words.encode(errors="replace").decode()
    made.save(picture, kind="svg", border=QUIET, title=title, xmldecl=False, omitsize=True, nl=False)
    return picture.getvalue().decode()


def _escaped(address: str) -> str:
    """The address as URIs write it: letters beyond ASCII as percent signs (RFC 3987, section 3.1)."""
    return "".join(
        character
        if character.isascii()
        else "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))
        for character in address
    )
