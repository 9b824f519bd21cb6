"""Signs of formulas on paper: how much space stands around each, which stretch, which take limits."""

import re
import unicodedata

RELATION, BINARY, MARK = 0.28, 0.22, 0.17  # em: TeX's thick, medium and thin spaces
_BINARY = frozenset("+−-±∓×÷·⋅∗*∘•∪∩∧∨⊕⊖⊗⊙∖⊎⊓⊔⋆†‡")
MARKS = frozenset(",;，；")
_NO_SPACE = frozenset("∂∇∀∃¬√∞′″‴!/%°…⋯⋮⋱|∣‖^~¬∅∠△")
FENCES = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉⟦⟧∣∥")
LARGE = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆")
INTEGRALS = frozenset("∫∬∭⨌∮∯∰")
LIMITS = re.compile(
    r"(?:lim|lim\W?(?:sup|inf)|max|min|sup|inf|det|gcd|Pr|arg\W?max|arg\W?min|argmax|argmin)\Z"
)
ARROWS = frozenset("→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺↦⟼↪↩=")
LINES = frozenset("¯‾―_\u0304\u0305\u0331\u0332ˉ")
BRACES = frozenset("⏞⏟⎴⎵⏜⏝")
ACCENTS = {"\u0302": "ˆ", "^": "ˆ", "\u0303": "˜", "~": "˜", "\u0307": "˙", "\u0308": "¨", "\u20d7": "→"}
"""Marks over letters, in their spacing forms."""


def spaces(sign: str, *, infix: bool) -> tuple[float, float]:
    """The space before and after a sign, in em; `infix` says that something stands on either side."""
    if sign in MARKS:
        return 0, MARK
    if sign in LARGE | INTEGRALS:
        return (0.05, 0.1)
    if sign in _BINARY:
        return (BINARY, BINARY) if infix else (0, 0)
    return (
        (RELATION, RELATION) if is_relation(sign) else (0, 0)
    )  # also where a line of several begins with it


def is_relation(sign: str) -> bool:
    """Whether a sign says how two sides stand to each other: = < ∈ →."""
    if not sign or sign in _BINARY | _NO_SPACE | FENCES | LARGE | INTEGRALS | MARKS:
        return False
    arrow = "\u2190" <= sign[0] <= "\u21ff" or "\u27f0" <= sign[0] <= "\u27ff"
    return arrow or sign in {":", "∶", ":="} or all(unicodedata.category(char) == "Sm" for char in sign)


def is_joint(sign: str) -> bool:
    """Whether a line may end after the sign."""
    return sign in _BINARY or is_relation(sign)
