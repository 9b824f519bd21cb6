"""Numbers and names of PDF objects written without asking each for its class: half of them are bytes."""

from typing import Any

from exporter.write.pdf.savings.changing import Change, Function


def _writing(stock: Function) -> Function:
    def to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return bytes(item)
        if kind is str:
            return str(item).encode("ascii")
        if kind is int:
            return b"%d" % item
        return bytes(stock(item))

    return to_bytes


NUMBERS = (Change("pydyf", "_to_bytes", _writing),)
