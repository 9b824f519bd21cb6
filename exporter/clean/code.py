"""Code blocks: one `pre` each, one line a line, with its language, without gutters and buttons."""

import re

from lxml import etree

from exporter.clean import text, tree
from exporter.clean.page import Page
from exporter.late import expression

# What highlighters and editors put inside a code block; any other tag in there is code left unescaped.
_HIGHLIGHTING = frozenset(
    "a b big br code del div em font i img ins li mark ol p pre small span strike strong sub sup"
    " table tbody td th thead tr u ul button s section tt".split()
)
_MARKUP_LANGUAGES = expression(
    r"\b(?:lang(?:uage)?-|brush:\s*|hljs\s+)?(?:html|xml|vue|svelte|jsx|tsx|xhtml|svg)\b", re.I
)
_TAG = expression(r"</?([A-Za-z][\w:.-]*)(?:\s[^<>]*|/)?>|<!--|<!\w|<\?")
_RAW = frozenset({"iframe", "script", "style", "textarea"})  # what is in them is no markup
_OPEN = expression(r"<(pre|code|xmp|iframe|script|style|textarea)(?:\s[^<>]*)?>", re.I)
_CLOSE = {name: expression(f"</{name}", re.I) for name in ("pre", "code", "xmp", *_RAW)}

# Parts of a code block that are not code.
_FURNITURE = frozenset(
    "gutter copy copybtn clipboard toolbar button linenumber linenumbers lineno linenos lnum numbering"
    " hidden expand fullscreen".split()
)
_NUMBER_COLUMNS = frozenset(
    {
        "blob-num",
        "line-numbers-rows",
        "hljs-ln-numbers",
        "rouge-gutter",
        "pre-numbering",
        "code-snippet__line-index",
        "line-number",
        "line-numbers",
        "copy-code-btn",
        "hljs-button",
    }
)
_LINE_BOXES = frozenset({"div", "li", "p", "tr", "section"})
_LANGUAGE = expression(
    r"(?:^|\s)(?:lang(?:uage)?[-:]|brush:\s*|highlight-source-|sourceCode\s+)([\w+#-]+)", re.I
)
_NOT_LANGUAGES = frozenset(
    "hljs highlight highlighter copyable code pre line-numbers wrap plain text none plaintext nohighlight"
    " en zh zh-cn zh-tw ja".split()
)
_PARAGRAPH_ENDS = expression(r"</(?:p|h[1-6])>", re.I)
_HAN = expression("[\u3400-\u9fff]")
_PROSE = 100  # Han characters: a `pre` of paragraphs with so many is text that some editor wrapped in it
_LINE_NUMBER = expression(r"\s*(\d{1,5})(?:[ \t]|\Z)")
_BOX_EDGE = expression("\x00+\n?\x00*")
_MAX_FURNITURE = 2000  # characters: a column of line numbers may be long
PAGE = 400  # blanks: no line of code or drawing of letters has more in a row
_WIDE = expression(f"[ \t]{{{PAGE},}}")
_NUMBERS_ONLY = expression(r"[\s\d]+\Z")


def recovered(html: str) -> str:
    """`html` with the tags that an author left unescaped inside `pre` and `code` written as text.

    To be called before parsing: afterwards `<script>` and the like have swallowed what followed.
    """
    parts: list[str] = []
    position = 0
    unclosed: set[str] = set()
    for match in _OPEN.finditer(html):
        name = match[1].lower()
        if match.start() < position or name in unclosed:
            continue
        end = _CLOSE[name].search(html, match.end())
        if not end:
            unclosed.add(name)
            continue
        inside = html[match.end() : end.start()]
        parts += [html[position : match.end()], inside if name in _RAW else _escaped(inside, match[0])]
        position = end.start()
    return "".join(parts) + html[position:]


def _without_styles(html: str) -> str:
    """`html` without its style sheets, in one pass whatever is left open."""
    kept, position, lower = "", 0, html.lower()
    while (start := lower.find("<style", position)) >= 0:
        kept += html[position:start]
        end = lower.find("</style", start)
        position = end if end >= 0 else len(html)
    return kept + html[position:]


def _is_prose(inside: str) -> bool:
    """Whether what a `pre` holds is an article in paragraphs, mostly Han characters, and no code."""
    if len(_PARAGRAPH_ENDS.findall(inside)) < 2 or "<code" in inside.lower():
        return False
    words = re.sub(r"<[^<>]*>|\s", "", _without_styles(inside))
    han = len(_HAN.findall(words))
    return han >= _PROSE and han * 2 > len(words)


def _escaped(inside: str, opening: str) -> str:
    if "<" not in inside or _is_prose(inside):
        return inside
    first = _OPEN.match(inside.lstrip())
    says_markup = _MARKUP_LANGUAGES.search(opening + (first[0] if first else ""))
    all_code = says_markup and "&lt;" not in inside and "<span" not in inside.lower()

    def escape(match: re.Match[str]) -> str:
        tag = (match[1] or "").lower()
        plain = tag in {"code", "pre"} if all_code else tag in _HIGHLIGHTING
        return match[0] if plain else match[0].replace("<", "&lt;", 1)

    return _TAG.sub(escape, inside)


