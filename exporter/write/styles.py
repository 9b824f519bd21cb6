"""A user's style sheet, read with the care that what parses it lacks."""

import re
from pathlib import Path

from exporter.notices import ConfigurationError

LONGEST = 2_000_000  # bytes
DEEPEST = 50  # brackets within brackets: parsers of CSS fall over some hundreds
_OPAQUE = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\\.""", re.DOTALL)


def own(sheet: Path) -> str:
    """The CSS in a file. Raises ConfigurationError where it is no text, too long or nested too deep."""
    try:
        if sheet.stat().st_size > LONGEST:
            raise ConfigurationError(f"a style of more than {LONGEST // 1_000_000} MB", place=str(sheet))
        css = sheet.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", place=str(sheet)) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError("not UTF-8", place=str(sheet), hint="save it as UTF-8") from error
    depth = 0
    for bracket in re.findall(r"[(\[{}\])]", _OPAQUE.sub("", css)):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        if depth > DEEPEST:
            raise ConfigurationError("brackets nested too deep", place=str(sheet))
    return css
