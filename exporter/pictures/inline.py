"""Pictures written into the page itself: data: addresses, decoded without any network (RFC 2397)."""

import base64
import binascii
from urllib.parse import unquote_to_bytes

MAX_LENGTH = 28_000_000  # characters: 20 MB in base64


def decoded(url: str) -> bytes | None:
    """The bytes of a data: address, none where it is malformed or too long; None for any other address."""
    if url[:5].lower() != "data:":
        return None
    head, _, payload = url[5:].partition(",")
    if len(payload) > MAX_LENGTH:
        return b""
    content = unquote_to_bytes(payload)
    if not head.lower().rstrip().endswith(";base64"):
        return content
    try:
        return base64.b64decode(b"".join(content.split()) + b"==")
    except binascii.Error:
        return b""
