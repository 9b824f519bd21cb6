"""Streams compressed once, and less hard: WeasyPrint does it again for the digest that identifies a file.

Level 6 of zlib makes a file a hundredth larger than level 9, in half the time.
"""

import zlib
from importlib import import_module
from typing import Any

from exporter.write.pdf.savings.changing import Change, Function

LEVEL = 6


def _settling(stock: Function) -> Function:
    pydyf = import_module("pydyf")

    def write(pdf: Any, *args: Any, **named: Any) -> None:
        for thing in pdf.objects:
            if isinstance(thing, pydyf.Stream) and thing.compress:
                content = b"\n".join(map(pydyf._to_bytes, thing.stream))
                thing.stream, thing.compress = [zlib.compress(content, LEVEL)], False
                thing.extra["Filter"] = "/FlateDecode"
        stock(pdf, *args, **named)

    return write


STREAMS = (Change("pydyf:PDF", "write", _settling),)
