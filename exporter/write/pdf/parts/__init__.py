"""Pieces of a book typeset by themselves: markup -> a part on disk, which the join lays into any book."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path

from exporter import __version__
from exporter.write.pdf.lines import Rules
from exporter.write.pdf.parts.blanks import SHOWN, blank, filled, marked
from exporter.write.pdf.parts.faces import brought, stubbed
from exporter.write.pdf.parts.finish import SCHEME, Finisher
from exporter.write.pdf.parts.part import Part, load, packed, pdf_of, sidecar, unpack, unpacked
from exporter.write.pdf.typeset import Load, Sheet, typeset

__all__ = [
    "SCHEME", "Part", "blank", "brought", "filled", "load", "packed", "part_key", "pdf_of", "print_part",
    "sidecar", "unpack", "unpacked",
]  # fmt: skip

FORM = "8"  # of parts


def part_key(
    markup: str, pictures: Iterable[str], sheets: Sequence[Sheet], rules: Rules | None = None
) -> str:
    """The name of a part, a digest in hex of what it is made of: text, pictures (their digests), styles."""
    digest = hashlib.sha256(f"{FORM} {__version__} {rules}\n".encode())
    for told in (markup, *sorted(pictures), *(sheet.css for sheet in sheets)):
        digest.update(f"{len(told)} {told}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def print_part(
    markup: str, sheets: Sequence[Sheet], load: Load, file: Path, rules: Rules | None = None
) -> Part:
    """Typesets `markup` as a part in `file` and beside it; the part is not saved yet.

    Raises what `typeset` raises.
    """
    part = Part(file)
    finisher = Finisher(part, turned=rules is not None and rules.vertical)
    with stubbed(), marked(part, SCHEME) if SHOWN.search(markup) else nullcontext():
        done = typeset(markup, sheets, load, file, finisher, rules=rules)
    finisher.written()
    part.missing = "".join(done.missing)
    part.warnings, part.unset = done.warnings, done.unset
    return part
