"""Sizes as people write them (500MB, 2 GB), in bytes."""

import re

from exporter.notices import ConfigurationError

_FORM = re.compile(r"(\d{1,12}(?:\.\d{1,3})?)\s*([kmgt]?)i?b?", re.IGNORECASE)
_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


def parsed(text: str) -> int:
    """Bytes of a size such as 50MB, 1.5 GB or 200000, prefixes being powers of 1000.

    Raises ConfigurationError.
    """
    form = _FORM.fullmatch(text.strip())
    if not form:
        raise ConfigurationError(f"“{text}” is not a size", hint="write one such as 50MB or 2GB")
    return int(float(form[1]) * _FACTORS[form[2].lower()])
