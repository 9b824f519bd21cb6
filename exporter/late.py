"""Regular expressions that are compiled when they are first asked.

Sets of thousands of characters, of which ours have many, take milliseconds each; a run that finds one article
changed asks a third of them.
"""

import re
from typing import Any, cast


def expression(form: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile gives, made when something is first asked of it. A wrong form is told then."""
    return cast("re.Pattern[str]", _Late(form, flags))


class _Late:
    """Stands for a compiled expression; each of its methods is looked up once."""

    def __init__(self, form: str, flags: int) -> None:
        self._told = form, flags

    def __getattr__(self, name: str) -> Any:
        asked = getattr(re.compile(*self._told), name)
        setattr(self, name, asked)
        return asked
