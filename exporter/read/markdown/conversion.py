"""What the rules share while one post is converted: it travels in markdown-it's `env`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it.utils import EnvType

from exporter.read.markdown.scan import Scan, matched_brackets, scan
from exporter.read.markdown.tags import may_hold_tags

_NOTHING = Scan()


@dataclass(slots=True)
class Conversion:
    """One post on its way: `left_out` is not shown, `without_tags` converts Markdown that knows no tags."""

    without_tags: Callable[[str], str]
    verbatim: frozenset[str]
    left_out: dict[str, None] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    in_footnote: bool = False
    depth: int = 0  # of containers around what is parsed
    _scans: dict[str, Scan] = field(default_factory=dict)
    _brackets: dict[str, frozenset[int]] = field(default_factory=dict)

    def leave_out(self, what: str) -> None:
        """Tells what is not shown."""
        self.left_out[what] = None

    def scan(self, text: str) -> Scan:
        """Code, comments and tags in `text`, found once."""
        if text not in self._scans:
            self._scans[text] = scan(text, self.verbatim) if may_hold_tags(text) or "`" in text else _NOTHING
        return self._scans[text]

    def brackets(self, text: str) -> frozenset[int]:
        """Where the brackets open in `text` that may hold the words of a link."""
        if text not in self._brackets:
            self._brackets[text] = matched_brackets(text)
        return self._brackets[text]


KEY = "conversion"


def conversion(env: EnvType) -> Conversion:
    """The conversion under way."""
    found: Conversion = env[KEY]
    return found