def settle_code(article: etree._Element, page: Page) -> None:
    """Makes each code block, however it was laid out, one `pre` that holds one `code`.

    The words of buttons and tool bars go, with a notice; line numbers go without.
    """
    for table in list(article.iter("table")):
        if _is_code_table(table):
            _flatten_code_table(table)
    for block in list(article.iter("pre")):
        if _is_prose(etree.tostring(block, encoding="unicode")):
            block.tag = "div"
    for code in list(article.iter("code")):
        _set_apart(code)
    for block in list(article.iter("pre")):
        if block.getparent() is not None and not any(True for _ in block.iterancestors("pre")):
            _settle(block, page)


def _set_apart(code: etree._Element) -> None:
    """Makes the paragraph that holds nothing but several lines of code a code block."""
    around = code.getparent()
    if around is None or around.tag not in {"p", "div"} or len(around) > 1:
        return
    alone = text.blank(around.text) and text.blank(code.tail)
    if alone and "\n" in text.stripped(tree.content(code)):
        around.tag = "pre"


def _is_code_table(table: etree._Element) -> bool:
    """Whether a table is only there to set line numbers beside the code."""
    cells = list(table.iter("td", "th"))
    holders = [cell for cell in cells if _numbers(cell) or next(cell.iter("pre"), None) is not None]
    return len(holders) == len(cells) and any(_numbers(cell) for cell in cells)


def _numbers(cell: etree._Element) -> bool:
    """Whether a table cell holds line numbers only."""
    return _is_furniture(cell) and bool(_NUMBERS_ONLY.match(tree.content(cell) or " "))


def _flatten_code_table(table: etree._Element) -> None:
    for cell in list(table.iter("td", "th")):
        if _numbers(cell):
            tree.drop(cell)
    for part in list(table.iter("tbody", "thead", "tr", "td", "th")):
        tree.unwrap(part)
    table.tag = "div"


def _settle(block: etree._Element, page: Page) -> None:
    language = _language(block)
    _drop_furniture(block, page)
    pictures = list(block.iter("img"))
    lines = _lines(block)
    for picture in reversed(pictures):
        picture.tail = None
        block.addnext(picture)
    tail = block.tail
    block.clear()
    block.tail = tail
    if not lines:
        tree.drop(block)
        return
    code = etree.SubElement(block, "code")
    code.text = _WIDE.sub(" " * PAGE, "\n".join(lines))
    if language:
        code.set("data-language", language)


def _drop_furniture(block: etree._Element, page: Page) -> None:
    """Takes buttons, bars and numbers out of a code block and out of the box around it."""
    around = block.getparent()
    beside = (
        [part for part in around if part is not block] if around is not None and _is_code_box(around) else []
    )
    for element in [*block.iter(), *beside]:
        if element is block or element.tag == "code" or element.find(".//pre") is not None:
            continue
        words = text.folded(tree.content(element))
        if _is_furniture(element) and len(words) < _MAX_FURNITURE:
            if not _NUMBERS_ONLY.match(words or " "):
                page.notice("element-dropped", f"beside code {words}")
            tree.drop(element)


def _is_code_box(around: etree._Element) -> bool:
    return bool(tree.words(around) & {"code", "highlight", "highlighter", "hljs", "prism"})


def _is_furniture(element: etree._Element) -> bool:
    marked = set(element.get("class", "").split()) & _NUMBER_COLUMNS or tree.words(element) & _FURNITURE
    return element.tag == "button" or bool(marked)


def _lines(block: etree._Element) -> list[str]:
    """The lines of a code block: at line feeds, at `br`, at boxes, and one for each `code` of several."""
    several = len(block.findall("code")) > 1
    pieces: list[str] = []
    _collect(block, pieces, several=several)
    source = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    source = _BOX_EDGE.sub("\n", source)
    rows = [row.rstrip() for row in source.split("\n")]
    filled = [place for place, row in enumerate(rows) if row]
    return _unnumbered(rows[filled[0] : filled[-1] + 1]) if filled else []


def _unnumbered(rows: list[str]) -> list[str]:
    """The lines without the numbers a page wrote before them: three lines or more, counted from one."""
    numbers = [_LINE_NUMBER.match(row) for row in rows]
    counted = all(number and int(number[1]) == place for place, number in enumerate(numbers, start=1))
    return [_LINE_NUMBER.sub("", row, count=1) for row in rows] if counted and len(rows) >= 3 else rows


def _collect(element: etree._Element, pieces: list[str], *, several: bool) -> None:
    boxed = element.tag in _LINE_BOXES or (several and element.tag == "code")
    if element.tag == "br":
        pieces.append("\n")
    if boxed:
        pieces.append("\x00")
    pieces.append(element.text or "")
    for child in element:
        _collect(child, pieces, several=several)
        pieces.append(child.tail or "")
    if boxed:
        pieces.append("\x00")


def _language(block: etree._Element) -> str:
    """The language named by the block, its code, or the box around it; "" where none is."""
    around = [
        box
        for box in list(block.iterancestors())[:2]
        if tree.words(box) & {"highlight", "code", "highlighter"}
    ]
    for element in [*block.iter("code"), block, *around]:
        for name in ("data-language", "data-lang", "lang"):
            if element.get(name):
                return _named(element.get(name, ""))
        match = _LANGUAGE.search(element.get("class", ""))
        if match:
            return _named(match[1])
        classes = element.get("class", "").split()
        if "highlight" in classes or "hljs" in classes:  # Hexo: <figure class="highlight go">
            return next((named for name in classes if (named := _named(name))), "")
    return ""


def _named(name: str) -> str:
    name = text.folded(name).lower()
    return name if re.fullmatch(r"[\w+#-]{1,20}", name) and name not in _NOT_LANGUAGES else ""
