"""Bytes -> text: byte order mark, UTF-8, then the best of the East Asian encodings by score."""

import re

from exporter.notices import InputError, Notice

BYTE_ORDER_MARKS = (
    # UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
    (b"\x84\x31\x95\x33", "gb18030", "GB18030"),
)

CANDIDATES = (
    # in order of preference where the scores are equal
    ("utf-8", "UTF-8 with damaged characters"),
    ("gb18030", "GB18030"),
    ("big5hkscs", "Big5"),
    ("cp932", "Shift_JIS"),
    ("euc_jp", "EUC-JP"),
    ("cp949", "EUC-KR"),
)
WESTERN = ("cp1252", "windows-1252")  # when nothing else makes sense

BINARY = (
    # beginnings of files that are given by mistake
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (EPUB, DOCX)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)

# What makes up some half of any text in these languages; read in a wrong encoding, hardly any of it appears.
FREQUENT = frozenset(
    "，。、；：？！“”‘’「」『』《》（）【】…—·　"
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么"
    "心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现"
    "分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位"
    "這來國個說們為時過對裡後麼沒於還發當無開經頭長樣現將與進實點種聲話問機給幾業間會學動兩從種應關"
    "のにはをたがでてとしれさあいうかこそなまもやらりるんすくけせつっ"
    "アイウエオカキクコサシスタテトナニノマムメモラリルレロンッー"
    "이다는을의가에고하지기로사한를인은어도리자서시나아해대일그수"
)

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SENSELESS = re.compile("[\ufffd\ue000-\uf8ff]")  # undecodable, or of private use
_LINE_ENDS = re.compile("\r\n?|\x0c")  # a form feed ends a page, so a line too
_SAMPLE = 100_000  # bytes that decide
_DAMAGED_LINES = 1_000  # lines decoded one by one, at most


def decode(data: bytes, path: str) -> tuple[str, tuple[Notice, ...]]:
    """The text of `data`, lines ended by \\n, without what XML 1.0 (2.2 Characters) cannot hold.

    Never asks the locale. A Notice names the encoding when it is not UTF-8, another counts the characters
    left out. Raises InputError, with `path` as place, for binary data.
    """
    text, encoding = _decoded(data)
    if kind := _binary_kind(data, text, encoding):
        raise InputError(
            f"is {kind}, not text", place=path, hint="posts are Markdown, HTML or plain text, best in UTF-8"
        )
    text = _LINE_ENDS.sub("\n", text)
    kept, dropped = legal(text)
    notices = []
    if encoding != "UTF-8":
        notices.append(Notice("encoding-guessed", encoding, path))
    if dropped:
        notices.append(Notice("text-illegal-character", str(dropped), path))
    return kept, tuple(notices)


def legal(text: str) -> tuple[str, int]:
    """`text` without the characters no XML document may hold, and how many those were."""
    return _ILLEGAL.subn("", text)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, codec, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), name
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        codec, name = _best(data[:_SAMPLE])
    if codec == "utf-8":
        return _line_by_line(data, name)
    return data.decode(codec, "replace"), name


def _best(sample: bytes) -> tuple[str, str]:
    scored = [(_score(sample.decode(codec, "replace"), codec), codec, name) for codec, name in CANDIDATES]
    score, codec, name = max(scored, key=lambda row: row[0])
    if score > 0:
        return codec, name
    return CANDIDATES[0] if _is_damaged_utf8(sample) else WESTERN


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether a text too short to be judged by its words holds UTF-8, not much rarer than faults are.

    Western text holds none: no letter of it is followed by one of the signs that would make up a sequence.
    """
    text = sample.decode("utf-8", "replace")
    sound = sum(character > "\x7f" and character != "\ufffd" for character in text)
    return sound > 0 and text.count("\ufffd") <= 3 * sound


def _score(text: str, codec: str) -> int:
    """Frequent characters count for an encoding, senseless ones against it.

    For UTF-8 every character beyond ASCII counts: other encodings seldom look like it by chance.
    """
    senseless = len(_SENSELESS.findall(text))
    if codec == "utf-8":
        return sum(character > "\x7f" for character in text) - 4 * senseless
    return sum(map(FREQUENT.__contains__, text)) - 3 * senseless


def _line_by_line(data: bytes, name: str) -> tuple[str, str]:
    """UTF-8 with damage: lines that are whole are kept, the others (glued in from elsewhere) judged apart."""
    lines = []
    damaged = 0
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            damaged += 1
            codec, _ = _best(line[:_SAMPLE]) if damaged <= _DAMAGED_LINES else ("utf-8", name)
            lines.append(line.decode("utf-8" if codec == WESTERN[0] else codec, "replace"))
    return "\n".join(lines), name


def _binary_kind(data: bytes, text: str, encoding: str) -> str:
    """What `data` is if it is binary, "" for text: a share of impossible characters makes it binary."""
    for beginning, kind in BINARY:
        if data.startswith(beginning):
            return kind
    sample = text[:_SAMPLE]
    impossible = len(_ILLEGAL.findall(sample)) + sample.count("\ufffd")
    share = 3 if encoding.startswith("UTF-8") else 10  # a third, or a tenth where the encoding is a guess
    return "binary data" if impossible * share > len(sample) else ""
