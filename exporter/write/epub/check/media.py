"""Are a file's bytes what the manifest says they are?"""

# media type: what its files hold, and how many bytes in.
SIGNATURES: dict[str, tuple[tuple[int, bytes], ...]] = {
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/gif": ((0, b"GIF87a"), (0, b"GIF89a")),
    "image/webp": ((8, b"WEBP"),),
    "font/woff": ((0, b"wOFF"),),
    "font/woff2": ((0, b"wOF2"),),
    "font/otf": ((0, b"OTTO"), (0, b"\x00\x01\x00\x00")),
    "font/ttf": ((0, b"\x00\x01\x00\x00"), (0, b"true")),
    "application/font-sfnt": ((0, b"OTTO"), (0, b"\x00\x01\x00\x00")),
    "application/vnd.ms-opentype": ((0, b"OTTO"), (0, b"\x00\x01\x00\x00")),
    "audio/mp4": ((4, b"ftyp"),),
    "video/mp4": ((4, b"ftyp"),),
}


def mismatch(media_type: str, head: bytes) -> str:
    """What is wrong with a file of `media_type` that begins with `head`; "" for nothing known."""
    if media_type not in SIGNATURES or _begins(head, media_type):
        return ""
    actual = next((name for name in SIGNATURES if _begins(head, name)), "something else")
    return f"is {actual}, not {media_type} as the manifest says"


def _begins(head: bytes, media_type: str) -> bool:
    return any(head[offset:].startswith(mark) for offset, mark in SIGNATURES[media_type])
