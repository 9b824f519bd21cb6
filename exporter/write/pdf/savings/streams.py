"""Streams compressed once, and less hard: WeasyPrint does it again for the digest that identifies a file.

Level 6 of zlib makes a file a hundredth larger than level 9, in half the time.
"""

import zlib
from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change

LEVEL = 6


def _settling(stock: property) -> property:
    pydyf = import_module("pydyf")

    def data(stream: Any) -> bytes:
        if stream.compress:
            content = b"\n".join(map(pydyf._to_bytes, stream.stream))
            stream.stream, stream.compress = [zlib.compress(content, LEVEL)], False
            stream.extra["Filter"] = "/FlateDecode"
        return bytes(stock.__get__(stream))

    return property(data)


STREAMS = (Change("pydyf:Stream", "data", _settling),)
