"""Pictures written into the page itself: data: addresses, decoded without any network (RFC 2397)."""

import base64
import binascii
from urllib.parse import unquote_to_bytes

MAX_LENGTH = 28_000_000  # characters: 20 MB in base64


def decoded(url: str) -> bytes | None:
    """The bytes of a data: address; None for any other address and for one that is too long or malformed."""
    if url[:5].lower() != "data:" or len(url) > MAX_LENGTH:
        return None
    head, comma, payload = url[5:].partition(",")
    if not comma:
        return None
    content = unquote_to_bytes(payload)
    if not head.lower().rstrip().endswith(";base64"):
        return content
    try:
        return base64.b64decode(b"".join(content.split()) + b"==")
    except binascii.Error:
        return None
