"""What no rule may touch inside a line of prose: addresses, file names, formulas, English sentences.

While the rules run, such words are hidden behind the signs of objects (characters.py), sign for character, so
that a rule sees that something Latin stands there and can neither change nor split it.
"""

import regex as re  # before 3.11.5, re loses matches in possessive groups (gh-106052)

from exporter.typography.characters import HAN, HAN_OBJECT, IDEOGRAPHS, INSIDE, LATIN_OBJECT

_WORD = r"[A-Za-z][A-Za-z0-9_'’-]*+"
_PRINTED = "!#-;=?-_a-~"  # ASCII but blanks, quotation marks, < > and `
_PATH = rf"(?:[{_PRINTED}]|(?<=[/=#_?&%-])[{IDEOGRAPHS}\uff66-\uff9f]++)"
_ADDRESSES = frozenset({"://", "www.", "/"})
_EXTENSIONS = (
    "html?|xhtml|mdx?|txt|pdf|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|toml|xml|epub|mobi|azw3|jpe?g|png|gif|webp|svg"
    "|mp[34]|m4a|wav|flac|avi|mkv|mov|zip|rar|7z|tar|gz|exe|msi|apk|dmg|iso|py|js|ts|jsx|tsx|vue|css|java|go|rs|rb"
    "|php|sh|sql|bat|ini|cfg|conf|log|ttf|otf|woff2?|psd|ai"
)

# What must be in a text for the form to be looked for, and the form.
PROTECTED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("://", re.compile(rf"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*+://{_PATH}*+")),
    ("www.", re.compile(rf"(?<![A-Za-z0-9.-])www\.{_PATH}*+")),
    ("@", re.compile(r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++")),
    ("/", re.compile(rf"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]++\.)++[A-Za-z]{{2,}}/{_PATH}*+")),
    ("/", re.compile(rf"(?<![A-Za-z0-9_~./])(?:~|\.{{1,2}})/[A-Za-z0-9_.][{_PRINTED}]*+")),
    (
        "/",
        re.compile(
            rf"(?<![A-Za-z0-9_~./{IDEOGRAPHS}])/[A-Za-z0-9_.-]++/[{_PRINTED}]*+|(?<=[{IDEOGRAPHS}])/[a-z][a-z0-9_.-]++/[A-Za-z0-9_.-]++[{_PRINTED}]*+"
        ),
    ),
    (":\\", re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]:\\(?:[{_PRINTED}]|[{IDEOGRAPHS}]++(?=\\))*+")),
    ("$", re.compile(rf"\$\$?[^$\n{IDEOGRAPHS}]{{1,300}}\$\$?")),
    ("`", re.compile(r"`[^`]{1,200}`")),  # code of a page that forgot to mark it
    ("\\", re.compile(r"\\[(\[][^\n]{1,300}?\\[)\]]")),
    (")", re.compile(r"(?<![A-Za-z0-9])[:;]-\)(?![A-Za-z0-9])")),
    (")", re.compile(r"(?<![A-Za-z0-9])[:;]\)(?![A-Za-z0-9])")),
    # four words and more of an alphabetic language, with the marks within and at the end
    (
        " ",
        re.compile(rf"(?<![A-Za-z0-9_'’-]){_WORD}(?:[,;:]? +[A-Za-z0-9_'’-]++){{3,}}+(?:\.{{1,3}}|[!?])?"),
    ),
)
_FILE_END = re.compile(rf"\.(?:{_EXTENSIONS})(?![A-Za-z0-9])", re.I)
_IN_LATIN_NAME = re.compile(r"[A-Za-z0-9_.-]")
_IN_NAME = re.compile(rf"[{IDEOGRAPHS}A-Za-z0-9_.-]")
_BEFORE_NAME = frozenset("/“”‘’「」『』《》（）([\"'")
_LONGEST_NAME = 60
_SIGNS = re.compile(f"[{LATIN_OBJECT}{HAN_OBJECT}{INSIDE}]+")


def hidden(text: str) -> tuple[str, str]:
    """`text` with the protected words behind signs, and all that signs stand for, in order."""
    shown = text
    for trigger, form in PROTECTED:
        if trigger in shown:
            shown = form.sub(_hide if trigger not in _ADDRESSES else _hide_address, shown)
    if "." in shown:
        shown = _without_files(shown)
    return shown, "".join(text[found.start() : found.end()] for found in _SIGNS.finditer(shown))


def shown(text: str, behind: str) -> str:
    """`text` with the words `behind` the signs put back."""
    at = 0

    def words(found: re.Match[str]) -> str:
        nonlocal at
        at += len(found[0])
        return behind[at - len(found[0]) : at]

    return _SIGNS.sub(words, text) if behind else text


def _hide(found: re.Match[str]) -> str:
    return _signs(found[0])


def _hide_address(found: re.Match[str]) -> str:
    """An address hidden, without the stop that ends the sentence around it."""
    words = found[0].rstrip(",.;:!?()[]'")
    return str(_signs(words) + found[0][len(words) :])


def _signs(words: str) -> str:
    first, last = (HAN_OBJECT if HAN.match(end) else LATIN_OBJECT for end in (words[0], words[-1]))
    return first + INSIDE * (len(words) - 2) + last if len(words) > 1 else first


def _without_files(text: str) -> str:
    """File names hidden: 报告.docx, index.html; Han before Latin only where a mark shows its beginning."""
    pieces, at = [], 0
    for found in _FILE_END.finditer(text):
        start = _back(text, found.start(), at, _IN_LATIN_NAME)
        start += len(text[start : found.start()]) - len(text[start : found.start()].lstrip("."))
        whole = _back(text, start, at, _IN_NAME)
        if start == found.start() or (whole > at and text[whole - 1] in _BEFORE_NAME):
            start = whole
        if start < found.start():
            pieces += [text[at:start], _signs(text[start : found.end()])]
            at = found.end()
    return "".join([*pieces, text[at:]])


def _back(text: str, place: int, least: int, form: re.Pattern[str]) -> int:
    """How far to the left of `place` characters of `form` reach."""
    least = max(least, place - _LONGEST_NAME)
    while place > least and form.match(text[place - 1]):
        place -= 1
    return place
